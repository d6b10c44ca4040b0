using System.Collections.Immutable;

namespace ChiSo.Engine;

/// <summary>The tree of reasons of one unit, rebuilt on demand by the functions that computed its points.</summary>
public static class Explanation
{
    /// <summary>One tree per root of the criteria set, in printed order.</summary>
    /// <param name="unit">Place of the unit in <see cref="BlockInput.Units"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public static ImmutableArray<Explained> Of(BlockInput input, int unit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(unit);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(unit, input.Units.Length);

        return new UnitReasons(input, unit).Trees();
    }

    /// <summary>One row of the flat computation with what is needed to say why.</summary>
    private sealed class UnitReasons
    {
        private readonly int unit;
        private readonly CompiledTree tree;
        private readonly UnitScorer scorer;
        private readonly decimal[] scores;
        private readonly decimal[] maxima;
        private readonly int[] unknowns;

        public UnitReasons(BlockInput input, int unit)
        {
            this.unit = unit;
            tree = CompiledTree.Of(input.Criteria);
            var rulings = Rulings.Of(input, tree);
            scorer = new(input, tree, rulings, PeerBests.Of(input, tree, rulings));
            (scores, maxima, unknowns) = (new decimal[tree.Nodes.Length], new decimal[tree.Nodes.Length], new int[tree.Nodes.Length]);
            scorer.Score(unit, scores, maxima, unknowns);
        }

        public ImmutableArray<Explained> Trees()
        {
            var next = 0;
            return [.. tree.Set.Roots.Select(_ => Explain(ref next))];
        }

        /// <summary>Walks in the order of nodes: children follow their parent.</summary>
        private Explained Explain(ref int next)
        {
            var place = next++;
            var node = tree.Nodes[place];
            if (node.IsLeaf)
                return ExplainLeaf(place);

            var parts = ImmutableArray.CreateBuilder<Explained>(node.Children.Length);
            for (var child = 0; child < node.Children.Length; child++)
                parts.Add(Explain(ref next));
            return new(node, scores[place], maxima[place], unknowns[place], BecauseOfParts(place), parts.MoveToImmutable());
        }

        private Explained ExplainLeaf(int place)
        {
            var leaf = tree.LeafFrom[place];
            var steps = new List<RuleStep>();
            var line = scorer.ScoreLeaf(unit, leaf, maxima[place], steps);
            var because = Because(leaf, line, steps);
            return new(
                tree.Nodes[place],
                line.State == LineState.Unknown ? null : line.Points,
                maxima[place],
                unknowns[place],
                Moved(place, because),
                []);
        }

        private Reason Because(int leaf, Line line, List<RuleStep> steps)
        {
            var rule = tree.Leaves[leaf].Rule;
            return (line.State, scorer.EntryOf(unit, leaf), scorer.RulingOn(unit, leaf)) switch
            {
                (LineState.ByDecision, _, { } decision) => new Reason.Decided(decision),
                (LineState.ByEntry, Entry.NoTask, _) => new Reason.NoTask(),
                (LineState.ByEntry, { } entry, _) => new Reason.ByRule(rule, entry, [.. steps]),
                (_, { } entry, _) when line.Obstacle is { } obstacle => new Reason.Unscorable(rule, entry, obstacle),
                _ => new Reason.NotScored(),
            };
        }

        /// <summary>The decision that took every leaf below out, where a single one did; the sum of the parts otherwise.</summary>
        private Reason BecauseOfParts(int place)
        {
            var first = scorer.RulingOn(unit, tree.LeafFrom[place]);
            if (first is not { Ruling: Ruling.NotApplicable })
                return Moved(place, new Reason.SumOfParts());

            for (var leaf = tree.LeafFrom[place]; leaf < tree.LeafTo[place]; leaf++)
            {
                if (!ReferenceEquals(first, scorer.RulingOn(unit, leaf)))
                    return Moved(place, new Reason.SumOfParts());
            }

            return Moved(place, new Reason.Decided(first));
        }

        private Reason Moved(int place, Reason inner) =>
            scorer.Weights.Received(place) && maxima[place] != 0 ? new Reason.WeightMoved(scorer.Weights.Before(place), inner) : inner;
    }
}
