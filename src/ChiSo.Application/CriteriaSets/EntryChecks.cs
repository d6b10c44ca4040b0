using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>Whether an entry can be scored on its line.</summary>
internal static class EntryChecks
{
    /// <summary>The first thing that stands in the way, or <c>null</c>. Too few forms is no problem: such a line stays unknown until decided.</summary>
    public static Problem? Find(Entry entry, Leaf leaf, Points max, string where) => entry switch
    {
        Entry.NoTask => null,
        Entry.Direct direct => OfDirect(direct.Points, leaf, max, where),
        _ => OfScoring(entry, leaf, max, where),
    };

    private static Problem? OfDirect(Points points, Leaf leaf, Points max, string where)
    {
        var step = leaf.Step ?? (leaf.Rule is ScoringRule.Rubric rubric ? rubric.Step : null);
        return points.Value > Math.Max(max.Value, 0) ? EntryProblems.AboveMax(where, points, max)
            : points.Value < Math.Min(max.Value, 0) ? EntryProblems.BelowZero(where, points)
            : step is { } given && !points.IsOn(given) ? EntryProblems.OffStep(where, points, given)
            : null;
    }

    private static Problem? OfScoring(Entry entry, Leaf leaf, Points max, string where)
    {
        // The unit's own value stands in for the best of the block, which is not known here.
        var best = leaf.Rule is ScoringRule.RelativeToBest && entry is Entry.Figures { Values: [var own] } ? new Peers(own, []) : default;
        if (RuleScorer.Score(leaf, max, entry, best, steps: null, out var obstacle) is not null)
            return null;

        return obstacle switch
        {
            Obstacle.ZeroDenominator => EntryProblems.ZeroDenominator(where),
            Obstacle.OutOfRange => EntryProblems.OutOfRange(where),
            Obstacle.WrongKindOfEntry => EntryProblems.WrongForm(where, EntryText.Format(entry, leaf), string.Join(';', FigureText.LettersOf(leaf.Figures))),
            _ => null,
        };
    }
}
