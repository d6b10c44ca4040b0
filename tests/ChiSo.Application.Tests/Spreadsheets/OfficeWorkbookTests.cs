using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Spreadsheets;

/// <summary>The workbook an office already has: title rows, headings over two rows, merged cells, totals.</summary>
public class OfficeWorkbookTests
{
    private static readonly OfficeMapping Mapping = new()
    {
        Table = "positions",
        Sheet = "BẢNG CHẤM ĐIỂM",
        FirstHeaderRow = 3,
        LastHeaderRow = 4,
        FirstDataRow = 5,
        Columns =
        [
            new("criterion", "TT", NeedsValue: true),
            new("field", "Lĩnh vực", FillsMerged: true),
            new("self", "điểm / tự chấm", IsNumber: true),
            new("review", "Điểm / Thẩm định", IsNumber: true),
        ],
        Fixed = [new("unit", "snv")],
        DecimalMark = DecimalMark.Comma,
        SkipRowsWith = ["Tổng cộng"],
        SkipRows = [8],
    };

    [Fact]
    public void Headings_totals_merged_cells_and_places_are_read_through_the_mapping()
    {
        var table = Whole(Read(Mapping));
        table.Name.ShouldBe("positions");
        table.Columns.ShouldBe(["criterion", "field", "self", "review", "unit"]);
        table.Rows.Select(Texts).ShouldBe(["1.1|Chỉ đạo|1.5|1.25|snv", "1.2|Chỉ đạo|0.75|50|snv"]);
        table.Rows[1].Where.ShouldBe("Bảng chấm điểm!6");
        table.Rows[1].Cells[2].ShouldBe(new("Bảng chấm điểm!C6", "0.75", true));
    }

    [Fact]
    public void A_merged_cell_counts_once_unless_the_mapping_says_otherwise() =>
        Whole(Read(Mapping with { Columns = Mapping.Columns.SetItem(1, new("field", "Lĩnh vực")) })).Rows.Select(Texts)
            .ShouldBe(["1.1|Chỉ đạo|1.5|1.25|snv", "1.2||0.75|50|snv"]);

    [Fact]
    public void A_letter_may_stand_for_a_heading_and_rows_may_end_early()
    {
        var mapping = Mapping with { Columns = [new("criterion", Letter: "A"), new("points", Letter: "d")], LastDataRow = 5 };
        Whole(Read(mapping)).Rows.Select(Texts).ShouldBe(["1.1|1.25|snv"]);
    }

    [Fact]
    public void Headings_and_sheets_that_are_missing_are_told_with_those_that_are_there()
    {
        Problem(Read(Mapping with { Sheet = "Sheet1" })).ShouldBe(("sheet.not-found", "book.xlsx", "Không có trang tính \"Sheet1\"; tệp có: Bảng chấm điểm."));
        Problem(Read(Mapping with { Columns = [new("a", "Điểm")] }))
            .ShouldBe(("sheet.heading-not-found", "Bảng chấm điểm!3:4", "Không có cột \"Điểm\"; các cột đọc được: TT; Lĩnh vực; Điểm / Tự chấm; Điểm / Thẩm định; Ghi chú; Ghi chú."));
        Problem(Read(Mapping with { Columns = [new("a", "Ghi chú")] }))
            .ShouldBe(("sheet.heading-twice", "Bảng chấm điểm!3:4", "Có nhiều cột cùng tiêu đề \"Ghi chú\": E, F."));
        Problem(Read(Mapping with { Fixed = [new("self", "x")] })).Code.ShouldBe("sheet.duplicate-column");
    }

    [Fact]
    public void Numbers_written_as_text_obey_the_declared_mark()
    {
        var problem = Problem(Read(Mapping with { DecimalMark = DecimalMark.Point }));
        (problem.Code, problem.Where).ShouldBe(("number.other-mark", "Bảng chấm điểm!C6"));
    }

    [Fact]
    public void Errors_and_formulas_without_value_are_told_in_mapped_columns_only()
    {
        Read(Mapping with { SkipRows = [] }).Problems.Select(problem => (problem.Code, problem.Where)).ShouldBe(
            [("sheet.error-value", "Bảng chấm điểm!C8"), ("sheet.formula-without-value", "Bảng chấm điểm!D8")]);
        Read(Mapping with { SkipRows = [], Columns = [new("criterion", "TT", NeedsValue: true)] }).Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(".VnTime", TextEncoding.Tcvn3, "Së Néi vô", "Sở Nội vụ")]
    [InlineData(".VnTimeH", TextEncoding.Tcvn3, "së néi vô", "SỞ NỘI VỤ")]
    [InlineData("VNI-Times", TextEncoding.Vni, "Sôû Noäi vuï", "Sở Nội vụ")]
    [InlineData("Times New Roman", TextEncoding.Tcvn3, "Sở Nội vụ", "Sở Nội vụ")]
    [InlineData(".VnTime", TextEncoding.Unicode, "Së Néi vô", "Së Néi vô")]
    public void Old_fonts_are_decoded_where_the_mapping_declares_them(string font, TextEncoding encoding, string stored, string expected)
    {
        var book = new RawWorkbook { Styles = $"<fonts><font><name val=\"{font}\"/></font></fonts><cellXfs><xf fontId=\"0\"/></cellXfs>" }
            .Sheet("data", $"<row r=\"1\">{Text("A1", "ten")}</row><row r=\"2\">{Text("A2", stored)}</row>");
        var mapping = Mapping with { Sheet = "DATA", FirstHeaderRow = 1, LastHeaderRow = 1, FirstDataRow = 2, Columns = [new("name", "TEN")], Fixed = [], Encoding = encoding };
        Whole(OfficeWorkbook.Read(book.ToStream(), "book.xlsx", mapping)).Rows.ShouldHaveSingleItem().Cells[0].Text.ShouldBe(expected);
    }

    [Fact]
    public void A_mapping_is_kept_as_json()
    {
        var json = Mapping.ToJson();
        json.ShouldContain("\"Lĩnh vực\"");
        json.ShouldContain("\"comma\"");
        OfficeMapping.FromJson(json, "mapping.json").TryGet(out var read).ShouldBeTrue();
        read!.ToJson().ShouldBe(json);
        Read(read).Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("""{"table":"t","sheet":"s","firstHeaderRow":2,"lastHeaderRow":1,"firstDataRow":3,"columns":[{"column":"a"}]}""")]
    [InlineData("""{"table":"t","sheet":"s","firstHeaderRow":1,"lastHeaderRow":1,"firstDataRow":2,"columns":[]}""")]
    [InlineData("""{"table":"t","sheet":"s","firstHeaderRow":1,"lastHeaderRow":1,"firstDataRow":2,"columns":[{"column":"a"}],"colour":"red"}""")]
    public void A_mapping_that_is_not_right_is_refused(string json)
    {
        var problem = OfficeMapping.FromJson(json, "mapping.json").Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Where).ShouldBe(("file.bad-mapping", "mapping.json"));
    }

    [Fact]
    public void An_outline_shows_what_a_mapping_may_name()
    {
        OfficeWorkbook.Outline(Book(), "book.xlsx", (3, 4)).TryGet(out var sheets).ShouldBeTrue();
        var sheet = sheets.ShouldHaveSingleItem();
        sheet.Name.ShouldBe("Bảng chấm điểm");
        sheet.Headings[3].ShouldBe("Điểm / Tự chấm");
    }

    private static TablesRead Read(OfficeMapping mapping) => OfficeWorkbook.Read(Book(), "book.xlsx", mapping);

    private static MemoryStream Book()
    {
        var rows = $"""
            <row r="1">{Text("A1", "BẢNG TỰ CHẤM ĐIỂM NĂM 2023")}</row>
            <row r="3">{Text("A3", "TT")}{Text("B3", "Lĩnh vực")}{Text("C3", "Điểm")}{Text("E3", "Ghi chú")}{Text("F3", "Ghi chú")}</row>
            <row r="4">{Text("C4", "Tự chấm")}{Text("D4", "Thẩm định")}</row>
            <row r="5">{Text("A5", "1.1")}{Text("B5", "Chỉ đạo")}<c r="C5"><v>1.5</v></c><c r="D5"><f>C5-0.25</f><v>1.25</v></c></row>
            <row r="6">{Text("A6", "1.2")}{Text("C6", "0,75")}<c r="D6" s="1"><v>0.5</v></c></row>
            <row r="7">{Text("B7", "không có mã")}<c r="C7"><v>9</v></c></row>
            <row r="8">{Text("A8", "1.3")}<c r="C8" t="e"><v>#REF!</v></c><c r="D8"><f>C8</f></c></row>
            <row r="9">{Text("A9", "TỔNG CỘNG:")}<c r="C9"><v>2.25</v></c></row>
            """;
        const string Merged = """<mergeCells><mergeCell ref="A1:F1"/><mergeCell ref="A3:A4"/><mergeCell ref="B3:B4"/><mergeCell ref="C3:D3"/><mergeCell ref="B5:B6"/></mergeCells>""";
        return new RawWorkbook { Styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"9\"/></cellXfs>" }.Sheet("Bảng chấm điểm", rows, Merged).ToStream();
    }

    private static string Text(string address, string text) => $"<c r=\"{address}\" t=\"inlineStr\"><is><t>{text}</t></is></c>";

    private static string Texts(TableRow row) => string.Join('|', row.Cells.Select(cell => cell.Text));

    private static Table Whole(TablesRead read)
    {
        read.Problems.ShouldBeEmpty();
        return read.Tables.ShouldHaveSingleItem();
    }

    private static (string Code, string Where, string What) Problem(TablesRead read)
    {
        var problem = read.Problems.ShouldHaveSingleItem();
        return (problem.Code, problem.Where, problem.What.Vi);
    }
}
