using System.IO.Compression;
using System.Text;
using ChiSo.Application.Spreadsheets;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Spreadsheets;

public class BrokenWorkbookTests
{
    private static readonly byte[] CompoundStart = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    public static TheoryData<string, string, string> Broken => new()
    {
        { "empty", "file.empty", "Tệp này rỗng." },
        { "text", "file.not-workbook", "Tệp này không phải là bảng tính Excel." },
        { "html", "file.not-workbook", "Tệp này không phải là bảng tính Excel." },
        { "other zip", "file.not-workbook", "Tệp này không phải là bảng tính Excel." },
        { "cut in half", "file.truncated", "Tệp bị cắt ngang hoặc hỏng, phần cuối không đọc được." },
        { "bad packing", "file.truncated", "Tệp bị cắt ngang hoặc hỏng, phần cuối không đọc được." },
        { "password", "file.password", "Tệp được bảo vệ bằng mật khẩu nên không đọc được." },
        { "old excel", "file.old-excel", "Đây là bảng tính Excel đời cũ (.xls), trong khi ở đây cần .xlsx." },
        { "bomb", "file.zip-bomb", "Tệp nén giải ra lớn bất thường nên không được mở." },
        { "many entries", "file.zip-bomb", "Tệp nén giải ra lớn bất thường nên không được mở." },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_file_that_is_no_workbook_says_why(string file, string code, string what)
    {
        using var stream = new MemoryStream(Bytes(file));
        var read = XlsxTables.Read(stream, "book.xlsx");
        var problem = read.Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Where, problem.What.Vi).ShouldBe((code, "book.xlsx", what));
        problem.Remedy.Vi.ShouldNotBeEmpty();
        read.Tables.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<row r=\"1\"><c r=\"A1\"><v>1</v></row>")]
    [InlineData("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v></c></row>")]
    public void Damaged_content_is_told(string rows) =>
        XlsxTables.Read(new RawWorkbook().Sheet("data", rows).ToStream(), "book.xlsx").Problems.ShouldHaveSingleItem().Code.ShouldBe("file.damaged");

    [Fact]
    public void Entities_are_never_resolved()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "secret");
            var book = new RawWorkbook { Prolog = $"<!DOCTYPE x [<!ENTITY e SYSTEM \"file://{path}\">]>" }
                .Sheet("data", "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&e;</t></is></c></row>");
            var read = XlsxTables.Read(book.ToStream(), "book.xlsx");
            read.Problems.ShouldHaveSingleItem().Code.ShouldBe("file.damaged");
            read.Tables.ShouldBeEmpty();
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Every_cut_of_a_workbook_is_a_problem_and_never_a_crash()
    {
        var whole = Whole();
        for (var length = 1; length < whole.Length; length += 7)
        {
            using var stream = new MemoryStream(whole[..length]);
            XlsxTables.Read(stream, "book.xlsx").Problems.ShouldNotBeEmpty();
        }
    }

    [Theory]
    [InlineData("x.csv", "csv.too-few-cells")]
    [InlineData("x.pdf", "file.unknown-kind")]
    [InlineData("x.xlsx", "file.not-workbook")]
    [InlineData("x.xls", "file.not-workbook")]
    public void The_ending_of_a_name_says_how_it_is_read(string name, string code)
    {
        using var stream = new MemoryStream("a,b\n1\n"u8.ToArray());
        TableFiles.Read(stream, name).Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    [Fact]
    public void A_new_workbook_with_an_old_ending_is_read()
    {
        using var stream = new MemoryStream(Whole());
        TableFiles.Read(stream, "book.xls").Tables.ShouldHaveSingleItem().Name.ShouldBe("t");
        TableFiles.Read("no/such/file.xlsx").Problems.ShouldHaveSingleItem().Code.ShouldBe("file.not-found");
    }

    [Fact]
    public void Old_workbooks_that_are_broken_say_why()
    {
        Xls([.. CompoundStart, .. new byte[3000]]).ShouldBe("file.not-workbook");
        Xls("not a workbook"u8.ToArray()).ShouldBe("file.not-workbook");
        Xls(Bytes("password")).ShouldBe("file.password");
        Xls([]).ShouldBe("file.empty");

        static string Xls(byte[] bytes)
        {
            using var stream = new MemoryStream(bytes);
            return XlsTables.Read(stream, "book.xls").Problems.ShouldHaveSingleItem().Code;
        }
    }

    private static byte[] Bytes(string file) => file switch
    {
        "empty" => [],
        "text" => "code,name\n"u8.ToArray(),
        "html" => "<html><table></table></html>"u8.ToArray(),
        "other zip" => Zip(("content.xml", 10)),
        "cut in half" => Whole()[..(Whole().Length / 2)],
        "bad packing" => Spoiled(),
        "password" => [.. CompoundStart, .. new byte[1000], .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[100]],
        "old excel" => [.. CompoundStart, .. new byte[1000]],
        "bomb" => Zip(("xl/workbook.xml", 10), ("xl/worksheets/sheet1.xml", 64 << 20)),
        "many entries" => Zip([.. Enumerable.Range(0, 5001).Select(i => ($"xl/{i}.xml", 0))]),
        _ => throw new ArgumentOutOfRangeException(nameof(file), file, "No such file."),
    };

    private static byte[] Whole()
    {
        using var stream = new MemoryStream();
        XlsxTables.Write(stream, [Table.Of("t", ["a"], [[TableCell.Of(1m)]])]);
        return stream.ToArray();
    }

    // Bytes in the middle of the packed workbook are turned over; its directory stays whole.
    private static byte[] Spoiled()
    {
        var bytes = Whole();
        for (var i = 60; i < 160; i++)
            bytes[i] ^= 0xFF;
        return bytes;
    }

    private static byte[] Zip(params (string Name, int Size)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, size) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(new byte[size]);
            }
        }

        return stream.ToArray();
    }
}
