using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>Worked examples in one cell: "a=36;b=40 => 1.8 || a=40;b=40 => 2". Numbers have a decimal point.</summary>
public static class ExampleText
{
    internal const string Between = " || ";
    internal const string Arrow = "=>";

    /// <param name="leaf">The leaf whose rule the examples are of; its own examples are not looked at.</param>
    public static Result<ImmutableArray<WorkedExample>> Parse(string text, Leaf leaf, string where) => Parse(text, leaf, _ => where);

    /// <param name="at">The place of an example.</param>
    internal static Result<ImmutableArray<WorkedExample>> Parse(string text, Leaf leaf, Func<int, string> at)
    {
        var problems = new List<Problem>();
        var examples = ImmutableArray.CreateBuilder<WorkedExample>();
        foreach (var (place, part) in Examples(text).Index())
        {
            var read = One(part, leaf, at(place));
            problems.AddRange(read.Problems);
            if (read.TryGet(out var example))
                examples.Add(example);
        }

        return problems.Count > 0 ? problems.ToImmutableArray() : examples.DrainToImmutable();
    }

    public static string Format(Leaf leaf) => string.Join(Between, leaf.Examples.Select(example =>
        $"{CellParts.Escaped(EntryText.Format(example.Entry, leaf), "|")}{(example.Best is { } best ? $";{FigureText.Best}={RuleText.Number(best)}" : "")} {Arrow} {RuleText.Number(example.Gives)}"));

    /// <summary>Two bars part examples; one bar too many between them is no example.</summary>
    private static IEnumerable<string> Examples(string text) => CellParts.Split(text, '|').Where(part => part.Length > 0);

    private static Result<WorkedExample> One(string text, Leaf leaf, string where)
    {
        var arrow = text.LastIndexOf(Arrow, StringComparison.Ordinal);
        if (arrow < 0 || !TryNumber(text[(arrow + Arrow.Length)..], out var gives))
            return Malformed(text, where);

        var (left, best) = leaf.Rule is ScoringRule.RelativeToBest ? WithoutBest(text[..arrow].Trim()) : (CellParts.Plain(text[..arrow].Trim()), null);
        var entry = EntryText.Parse(left, leaf, DecimalMark.Point, where);
        return entry.TryGet(out var parsed) ? new WorkedExample(parsed, best, gives) : entry.Problems;
    }

    private static (string Entry, decimal? Best) WithoutBest(string text)
    {
        const string Name = FigureText.Best + "=";
        var parts = text.Split(';', StringSplitOptions.TrimEntries);
        return parts.FirstOrDefault(part => part.StartsWith(Name, StringComparison.Ordinal)) is { } found && TryNumber(found[Name.Length..], out var best)
            ? (string.Join(';', parts.Where(part => part != found)), best)
            : (text, null);
    }

    private static Problem Malformed(string text, string where) => new("rule.example-form", where,
        new($"Không hiểu ví dụ \"{text}\".", $"The example \"{text}\" is not understood."),
        new("Viết theo mẫu a=36;b=40 => 1.8.", "Write it like a=36;b=40 => 1.8."));

    private static bool TryNumber(string written, out decimal value) =>
        decimal.TryParse(written.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
}
