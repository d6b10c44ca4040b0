using System.Collections.Immutable;
using MathNet.Numerics;

namespace ChiSo.Engine;

/// <summary>How far the points of a line lie off because its figure was found by asking a sample: told beside the points, never in their place.</summary>
/// <remarks>The figure is taken as normal around what was found, with its standard error. Source: docs/method/satisfaction-index.md.</remarks>
public abstract record SamplingError
{
    private SamplingError() { }

    /// <summary>Points move with the figure.</summary>
    /// <param name="Margin">Half the width of the 95 % interval of the figure, in points.</param>
    /// <param name="Least">The fewest points at its ends, as the rule keeps them.</param>
    /// <param name="Most">The most.</param>
    public sealed record Moves(decimal Margin, decimal Least, decimal Most) : SamplingError;

    /// <summary>Points jump from step to step.</summary>
    /// <param name="Steps">By rising points, each once, with its chance from 0 to 1; together 1.</param>
    public sealed record Jumps(ImmutableArray<(decimal Points, double Chance)> Steps) : SamplingError;

    private const decimal NormalQuantile = 1.959964m;

    /// <param name="max">The leaf's own maximum, before any move of weight.</param>
    /// <returns><c>null</c> where the entry tells no error, gives no points, the rule makes them of more than this figure, or the error is beyond what decimals hold.</returns>
    public static SamplingError? Of(Leaf leaf, Points max, Entry entry)
    {
        try
        {
            return Found(leaf, max, entry);
        }
        catch (OverflowException)
        {
            return null; // errors come in with files: as large as a decimal can be
        }
    }

    private static SamplingError? Found(Leaf leaf, Points max, Entry entry)
    {
        if (entry is not Entry.Figures { Values: [var value], From.StandardError: { } error and > 0 } figures || PointsAt(leaf, max, figures, value) is null)
            return null;
        return leaf.Rule switch
        {
            ScoringRule.Survey survey => Moving(leaf, max, figures, (error, max.Value / survey.Scale, survey.Scale)),
            ScoringRule.Imported imported => Moving(leaf, max, figures, (error, max.Value / imported.Scale, imported.Scale)),
            ScoringRule.Proportional { Target: not 0 } proportional when IsFigure(proportional.X) => Moving(leaf, max, figures, (error, max.Value / proportional.Target, decimal.MaxValue)),
            ScoringRule.Ratio ratio when IsFigure(ratio.X) => Moving(leaf, max, figures, (error, max.Value, decimal.MaxValue)),
            ScoringRule.Complement complement when IsFigure(complement.X) => Moving(leaf, max, figures, (error, max.Value / 100, decimal.MaxValue)),
            ScoringRule.Ladder { Measures: [var measure] } ladder when IsFigure(measure) => Jumping(leaf, max, figures, ladder.Steps, error),
            ScoringRule.ImportedLadder ladder => Jumping(leaf, max, figures, ladder.Steps, error),
            _ => null,
        };
    }

    /// <param name="by">The error, points by one of the figure, and the largest figure there is.</param>
    private static Moves? Moving(Leaf leaf, Points max, Entry.Figures figures, (decimal Error, decimal Slope, decimal Largest) by)
    {
        var reach = NormalQuantile * by.Error;
        var low = PointsAt(leaf, max, figures, Math.Clamp(figures.Values[0] - reach, 0, by.Largest));
        var high = PointsAt(leaf, max, figures, Math.Clamp(figures.Values[0] + reach, 0, by.Largest));
        return low is { } first && high is { } last ? new(Math.Abs(reach * by.Slope), Math.Min(first, last), Math.Max(first, last)) : null;
    }

    /// <summary>Between two bounds of the ladder every figure gives the same points.</summary>
    private static Jumps? Jumping(Leaf leaf, Points max, Entry.Figures figures, ImmutableArray<ScoringRule.Rung> rungs, decimal error)
    {
        decimal[] bounds = [.. rungs.SelectMany(rung => rung.All).Select(bound => bound.Value).Distinct().Order()];
        var chances = new SortedDictionary<decimal, double>();
        var below = 0.0;
        for (var at = 0; at <= bounds.Length; at++)
        {
            var upTo = at == bounds.Length ? 1 : Below((double)(bounds[at] - figures.Values[0]) / (double)error);
            if (PointsAt(leaf, max, figures, Between(bounds, at)) is not { } points)
                return null;
            chances[points] = chances.GetValueOrDefault(points) + upTo - below;
            below = upTo;
        }

        return new([.. chances.Select(step => (step.Key, step.Value))]);
    }

    private static decimal Between(decimal[] bounds, int at) => bounds.Length == 0 ? 0 : at == 0 ? bounds[0] - 1 : at == bounds.Length ? bounds[^1] + 1 : (bounds[at - 1] + bounds[at]) / 2;

    /// <summary>The standard normal distribution.</summary>
    private static double Below(double z) => 0.5 * SpecialFunctions.Erfc(-z / Math.Sqrt(2));

    private static decimal? PointsAt(Leaf leaf, Points max, Entry.Figures figures, decimal value) => RuleScorer.Score(leaf, max, figures with { Values = [value] }, default, steps: null, out _);

    /// <summary>The figure itself, not something made of it or of the maximum.</summary>
    private static bool IsFigure(Formula measure) => measure.Root is FormulaNode.Variable { Place: 0 };
}
