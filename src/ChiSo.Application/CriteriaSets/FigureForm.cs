using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>The figures of a line as a form asks for them: a row for each, with its letter and what is counted.</summary>
public static partial class FigureForm
{
    /// <summary>The column files have them in.</summary>
    internal const string Column = "figures_vi";

    private const string Rows = "f";

    /// <summary>A row.</summary>
    public static string NameOf(int row) => FormRows.NameOf(Rows, row);

    /// <param name="cell"><c>letter</c> or <c>meaning</c>.</param>
    public static string NameOf(int row, string cell) => $"{NameOf(row)}.{cell}";

    public static bool IsField(string name) => name.StartsWith(Rows + ".", StringComparison.Ordinal);

    /// <summary>The rows in which something is typed, by cell, in their order.</summary>
    public static ImmutableArray<ImmutableDictionary<string, string>> RowsOf(IReadOnlyDictionary<string, string> typed) => FormRows.Of(typed, Rows, _ => false);

    /// <summary>The letters typed, those that can't be one left out.</summary>
    public static ImmutableArray<Figure> LettersOf(IReadOnlyDictionary<string, string> typed) => [.. Read(typed, []).Where(figure => figure.Name.Length > 0)];

    /// <summary>The fields of figures. Reading them gives the figures again.</summary>
    public static ImmutableDictionary<string, string> Of(ImmutableArray<Figure> figures) =>
        figures.Index().SelectMany(figure => new[] { KeyValuePair.Create(NameOf(figure.Index, "letter"), figure.Item.Name), KeyValuePair.Create(NameOf(figure.Index, "meaning"), figure.Item.Meaning) })
            .ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>Whether figures are typed row by row.</summary>
    internal static bool IsIn(IReadOnlyDictionary<string, string> typed) => FormRows.AreIn(typed, Rows);

    /// <summary>The text files would have for what was typed. What can't be read is told at its row.</summary>
    internal static string Write(IReadOnlyDictionary<string, string> typed, ICollection<Problem> problems) => FigureText.Format([.. Read(typed, problems)]);

    private static List<Figure> Read(IReadOnlyDictionary<string, string> typed, ICollection<Problem> problems)
    {
        var figures = new List<Figure>();
        foreach (var (place, row) in RowsOf(typed).Index())
        {
            var (letter, meaning) = (row.GetValueOrDefault("letter", ""), row.GetValueOrDefault("meaning", ""));
            if (letter.Length > 0 && (!Letter().IsMatch(letter) || letter == FigureText.Best))
                problems.Add(WrongLetter(NameOf(place), letter));
            else if (letter.Length == 0 && place > 0)
                problems.Add(NoLetter(NameOf(place)));
            else if (meaning.Length == 0)
                problems.Add(FormRows.Incomplete(NameOf(place)));
            if (letter.Length == 0 ? place == 0 : Letter().IsMatch(letter) && letter != FigureText.Best)
                figures.Add(new(letter, meaning.Length == 0 ? letter : meaning)); // formulas may use the letter of a row that isn't complete yet
        }

        return figures;
    }

    private static Problem WrongLetter(string where, string letter) => new("rule.figure-letter", where,
        new($"“{letter}” không dùng làm chữ của số liệu được.", $"“{letter}” can't be the letter of a figure."),
        new("Dùng một chữ thường không dấu như a, b, n, x, v; có thể thêm chữ số. Không dùng “best”.", "Use a small letter such as a, b, n, x, v, digits behind it if need be. “best” is taken."));

    private static Problem NoLetter(string where) => new("rule.figure-letter", where,
        new("Dòng này chưa có chữ.", "This row has no letter."), new("Đặt một chữ như a, b, n, x, v; chỉ dòng đầu được để trống khi không phải số liệu mà là lời nhắc.", "Give it a letter such as a, b, n, x, v; only the first row may go without, where it is no figure but says what to do."));

    [GeneratedRegex("^[a-z][a-z0-9_]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Letter();
}
