using System.Collections.Immutable;

namespace ChiSo.Engine;

/// <content>Rules on figures.</content>
public static partial class RuleScorer
{
    private static Quotient? Measure(string name, Formula formula, ReadOnlySpan<decimal> values, List<RuleStep>? steps)
    {
        var measured = formula.EvaluateQuotient(values);
        if (measured is { } found)
            steps?.Add(new RuleStep.Measured(name, formula, found.Value));
        return measured;
    }

    private static Scored OfLadder(ScoringRule.Ladder ladder, ReadOnlySpan<decimal> values, List<RuleStep>? steps)
    {
        Span<decimal> measures = stackalloc decimal[ladder.Measures.Length];
        for (var i = 0; i < measures.Length; i++)
        {
            if (Measure(i == 0 ? "x" : "y", ladder.Measures[i], values, steps) is not { } measured)
                return Obstacle.ZeroDenominator;
            measures[i] = measured.Value;
        }

        return OfRungs(ladder.Steps, ladder.Otherwise, measures, steps);
    }

    private static Scored OfRungs(ImmutableArray<ScoringRule.Rung> rungs, Points otherwise, ReadOnlySpan<decimal> measures, List<RuleStep>? steps)
    {
        foreach (var rung in rungs)
        {
            if (!Holds(rung, measures))
                continue;
            steps?.Add(new RuleStep.RungReached(rung, rung.Points));
            return rung.Points.Value;
        }

        steps?.Add(new RuleStep.RungReached(null, otherwise));
        return otherwise.Value;
    }

    private static bool Holds(ScoringRule.Rung rung, ReadOnlySpan<decimal> measures)
    {
        foreach (var bound in rung.All)
        {
            if (!FormulaEvaluation.Compared(measures[bound.Measure], bound.Is, bound.Value))
                return false;
        }

        return true;
    }

    private static Scored OfProportional(ScoringRule.Proportional rule, ReadOnlySpan<decimal> values, decimal max, List<RuleStep>? steps)
    {
        if (Measure("x", rule.X, values, steps) is not { } x)
            return Obstacle.ZeroDenominator;
        if (rule.ZeroBelow is { } floor && FormulaEvaluation.Compared(x.Value, Comparison.Below, floor))
            return 0m;
        return Kept(x with { Under = x.Under * rule.Target }, max, max, steps);
    }

    private static Scored OfShare(decimal value, decimal scale, decimal max) =>
        value < 0 || value > scale ? Obstacle.OutOfRange : value * max / scale;

    private static Scored OfRelative(decimal target, decimal x, decimal max, Peers best, List<RuleStep>? steps)
    {
        if (FormulaEvaluation.Compared(x, Comparison.AtMost, target))
            return Kept(new(x, 2 * target), max, max, steps);
        if (best.Best is not { } leader)
            return Obstacle.NoPeer;

        steps?.Add(new RuleStep.Best(leader, best.Holders));
        return x >= leader ? max : (leader - target + (x - target)) * max / (2 * (leader - target));
    }

    /// <summary>value × factor in one division, kept between 0 and the maximum.</summary>
    private static Scored Kept(Quotient value, decimal factor, decimal max, List<RuleStep>? steps) =>
        Within(Times(value, factor), Math.Min(0, max), Math.Max(0, max), steps);

    private static decimal Times(Quotient value, decimal factor)
    {
        try
        {
            return value.Over * factor / value.Under;
        }
        catch (OverflowException)
        {
            return value.Value * factor; // the products pass a decimal, the result may not
        }
    }

    private static Scored Within(decimal points, decimal least, decimal most, List<RuleStep>? steps)
    {
        var kept = Math.Clamp(points, least, most);
        if (kept != points)
            steps?.Add(new RuleStep.Kept(points, kept));
        return kept;
    }
}
