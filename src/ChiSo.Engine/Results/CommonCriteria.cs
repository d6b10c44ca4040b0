using System.Collections.Immutable;

namespace ChiSo.Engine;

/// <summary>Change on the lines that both this round and the last one have, so that a new criteria set does not pass for progress.</summary>
internal static class CommonCriteria
{
    /// <summary>The difference of the shares reached on common lines of the base, unrounded; <c>null</c> when last period's lines are not known or none is common.</summary>
    /// <remarks>A line continues by its own code, or by the code <see cref="CriteriaNode.Continues"/> names. The finest common lines are taken: a field counts as a whole only where none of its parts was published.
    /// A line that applied in one of the two periods only is not common.</remarks>
    public static CommonChange? Change(BlockDraft draft, int unit, ImmutableArray<PublishedScore> published)
    {
        if (published.IsDefaultOrEmpty || draft.Totals[unit].ApplicableMax == 0)
            return null;

        var last = new Dictionary<CriterionCode, PublishedScore>(published.Length);
        foreach (var score in published)
            last.TryAdd(score.Criterion, score);

        var sums = new Sums();
        Add(draft, unit, last, sums);
        return Percent.Of(sums.Now, sums.NowMax) is { } now && Percent.Of(sums.Then, sums.ThenMax) is { } then
            ? new(now.Value - then.Value, sums.NowMax * 100 / draft.Totals[unit].ApplicableMax)
            : null;
    }

    private static void Add(BlockDraft draft, int unit, Dictionary<CriterionCode, PublishedScore> last, Sums sums)
    {
        var tree = draft.Tree;
        var coveredBelow = new bool[tree.Nodes.Length];
        for (var node = tree.Nodes.Length - 1; node >= 0; node--)
        {
            if (tree.Part[node] != CriteriaPart.Base)
                continue;

            var match = last.GetValueOrDefault(tree.Nodes[node].Continues ?? tree.Nodes[node].Code) ?? last.GetValueOrDefault(tree.Nodes[node].Code);
            if (match is not null && !coveredBelow[node])
                sums.Add(draft.ScoreOf(unit, node), draft.MaxOf(unit, node), match);
            if (tree.Parent[node] is >= 0 and var parent)
                coveredBelow[parent] |= coveredBelow[node] || match is not null;
        }
    }

    private sealed class Sums
    {
        public decimal Now { get; private set; }

        public decimal NowMax { get; private set; }

        public decimal Then { get; private set; }

        public decimal ThenMax { get; private set; }

        public void Add(decimal points, decimal max, PublishedScore before)
        {
            if (max == 0 || before.Max == 0)
                return;
            (Now, NowMax) = (Now + points, NowMax + max);
            (Then, ThenMax) = (Then + before.Points, ThenMax + before.Max);
        }
    }
}
