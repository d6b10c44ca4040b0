using System.Collections.Immutable;
using System.Diagnostics;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>An entry in one cell: "a=36;b=40", "p=0.25", "choice=Đúng quy định", "x=86", "items=2/2/1/2", "no_task".</summary>
public static class EntryText
{
    internal const string NoTask = "no_task";
    private const string Items = "items=";

    /// <summary>Reads an entry of the kind the leaf's rule asks for.</summary>
    /// <param name="mark">The decimal mark of its numbers.</param>
    public static Result<Entry> Parse(string text, Leaf leaf, DecimalMark mark, string where)
    {
        if (text == NoTask)
            return leaf.NoTaskGivesMax ? new Entry.NoTask() : EntryProblems.NoTaskNotAllowed(where);

        return leaf.Rule switch
        {
            ScoringRule.YesNo => YesNo(text, where),
            ScoringRule.Choice choice => Choice(text, choice, where),
            ScoringRule.Rubric => Direct(text, mark, where),
            ScoringRule.MeanOverItems => ItemValues(text, mark, where),
            _ => Figures(text, leaf, mark, where),
        };
    }

    /// <summary>Numbers with a decimal point, letters in declared order: parsing it with <see cref="DecimalMark.Point"/> gives an equal entry, but for where it comes from.</summary>
    public static string Format(Entry entry, Leaf leaf) => entry switch
    {
        Entry.NoTask => NoTask,
        Entry.Direct direct => $"p={direct.Points}",
        Entry.Answer answer when leaf.Rule is ScoringRule.Choice choice => $"choice={choice.Options[answer.Option].Label}",
        Entry.Answer answer => answer.Option == 0 ? "a=1" : "a=0",
        Entry.Items items => Items + string.Join('/', items.Values.Select(RuleText.Number)),
        Entry.Figures figures => string.Join(';', FigureText.LettersOf(leaf.Figures).Zip(figures.Values, (letter, value) => $"{letter}={RuleText.Number(value)}")),
        _ => throw new UnreachableException($"No text for {entry}."),
    };

    private static Result<Entry> YesNo(string text, string where) => text.Replace(" ", "", StringComparison.Ordinal) switch
    {
        [>= 'a' and <= 'z', '=', '1'] => new Entry.Answer(0),
        [>= 'a' and <= 'z', '=', '0'] => new Entry.Answer(1),
        _ => EntryProblems.WrongForm(where, text, "a=1, a=0"),
    };

    private static Result<Entry> Choice(string text, ScoringRule.Choice rule, string where)
    {
        const string Prefix = "choice=";
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
            return EntryProblems.WrongForm(where, text, Prefix + rule.Options[0].Label);

        var label = text[Prefix.Length..].Trim();
        var labels = rule.Options.Select(option => option.Label).ToImmutableArray();
        if (labels.IndexOf(label) is >= 0 and var exact)
            return new Entry.Answer(exact);

        // Labels that differ in hyphens, tones' places or case alone are only found as they are written.
        var key = Fold.Key(label);
        return Enumerable.Range(0, labels.Length).Where(option => Fold.Key(labels[option]) == key).ToList() is [var only]
            ? new Entry.Answer(only)
            : EntryProblems.NoSuchAnswer(where, label, rule);
    }

    private static Result<Entry> Direct(string text, DecimalMark mark, string where)
    {
        if (Pair(text) is not ("p", var written))
            return EntryProblems.WrongForm(where, text, "p=0.25");
        var reading = VietnameseNumbers.Read(written, mark, out var value);
        if (reading != NumberReading.Read)
            return NumberProblems.Of(reading, where, written, mark);
        return Points.IsExact(value) ? new Entry.Direct(new(value)) : EntryProblems.TooManyDecimals(where, written);
    }

    private static Result<Entry> ItemValues(string text, DecimalMark mark, string where)
    {
        if (!text.StartsWith(Items, StringComparison.Ordinal))
            return EntryProblems.WrongForm(where, text, "items=2/2/1/2");

        var values = ImmutableArray.CreateBuilder<decimal>();
        foreach (var written in text[Items.Length..].Split('/'))
        {
            var reading = VietnameseNumbers.Read(written, mark, out var value);
            if (reading != NumberReading.Read)
                return NumberProblems.Of(reading, where, written, mark);
            values.Add(value);
        }

        return new Entry.Items(values.DrainToImmutable());
    }

    private static Result<Entry> Figures(string text, Leaf leaf, DecimalMark mark, string where)
    {
        string[] letters = [.. FigureText.LettersOf(leaf.Figures)];
        var values = new decimal?[letters.Length];
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Pair(part) is not (var name, var written) || Array.IndexOf(letters, name) is not (>= 0 and var place))
                return EntryProblems.WrongForm(where, part, string.Join(';', letters.Select(letter => letter + "=1")));
            if (values[place] is not null)
                return EntryProblems.FigureTwice(where, name);
            var reading = VietnameseNumbers.Read(written, mark, out var value);
            if (reading != NumberReading.Read)
                return NumberProblems.Of(reading, where, written, mark);
            values[place] = value;
        }

        return Array.IndexOf(values, null) is >= 0 and var missing
            ? EntryProblems.FigureMissing(where, letters[missing])
            : new Entry.Figures([.. values.Select(value => value.GetValueOrDefault())]);
    }

    private static (string Name, string Value)? Pair(string part) =>
        part.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals ? (part[..equals].Trim(), part[(equals + 1)..].Trim()) : null;
}
