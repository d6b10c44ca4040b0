using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Spreadsheets;

namespace ChiSo.Application.Assessment.ScoreSheets;

/// <summary>The score sheet as a workbook: points of fields and criteria are sums a spreadsheet recomputes.</summary>
public static class ScoreSheetWorkbook
{
    private const int PointsColumn = 4;
    private const double Margin = 1; // letters a cell keeps free at its sides
    private const string HeadFill = "E8EEF4";

    private static readonly CellStyle Head = new(Bold: true, Fill: HeadFill, Bordered: true, Wrapped: true, Align: CellAlign.Centre);

    public static WrittenSheet Of(ScoreSheet score)
    {
        var sheet = score.Sheet;
        var columns = Columns(sheet);
        var rows = ImmutableArray.CreateBuilder<WrittenRow>();
        rows.Add(new([WrittenCell.Of(ScoreSheetWords.Title(sheet), new(Bold: true))]));
        rows.Add(new([WrittenCell.Of(sheet.Unit.Name.Vi, new(Bold: true))]));
        rows.Add(new([WrittenCell.Of($"{sheet.Round.Name.Vi} · {ScoreSheetWords.State(sheet)} · Mã phiếu {score.Code}")]));
        rows.Add(new([]));
        rows.Add(Fitted([.. columns.Select(column => WrittenCell.Of(column.Name, Head))], columns));
        var head = rows.Count;
        for (var place = 0; place < score.Rows.Length; place++)
            rows.Add(Fitted(CellsOf(score, place, head + 1), columns));
        return new()
        {
            Name = SheetWriter.SafeName(sheet.Unit.Name.Vi),
            Rows = rows.ToImmutable(),
            Widths = [.. columns.Select(column => column.Width)],
            FrozenRows = head,
            FrozenColumns = 2,
            Page = new(Landscape: true, TitleRows: head, Band: sheet.Round.Illustrative ? "Số liệu minh họa" : ""),
        };
    }

    private static ImmutableArray<(string Name, double Width)> Columns(Sheet sheet) =>
    [
        ("TT", 8), ("Lĩnh vực, tiêu chí, tiêu chí thành phần", 48), ("Điểm tối đa", 9), (sheet.IsExplanation ? "Điểm đơn vị đề nghị" : "Điểm tự chấm", 10),
        .. (IEnumerable<(string, double)>)(sheet.IsExplanation ? [("Điểm thẩm định", 10), ("Ý kiến đơn vị", 14)] : []),
        ("Số liệu, kết quả", 36), ("Tài liệu kiểm chứng", 40), ("Giải trình", 36),
    ];

    /// <summary>A row as high as its longest text needs.</summary>
    private static WrittenRow Fitted(ImmutableArray<WrittenCell> cells, ImmutableArray<(string Name, double Width)> columns) =>
        new(cells, cells.Zip(columns, (cell, column) => WrappedText.Height(cell.Text, column.Width - Margin)).Max());

    private static ImmutableArray<WrittenCell> CellsOf(ScoreSheet score, int place, int first)
    {
        var row = score.Rows[place];
        var isPart = !row.Node.IsLeaf;
        var body = new CellStyle(Bold: isPart, Fill: row.Depth == 0 ? HeadFill : null, Bordered: true, Wrapped: true);
        var number = body with { Format = "#,##0.00##" };
        return
        [
            WrittenCell.Of(row.Node.Number.ToString(), body),
            WrittenCell.Of(row.Node.Name.Vi, body),
            WrittenCell.Of(row.Node.Max.Value, number),
            isPart ? SumOf(score, place, first, number) : row.Points is { } points ? WrittenCell.Of(points, number) : WrittenCell.Blank(number),
            .. (IEnumerable<WrittenCell>)(score.Sheet.IsExplanation ? [row.Appraised is { } appraised ? WrittenCell.Of(appraised, number) : WrittenCell.Blank(number), WrittenCell.Of(ScoreSheetWords.Opinion(row), body)] : []),
            WrittenCell.Of(row.IsOwn || isPart ? string.Join('\n', row.Entered.Concat(row.Filled)) : ScoreSheetWords.SuppliedBy(row.Node), body with { Italic = !row.IsOwn && !isPart }),
            WrittenCell.Of(string.Join('\n', row.Evidence), body),
            WrittenCell.Of(row.Reason, body),
        ];
    }

    /// <summary>The sum of the lines just below.</summary>
    private static WrittenCell SumOf(ScoreSheet score, int place, int first, CellStyle style)
    {
        var below = Enumerable.Range(place + 1, score.Rows.Length - place - 1).TakeWhile(next => score.Rows[next].Depth > score.Rows[place].Depth).ToList();
        var children = below.Where(next => score.Rows[next].Depth == score.Rows[place].Depth + 1).Select(next => string.Create(CultureInfo.InvariantCulture, $"{CellRange.Letters(PointsColumn)}{first + next}")).ToList();
        return WrittenCell.Calculated($"SUM({string.Join(',', children)})", score.Rows[place].Points ?? 0, style);
    }
}
