using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Json;
using ChiSo.Application.People;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.Appraisal;

/// <summary>The workbook an agency fills with its own figures: a row for each unit, a column for each figure, with what stands now.</summary>
public static class FigureTemplate
{
    internal const string SheetName = "Số liệu";
    internal const string UnitColumn = "Mã đơn vị";
    internal const string NameColumn = "Đơn vị";
    private const double Width = 18;

    private static readonly CellStyle Head = new(Bold: true, Fill: "E8EEF4", Bordered: true, Wrapped: true, Align: CellAlign.Centre);
    private static readonly CellStyle Body = new(Bordered: true, Wrapped: true);
    private static readonly CellStyle Cell = new(Bordered: true);
    private static readonly CellStyle Barred = new(Fill: "D9DEE3", Bordered: true);

    /// <summary>What this person appraises of a review; a cell of a unit somebody else appraises is grey and empty.</summary>
    public static ImmutableArray<WrittenSheet> Of(Review review, Person person)
    {
        var lines = FigureColumn.Of(review, person);
        var heading = WrittenRow([UnitColumn, NameColumn, .. lines.SelectMany(line => line.Select(column => FigureColumn.HeadingOf(column)))]);
        return
        [
            new()
            {
                Name = SheetName,
                Rows = [heading, .. review.Lines.GroupBy(line => line.Unit.Code).Select(unit => RowOf(review, person, unit.First().Unit, lines))],
                Widths = [14, 32, .. lines.SelectMany(line => line.Select(_ => Width))],
                FrozenRows = 1,
                FrozenColumns = 2,
                Page = new(Landscape: true, TitleRows: 1, TitleColumns: 2, Band: review.Round.Illustrative ? "Số liệu minh họa" : ""),
            },
            Guide(lines),
            .. Prefilled(review, person),
        ];
    }

    private static WrittenRow RowOf(Review review, Person person, UnitInput unit, ImmutableArray<ImmutableArray<EntryColumn>> lines) =>
        new([WrittenCell.Of(unit.Code, Body), WrittenCell.Of(unit.Name.Vi, Body), .. lines.SelectMany(columns => CellsOf(review.Line(unit.Code, columns[0].Node.Code), person, columns))]);

    private static IEnumerable<WrittenCell> CellsOf(ReviewLine? line, Person person, ImmutableArray<EntryColumn> columns) =>
        line is null || !person.May(Act.Appraise, line.Aim)
            ? columns.Select(_ => WrittenCell.Blank(Barred))
            : EntryCells.Write((line.Standing ?? line.Offered) is { } stands ? EngineJson.Read<Entry>(stands.Entry) : null, columns, Cell);

    /// <summary>Figures that were filled in on those lines, with how each stands; no sheet where there are none.</summary>
    private static IEnumerable<WrittenSheet> Prefilled(Review review, Person person)
    {
        var filled = review.Lines.Where(line => person.May(Act.Appraise, line.Aim) && !line.Prefilled.IsEmpty).ToList();
        return filled.Count == 0 ? [] :
        [
            new()
            {
                Name = "Số liệu điền sẵn",
                Rows =
                [
                    WrittenRow(["Đơn vị", "Tiêu chí", "Tên tiêu chí", "Số liệu điền sẵn và tình trạng"]),
                    .. filled.SelectMany(line => FigureWords.Of(line.Prefilled, line.Node, line.Claim), (line, words) => new WrittenRow([
                        WrittenCell.Of(line.Unit.Name.Vi, Body), WrittenCell.Of(line.Node.Number.ToString(), Body), WrittenCell.Of(line.Node.Name.Vi, Body), WrittenCell.Of(words, Body),
                    ])),
                ],
                Widths = [32, 10, 50, 80],
                FrozenRows = 1,
            },
        ];
    }

    private static WrittenSheet Guide(ImmutableArray<ImmutableArray<EntryColumn>> lines) => new()
    {
        Name = "Hướng dẫn",
        Rows =
        [
            WrittenRow(["Cột", "Mã tiêu chí", "Tiêu chí", "Điểm tối đa", "Cách điền"]),
            .. lines.SelectMany(line => line).Select(column => new WrittenRow([
                WrittenCell.Of(column.Key, Body), WrittenCell.Of(column.Node.Code.Value, Body), WrittenCell.Of(column.Node.Name.Vi, Body),
                WrittenCell.Of(column.Node.Max.Value, Body), WrittenCell.Of(HowTo(column), Body),
            ])),
        ],
        Widths = [12, 16, 60, 12, 60],
        FrozenRows = 1,
    };

    private static string HowTo(EntryColumn column) =>
        FigureColumn.TitleOf(column) + (column.Node.Scoring is { NoTaskGivesMax: true } ? $". Ghi “{EntryCells.NoTask}” nếu đúng như vậy." : "") + " Để trống nếu không nạp.";

    private static WrittenRow WrittenRow(IEnumerable<string> texts) => new([.. texts.Select(text => WrittenCell.Of(text, Head))]);
}
