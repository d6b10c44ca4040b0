using System.Collections.Immutable;

namespace ChiSo.Engine;

/// <summary>The best value of the block on each leaf whose rule is relative to it. Units that are not ranked, units the leaf does not apply to, and units decided to count zero there, count for nothing; while another has no value yet, nobody knows the best.</summary>
internal sealed class PeerBests
{
    private readonly Peers[] byLeaf;

    private PeerBests(Peers[] byLeaf) => this.byLeaf = byLeaf;

    public Peers On(int leaf) => byLeaf[leaf];

    public static PeerBests Of(BlockInput input, CompiledTree tree, Rulings rulings)
    {
        var bests = new Peers[tree.Leaves.Length];
        for (var leaf = 0; leaf < bests.Length; leaf++)
        {
            if (tree.Leaves[leaf].Rule is ScoringRule.RelativeToBest)
                bests[leaf] = Best(input, tree, rulings, leaf);
        }

        return new(bests);
    }

    /// <summary>The value that counts among peers; <c>null</c> when this unit's counts for nothing, or there is none.</summary>
    public static decimal? ValueOf(BlockInput input, CompiledTree tree, Rulings rulings, int unit, int leaf)
    {
        if (input.Units[unit].Excluded is not null || !Applies(rulings, unit, leaf))
            return null;

        return input.Entries[(unit * tree.Leaves.Length) + leaf] is Entry.Figures { Values: [var value] } ? value : null;
    }

    /// <summary>Whether this unit's value may yet become the best: it counts, and is neither there nor settled by decision.</summary>
    private static bool MayYetLead(BlockInput input, CompiledTree tree, Rulings rulings, int unit, int leaf) =>
        input.Units[unit].Excluded is null
        && Applies(rulings, unit, leaf)
        && ValueOf(input, tree, rulings, unit, leaf) is null
        && rulings.At(unit, leaf)?.Ruling is not Ruling.Zero;

    public static bool Applies(Rulings rulings, int unit, int leaf) =>
        rulings.At(unit, leaf)?.Ruling is not Ruling.NotApplicable;

    private static Peers Best(BlockInput input, CompiledTree tree, Rulings rulings, int leaf)
    {
        decimal? best = null;
        var holders = ImmutableArray.CreateBuilder<Words>();
        for (var unit = 0; unit < input.Units.Length; unit++)
        {
            if (MayYetLead(input, tree, rulings, unit, leaf))
                return default;
            var value = ValueOf(input, tree, rulings, unit, leaf);
            if (value is null || value < best)
                continue;
            if (value != best)
                holders.Clear();
            holders.Add(input.Units[unit].Name);
            best = value;
        }

        return new(best, holders.ToImmutable());
    }
}
