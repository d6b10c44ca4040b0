using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>The declared figures of a line in one cell: "a = nhiệm vụ đã hoàn thành; b = nhiệm vụ trong kế hoạch".</summary>
public static partial class FigureText
{
    /// <summary>The letter under which files mention the best value of the block; nobody declares it.</summary>
    internal const string Best = "best";

    /// <summary>A letter, and other words of files that look like one.</summary>
    private const string Name = "[a-z][a-z0-9_]*";

    /// <summary>In written order. A text without letters ("Chọn một mức") is one figure without a name: what is to be done.</summary>
    public static ImmutableArray<Figure> Parse(string text)
    {
        var figures = new List<Figure>();
        foreach (var part in CellParts.Split(text, ';').Where(part => part.Length > 0))
        {
            var match = Lettered().Match(part);
            if (match.Success)
                figures.Add(new(match.Groups["name"].Value, CellParts.Plain(match.Groups["meaning"].Value)));
            else if (figures.Count == 0)
                figures.Add(new("", CellParts.Plain(part)));
            else
                figures[^1] = figures[^1] with { Meaning = $"{figures[^1].Meaning}; {CellParts.Plain(part)}" };
        }

        return [.. figures.Where(figure => figure.Name != Best)];
    }

    /// <summary>Signs are escaped only where the text would be read in another way.</summary>
    public static string Format(ImmutableArray<Figure> figures)
    {
        var simple = Joined(figures, meaning => meaning, meaning => meaning);
        return Parse(simple).SequenceEqual(figures) ? simple : Joined(figures, meaning => CellParts.Escaped(meaning, ";"), meaning => CellParts.Escaped(meaning, ";="));
    }

    private static string Joined(ImmutableArray<Figure> figures, Func<string, string> meaning, Func<string, string> alone) =>
        string.Join("; ", figures.Select(figure => figure.Name.Length == 0 ? alone(figure.Meaning) : $"{figure.Name} = {meaning(figure.Meaning)}"));

    /// <summary>Whether a text can be the letter of a figure.</summary>
    internal static bool IsLetter(string text) => IsName(text) && text != Best;

    /// <summary>Whether a text is written as letters are: small, without marks, digits behind it if need be.</summary>
    internal static bool IsName(string text) => Named().IsMatch(text);

    /// <summary>The letters of declared figures, in written order.</summary>
    internal static IEnumerable<string> LettersOf(IEnumerable<Figure> figures) => figures.Where(figure => figure.Name.Length > 0).Select(figure => figure.Name);

    [GeneratedRegex($@"^{Name}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();

    [GeneratedRegex($"^(?<name>{Name}) *= *(?<meaning>.+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Lettered();
}
