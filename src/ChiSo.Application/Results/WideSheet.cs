using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>The score sheet offices have always kept ("bảng chấm điểm"): criteria down, units across, sums as formulas, made to be printed on A4 landscape.</summary>
public static class WideSheet
{
    /// <param name="result">The computation of <paramref name="block"/> in <paramref name="round"/>.</param>
    /// <param name="say">Chooses the language.</param>
    public static WrittenSheet Of(RoundDocument round, BlockDocument block, BlockResult result, Func<Words, string> say) =>
        new WideSheetWriting(round, block, result, say).ToSheet();
}

/// <summary>Lays out one wide sheet.</summary>
internal sealed class WideSheetWriting(RoundDocument round, BlockDocument block, BlockResult result, Func<Words, string> say)
{
    private const int FixedColumns = 3;
    private const int UnitColumns = 4;
    private const int UnitsOnPage = 4;
    private const int HeadRows = 5;
    private const int MaxColumn = 3;
    private const int PrintScale = 66;
    private const string PointsFormat = "0.00##";

    private const double NumberWidth = 8;
    private const double NameWidth = 46;
    private const double PointsWidth = 8.8;
    private const double Margin = 0.7;
    private const double LettersInWidth = 1.07; // widths count digits; Vietnamese letters are a little narrower
    private const double BoldLettersInWidth = 0.98;
    private const string FieldFill = "F3F6F9";

    private static readonly CellStyle Title = new(Bold: true);
    private static readonly CellStyle Legend = new(Italic: true);
    private static readonly CellStyle Head = new(Bold: true, Fill: "E8EEF4", Bordered: true, Wrapped: true, Align: CellAlign.Centre);
    private static readonly CellStyle Text = new(Bordered: true, Wrapped: true, Align: CellAlign.Left);
    private static readonly CellStyle Number = new(Format: PointsFormat, Bordered: true, Align: CellAlign.Right);
    private static readonly CellStyle Middle = new(Bordered: true, Wrapped: true, Align: CellAlign.Centre);

    private readonly ImmutableArray<CriteriaNode> nodes = [.. block.Criteria.Nodes()];
    private readonly Dictionary<CriterionCode, int> places = block.Criteria.Nodes().Select((node, place) => (node.Code, place)).ToDictionary(pair => pair.Code, pair => pair.place);
    private readonly WideStages stages = WideStages.Of(round.Stages);
    private readonly WideColumns columns = new(round, block, result, WideStages.Of(round.Stages));
    private readonly string band = round.Illustrative ? say(new("Số liệu minh họa", "Illustrative data")) : "";

    private int TotalRow => HeadRows + nodes.Length + 1;

    public WrittenSheet ToSheet()
    {
        var rows = ImmutableArray.CreateBuilder<WrittenRow>();
        rows.AddRange(Heading());
        rows.AddRange(nodes.Select((node, place) => Criterion(node, [.. Fixed(node), .. Across((unit, column) => Line(unit, place, column))])));
        rows.AddRange(Foot());
        return new()
        {
            Name = SheetWriter.SafeName(say(block.Name)),
            Rows = rows.ToImmutable(),
            Widths = [NumberWidth, NameWidth, PointsWidth, .. Enumerable.Repeat(PointsWidth, block.Units.Length * UnitColumns)],
            Merged =
            [
                .. Enumerable.Range(1, FixedColumns).Select(column => new CellRange(HeadRows - 1, column, HeadRows, column)),
                .. block.Units.Select((_, unit) => new CellRange(HeadRows - 1, ColumnOf(unit, WideColumn.Self), HeadRows - 1, ColumnOf(unit, WideColumn.Final))),
            ],
            FrozenRows = HeadRows,
            FrozenColumns = FixedColumns,
            Page = new(Landscape: true, TitleRows: HeadRows, TitleColumns: FixedColumns, Band: band)
            {
                Scale = PrintScale,
                BreaksAfter = [.. Enumerable.Range(1, Math.Max(0, (block.Units.Length - 1) / UnitsOnPage)).Select(page => FixedColumns + (page * UnitsOnPage * UnitColumns))],
            },
        };
    }

    private static int ColumnOf(int unit, WideColumn column) => FixedColumns + (unit * UnitColumns) + (int)column + 1;

    private static string At(int row, int unit, WideColumn column) => CellRange.Address(row, ColumnOf(unit, column));

    private IEnumerable<WrittenRow> Heading()
    {
        yield return new([WrittenCell.Of($"{say(new("Bảng chấm điểm", "Score sheet"))} - {say(block.Name)}", Title)]);
        yield return new([WrittenCell.Of(say(round.Name) + (band.Length == 0 ? "" : $" - {band}"), Title)]);
        yield return new([WrittenCell.Of(say(new("KAD: không áp dụng. Ô trống: chưa có số liệu.", "KAD: not applicable. Empty cell: no data yet.")), Legend)]);
        string[] names = [.. block.Units.Select(unit => say(unit.Name))];
        string[] sides = [.. new Words[] { stages.OwnName, stages.ReviewName, new("Điều tra", "Survey"), new("Kết luận", "Final") }.Select(say)];
        Words[] fixedNames = [new("Số", "Number"), new("Tiêu chí", "Criterion"), new("Điểm tối đa", "Maximum")];
        yield return new([.. fixedNames.Select(name => WrittenCell.Of(say(name), Head)), .. names.SelectMany(UnitHead)], HeightOf(names, PointsWidth * UnitColumns));
        yield return new([.. fixedNames.Select(_ => WrittenCell.Blank(Head)), .. names.SelectMany(_ => sides.Select(side => WrittenCell.Of(side, Head)))], HeightOf(sides, PointsWidth));
    }

    private static double HeightOf(IEnumerable<string> texts, double width, bool bold = true) =>
        texts.Max(text => WrappedText.Height(text, (width - Margin) * (bold ? BoldLettersInWidth : LettersInWidth))) + 2;

    /// <summary>High enough for the criterion's name; fields stand out.</summary>
    private WrittenRow Criterion(CriteriaNode node, ImmutableArray<WrittenCell> cells)
    {
        var isField = block.Criteria.Roots.Contains(node) && !node.IsLeaf;
        return new([.. cells.Select(cell => isField ? cell with { Style = cell.Style with { Fill = FieldFill } } : cell)],
            Math.Max(HeightOf([say(node.Name)], NameWidth, bold: !node.IsLeaf), HeightOf([node.Number.Value], NumberWidth)));
    }

    private static IEnumerable<WrittenCell> UnitHead(string name) => Enumerable.Repeat(WrittenCell.Blank(Head), UnitColumns - 1).Prepend(WrittenCell.Of(name, Head));

    private IEnumerable<WrittenCell> Fixed(CriteriaNode node) =>
    [
        WrittenCell.Of(node.Number.Value, Text with { Bold = !node.IsLeaf }),
        WrittenCell.Of(say(node.Name), Text with { Bold = !node.IsLeaf }),
        WrittenCell.Of(node.Max.Value, Number with { Bold = !node.IsLeaf }),
    ];

    private IEnumerable<WrittenCell> Across(Func<int, WideColumn, WrittenCell> cell) =>
        Enumerable.Range(0, block.Units.Length).SelectMany(unit => Enum.GetValues<WideColumn>().Select(column => cell(unit, column)));

    private WrittenCell Line(int unit, int place, WideColumn column)
    {
        var node = nodes[place];
        if (columns.IsLeftOut(unit, place))
            return column == WideColumn.Final ? WrittenCell.Of("KAD", Middle) : WrittenCell.Blank(Text);
        if (!node.IsLeaf)
            return Sum(node.Children, unit, column);
        return columns.On(unit, place, column) is { } points ? WrittenCell.Of(points, Number) : WrittenCell.Blank(Text);
    }

    private WrittenCell Sum(ImmutableArray<CriteriaNode> parts, int unit, WideColumn column)
    {
        var cells = Cells(parts, unit, column);
        return Calculated($"IF(COUNT({cells})=0,\"\",SUM({cells}))", SumOf(parts, unit, column));
    }

    private string Cells(IEnumerable<CriteriaNode> parts, int unit, WideColumn column) =>
        string.Join(',', parts.Select(part => At(HeadRows + places[part.Code] + 1, unit, column)));

    /// <summary>What is shown on the leaves below; <c>null</c> when nothing is.</summary>
    private decimal? SumOf(IEnumerable<CriteriaNode> parts, int unit, WideColumn column)
    {
        decimal? sum = null;
        foreach (var part in parts.Where(part => !columns.IsLeftOut(unit, places[part.Code])))
        {
            if ((part.IsLeaf ? columns.On(unit, places[part.Code], column) : SumOf(part.Children, unit, column)) is { } points)
                sum = (sum ?? 0) + points;
        }

        return sum;
    }

    private static WrittenCell Calculated(string formula, decimal? outcome) => new("", outcome, formula, Number with { Bold = true });

    private IEnumerable<WrittenRow> Foot()
    {
        var maxima = string.Join(',', block.Criteria.Roots.Where(root => root.Part == CriteriaPart.Base).Select(root => CellRange.Address(HeadRows + places[root.Code] + 1, MaxColumn)));
        var allMaxima = block.Criteria.Roots.Where(root => root.Part == CriteriaPart.Base).Sum(root => root.Max.Value);
        yield return new([.. FootHead(new("Tổng điểm", "Total points"), Calculated($"SUM({maxima})", allMaxima)), .. Across(Total)], HeightOf([""], NameWidth));
        yield return FootRow(new("Điểm tối đa áp dụng", "Applicable maximum"), (_, unit) => WrittenCell.Of(unit.ApplicableMax, Number));
        yield return FootRow(new("Số dòng chưa có số liệu", "Lines without data"), (place, _) => WrittenCell.Of(LinesUnknown(place), Number with { Format = "0" }));
        yield return FootRow(new("Chỉ số tính từ điểm (%)", "Index from the points (%)"), Index);
        yield return FootRow(new("Chỉ số công bố (%)", "Published index (%)"), Published);
        yield return FootRow(new("Xếp thứ", "Rank"), (_, unit) => unit.Rank is { } rank ? WrittenCell.Of(rank.Value, Number with { Format = "0" }) : WrittenCell.Blank(Text));
        var classes = FootRow(new("Xếp loại", "Class"), (_, unit) => WrittenCell.Of(unit.Class is { } place ? say(block.Method.Classes[place].Name) : "", Middle));
        yield return classes with { Height = HeightOf(classes.Cells.Select(cell => cell.Text).Skip(FixedColumns).Append(""), PointsWidth) };
        if (round.Source.Length > 0)
            yield return new([WrittenCell.Of($"{say(new("Nguồn", "Source"))}: {round.Source}", Legend)]);
    }

    private ImmutableArray<WrittenCell> FootHead(Words name, WrittenCell max) => [WrittenCell.Blank(Text), WrittenCell.Of(say(name), Text with { Bold = true }), max];

    private WrittenRow FootRow(Words name, Func<int, UnitResult, WrittenCell> final) => new(
    [
        .. FootHead(name, WrittenCell.Blank(Text)),
        .. Across((unit, column) => column == WideColumn.Final ? final(unit, result.Units[unit]) : WrittenCell.Blank(Text)),
    ],
    HeightOf([say(name)], NameWidth));

    private decimal LinesUnknown(int unit) => block.Criteria.Roots.Sum(root => result.UnknownsOf(unit, places[root.Code]));

    private WrittenCell Total(int unit, WideColumn column)
    {
        var terms = new List<string>();
        decimal? sum = null;
        foreach (var part in block.Criteria.Roots.GroupBy(root => root.Part).OrderBy(group => group.Key))
        {
            var cells = $"SUM({Cells(part, unit, column)})";
            var cap = part.Key switch { CriteriaPart.Bonus => block.Criteria.BonusCap?.Value, CriteriaPart.Deduction => block.Criteria.DeductionCap?.Value, _ => null };
            var (lower, limit) = (part.Key == CriteriaPart.Deduction, cap?.ToString(CultureInfo.InvariantCulture));
            terms.Add(limit is null ? cells : $"{(lower ? "MAX" : "MIN")}({limit},{cells})");
            if (SumOf(part, unit, column) is { } points)
                sum = (sum ?? 0) + (cap is not { } bound ? points : lower ? Math.Max(bound, points) : Math.Min(bound, points));
        }

        var all = Cells(block.Criteria.Roots, unit, column);
        return Calculated($"IF(COUNT({all})=0,\"\",{string.Join('+', terms)})", sum);
    }

    private WrittenCell Index(int place, UnitResult unit)
    {
        if ((IsAnnounced(unit) ? unit.FromParts : unit.Index) is not { } index)
            return WrittenCell.Blank(Text);
        return Calculated($"{At(TotalRow, place, WideColumn.Final)}/{At(TotalRow + 1, place, WideColumn.Final)}*100", index);
    }

    private bool IsAnnounced(UnitResult unit) => block.Announced.Any(announced => announced.Unit == unit.Unit);

    private WrittenCell Published(int place, UnitResult unit)
    {
        if (unit.Published is not { } published)
            return WrittenCell.Blank(Text);
        var decimals = block.Method.Decimals;
        var style = Number with { Bold = true, Format = decimals == 0 ? "0" : "0." + new string('0', decimals) };
        var function = block.Method.Rounding switch { Rounding.HalfAwayFromZero => "ROUND", Rounding.Truncate => "TRUNC", _ => null };
        return function is null || IsAnnounced(unit)
            ? WrittenCell.Of(published, style) // announced as it is, or rounded as no spreadsheet function does
            : WrittenCell.Calculated(string.Create(CultureInfo.InvariantCulture, $"{function}({At(TotalRow + 3, place, WideColumn.Final)},{decimals})"), published, style);
    }
}
