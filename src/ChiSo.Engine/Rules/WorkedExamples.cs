using System.Collections.Immutable;
using System.Globalization;

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
        var gave = RuleScorer.Score(leaf, line.Max, example.Entry, new Peers(example.Best, []), steps: null, out var obstacle);
        if (gave is { } points && decimal.Round(points - example.Gives, Computation.ComparedDecimals) == 0)
            return null;

        var came = gave?.ToString(CultureInfo.InvariantCulture) ?? obstacle.ToString();
        var wanted = example.Gives.ToString(CultureInfo.InvariantCulture);
        return new("rule.example-fails", where,
            new($"Ví dụ thứ {place.ToString(CultureInfo.InvariantCulture)} phải cho {wanted} điểm nhưng cách chấm cho {came}.",
                $"Example {place.ToString(CultureInfo.InvariantCulture)} must give {wanted} points but the rule gives {came}."),
            new("Sửa ví dụ hoặc sửa cách chấm.", "Mend the example or the rule."));
    }

    private static Problem NoExample(string where) => new("rule.no-example", where,
        new("Cách chấm chưa có ví dụ tính thử.", "The rule has no worked example."),
        new("Thêm ít nhất một ví dụ dạng \"a=36;b=40 => 1.8\".", "Add at least one example such as \"a=36;b=40 => 1.8\"."));
}
