using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>The figures of a line as a form asks for them: a row for each, with its letter and what is counted.</summary>
public static class FigureForm
{
    /// <summary>The column files have them in.</summary>
    internal const string Column = "figures_vi";

    /// <summary>A row for each; its cells are <c>letter</c> and <c>meaning</c>.</summary>
    public static FormRows Rows { get; } = new("f");

    /// <summary>The letters typed, each once, those that can't be one left out.</summary>
    public static ImmutableArray<Figure> LettersOf(IReadOnlyDictionary<string, string> typed) => [.. Read(typed, []).Where(figure => figure.Name.Length > 0).DistinctBy(figure => figure.Name, StringComparer.Ordinal)];

    /// <summary>The fields of figures. Reading them gives the figures again.</summary>
    public static ImmutableDictionary<string, string> Of(ImmutableArray<Figure> figures) =>
        figures.Index().SelectMany(figure => new[] { KeyValuePair.Create(Rows.NameOf(figure.Index, "letter"), figure.Item.Name), KeyValuePair.Create(Rows.NameOf(figure.Index, "meaning"), figure.Item.Meaning) })
            .ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The text files would have for what was typed. What can't be read is told at its row.</summary>
    internal static string Write(IReadOnlyDictionary<string, string> typed, ICollection<Problem> problems) => FigureText.Format([.. Read(typed, problems)]);

    private static List<Figure> Read(IReadOnlyDictionary<string, string> typed, ICollection<Problem> problems)
    {
        var figures = new List<Figure>();
        foreach (var (place, row) in Rows.Of(typed).Index())
        {
            var (letter, meaning) = (row.GetValueOrDefault("letter", ""), row.GetValueOrDefault("meaning", ""));
            if (letter.Length > 0 && !FigureText.IsLetter(letter))
                problems.Add(WrongLetter(Rows.NameOf(place), letter));
            else if (letter.Length == 0 && place > 0)
                problems.Add(NoLetter(Rows.NameOf(place)));
            else if (meaning.Length == 0)
                problems.Add(FormRows.Incomplete(Rows.NameOf(place)));
            if (letter.Length == 0 ? place == 0 : FigureText.IsLetter(letter))
                figures.Add(new(letter, meaning.Length == 0 ? letter : meaning)); // formulas may use the letter of a row that isn't complete yet
        }

        return figures;
    }

    private static Problem WrongLetter(string where, string letter) => new("rule.figure-letter", where,
        new($"“{letter}” không dùng làm chữ của số liệu được.", $"“{letter}” can't be the letter of a figure."),
        new("Dùng một chữ thường không dấu như a, b, n, x, v; có thể thêm chữ số. Không dùng “best”.", "Use a small letter such as a, b, n, x, v, digits behind it if need be. “best” is taken."));

    private static Problem NoLetter(string where) => new("rule.figure-letter", where,
        new("Dòng này chưa có chữ.", "This row has no letter."), new("Đặt một chữ như a, b, n, x, v; chỉ dòng đầu được để trống khi không phải số liệu mà là lời nhắc.", "Give it a letter such as a, b, n, x, v; only the first row may go without, where it is no figure but says what to do."));
}
