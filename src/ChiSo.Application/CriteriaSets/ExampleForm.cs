using System.Collections.Immutable;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>Worked examples as a form asks for them: a row for each, with what is entered, as the kind of rule asks for it, and the points it gives.</summary>
public static class ExampleForm
{
    /// <summary>The column files have them in.</summary>
    internal const string Column = "worked_example";

    /// <summary>Of rules with answers: <c>1</c> or <c>0</c> of yes or no, else the words of the choice.</summary>
    public const string Answer = "answer";

    /// <summary>Points given directly.</summary>
    public const string Direct = "p";

    /// <summary>The values of the items, parted by spaces.</summary>
    public const string Items = "items";

    /// <summary>Ticked where no task arose; it counts only where the line says what that gives.</summary>
    public const string NoTask = "none";

    /// <summary>The best value of the block.</summary>
    public const string Best = "best";

    /// <summary>The points the example gives.</summary>
    public const string Gives = "gives";

    /// <summary>A row for each; cells of other kinds of rule may be among what is typed.</summary>
    public static FormRows Rows { get; } = new("w");

    /// <summary>The cell of a figure.</summary>
    public static string CellOf(string letter) => "f." + letter;

    /// <summary>The cells a row of this kind of rule asks for, in order, before the points.</summary>
    /// <param name="letters">Of the declared figures.</param>
    public static ImmutableArray<string> CellsOf(string kind, IEnumerable<string> letters) => kind switch
    {
        "yes_no" or "choice" => [Answer],
        "rubric" => [Direct],
        "mean_over_items" => [Items],
        "relative_to_best" => [.. letters.Select(CellOf), Best],
        _ => [.. letters.Select(CellOf)],
    };

    /// <summary>The fields of a line's examples, numbers with the reader's mark. Reading them gives the examples again.</summary>
    public static ImmutableDictionary<string, string> Of(Leaf leaf, DecimalMark mark) =>
        leaf.Examples.Index().SelectMany(example => Cells(example.Item, leaf, mark).Select(cell => (Name: Rows.NameOf(example.Index, cell.Cell), cell.Text)))
            .ToImmutableDictionary(cell => cell.Name, cell => cell.Text, StringComparer.Ordinal);

    /// <summary>The text files would have for what was typed. What can't be read is told at its row and left out.</summary>
    /// <param name="places">Gets the row of each example in the text.</param>
    internal static string Write(IReadOnlyDictionary<string, string> typed, IReadOnlyList<string> letters, DecimalMark mark, ICollection<Problem> problems, ICollection<string> places)
    {
        var written = new List<string>();
        var kind = typed.GetValueOrDefault("rule_kind", "");
        if (kind.Length == 0)
            return "";
        var asksNoTask = NfcText.Clean(typed.GetValueOrDefault("no_task", "")) == "max"; // else no row shows the tick
        foreach (var (place, row) in Rows.Of(typed).Index())
        {
            if (new ExampleRow(asksNoTask ? row : row.Remove(NoTask), Rows.NameOf(place), mark, problems).Write(kind, letters) is not { } example)
                continue;
            written.Add(example);
            places.Add(Rows.NameOf(place));
        }

        return string.Join(ExampleText.Between, written);
    }

    private static IEnumerable<(string Cell, string Text)> Cells(WorkedExample example, Leaf leaf, DecimalMark mark)
    {
        (string Cell, string Text)[] entered = example.Entry switch
        {
            Entry.NoTask => [(NoTask, "1")],
            Entry.Direct direct => [(Direct, FormRows.Text(direct.Points.Value, mark))],
            Entry.Answer answer when leaf.Rule is ScoringRule.Choice choice => [(Answer, choice.Options[answer.Option].Label)],
            Entry.Answer answer => [(Answer, answer.Option == 0 ? "1" : "0")],
            Entry.Items items => [(Items, string.Join(' ', items.Values.Select(value => FormRows.Text(value, mark))))],
            Entry.Figures figures => [.. FigureText.LettersOf(leaf.Figures).Zip(figures.Values, (letter, value) => (CellOf(letter), FormRows.Text(value, mark)))],
            _ => throw new System.Diagnostics.UnreachableException($"No fields for {example.Entry}."),
        };
        (string Cell, string Text)[] best = example.Best is { } value ? [(Best, FormRows.Text(value, mark))] : [];
        return [.. entered, .. best, (Gives, FormRows.Text(example.Gives, mark))];
    }
}
