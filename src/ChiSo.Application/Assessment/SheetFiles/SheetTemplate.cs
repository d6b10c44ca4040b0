using System.Collections.Immutable;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Json;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment.SheetFiles;

/// <summary>The workbook in which a unit fills its self-assessment without a connection: a row for each line with what stands now, everything but the answers locked, answers chosen from lists.</summary>
public static class SheetTemplate
{
    internal const string Code = "Mã tiêu chí";
    internal const string Reason = "Giải trình";
    internal const string Evidence = "Tài liệu kiểm chứng";
    internal const string Unit = "Đơn vị";
    internal const string Round = "Kỳ";
    internal const string Version = "Phiên bản";
    internal const string Number = "Số";
    internal const string Name = "Tiêu chí";
    internal const string Most = "Điểm tối đa";
    internal const string How = "Cách điền";
    internal const string Asked = "Yêu cầu về tài liệu";

    private const string SheetName = "Tự đánh giá";
    private const string ListName = "Danh mục";
    private const int FirstFigure = 7;

    private static readonly CellStyle Head = new(Bold: true, Fill: "E8EEF4", Bordered: true, Wrapped: true, Align: CellAlign.Centre);
    private static readonly CellStyle Told = new(Bordered: true, Wrapped: true);
    private static readonly CellStyle Barred = new(Fill: "D9DEE3", Bordered: true, Wrapped: true);
    private static readonly CellStyle Answer = new(Fill: "FFFBE6", Bordered: true, Wrapped: true, Unlocked: true);

    public static ImmutableArray<WrittenSheet> Of(Sheet sheet)
    {
        var lines = sheet.Own().Select(ColumnsOf).ToList();
        var width = lines.Max(line => line.Length);
        var lists = lines.Select((line, at) => (Row: at + 2, line[0].Node.Code, Choices: EntryCells.Choices(line[0].Node.Scoring!))).Where(one => !one.Choices.IsEmpty).ToList(); // own lines are scored
        var filled = new WrittenSheet
        {
            Name = SheetName,
            Rows = [HeadingOf(width), .. lines.Select(line => RowOf(sheet, line, width))],
            Widths = WidthsOf(width),
            FrozenRows = 1,
            FrozenColumns = 3,
            IsProtected = true,
            Choices = [.. lists.Select((one, at) => new CellChoice(one.Row, FirstFigure, SourceOf(at + 1, one.Choices.Length), "Chọn một mức trong danh sách."))],
            Page = new(Landscape: true, TitleRows: 1, Band: sheet.Round.Illustrative ? "Số liệu minh họa" : ""),
        };
        return lists.Count == 0 ? [filled] : [filled, ListsOf([.. lists.Select(one => (one.Code, one.Choices))])];
    }

    /// <summary>The cells of a line, found by their place in the row.</summary>
    internal static ImmutableArray<EntryColumn> ColumnsOf(CriteriaNode node) => EntryColumn.Of(node, (_, place) => FigureAt(place));

    /// <summary>"Số liệu 1" for place 0.</summary>
    internal static string FigureAt(int place) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Số liệu {place + 1}");

    private static ImmutableArray<double> WidthsOf(int figures) => [16, 8, 48, 9, 48, 36, .. Enumerable.Repeat(16.0, figures), 40, 40, 12, 14, 10];

    private static WrittenRow Fitted(ImmutableArray<double> widths, ImmutableArray<WrittenCell> cells) => new(cells, cells.Zip(widths, (cell, width) => WrappedText.Height(cell.Text, width - 1)).Max());

    private static WrittenRow HeadingOf(int width) =>
        Fitted(WidthsOf(width), [.. ((string[])[Code, Number, Name, Most, How, Asked, .. Enumerable.Range(0, width).Select(FigureAt), Reason, Evidence, Unit, Round, Version]).Select(text => WrittenCell.Of(text, Head))]);

    private static WrittenRow RowOf(Sheet sheet, ImmutableArray<EntryColumn> line, int width)
    {
        var node = line[0].Node;
        var stands = sheet.Positions.GetValueOrDefault(node.Code);
        return Fitted(WidthsOf(width),
        [
            WrittenCell.Of(node.Code.Value, Told), WrittenCell.Of(node.Number.ToString(), Told), WrittenCell.Of(node.Name.Vi, Told), WrittenCell.Of(node.Max.Value, Told), WrittenCell.Of(string.Join('\n', FigureWords.Of(sheet.PrefilledOn(node), node, stands).Prepend(HowTo(line))), Told), WrittenCell.Of(EvidenceRuleWords.DemandOf(node.Scoring!)?.Vi ?? "", Told), // own lines are scored
            .. EntryCells.Write(stands is null ? null : EngineJson.Read<Entry>(stands.Entry), line, Answer), .. Enumerable.Repeat(WrittenCell.Blank(Barred), width - line.Length),
            WrittenCell.Of(stands?.Reason ?? "", Answer), WrittenCell.Of(stands?.Evidence ?? "", Answer), WrittenCell.Of(sheet.Unit.Code, Barred), WrittenCell.Of(sheet.Round.Code, Barred), WrittenCell.Of(stands?.Sequence ?? 0, Barred),
        ]);
    }

    private static string HowTo(ImmutableArray<EntryColumn> line)
    {
        var told = string.Join("; ", line.Select(column => line.Length > 1 || column.Letter.Length > 0 ? $"{column.Key}: {column.Meaning}" : column.Meaning));
        return line[0].Node.Scoring is { NoTaskGivesMax: true } ? $"{told}. Ghi “{EntryCells.NoTask}” nếu đúng như vậy." : told;
    }

    private static string SourceOf(int column, int length) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"'{ListName}'!${CellRange.Letters(column)}$2:${CellRange.Letters(column)}${length + 1}");

    private static WrittenSheet ListsOf(ImmutableArray<(CriterionCode Line, ImmutableArray<string> Choices)> lists) => new()
    {
        Name = ListName,
        IsProtected = true,
        Rows =
        [
            new([.. lists.Select(list => WrittenCell.Of(list.Line.Value, Head))]),
            .. Enumerable.Range(0, lists.Max(list => list.Choices.Length)).Select(row => new WrittenRow([.. lists.Select(list => row < list.Choices.Length ? WrittenCell.Of(list.Choices[row]) : WrittenCell.Blank())])),
        ],
        Widths = [.. lists.Select(_ => 24.0)],
    };
}
