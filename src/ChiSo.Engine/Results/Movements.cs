using System.Collections.Immutable;

namespace ChiSo.Engine;

/// <summary>Which points moved between two states of a block, and whose entry moved them. Moves of lines, units or maxima themselves are told by comparing the sets.</summary>
public static class Movements
{
    /// <summary>Every line of every unit present in both states whose points differ: line by line, units in the order of <paramref name="after"/>.</summary>
    /// <param name="before">A state, and what it computes to.</param>
    /// <param name="after">Another of the same block.</param>
    public static ImmutableArray<Movement> Between((BlockInput Input, BlockResult Result) before, (BlockInput Input, BlockResult Result) after)
    {
        var (from, to) = (new State(before.Input, before.Result), new State(after.Input, after.Result));
        var moved = ImmutableArray.CreateBuilder<Movement>();
        for (var leaf = 0; leaf < to.Tree.Leaves.Length; leaf++)
        {
            if (from.LeafAt(to.CodeOf(leaf)) is >= 0 and var was)
                moved.AddRange(OnLine(from, was, to, leaf));
        }

        return moved.ToImmutable();
    }

    private static IEnumerable<Movement> OnLine(State from, int was, State to, int leaf)
    {
        var peers = Peers(from, was, to, leaf);
        for (var unit = 0; unit < to.Input.Units.Length; unit++)
        {
            var code = to.Input.Units[unit].Code;
            if (from.UnitAt(code) is >= 0 and var earlier && from.PointsOf(earlier, was) is var before && to.PointsOf(unit, leaf) is var after && before != after)
                yield return new(code, to.CodeOf(leaf), before, after, [.. peers.Where(peer => peer.Unit != code)]);
        }
    }

    /// <summary>Units that hold the best value before or after, where it moved and theirs is not what it was.</summary>
    private static ImmutableArray<MovedPeer> Peers(State from, int was, State to, int leaf)
    {
        if (to.Tree.Leaves[leaf].Rule is not ScoringRule.RelativeToBest || from.BestOn(was) == to.BestOn(leaf))
            return [];
        return [.. from.HoldersOf(was).Union(to.HoldersOf(leaf))
            .Select(holder => new MovedPeer(holder, from.ValueOf(holder, was), to.ValueOf(holder, leaf)))
            .Where(holder => holder.Before != holder.After)];
    }

    private sealed class State
    {
        private readonly BlockResult result;
        private readonly Rulings rulings;
        private readonly PeerBests bests;
        private readonly Dictionary<string, int> units = [];

        public State(BlockInput input, BlockResult result)
        {
            (Input, Tree, this.result) = (input, CompiledTree.Of(input.Criteria), result);
            rulings = Rulings.Of(input, Tree);
            bests = PeerBests.Of(input, Tree, rulings);
            for (var unit = 0; unit < input.Units.Length; unit++)
                units.TryAdd(input.Units[unit].Code, unit);
        }

        public BlockInput Input { get; }

        public CompiledTree Tree { get; }

        public CriterionCode CodeOf(int leaf) => Tree.Nodes[Tree.NodeOfLeaf[leaf]].Code;

        public int UnitAt(string code) => units.GetValueOrDefault(code, -1);

        public int LeafAt(CriterionCode code) => Array.IndexOf(Tree.NodeOfLeaf, Tree.PlaceOf(code));

        public decimal? PointsOf(int unit, int leaf) => result.UnknownsOf(unit, Tree.NodeOfLeaf[leaf]) > 0 ? null : result.ScoreOf(unit, Tree.NodeOfLeaf[leaf]);

        public decimal? BestOn(int leaf) => Tree.Leaves[leaf].Rule is ScoringRule.RelativeToBest ? bests.On(leaf).Best : null;

        public IEnumerable<string> HoldersOf(int leaf) => Input.Units.Select(unit => unit.Code).Where(unit => BestOn(leaf) is { } best && ValueOf(unit, leaf) == best);

        public decimal? ValueOf(string unit, int leaf) => UnitAt(unit) is >= 0 and var place ? PeerBests.ValueOf(Input, Tree, rulings, place, leaf) : null;
    }
}

/// <summary>Points of one unit on one line, before and after.</summary>
/// <param name="Before">Unrounded; <c>null</c> while unknown.</param>
/// <param name="After">Unrounded; <c>null</c> while unknown.</param>
/// <param name="Peers">Other units whose value moved the best of the block, and with it these points; empty when only the unit's own entries, decisions or rules did.</param>
public sealed record Movement(string Unit, CriterionCode Line, decimal? Before, decimal? After, ImmutableArray<MovedPeer> Peers);

/// <summary>A unit whose value moved the best of the block.</summary>
/// <param name="Before">What counted among peers; <c>null</c> when nothing did.</param>
/// <param name="After">What counts now; <c>null</c> when nothing does.</param>
public sealed record MovedPeer(string Unit, decimal? Before, decimal? After);
