using System.Collections.Immutable;

namespace ChiSo.Engine;

/// <summary>Makes points of an entry by the leaf's rule: the same function for the flat computation and for the tree of reasons.</summary>
public static partial class RuleScorer
{
    /// <summary>Points of <paramref name="entry"/>, unrounded: multiply first, one division last.</summary>
    /// <param name="max">The leaf's own maximum (M), before any move of weight.</param>
    /// <param name="best">The best value of the block and its holders, for rules relative to it; <c>default</c> otherwise.</param>
    /// <param name="steps">Receives the steps when reasons are wanted; <c>null</c> in the flat computation.</param>
    /// <param name="obstacle">Why nothing comes out, when the return value is <c>null</c>.</param>
    public static decimal? Score(Leaf leaf, Points max, Entry entry, Peers best, List<RuleStep>? steps, out Obstacle obstacle)
    {
        var scored = entry is Entry.NoTask
            ? leaf.NoTaskGivesMax ? max.Value : Obstacle.WrongKindOfEntry
            : Guarded(leaf, max.Value, entry, best, steps);
        obstacle = scored.Obstacle;
        if (scored.Points is { } points)
            steps?.Add(new RuleStep.Gave(points));
        return scored.Points;
    }

    // A figure near the limit of a decimal must not stop the computation of a whole block.
    private static Scored Guarded(Leaf leaf, decimal max, Entry entry, Peers best, List<RuleStep>? steps)
    {
        try
        {
            return ByRule(leaf, max, entry, best, steps);
        }
        catch (OverflowException)
        {
            return Obstacle.OutOfRange;
        }
    }

    private static Scored ByRule(Leaf leaf, decimal max, Entry entry, Peers best, List<RuleStep>? steps) => (leaf.Rule, entry) switch
    {
        (ScoringRule.YesNo rule, Entry.Answer answer) => OfYesNo(rule, answer.Option, max, steps),
        (ScoringRule.Choice rule, Entry.Answer answer) => OfChoice(rule, answer.Option, steps),
        (ScoringRule.Rubric rule, Entry.Direct direct) => OfRubric(rule, direct.Points, max),
        (ScoringRule.MeanOverItems rule, Entry.Items items) => OfItems(rule, items.Values, max, steps),
        (_, Entry.Figures figures) when figures.Values.Length == leaf.Figures.Length => OfFigures(leaf.Rule, figures, max, best, steps),
        _ => Obstacle.WrongKindOfEntry,
    };

    private static Scored OfFigures(ScoringRule rule, Entry.Figures figures, decimal max, Peers best, List<RuleStep>? steps)
    {
        Span<decimal> values = stackalloc decimal[figures.Values.Length + 1];
        figures.Values.CopyTo(values);
        values[^1] = max;
        return rule switch
        {
            ScoringRule.Ladder ladder => OfLadder(ladder, values, steps),
            ScoringRule.Proportional or ScoringRule.Ratio or ScoringRule.Complement when figures.Values.Any(decimal.IsNegative) => Obstacle.OutOfRange,
            ScoringRule.Proportional proportional => OfProportional(proportional, values, max, steps),
            ScoringRule.Ratio ratio => Kept(Measure("x", ratio.X, values, steps) * max, max, steps),
            ScoringRule.Complement complement => Kept((100 - Measure("x", complement.X, values, steps)) * max / 100, max, steps),
            ScoringRule.Calculated formula => Kept(Measure("points", formula.Points, values, steps), max, steps),
            _ => OfOneFigure(rule, figures, max, best, steps),
        };
    }

    private static Scored OfOneFigure(ScoringRule rule, Entry.Figures figures, decimal max, Peers best, List<RuleStep>? steps)
    {
        if (figures.Values is not [var value])
            return Obstacle.WrongKindOfEntry;

        switch (rule)
        {
            case ScoringRule.Count count:
                return value < 0 || !decimal.IsInteger(value) ? Obstacle.OutOfRange : Within((count.Start.Value + ((Quotient)count.Each.Value * value)).Value, count.Min.Value, count.Max.Value, steps);
            case ScoringRule.Survey survey:
                var share = OfShare(value, survey.Scale, max);
                return share.Points is null || (figures.From?.Count ?? 0) >= survey.MinForms ? share : Obstacle.TooFewForms;
            case ScoringRule.Imported imported:
                return OfShare(value, imported.Scale, max);
            case ScoringRule.ImportedLadder ladder:
                return OfRungs(ladder.Steps, ladder.Otherwise, x: value, y: value, steps);
            case ScoringRule.RelativeToBest relative:
                return OfRelative(relative.Target, value, max, best, steps);
            default:
                return Obstacle.WrongKindOfEntry;
        }
    }

    private static Scored OfYesNo(ScoringRule.YesNo rule, int option, decimal max, List<RuleStep>? steps)
    {
        if (option is not (0 or 1))
            return Obstacle.OutOfRange;

        var points = option == 0 ? rule.Yes?.Value ?? max : rule.No.Value;
        steps?.Add(new RuleStep.Chose(option == 0 ? "đạt" : "không đạt", new(points)));
        return points;
    }

    private static Scored OfChoice(ScoringRule.Choice rule, int option, List<RuleStep>? steps)
    {
        if (option < 0 || option >= rule.Options.Length)
            return Obstacle.OutOfRange;

        var chosen = rule.Options[option];
        steps?.Add(new RuleStep.Chose(chosen.Label, chosen.Points));
        return chosen.Points.Value;
    }

    private static Scored OfRubric(ScoringRule.Rubric rule, Points points, decimal max) =>
        points.IsOn(rule.Step) && points.Value >= Math.Min(0, max) && points.Value <= Math.Max(0, max) ? points.Value : Obstacle.OutOfRange;

    private static Scored OfItems(ScoringRule.MeanOverItems rule, ImmutableArray<decimal> items, decimal max, List<RuleStep>? steps)
    {
        if (items.IsEmpty)
            return Obstacle.WrongKindOfEntry;

        Quotient sum = 0m;
        foreach (var item in items)
        {
            var one = rule.Item.EvaluateQuotient([item, max]);
            if (!one.IsDefined)
                return Obstacle.ZeroDenominator;
            sum = sum.DividesAs(one) ? sum + one : sum.Value + one.Value; // unlike denominators would multiply without end
        }

        var mean = sum / items.Length;
        steps?.Add(new RuleStep.Measured("mean", rule.Item, mean.Value));
        return Kept(mean * max, max, steps);
    }

    /// <summary>What came out: points, or the obstacle in the way.</summary>
    private readonly record struct Scored(decimal? Points, Obstacle Obstacle)
    {
        public static implicit operator Scored(decimal points) => new(points, default);

        public static implicit operator Scored(Obstacle obstacle) => new(null, obstacle);
    }
}

/// <summary>The best value of a block on one leaf, and the units that hold it.</summary>
public readonly record struct Peers(decimal? Best, ImmutableArray<Words> Holders);
