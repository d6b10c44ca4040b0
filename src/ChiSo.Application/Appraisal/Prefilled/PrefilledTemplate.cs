using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.People;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;

namespace ChiSo.Application.Appraisal;

/// <summary>The workbook in which figures are filled in for units: a row for each figure of each unit, with what stands now.</summary>
public static class PrefilledTemplate
{
    internal const string LineColumn = "Tiêu chí";
    internal const string LetterColumn = "Số liệu";
    internal const string MeaningColumn = "Nội dung";
    internal const string ValueColumn = "Giá trị";
    internal const string SourceColumn = "Nguồn";
    internal const string DayColumn = "Ngày truy vấn";
    internal const string ReferenceColumn = "Tham chiếu";
    internal const string StateColumn = "Tình trạng";

    /// <summary>Written in the place of a value, it takes a figure away that was filled in.</summary>
    internal const string TakesAway = "rút";

    /// <summary>In the order of the sheet.</summary>
    internal static readonly ImmutableArray<string> Columns =
        [FigureTemplate.UnitColumn, FigureTemplate.NameColumn, LineColumn, LetterColumn, MeaningColumn, ValueColumn, SourceColumn, DayColumn, ReferenceColumn, StateColumn];

    /// <summary>Those without which no row can be read.</summary>
    internal static readonly ImmutableArray<string> Needed = [FigureTemplate.UnitColumn, LineColumn, LetterColumn, ValueColumn, SourceColumn, DayColumn];

    private static readonly CellStyle Head = new(Bold: true, Fill: "E8EEF4", Bordered: true, Wrapped: true, Align: CellAlign.Centre);
    private static readonly CellStyle Body = new(Bordered: true, Wrapped: true);

    /// <summary>The figures this person may fill in.</summary>
    public static ImmutableArray<WrittenSheet> Of(PrefilledDesk desk, Person person) =>
    [
        new()
        {
            Name = "Số liệu điền sẵn",
            Rows = [new([.. Columns.Select(column => WrittenCell.Of(column, Head))]), .. desk.CellsFor(person, Act.PrefillFigures).Select(cell => RowOf(desk, cell))],
            Widths = [14, 32, 12, 10, 44, 14, 28, 16, 36, 44],
            FrozenRows = 1,
            Page = new(Landscape: true, TitleRows: 1, Band: desk.Round.Illustrative ? "Số liệu minh họa" : ""),
        },
    ];

    private static WrittenRow RowOf(PrefilledDesk desk, FigureCell cell)
    {
        var filled = cell.Filled?.Figure;
        return new([
            WrittenCell.Of(cell.Unit.Code, Body), WrittenCell.Of(cell.Unit.Name.Vi, Body), WrittenCell.Of(PrefilledFile.KeyOf(cell.Node), Body), WrittenCell.Of(cell.Figure.Name, Body), WrittenCell.Of(cell.Figure.Meaning, Body),
            filled is null ? WrittenCell.Blank(Body) : WrittenCell.Of(filled.Value, Body), WrittenCell.Of(filled?.Source ?? "", Body),
            WrittenCell.Of(filled is null ? "" : VietnameseDates.ToText(filled.QueriedOn), Body), WrittenCell.Of(filled?.Reference ?? "", Body),
            WrittenCell.Of(cell.Filled is { } one ? FigureWords.StateOf(one, cell.Node, desk.ClaimOf(cell.Unit.Code, cell.Node.Code)) : "", Body),
        ]);
    }
}
