using System.Collections.Immutable;
using static ChiSo.Engine.NumberText;

namespace ChiSo.Engine;

/// <summary>The examples written beside each rule must come out as written before a set can be published.</summary>
public static class WorkedExamples
{
    /// <summary>One problem per example that fails, one for a rule without examples; empty when all is well.</summary>
    public static ImmutableArray<Problem> Check(CriteriaNode line)
    {
        if (line.Scoring is not { } leaf)
            return [];

        var where = $"{line.Number} {line.Code}";
        return leaf.Examples.IsEmpty
            ? [NoExample(where)]
            : [.. leaf.Examples.Select((example, place) => CheckOne(line, leaf, example, place + 1, where)).OfType<Problem>()];
    }

    private static Problem? CheckOne(CriteriaNode line, Leaf leaf, WorkedExample example, int place, string where)
    {
        var gave = RuleScorer.Score(leaf, line.Max, WithForms(example.Entry, leaf.Rule), new Peers(example.Best, []), steps: null, out var obstacle);
        if (gave is { } points && decimal.Round(points - example.Gives, Computation.ComparedDecimals) == 0)
            return null;

        var came = gave is { } other ? new Words($"cách chấm cho {Vi(other)}.", $"the rule gives {En(other)}.") : Obstacles.InWords(obstacle);
        return new("rule.example-fails", where,
            new($"Ví dụ thứ {Vi(place)} phải cho {Vi(example.Gives)} điểm nhưng {Lower(came.Vi)}",
                $"Example {En(place)} must give {En(example.Gives)} points but {Lower(came.En)}"),
            new("Sửa ví dụ hoặc sửa cách chấm.", "Mend the example or the rule."));
    }

    /// <summary>An example shows the share; whether there were enough forms is another matter.</summary>
    private static Entry WithForms(Entry entry, ScoringRule rule) =>
        rule is ScoringRule.Survey survey && entry.From is null ? entry with { From = new("", null, survey.MinForms, null) } : entry;

    private static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];

    private static Problem NoExample(string where) => new("rule.no-example", where,
        new("Cách chấm chưa có ví dụ tính thử.", "The rule has no worked example."),
        new("Thêm ít nhất một ví dụ dạng \"a=36;b=40 => 1.8\".", "Add at least one example such as \"a=36;b=40 => 1.8\"."));
}
