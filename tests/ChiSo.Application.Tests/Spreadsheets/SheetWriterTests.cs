using System.IO.Compression;
using ChiSo.Application.Spreadsheets;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Spreadsheets;

public class SheetWriterTests
{
    private static readonly CellStyle Points = new(Format: "#,##0.00", Bordered: true);
    private static readonly CellStyle Title = new(Bold: true, Italic: true, Fill: "E8EEF4", Wrapped: true, Align: CellAlign.Centre);

    internal static readonly WrittenSheet WideSheet = new()
    {
        Name = "Khối sở",
        Rows =
        [
            new([WrittenCell.Of("Số liệu minh họa", Title)], 30),
            new([WrittenCell.Of("Tiêu chí", Title), WrittenCell.Of("Sở Nội vụ", Title), WrittenCell.Of("Sở Y tế", Title)]),
            new([WrittenCell.Of("1.1"), WrittenCell.Of(1234.5m, Points), WrittenCell.Of(2m, Points)]),
            new([WrittenCell.Of("Tổng"), WrittenCell.Calculated("SUM(B3:B3)", 1234.5m, Points), WrittenCell.Calculated("SUM(C3:C3)", 2m, Points)]),
        ],
        Widths = [40, 12, 12],
        Merged = [new(1, 1, 1, 3)],
        FrozenRows = 2,
        FrozenColumns = 1,
        Page = new(Landscape: true, TitleRows: 2, TitleColumns: 1, Band: "Số liệu minh họa & thử"),
    };

    [Fact]
    public void What_is_written_is_a_valid_workbook()
    {
        using var document = SpreadsheetDocument.Open(Written(WideSheet, WideSheet with { Name = "Khối 'huyện", Page = null, FrozenRows = 0, Merged = [] }), isEditable: false);
        new OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken).Select(error => $"{error.Path?.XPath} {error.Description}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("xl/worksheets/sheet1.xml", "<x:f>SUM(B3:B3)</x:f><x:v>1234.5</x:v>")]
    [InlineData("xl/worksheets/sheet1.xml", "<x:mergeCell ref=\"A1:C1\" />")]
    [InlineData("xl/worksheets/sheet1.xml", "orientation=\"landscape\"")]
    [InlineData("xl/worksheets/sheet1.xml", "paperSize=\"9\"")]
    [InlineData("xl/worksheets/sheet1.xml", "fitToHeight=\"0\"")]
    [InlineData("xl/worksheets/sheet1.xml", "xSplit=\"1\" ySplit=\"2\" topLeftCell=\"B3\"")]
    [InlineData("xl/worksheets/sheet1.xml", "&amp;CSố liệu minh họa &amp;&amp; thử")]
    [InlineData("xl/workbook.xml", "'Khối sở'!$A:$A,'Khối sở'!$1:$2")]
    [InlineData("xl/styles.xml", "formatCode=\"#,##0.00\"")]
    [InlineData("xl/styles.xml", "rgb=\"FFE8EEF4\"")]
    public void The_page_and_the_looks_are_in_the_file(string part, string expected)
    {
        using var zip = new ZipArchive(Written(WideSheet));
        using var reader = new StreamReader(zip.GetEntry(part).ShouldNotBeNull().Open());
        reader.ReadToEnd().ShouldContain(expected);
    }

    [Fact]
    public void Nothing_in_the_file_tells_when_it_was_written()
    {
        Written(WideSheet).ToArray().ShouldBe(Written(WideSheet).ToArray());
        using var zip = new ZipArchive(Written(WideSheet));
        zip.Entries.ShouldAllBe(entry => entry.LastWriteTime.Year == 1980);
        zip.Entries[0].FullName.ShouldBe("[Content_Types].xml");
    }

    [Theory]
    [InlineData("Khối sở, ban, ngành", "Khối sở, ban, ngành")]
    [InlineData("a/b:c*d?e[f]g\\h", "a b c d e f g h")]
    [InlineData("'tên'", "tên")]
    [InlineData("", "Sheet")]
    [InlineData("Khối các phường, xã, đặc khu của thành phố", "Khối các phường, xã, đặc khu củ")]
    public void Names_of_sheets_are_made_safe(string name, string expected) => SheetWriter.SafeName(name).ShouldBe(expected);

    [Fact]
    public void Names_alike_once_shortened_or_but_for_case_are_numbered() =>
        SheetWriter.SafeNames(["Khối các phường, xã, đặc khu của thành phố", "Khối các phường, xã, đặc khu của tỉnh", "khối sở", "Khối Sở"])
            .ShouldBe(["Khối các phường, xã, đặc khu củ", "Khối các phường, xã, đặc kh (2)", "khối sở", "Khối Sở (2)"]);

    [Fact]
    public void Wrong_names_are_a_mistake_of_the_caller()
    {
        Should.Throw<ArgumentException>(() => Written()).Message.ShouldContain("at least one sheet");
        Should.Throw<ArgumentException>(() => Written(WideSheet with { Name = "a/b" })).Message.ShouldContain("SafeName");
        Should.Throw<ArgumentException>(() => Written(WideSheet, WideSheet)).Message.ShouldContain("Two sheets");
    }

    private static MemoryStream Written(params WrittenSheet[] sheets)
    {
        var stream = new MemoryStream();
        SheetWriter.Write(stream, sheets);
        stream.Position = 0;
        return stream;
    }
}
