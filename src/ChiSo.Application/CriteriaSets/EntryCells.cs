using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>An entry as the cells of its columns, and back.</summary>
internal static class EntryCells
{
    public const string Achieved = "Đạt";
    public const string NotAchieved = "Không đạt";

    /// <summary>Stands in the first cell of a line; the others stay empty.</summary>
    public const string NoTask = "Không phát sinh nhiệm vụ";

    /// <summary>As many cells as the line has columns.</summary>
    public static IEnumerable<WrittenCell> Write(Entry? entry, ImmutableArray<EntryColumn> columns, CellStyle style) => entry switch
    {
        Entry.NoTask => [WrittenCell.Of(NoTask, style), .. columns.Skip(1).Select(_ => WrittenCell.Blank(style))],
        Entry.Direct direct => [WrittenCell.Of(direct.Points.Value, style)],
        Entry.Answer answer when columns[0].Node.Scoring?.Rule is ScoringRule.Choice choice => [WrittenCell.Of(choice.Options[answer.Option].Label, style)],
        Entry.Answer answer => [WrittenCell.Of(answer.Option == 0 ? Achieved : NotAchieved, style)],
        Entry.Items items => [WrittenCell.Of(string.Join('/', items.Values.Select(VietnameseNumbers.ToText)), style)],
        Entry.Figures figures => figures.Values.Select(value => WrittenCell.Of(value, style)),
        _ => columns.Select(_ => WrittenCell.Blank(style)),
    };

    /// <summary>What may be chosen in the first cell of a line; empty where figures are typed.</summary>
    public static ImmutableArray<string> Choices(Leaf leaf)
    {
        IEnumerable<string> answers = leaf.Rule switch
        {
            ScoringRule.YesNo => [Achieved, NotAchieved],
            ScoringRule.Choice choice => choice.Options.Select(option => option.Label),
            _ => [],
        };
        return answers.Any() && leaf.NoTaskGivesMax ? [.. answers, NoTask] : [.. answers];
    }

    /// <summary><c>null</c> when every cell is empty.</summary>
    public static Result<Entry?> Read(RowReading row, ImmutableArray<EntryColumn> columns, int known, ICollection<Problem> problems)
    {
        var leaf = columns[0].Node.Scoring!; // a review has scored lines only
        var cells = columns.Select(column => row.Cell(column.Key)).ToList();
        if (cells.TrueForAll(cell => cell.Text.Length == 0))
            return (Entry?)null;

        var filled = cells.First(cell => cell.Text.Length > 0);
        var text = TextOf(row, columns, leaf, filled);
        if (problems.Count > known)
            return problems.Skip(known).ToImmutableArray(); // a number that can't be read is told already, at its cell
        var read = EntryText.Parse(text, leaf, leaf.Rule is ScoringRule.MeanOverItems && !filled.IsNumber ? row.Mark : DecimalMark.Point, filled.Where);
        if (!read.TryGet(out var entry))
            return read.Problems;
        return EntryChecks.Find(entry, leaf, columns[0].Node.Max, filled.Where) is { } wrong ? wrong : entry;
    }

    private static string TextOf(RowReading row, ImmutableArray<EntryColumn> columns, Leaf leaf, TableCell filled)
    {
        if (Fold.Key(filled.Text) == Fold.Key(NoTask))
            return "no_task";
        return leaf.Rule switch
        {
            ScoringRule.YesNo => YesNo(filled.Text),
            ScoringRule.Choice => $"choice={filled.Text}",
            ScoringRule.Rubric => row.Number(columns[0].Key) is { } points ? $"p={Number(points)}" : "",
            ScoringRule.MeanOverItems => $"items={filled.Text.Replace(" ", "", StringComparison.Ordinal)}",
            _ => string.Join(';', columns.Select(column => (column.Letter, Value: row.Number(column.Key))).Where(pair => pair.Value is not null).Select(pair => $"{pair.Letter}={Number(pair.Value.GetValueOrDefault())}")),
        };
    }

    private static string YesNo(string text) => Fold.Key(text) switch
    {
        var key when key == Fold.Key(Achieved) || key == "1" => "a=1",
        var key when key == Fold.Key(NotAchieved) || key == "0" => "a=0",
        _ => text,
    };

    private static string Number(decimal value) => value.ToString(CultureInfo.InvariantCulture);
}
