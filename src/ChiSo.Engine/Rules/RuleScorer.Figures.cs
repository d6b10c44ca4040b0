using System.Collections.Immutable;

namespace ChiSo.Engine;

/// <content>Rules on figures.</content>
public static partial class RuleScorer
{
    /// <summary>Undefined after a division by zero.</summary>
    /// <exception cref="OverflowException">The measure is too large for a decimal, with and without steps alike.</exception>
    private static Quotient Measure(string name, Formula formula, ReadOnlySpan<decimal> values, List<RuleStep>? steps)
    {
        var measured = formula.EvaluateQuotient(values);
        measured.EnsureFits();
        if (measured.IsDefined)
            steps?.Add(new RuleStep.Measured(name, formula, measured.Value));
        return measured;
    }

    private static Scored OfLadder(ScoringRule.Ladder ladder, ReadOnlySpan<decimal> values, List<RuleStep>? steps)
    {
        var x = Measure("x", ladder.Measures[0], values, steps);
        var y = ladder.Measures.Length > 1 ? Measure("y", ladder.Measures[1], values, steps) : x;
        return x.IsDefined && y.IsDefined ? OfRungs(ladder.Steps, ladder.Otherwise, x, y, steps) : Obstacle.ZeroDenominator;
    }

    private static Scored OfRungs(ImmutableArray<ScoringRule.Rung> rungs, Points otherwise, Quotient x, Quotient y, List<RuleStep>? steps)
    {
        foreach (var rung in rungs)
        {
            if (!Holds(rung, x, y))
                continue;
            steps?.Add(new RuleStep.RungReached(rung, rung.Points));
            return rung.Points.Value;
        }

        steps?.Add(new RuleStep.RungReached(null, otherwise));
        return otherwise.Value;
    }

    private static bool Holds(ScoringRule.Rung rung, Quotient x, Quotient y)
    {
        foreach (var bound in rung.All)
        {
            if (!FormulaEvaluation.Holds((bound.Measure == 0 ? x : y).ComparedTo(bound.Value), bound.Is))
                return false;
        }

        return true;
    }

    private static Scored OfProportional(ScoringRule.Proportional rule, ReadOnlySpan<decimal> values, decimal max, List<RuleStep>? steps)
    {
        var x = Measure("x", rule.X, values, steps);
        return x.IsDefined && rule.ZeroBelow is { } floor && x.ComparedTo(floor) < 0 ? 0m : Kept(x * max / rule.Target, max, steps);
    }

    private static Scored OfShare(decimal value, decimal scale, decimal max) =>
        value < 0 || value > scale ? Obstacle.OutOfRange : Given((Quotient)value * max / scale);

    private static Scored OfRelative(decimal target, decimal x, decimal max, Peers best, List<RuleStep>? steps)
    {
        if (FormulaEvaluation.Compared(x, Comparison.AtMost, target))
            return Kept((Quotient)x * max / (2 * target), max, steps);
        if (best.Best is not { } leader)
            return Obstacle.NoPeer;

        steps?.Add(new RuleStep.Best(leader, best.Holders));
        var ahead = (Quotient)leader - target;
        return x >= leader ? max : Given((ahead + x - target) * max / (ahead * 2));
    }

    /// <summary>The points divided out and kept between 0 and the maximum.</summary>
    private static Scored Kept(Quotient points, decimal max, List<RuleStep>? steps) =>
        !points.IsDefined ? Obstacle.ZeroDenominator
        : decimal.IsNegative(max) ? Within(points.Value, max, 0, steps)
        : Within(points.Value, 0, max, steps);

    private static Scored Given(Quotient points) => points.IsDefined ? points.Value : Obstacle.ZeroDenominator;

    private static Scored Within(decimal points, decimal least, decimal most, List<RuleStep>? steps)
    {
        if (points >= least && points <= most)
            return points;

        var kept = points < least ? least : most;
        steps?.Add(new RuleStep.Kept(points, kept));
        return kept;
    }
}
