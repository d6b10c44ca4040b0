using System.Collections.Immutable;

namespace ChiSo.Engine;

/// <summary>Which units' points an entry reaches. Ranks and quotas tie every unit of a block together and are not meant here.</summary>
public static class Dependants
{
    /// <summary>Places of the units whose points on <paramref name="line"/> may change when this unit's entry there does, in official order.</summary>
    /// <param name="line">A leaf.</param>
    /// <remarks>On a rule relative to the best of the block: every unit the line applies to whose value lies above the target, where best counts; the unit itself always. Elsewhere the unit alone.</remarks>
    /// <exception cref="ArgumentException"><paramref name="line"/> is no leaf of the set.</exception>
    public static ImmutableArray<int> Of(BlockInput input, int unit, CriterionCode line)
    {
        var tree = CompiledTree.Of(input.Criteria);
        var leaf = LeafAt(tree, line);
        var rulings = Rulings.Of(input, tree);
        if (tree.Leaves[leaf].Rule is not ScoringRule.RelativeToBest { Target: var target }
            || input.Units[unit].Excluded is not null
            || !PeerBests.Applies(rulings, unit, leaf))
        {
            return [unit];
        }

        return [.. Enumerable.Range(0, input.Units.Length).Where(other => other == unit || LooksAtBest(input, tree, rulings, other, leaf, target))];
    }

    private static bool LooksAtBest(BlockInput input, CompiledTree tree, Rulings rulings, int unit, int leaf, decimal target) =>
        PeerBests.Applies(rulings, unit, leaf)
        && input.Entries[(unit * tree.Leaves.Length) + leaf] is Entry.Figures { Values: [var value] }
        && value > target;

    private static int LeafAt(CompiledTree tree, CriterionCode line) =>
        Array.IndexOf(tree.NodeOfLeaf, tree.PlaceOf(line)) is var leaf and >= 0
            ? leaf
            : throw new ArgumentException($"{line} is no leaf of set {tree.Set.Code}.", nameof(line));
}
