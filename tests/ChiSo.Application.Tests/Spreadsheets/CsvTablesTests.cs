using System.Text;
using ChiSo.Application.Spreadsheets;
using CsCheck;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Spreadsheets;

public class CsvTablesTests
{
    [Theory]
    [InlineData("code,name\nsnv,Sở Nội vụ\nsyt,\"Sở Y tế, cũ\"\n")]
    [InlineData("code;name\r\nsnv;Sở Nội vụ\r\nsyt;Sở Y tế, cũ\r\n")]
    [InlineData("\uFEFFcode,name\nsnv,Sở Nội vụ\n\n,\nsyt,\"Sở Y tế, cũ\"")]
    [InlineData(" code , name \nsnv , Sở Nội vụ\nsyt,\"Sở Y tế, cũ\"\n")]
    public void Reads_commas_and_semicolons_and_passes_over_empty_rows(string text)
    {
        var table = Whole(Read(text));
        table.Name.ShouldBe("units");
        table.Columns.ShouldBe(["code", "name"]);
        table.Rows.Select(row => string.Join('|', row.Cells.Select(cell => cell.Text))).ShouldBe(["snv|Sở Nội vụ", "syt|Sở Y tế, cũ"]);
    }

    [Fact]
    public void Columns_parted_by_tabs_are_read()
    {
        var read = CsvTables.Read(new MemoryStream(Encoding.UTF8.GetBytes("a\tb\nx, y\t1;5\n")), "t.csv");

        read.Problems.ShouldBeEmpty();
        read.Tables.Single().Rows.Single().Cells.Select(cell => cell.Text).ShouldBe(["x, y", "1;5"]);
    }

    [Fact]
    public void Marks_that_turn_letters_around_are_dropped() =>
        CsvTables.Read(new MemoryStream(Encoding.UTF8.GetBytes("a\nSở \u202Exuất\u2066 khẩu\u061C\n")), "t.csv").Tables.Single().Rows.Single().Cells.Single().Text.ShouldBe("Sở xuất khẩu");

    [Fact]
    public void Every_cell_knows_its_line_and_column()
    {
        var table = Whole(Read("code,name\n\nsnv,\"Sở\nNội vụ\"\nsyt,Sở Y tế\n"));
        table.Rows.Select(row => row.Where).ShouldBe(["units.csv:3", "units.csv:5"]);
        table.Rows[1].Cells[1].Where.ShouldBe("units.csv:5:name");
        table.Rows[0].Cells[1].Text.ShouldBe("Sở\nNội vụ");
        table.Rows[0].Cells[0].IsNumber.ShouldBeFalse();
    }

    [Fact]
    public void Reads_utf16_when_the_first_bytes_say_so()
    {
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            using var stream = new MemoryStream([.. encoding.GetPreamble(), .. encoding.GetBytes("code,name\nsnv,Sở Nội vụ\n")]);
            Whole(CsvTables.Read(stream, "units.csv")).Rows[0].Cells[1].Text.ShouldBe("Sở Nội vụ");
        }
    }

    [Theory]
    [InlineData("a,b\n1\n", "csv.too-few-cells", "units.csv:2", "Dòng này chỉ có 1 ô, trong khi tiêu đề có 2 cột.")]
    [InlineData("a,b\n1,2\n1,2,3\n", "csv.too-many-cells", "units.csv:3", "Dòng này có 3 ô, trong khi tiêu đề có 2 cột.")]
    [InlineData("a,,b\n1,2,3\n", "csv.empty-header", "units.csv:1:2", "Cột thứ 2 không có tên.")]
    [InlineData("a,b,A\n1,2,3\n", "csv.duplicate-column", "units.csv:1:A", "Có hai cột cùng tên \"A\".")]
    [InlineData("a,b\n1,\"2\n3,4\n", "csv.open-quote", "units.csv:2", "Dấu ngoặc kép mở ở dòng này không được đóng lại.")]
    [InlineData("a,b\n1,x\"2\n3,4\n", "csv.stray-quote", "units.csv:2", "Dòng này có dấu ngoặc kép đặt sai chỗ.")]
    [InlineData("", "file.empty", "units.csv", "Tệp này rỗng.")]
    [InlineData(" \r\n\n", "file.empty", "units.csv", "Tệp này rỗng.")]
    [InlineData("a\0b\n", "csv.not-text", "units.csv:1", "Tệp chứa ký tự không phải văn bản.")]
    public void Tells_what_is_wrong_and_where(string text, string code, string where, string what)
    {
        var problem = Read(text).Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Where, problem.What.Vi).ShouldBe((code, where, what));
        problem.Remedy.Vi.ShouldNotBeEmpty();
        problem.What.En.ShouldNotBe(problem.What.Vi);
    }

    [Fact]
    public void Tells_every_problem_and_keeps_the_good_rows()
    {
        var read = Read("a,b\n1\n2,2\n3,3,3\n4,\"4\"x\n5,5\n");
        read.Problems.Select(problem => (problem.Code, problem.Where)).ShouldBe(
            [("csv.too-few-cells", "units.csv:2"), ("csv.too-many-cells", "units.csv:4"), ("csv.stray-quote", "units.csv:5")], ignoreOrder: true);
        read.Tables.ShouldHaveSingleItem().Rows.Select(row => row.Cells[0].Text).ShouldBe(["2", "5"]);
    }

    [Fact]
    public void A_wrong_encoding_names_the_line_of_the_first_bad_byte()
    {
        using var stream = new MemoryStream([.. "code,name\nsnv,Nội\nsyt,"u8, 0xD5, .. "\n"u8]);
        var problem = CsvTables.Read(stream, "units.csv").Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Where).ShouldBe(("csv.wrong-encoding", "units.csv:3"));
        problem.What.Vi.ShouldBe("Tệp không ở bảng mã UTF-8; chữ có dấu sẽ bị sai.");
        problem.Remedy.Vi.ShouldContain("Lưu dạng CSV UTF-8");
    }

    [Fact]
    public void Half_a_utf16_file_is_no_text()
    {
        using var stream = new MemoryStream([0xFF, 0xFE, 0x00, 0xD8, 0x41]);
        CsvTables.Read(stream, "units.csv").Problems.ShouldHaveSingleItem().Code.ShouldBe("csv.not-text");
    }

    [Fact]
    public void A_folder_is_read_in_the_order_of_names()
    {
        var folder = Directory.CreateTempSubdirectory("chiso-csv");
        try
        {
            CsvTables.ReadFolder(folder.FullName).Problems.ShouldHaveSingleItem().Code.ShouldBe("file.no-tables");
            File.WriteAllText(Path.Combine(folder.FullName, "units.csv"), "code\nsnv\n");
            File.WriteAllText(Path.Combine(folder.FullName, "criteria.csv"), "code\n1\n");
            File.WriteAllText(Path.Combine(folder.FullName, "notes.txt"), "not a table");
            CsvTables.ReadFolder(folder.FullName).Tables.Select(table => table.Name).ShouldBe(["criteria", "units"]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        CsvTables.ReadFolder(folder.FullName).Problems.ShouldHaveSingleItem().Code.ShouldBe("file.not-found");
        CsvTables.ReadFile(Path.Combine(folder.FullName, "units.csv")).Problems.ShouldHaveSingleItem().Code.ShouldBe("file.not-found");
    }

    [Fact]
    public void Writes_line_feeds_and_quotes_only_where_needed()
    {
        var table = Table.Of("t", ["a", "b"], [[TableCell.Of("x, y"), TableCell.Of(1.50m)], [TableCell.Of("nói \"có\""), TableCell.Blank], [TableCell.Of("hai\ndòng"), TableCell.Of(true)]]);
        Written(table, CsvWriting.Kept).ShouldBe("a,b\n\"x, y\",1.5\n\"nói \"\"có\"\"\",\n\"hai\ndòng\",true\n");
        Written(table, CsvWriting.Kept with { Semicolon = true }).ShouldStartWith("a;b\nx, y;1.5\n");
    }

    [Fact]
    public void A_download_starts_with_a_mark_and_runs_no_formula()
    {
        var table = Table.Of("t", ["a", "b"], [[TableCell.Of("=1+1"), TableCell.Of(-1.5m)], [TableCell.Of("-x"), TableCell.Of("@a")], [TableCell.Of("+8"), TableCell.Of("1-1")]]);
        Written(table, CsvWriting.Download).ShouldBe("\uFEFFa,b\n'=1+1,-1.5\n'-x,'@a\n'+8,1-1\n");
        Written(table, CsvWriting.Kept).ShouldBe("a,b\n=1+1,-1.5\n-x,@a\n+8,1-1\n");
    }

    [Fact]
    public void What_was_written_is_read_back_protected_or_not() =>
        Gen.Select(TableGenerator.Tables, Gen.Bool).Sample((table, isProtected) =>
        {
            using var stream = new MemoryStream();
            CsvTables.Write(stream, table, isProtected ? CsvWriting.Exchanged : CsvWriting.Kept);
            stream.Position = 0;
            TableGenerator.ShouldHoldTheSame(Whole(CsvTables.Read(stream, "t.csv")), table);
        });

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("'=1+1", "''=1+1")]
    [InlineData("''@a", "'''@a")]
    [InlineData("'quoted'", "'quoted'")]
    [InlineData("1-1", "1-1")]
    [InlineData("-1,5", "\"-1,5\"")]
    [InlineData("-1+1", "'-1+1")]
    public void The_mark_of_a_file_that_is_opened_is_taken_away_once(string text, string written)
    {
        var table = Table.Of("t", [text], [[TableCell.Of(text)]]);
        Written(table, CsvWriting.Exchanged).ShouldBe($"{written}\n{written}\n");
        var read = Whole(Read(Written(table, CsvWriting.Exchanged)));
        (read.Columns.Single(), read.Rows.Single().Cells.Single().Text).ShouldBe((text, text));
    }

    private static TablesRead Read(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return CsvTables.Read(stream, "units.csv");
    }

    private static Table Whole(TablesRead read)
    {
        read.Problems.ShouldBeEmpty();
        return read.Tables.ShouldHaveSingleItem();
    }

    private static string Written(Table table, CsvWriting writing)
    {
        using var stream = new MemoryStream();
        CsvTables.Write(stream, table, writing);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
