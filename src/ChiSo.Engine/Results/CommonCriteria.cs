using System.Collections.Immutable;

namespace ChiSo.Engine;

/// <summary>Change on the lines that both this round and the last one have, so that a new criteria set does not pass for progress.</summary>
internal static class CommonCriteria
{
    /// <summary>The difference of the shares reached on common lines of the base, unrounded; <c>null</c> when last period's lines are not known or none is common.</summary>
    /// <remarks>A line continues by its own code, or by those <see cref="CriteriaNode.Continues"/> names, all of which must be known. The finest common lines are taken: a field counts as a whole only where none of its parts was published.
    /// A line that applied in one of the two periods only is not common. A line split since counts once in the earlier sum, one merged as the sum of what it was merged from.</remarks>
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

            var matches = Earlier(tree.Nodes[node], last);
            if (!matches.IsEmpty && !coveredBelow[node])
                sums.Add(draft.ScoreOf(unit, node), draft.MaxOf(unit, node), matches);
            if (tree.Parent[node] is >= 0 and var parent)
                coveredBelow[parent] |= coveredBelow[node] || !matches.IsEmpty;
        }
    }

    /// <summary>Empty when the line was not published last period under any of its codes.</summary>
    private static ImmutableArray<PublishedScore> Earlier(CriteriaNode node, Dictionary<CriterionCode, PublishedScore> last)
    {
        if (node.Origins.All(last.ContainsKey))
            return [.. node.Origins.Distinct().Select(code => last[code])];
        return last.TryGetValue(node.Code, out var own) ? [own] : [];
    }

    private sealed class Sums
    {
        private readonly HashSet<CriterionCode> counted = [];

        public decimal Now { get; private set; }

        public decimal NowMax { get; private set; }

        public decimal Then { get; private set; }

        public decimal ThenMax { get; private set; }

        public void Add(decimal points, decimal max, ImmutableArray<PublishedScore> before)
        {
            if (max == 0 || before.Any(score => score.Max == 0))
                return;
            (Now, NowMax) = (Now + points, NowMax + max);
            foreach (var score in before.Where(score => counted.Add(score.Criterion)))
                (Then, ThenMax) = (Then + score.Points, ThenMax + score.Max);
        }
    }
}
