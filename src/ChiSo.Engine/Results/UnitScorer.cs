namespace ChiSo.Engine;

/// <summary>Scores one unit at a time into rows of the flat arrays; the tree of reasons is made by the same calls.</summary>
/// <remarks>Holds scratch space: one instance per thread.</remarks>
internal sealed class UnitScorer(BlockInput input, CompiledTree tree, Rulings rulings, PeerBests peers)
{
    public Weights Weights { get; } = new(tree);

    /// <summary>Fills one row per node and tells the totals of the unit.</summary>
    public UnitTotals Score(int unit, Span<decimal> scores, Span<decimal> maxima, Span<int> unknowns)
    {
        Weights.Fill(rulings.On(unit), maxima);
        scores.Clear();
        unknowns.Clear();
        var totals = new UnitTotals { ApplicableMax = Weights.Applicable };
        for (var leaf = 0; leaf < tree.Leaves.Length; leaf++)
        {
            var node = tree.NodeOfLeaf[leaf];
            var line = ScoreLeaf(unit, leaf, maxima[node], steps: null);
            scores[node] = line.Points;
            if (line.State != LineState.Unknown)
                continue;
            unknowns[node] = 1;
            totals.AddUnknown(tree.Part[node], maxima[node], Weights.Scale(node, Floor.Of(tree.Leaves[leaf].Rule, tree.Nodes[node].Max, line.Obstacle)));
        }

        tree.SumUp(scores);
        tree.SumUp(unknowns);
        foreach (var root in tree.Roots)
            totals.AddKnown(tree.Part[root], scores[root]);
        return totals;
    }

    /// <summary>What one leaf gives this unit. <see cref="Weights"/> must have been filled for the unit.</summary>
    /// <param name="max">The leaf's applicable maximum.</param>
    /// <param name="steps">Receives the steps of the rule when reasons are wanted; <c>null</c> otherwise.</param>
    public Line ScoreLeaf(int unit, int leaf, decimal max, List<RuleStep>? steps)
    {
        var node = tree.NodeOfLeaf[leaf];
        var ruling = RulingOn(unit, leaf)?.Ruling;
        if (ruling is Ruling.NotApplicable notApplicable)
            return new(notApplicable.Effect == NotApplicableEffect.Award ? Math.Max(max, 0) : 0, LineState.ByDecision);

        Obstacle? obstacle = null;
        if (EntryOf(unit, leaf) is { } entry)
        {
            var own = RuleScorer.Score(tree.Leaves[leaf], tree.Nodes[node].Max, entry, peers.On(leaf), steps, out var found);
            if (own is { } points)
                return new(Weights.Scale(node, points), LineState.ByEntry);
            obstacle = found;
        }

        // A value whose peers are missing is there all the same, and wins over "counts zero".
        return ruling is Ruling.Zero && obstacle != Obstacle.NoPeer ? new(0, LineState.ByDecision) : new(0, LineState.Unknown, obstacle);
    }

    public Entry? EntryOf(int unit, int leaf) => input.Entries[(unit * tree.Leaves.Length) + leaf];

    public Decision? RulingOn(int unit, int leaf) => rulings.At(unit, leaf);
}

/// <summary>What one leaf gives one unit.</summary>
/// <param name="Points">On the scale of the applicable maximum; zero while unknown.</param>
/// <param name="Obstacle">Why the entry could not be scored; <c>null</c> when it could, or there is none.</param>
internal readonly record struct Line(decimal Points, LineState State, Obstacle? Obstacle = null);

/// <summary>What settled a line.</summary>
internal enum LineState
{
    Unknown,
    ByEntry,
    ByDecision,
}
