using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>Makes the text files have of one worked example typed in a row.</summary>
internal sealed class ExampleRow(IReadOnlyDictionary<string, string> row, string where, DecimalMark mark, ICollection<Problem> problems)
{
    private static readonly char[] BetweenItems = [' ', '/', ';', '\t'];

    /// <returns><c>null</c> with a problem.</returns>
    public string? Write(string kind, IReadOnlyList<string> letters)
    {
        var isNoTask = Text(ExampleForm.NoTask).Length > 0;
        var cells = ExampleForm.CellsOf(kind, letters);
        if (Text(ExampleForm.Gives).Length == 0 || (!isNoTask && cells.All(cell => Text(cell).Length == 0)))
        {
            problems.Add(FormRows.Incomplete(where));
            return null;
        }

        var before = problems.Count;
        var entry = isNoTask ? EntryText.NoTask : Entry(kind, letters, cells);
        var gives = Number(Text(ExampleForm.Gives));
        return problems.Count == before ? $"{CellParts.Escaped(entry, "|")} {ExampleText.Arrow} {gives}" : null;
    }

    private string Entry(string kind, IReadOnlyList<string> letters, ImmutableArray<string> cells) => kind switch
    {
        "yes_no" => $"a={Text(ExampleForm.Answer)}",
        "choice" => $"choice={Text(ExampleForm.Answer)}",
        "rubric" => $"p={Number(Text(ExampleForm.Direct))}",
        "mean_over_items" => $"items={string.Join('/', Text(ExampleForm.Items).Split(BetweenItems, StringSplitOptions.RemoveEmptyEntries).Select(Number))}",
        _ => string.Join(';', Figures(letters, cells)),
    };

    /// <summary>A figure that isn't typed is left out: the reader of entries says which one is missing.</summary>
    private IEnumerable<string> Figures(IReadOnlyList<string> letters, ImmutableArray<string> cells) =>
        from figure in letters.Select(letter => (Letter: letter, Cell: ExampleForm.CellOf(letter))).Append((Letter: FigureText.Best, Cell: ExampleForm.Best))
        where cells.Contains(figure.Cell) && Text(figure.Cell).Length > 0
        select $"{figure.Letter}={Number(Text(figure.Cell))}";

    private string Text(string cell) => row.GetValueOrDefault(cell, "");

    private string? Number(string text) => FormRows.Number(where, text, mark, problems, isPoints: false);
}
