using ChiSo.Application.Spreadsheets;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Spreadsheets;

/// <summary>Workbooks laid out as Excel lays them out.</summary>
public class ExcelConventionsTests
{
    private const string Styles = """
        <numFmts count="2"><numFmt numFmtId="164" formatCode="[$-42A]dd/mm/yyyy;@"/><numFmt numFmtId="165" formatCode="#,##0.00\ &quot;điểm&quot;"/></numFmts>
        <fonts count="2"><font><name val="Calibri"/></font><font><name val=".VnTime"/></font></fonts>
        <cellXfs count="6"><xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="0"/><xf numFmtId="164" fontId="0"/><xf numFmtId="165" fontId="0"/><xf numFmtId="10" fontId="0"/><xf numFmtId="0" fontId="1"/></cellXfs>
        """;

    private const string Texts = """
        <si><t>code</t></si><si><t>value</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">Sở </t></r><r><t>Nội vụ</t></r><rPh sb="0" eb="1"><t>đọc</t></rPh></si>
        <si><t>dòng_x000D_
        hai</t></si>
        """;

    [Theory]
    [InlineData("""<c r="B2" t="s"><v>2</v></c>""", "Sở Nội vụ", false)]
    [InlineData("""<c r="B2" t="s"><v>3</v></c>""", "dòng\nhai", false)]
    [InlineData("""<c r="B2" t="inlineStr"><is><t>tại chỗ</t></is></c>""", "tại chỗ", false)]
    [InlineData("""<c r="B2"><v>92.270000000000003</v></c>""", "92.27", true)]
    [InlineData("""<c r="B2"><v>1.7600000000000002</v></c>""", "1.76", true)]
    [InlineData("""<c r="B2"><v>1E-3</v></c>""", "0.001", true)]
    [InlineData("""<c r="B2"><v>-5</v></c>""", "-5", true)]
    [InlineData("""<c r="B2" s="3"><v>1234.5</v></c>""", "1234.5", true)]
    [InlineData("""<c r="B2" t="b"><v>1</v></c>""", "true", false)]
    [InlineData("""<c r="B2" t="b"><v>0</v></c>""", "false", false)]
    [InlineData("""<c r="B2" s="1"><v>45351</v></c>""", "2024-02-29", false)]
    [InlineData("""<c r="B2" s="2"><v>45839</v></c>""", "2025-07-01", false)]
    [InlineData("""<c r="B2" s="1"><v>45351.75</v></c>""", "2024-02-29T18:00:00", false)]
    [InlineData("""<c r="B2" s="1"><v>59</v></c>""", "1900-02-28", false)]
    [InlineData("""<c r="B2" t="d"><v>2024-02-29</v></c>""", "2024-02-29", false)]
    [InlineData("""<c r="B2"><f>SUM(B3:B9)</f><v>12.5</v></c>""", "12.5", true)]
    [InlineData("""<c r="B2" t="str"><f>A1</f><v>chữ</v></c>""", "chữ", false)]
    [InlineData("""<c r="B2"><f t="shared" si="0"/><v>3</v></c>""", "3", true)]
    [InlineData("""<c r="B2" t="s"><f>A1</f><v>2</v></c>""", "Sở Nội vụ", false)]
    public void A_cell_reads_as_it_was_meant(string cell, string expected, bool isNumber)
    {
        var table = Read(Book().Sheet("data", $"{Head}<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>x</t></is></c>{cell}</row>"), out var problems);
        problems.ShouldBeEmpty();
        table!.Rows[0].Cells[1].ShouldBe(new("data!B2", expected, isNumber));
    }

    [Fact]
    public void Dates_may_count_from_1904()
    {
        var book = new RawWorkbook { Styles = Styles, SharedStrings = Texts, WorkbookProperties = "<workbookPr date1904=\"1\"/>" };
        Read(book.Sheet("data", $"{Head}<row r=\"2\"><c r=\"B2\" s=\"1\"><v>43889</v></c></row>"), out _)!.Rows[0].Cells[1].Text.ShouldBe("2024-02-29");
    }

    [Fact]
    public void Addresses_may_be_left_out()
    {
        var table = Read(Book().Sheet("data", "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row><row/><row><c><v>1</v></c><c><v>2</v></c></row>"), out var problems);
        problems.ShouldBeEmpty();
        table!.Rows.ShouldHaveSingleItem().Cells.Select(cell => $"{cell.Where}={cell.Text}").ShouldBe(["data!A3=1", "data!B3=2"]);
    }

    [Fact]
    public void A_table_may_start_anywhere()
    {
        var table = Read(Book().Sheet("data", """<row r="4"><c r="C4" t="s"><v>0</v></c><c r="D4" t="s"><v>1</v></c></row><row r="7"><c r="D7"><v>2</v></c></row>"""), out var problems);
        problems.ShouldBeEmpty();
        table!.Rows.ShouldHaveSingleItem().Cells.Select(cell => $"{cell.Where}={cell.Text}").ShouldBe(["data!C7=", "data!D7=2"]);
    }

    [Theory]
    [InlineData("""<c r="B2"><f>SUM(B3:B9)</f></c>""", "sheet.formula-without-value", "data!B2", "Ô này là công thức nhưng tệp không lưu kết quả.")]
    [InlineData("""<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>""", "sheet.error-value", "data!B2", "Ô này chứa lỗi #DIV/0!.")]
    [InlineData("""<c r="B2" s="4"><v>0.9283</v></c>""", "sheet.percent-format", "data!B2", "Ô này hiện 92,83% nhưng giá trị lưu là 0,9283; không rõ là số nào.")]
    [InlineData("""<c r="B2" s="5" t="inlineStr"><is><t>Së Néi vô</t></is></c>""", "sheet.legacy-font", "data!B2", "Chữ trong ô dùng phông .VnTime với bảng mã cũ, không phải Unicode.")]
    [InlineData("""<c r="E2"><v>5</v></c>""", "sheet.outside-table", "data!E2", "Ô này có dữ liệu nhưng cột của nó không có tên ở dòng tiêu đề.")]
    public void A_cell_that_cannot_be_used_is_named(string cell, string code, string where, string what)
    {
        Read(Book().Sheet("data", $"{Head}<row r=\"2\"><c r=\"A2\"><v>1</v></c>{cell}</row>"), out var problems);
        var problem = problems.ShouldHaveSingleItem();
        (problem.Code, problem.Where, problem.What.Vi).ShouldBe((code, where, what));
        problem.Remedy.Vi.ShouldNotBeEmpty();
        problem.What.En.ShouldNotBe(problem.What.Vi);
    }

    [Theory]
    [InlineData("", "", "visible", "sheet.empty", "data", "Trang tính \"data\" không có dữ liệu.")]
    [InlineData("""<row r="1"><c r="A1" s="1"/></row>""", "", "visible", "sheet.empty", "data", "Trang tính \"data\" không có dữ liệu.")]
    [InlineData(Head, "", "hidden", "sheet.hidden", "data", "Trang tính \"data\" đang bị ẩn nên không được đọc.")]
    [InlineData(Head, "", "veryHidden", "sheet.hidden", "data", "Trang tính \"data\" đang bị ẩn nên không được đọc.")]
    [InlineData(Head, """<mergeCells><mergeCell ref="A3:B4"/></mergeCells>""", "visible", "sheet.merged-cells", "data!A3:B4", "Các ô A3:B4 bị gộp; không rõ giá trị thuộc dòng và cột nào.")]
    [InlineData("""<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>""", "", "visible", "sheet.empty-header", "data!B1", "Cột thứ 2 không có tên.")]
    [InlineData("""<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>0</v></c></row>""", "", "visible", "sheet.duplicate-column", "data!B1", "Có hai cột cùng tên \"code\".")]
    public void A_sheet_that_cannot_be_used_is_named(string rows, string after, string state, string code, string where, string what)
    {
        Read(Book().Sheet("data", rows, after, state), out var problems);
        var problem = problems.ShouldHaveSingleItem();
        (problem.Code, problem.Where, problem.What.Vi).ShouldBe((code, where, what));
    }

    [Fact]
    public void Every_problem_of_every_sheet_is_told()
    {
        var book = Book().Sheet("one", $"{Head}<row r=\"2\"><c r=\"A2\" t=\"e\"><v>#N/A</v></c><c r=\"B2\"><f>A1</f></c></row>").Sheet("two", "");
        XlsxTables.Read(book.ToStream(), "book.xlsx").Problems.Select(problem => (problem.Code, problem.Where)).ShouldBe(
            [("sheet.error-value", "one!A2"), ("sheet.formula-without-value", "one!B2"), ("sheet.empty", "two")]);
    }

    [Fact]
    public void A_hundred_thousand_empty_formatted_rows_are_passed_over()
    {
        var empty = string.Concat(Enumerable.Range(3, 100_000).Select(row =>
            $"<row r=\"{row}\" s=\"1\" customFormat=\"1\">{string.Concat("ABCDEFGH".Select(letter => $"<c r=\"{letter}{row}\" s=\"1\"/>"))}</row>"));
        var table = Read(Book().Sheet("data", $"{Head}<row r=\"2\"><c r=\"A2\"><v>1</v></c></row>{empty}<row r=\"100003\"><c r=\"B100003\"><v>2</v></c></row>"), out var problems);
        problems.ShouldBeEmpty();
        table!.Rows.Select(row => row.Where).ShouldBe(["data!2", "data!100003"]);
    }

    private const string Head = """<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>""";

    private static RawWorkbook Book() => new() { Styles = Styles, SharedStrings = Texts };

    private static Table? Read(RawWorkbook book, out IReadOnlyList<ChiSo.Engine.Problem> problems)
    {
        var read = XlsxTables.Read(book.ToStream(), "book.xlsx");
        problems = read.Problems;
        return read.Tables.SingleOrDefault();
    }
}
