using System.Collections.Immutable;

namespace ChiSo.Engine;

/// <summary>What would have given more on one line: the nearest better answer or rung, or the figure for half a point more.</summary>
/// <param name="Points">Unrounded points the line would then have, before any move of weight.</param>
public abstract record NextStep(decimal Points)
{
    /// <summary>The gain asked for where points grow without steps; less when less was lost.</summary>
    public const decimal Gain = 0.5m;

    private const int Decimals = 4;

    /// <summary>Another answer; <paramref name="Label"/> is <c>null</c> for "achieved".</summary>
    public sealed record Answer(string? Label, decimal Points) : NextStep(Points);

    /// <summary>The bounds of a better rung.</summary>
    public sealed record Reach(ScoringRule.Rung Rung, decimal Points) : NextStep(Points);

    /// <summary>A figure or measure of at least, or at most, <paramref name="Value"/>, rounded to four decimals to the safe side.</summary>
    /// <param name="Name">x, n, or mean for the mean of the items.</param>
    public sealed record Figure(string Name, decimal Value, bool AtMost, decimal Points) : NextStep(Points);

    /// <summary>Direct points one step higher.</summary>
    public sealed record Direct(decimal Points) : NextStep(Points);

    /// <summary><c>null</c> where nothing is lost, and for points by formula, which can't be read backwards.</summary>
    /// <param name="max">The line's own maximum (M).</param>
    /// <param name="reason">How the points came about.</param>
    public static NextStep? Of(Points max, Reason.ByRule reason)
    {
        if (reason.Steps.OfType<RuleStep.Gave>().LastOrDefault() is not { Points: var points })
            return null;

        return reason.Rule switch
        {
            ScoringRule.YesNo rule when (rule.Yes ?? max).Value is var yes && yes > points => new Answer(null, yes),
            ScoringRule.Choice rule => Better(rule.Options, option => option.Points, points) is { } option ? new Answer(option.Label, option.Points.Value) : null,
            ScoringRule.Ladder rule => OfRungs(rule.Steps, points),
            ScoringRule.ImportedLadder rule => OfRungs(rule.Steps, points),
            ScoringRule.Count rule => OfCount(rule, points),
            _ when max.Value <= points => null,
            ScoringRule.Rubric rule => new Direct(Math.Min(points + rule.Step.Value, max.Value)),
            var rule => OfFigure(rule, max.Value, Math.Min(points + Gain, max.Value), reason.Steps),
        };
    }

    private static Reach? OfRungs(ImmutableArray<ScoringRule.Rung> rungs, decimal points) =>
        Better(rungs, rung => rung.Points, points) is { } rung ? new(rung, rung.Points.Value) : null;

    private static T? Better<T>(ImmutableArray<T> all, Func<T, Points> pointsOf, decimal points)
        where T : class => all.Where(one => pointsOf(one).Value > points).MinBy(pointsOf);

    private static Figure? OfCount(ScoringRule.Count rule, decimal points)
    {
        var (start, each) = (rule.Start.Value, rule.Each.Value);
        var wanted = Math.Min(points + Math.Abs(each), rule.Max.Value);
        if (each == 0 || wanted <= points)
            return null;

        var times = each > 0 ? decimal.Ceiling((wanted - start) / each) : decimal.Floor((wanted - start) / each);
        return times < 0 ? null : new("n", times, AtMost: each < 0, Math.Min(start + (each * times), rule.Max.Value));
    }

    /// <summary>Reads a rule whose points grow with one figure backwards.</summary>
    private static Figure? OfFigure(ScoringRule rule, decimal max, decimal wanted, ImmutableArray<RuleStep> steps) => rule switch
    {
        ScoringRule.Proportional { ZeroBelow: { } least } proportional when wanted * proportional.Target < least * max => AtLeast("x", least, least * max / proportional.Target),
        ScoringRule.Proportional proportional => AtLeast("x", wanted * proportional.Target / max, wanted),
        ScoringRule.Ratio => AtLeast("x", wanted / max, wanted),
        ScoringRule.Complement => new("x", decimal.Round(100 - (100 * wanted / max), Decimals, MidpointRounding.ToNegativeInfinity), AtMost: true, wanted),
        ScoringRule.Survey survey => AtLeast("x", wanted * survey.Scale / max, wanted),
        ScoringRule.Imported imported => AtLeast("x", wanted * imported.Scale / max, wanted),
        ScoringRule.MeanOverItems => AtLeast("mean", wanted / max, wanted),
        ScoringRule.RelativeToBest { Target: var target } when wanted * 2 <= max => AtLeast("x", wanted * 2 * target / max, wanted),
        ScoringRule.RelativeToBest { Target: var target } when steps.OfType<RuleStep.Best>().FirstOrDefault() is { Value: var best } =>
            AtLeast("x", target + (((2 * wanted) - max) * (best - target) / max), wanted),
        _ => null,
    };

    private static Figure AtLeast(string name, decimal value, decimal points) =>
        new(name, decimal.Round(value, Decimals, MidpointRounding.ToPositiveInfinity), AtMost: false, points);
}
