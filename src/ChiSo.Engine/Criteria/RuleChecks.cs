using System.Collections.Immutable;
using static ChiSo.Engine.NumberText;

namespace ChiSo.Engine;

/// <summary>Whether the rule of a leaf fits its maximum, and whether each of its steps can ever be reached.</summary>
internal static class RuleChecks
{
    public static IEnumerable<Problem> Find(CriteriaNode line, ScoringRule rule, string where)
    {
        if (PointsOf(rule).Distinct().Where(points => points > Math.Max(line.Max.Value, 0) || (line.Max.Value < 0 && points < line.Max.Value)).ToList() is { Count: > 0 } beyond)
            yield return Beyond(where, beyond, line.Max.Value);
        if (rule is ScoringRule.Proportional { ZeroBelow: { } least, Target: var target } && least > target)
            yield return new("rule.zero-below", where,
                new($"Dưới {Vi(least)} thì 0 điểm, nhưng mức yêu cầu T là {Vi(target)}: đạt mức yêu cầu vẫn 0 điểm.", $"Below {En(least)} gives 0, but the target T is {En(target)}: who reaches the target gets 0."),
                new("Ghi zero_below không lớn hơn T.", "Write a zero_below of at most T."));
        foreach (var problem in OfSteps(StepsOf(rule), where))
            yield return problem;
    }

    /// <summary>Points written in the rule itself; the other rules give a share of the maximum.</summary>
    private static IEnumerable<decimal> PointsOf(ScoringRule rule) => rule switch
    {
        ScoringRule.YesNo { Yes: { } yes } yesNo => [yes.Value, yesNo.No.Value],
        ScoringRule.YesNo yesNo => [yesNo.No.Value],
        ScoringRule.Choice choice => choice.Options.Select(option => option.Points.Value),
        ScoringRule.Ladder ladder => ladder.Steps.Select(rung => rung.Points.Value).Append(ladder.Otherwise.Value),
        ScoringRule.ImportedLadder ladder => ladder.Steps.Select(rung => rung.Points.Value).Append(ladder.Otherwise.Value),
        ScoringRule.Count count => [count.Min.Value, count.Max.Value],
        _ => [],
    };

    private static ImmutableArray<ScoringRule.Rung> StepsOf(ScoringRule rule) => rule switch
    {
        ScoringRule.Ladder ladder => ladder.Steps,
        ScoringRule.ImportedLadder ladder => ladder.Steps,
        _ => [],
    };

    private static IEnumerable<Problem> OfSteps(ImmutableArray<ScoringRule.Rung> steps, string where)
    {
        for (var place = 1; place < steps.Length; place++)
        {
            if (steps.Take(place).Any(before => Follows(before, steps[place])))
                yield return new("rule.unreachable-step", where,
                    new($"Mức thứ {Vi(place + 1)} của khung điểm không bao giờ tới lượt: một mức đứng trước đã gồm nó.", $"Step {En(place + 1)} of the ladder is never reached: one before it covers it."),
                    new("Xếp mức chặt hơn lên trước, hoặc bỏ mức này.", "Put the stricter step first, or remove this one."));
        }
    }

    /// <summary>Whether <paramref name="before"/> holds wherever <paramref name="step"/> does.</summary>
    private static bool Follows(ScoringRule.Rung before, ScoringRule.Rung step) =>
        before.All.All(wanted => step.All.Any(given => given.Measure == wanted.Measure && Follows(wanted, given)));

    private static bool Follows(ScoringRule.Bound wanted, ScoringRule.Bound given) => (wanted.Is, given.Is) switch
    {
        (Comparison.AtLeast, Comparison.AtLeast or Comparison.Above or Comparison.Equal) => given.Value >= wanted.Value,
        (Comparison.Above, Comparison.Above) => given.Value >= wanted.Value,
        (Comparison.Above or Comparison.NotEqual, Comparison.AtLeast) => given.Value > wanted.Value,
        (Comparison.Above, Comparison.Equal) => given.Value > wanted.Value,
        (Comparison.AtMost, Comparison.AtMost or Comparison.Below or Comparison.Equal) => given.Value <= wanted.Value,
        (Comparison.Below, Comparison.Below) => given.Value <= wanted.Value,
        (Comparison.Below or Comparison.NotEqual, Comparison.AtMost) => given.Value < wanted.Value,
        (Comparison.Below, Comparison.Equal) => given.Value < wanted.Value,
        (Comparison.Equal, Comparison.Equal) or (Comparison.NotEqual, Comparison.NotEqual) => given.Value == wanted.Value,
        (Comparison.NotEqual, Comparison.Equal) => given.Value != wanted.Value,
        (Comparison.NotEqual, Comparison.Above) => given.Value >= wanted.Value,
        (Comparison.NotEqual, Comparison.Below) => given.Value <= wanted.Value,
        _ => false,
    };

    private static Problem Beyond(string where, IEnumerable<decimal> points, decimal max) => new("rule.beyond-max", where,
        max < 0
            ? new($"Cách chấm có mức {string.Join("; ", points.Select(Vi))} điểm, nhưng dòng điểm trừ này chỉ từ {Vi(max)} đến 0 điểm.", $"The rule has {string.Join("; ", points.Select(En))} points, but this deduction goes from {En(max)} to 0.")
            : new($"Cách chấm có mức {string.Join("; ", points.Select(Vi))} điểm, lớn hơn điểm tối đa {Vi(max)} của dòng.", $"The rule has {string.Join("; ", points.Select(En))} points, more than the line's maximum of {En(max)}."),
        new("Sửa số điểm trong cách chấm, hoặc điểm tối đa của dòng.", "Change the points in the rule, or the line's maximum."));
}
