using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Spreadsheets;

/// <summary>Workbooks as LibreOffice writes them, new and old, from one sheet with headings over two rows, formulas, dates and a TCVN3 font.</summary>
public sealed class LibreOfficeTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("chiso-office");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("xlsx")]
    [InlineData("xls")]
    public async Task An_office_workbook_is_read_through_its_mapping(string kind)
    {
        var mapping = new OfficeMapping
        {
            Table = "positions",
            Sheet = "CHAM DIEM",
            FirstHeaderRow = 2,
            LastHeaderRow = 3,
            FirstDataRow = 4,
            Columns =
            [
                new("criterion", "Mã", NeedsValue: true), new("name", "Tên"), new("self", "Điểm / Tự chấm", IsNumber: true),
                new("review", "Điểm / Thẩm định", IsNumber: true), new("date", "Ngày"),
            ],
            Encoding = TextEncoding.Tcvn3,
            SkipRowsWith = ["Tổng"],
        };
        await using var stream = File.OpenRead(await ConvertAsync(kind, OfficeSheet));
        var read = OfficeWorkbook.Read(stream, $"book.{kind}", mapping);
        read.Problems.ShouldBeEmpty();
        var table = read.Tables.ShouldHaveSingleItem();
        table.Rows.Select(row => string.Join('|', row.Cells.Select(cell => cell.Text))).ShouldBe(
            ["A1|Sở Nội vụ|92.27|46.135|2024-02-29", "A2|Cần Thơ|1.76|0.88|2025-07-01"]);
        table.Rows[0].Cells[2].Where.ShouldBe("Cham diem!C4");
        table.Rows[0].Cells[3].IsNumber.ShouldBeTrue();
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("xls")]
    public async Task A_plain_sheet_is_a_table(string kind)
    {
        var read = TableFiles.Read(await ConvertAsync(kind, PlainSheet));
        read.Problems.ShouldBeEmpty();
        var table = read.Tables.ShouldHaveSingleItem();
        table.Columns.ShouldBe(["code", "points"]);
        table.Rows.Select(row => string.Join('|', row.Cells.Select(cell => cell.Text))).ShouldBe(["snv|92.27", "Ủy ban|true"]);
        table.Rows[0].Cells[1].ShouldBe(new("units!B2", "92.27", true));
    }

    [Theory]
    [InlineData("xlsx", 3)]
    [InlineData("xls", 3)]
    [InlineData("xls", 3000)]
    public async Task Errors_are_told_and_never_read_as_empty(string kind, int row)
    {
        var read = TableFiles.Read(await ConvertAsync(kind, ErrorSheets(row)));
        read.Problems.Select(problem => $"{problem.Code} {problem.Where} {problem.What.Vi}").ShouldBe(
        [
            $"sheet.error-value two!B{row} Ô này chứa lỗi #DIV/0!.",
            $"sheet.error-value two!C{row} Ô này chứa lỗi #N/A.",
        ]);
    }

    [Fact]
    public async Task Every_cut_of_an_old_workbook_is_a_problem_and_never_a_crash()
    {
        var whole = await File.ReadAllBytesAsync(await ConvertAsync("xls", PlainSheet), TestContext.Current.CancellationToken);
        for (var length = 8; length < whole.Length - 1024; length += 512)
        {
            using var stream = new MemoryStream(whole[..length]);
            var read = XlsTables.Read(stream, "book.xls");
            read.Problems.ShouldNotBeEmpty($"cut at {length} of {whole.Length}");
            read.Problems[0].Code.ShouldBeOneOf("file.truncated", "file.not-workbook", "sheet.empty");
        }
    }

    [Fact]
    public async Task LibreOffice_opens_what_we_write()
    {
        LibreOffice.SkipWithout();
        var path = Path.Combine(folder.FullName, "ours.xlsx");
        await using (var stream = File.Create(path))
            SheetWriter.Write(stream, [SheetWriterTests.WideSheet]);
        var csv = await RunAsync(path, "csv:Text - txt - csv (StarCalc):44,34,76");
        (await File.ReadAllLinesAsync(csv, TestContext.Current.CancellationToken)).ShouldBe(["Số liệu minh họa,,", "Tiêu chí,Sở Nội vụ,Sở Y tế", "1.1,\"1,234.50\",2.00", "Tổng,\"1,234.50\",2.00"]);
    }

    private async Task<string> ConvertAsync(string kind, string sheet)
    {
        LibreOffice.SkipWithout();
        var source = Path.Combine(folder.FullName, "book.fods");
        await File.WriteAllTextAsync(source, Document(sheet), TestContext.Current.CancellationToken);
        return await RunAsync(source, kind);
    }

    private Task<string> RunAsync(string source, string kind) => LibreOffice.ConvertAsync(source, kind, folder.FullName, TestContext.Current.CancellationToken);

    private const string OfficeSheet = """
        <table:table table:name="Cham diem">
          <table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="5"><text:p>B¶ng</text:p></table:table-cell></table:table-row>
          <table:table-row>
            <table:table-cell table:style-name="old" office:value-type="string" table:number-rows-spanned="2"><text:p>M·</text:p></table:table-cell>
            <table:table-cell table:style-name="old" office:value-type="string" table:number-rows-spanned="2"><text:p>Tªn</text:p></table:table-cell>
            <table:table-cell table:style-name="old" office:value-type="string" table:number-columns-spanned="2"><text:p>§iÓm</text:p></table:table-cell><table:covered-table-cell/>
            <table:table-cell table:style-name="old" office:value-type="string" table:number-rows-spanned="2"><text:p>Ngµy</text:p></table:table-cell>
          </table:table-row>
          <table:table-row>
            <table:covered-table-cell/><table:covered-table-cell/>
            <table:table-cell table:style-name="old" office:value-type="string"><text:p>Tù chÊm</text:p></table:table-cell>
            <table:table-cell table:style-name="old" office:value-type="string"><text:p>ThÈm ®Þnh</text:p></table:table-cell><table:covered-table-cell/>
          </table:table-row>
          <table:table-row>
            <table:table-cell office:value-type="string"><text:p>A1</text:p></table:table-cell>
            <table:table-cell table:style-name="old" office:value-type="string"><text:p>Së Néi vô</text:p></table:table-cell>
            <table:table-cell office:value-type="float" office:value="92.27"/><table:table-cell table:formula="of:=[.C4]/2"/>
            <table:table-cell table:style-name="day" office:value-type="date" office:date-value="2024-02-29"/>
          </table:table-row>
          <table:table-row>
            <table:table-cell office:value-type="string"><text:p>A2</text:p></table:table-cell>
            <table:table-cell table:style-name="old" office:value-type="string"><text:p>CÇn Th¬</text:p></table:table-cell>
            <table:table-cell office:value-type="float" office:value="1.76"/><table:table-cell table:formula="of:=[.C5]/2"/>
            <table:table-cell table:style-name="day" office:value-type="date" office:date-value="2025-07-01"/>
          </table:table-row>
          <table:table-row>
            <table:table-cell table:style-name="old" office:value-type="string"><text:p>Tæng</text:p></table:table-cell><table:table-cell/>
            <table:table-cell table:formula="of:=SUM([.C4:.C5])"/>
          </table:table-row>
        </table:table>
        """;

    private const string PlainSheet = """
        <table:table table:name="units">
          <table:table-row><table:table-cell office:value-type="string"><text:p>code</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>points</text:p></table:table-cell></table:table-row>
          <table:table-row><table:table-cell office:value-type="string"><text:p>snv</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="92.27"/></table:table-row>
          <table:table-row table:number-rows-repeated="20"><table:table-cell/></table:table-row>
          <table:table-row><table:table-cell office:value-type="string"><text:p>Ủy ban</text:p></table:table-cell><table:table-cell table:style-name="truth" office:value-type="boolean" office:boolean-value="true"/></table:table-row>
        </table:table>
        """;

    // Two sheets; many filled rows make the file too large for the small streams of the format.
    private static string ErrorSheets(int row) => $"""
        <table:table table:name="one"><table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table>
        <table:table table:name="two">
          <table:table-row>{string.Concat("abc".Select(name => $"<table:table-cell office:value-type=\"string\"><text:p>{name}</text:p></table:table-cell>"))}</table:table-row>
          <table:table-row table:number-rows-repeated="{row - 2}"><table:table-cell office:value-type="float" office:value="1"/></table:table-row>
          <table:table-row><table:table-cell/><table:table-cell table:formula="of:=1/0"/><table:table-cell table:formula="of:=NA()"/></table:table-row>
        </table:table>
        """;

    private static string Document(string sheet) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
        <office:font-face-decls><style:font-face style:name=".VnTime" svg:font-family=".VnTime"/></office:font-face-decls>
        <office:automatic-styles>
          <number:date-style style:name="dayfmt"><number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>
          <number:boolean-style style:name="truthfmt"><number:boolean/></number:boolean-style>
          <style:style style:name="day" style:family="table-cell" style:data-style-name="dayfmt"/>
          <style:style style:name="truth" style:family="table-cell" style:data-style-name="truthfmt"/>
          <style:style style:name="old" style:family="table-cell"><style:text-properties style:font-name=".VnTime" fo:font-family="'.VnTime'"/></style:style>
        </office:automatic-styles>
        <office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body></office:document>
        """;
}
