namespace ChiSo.Engine;

/// <summary>The decision that holds on each leaf of each unit: the latest one taken on the leaf or on any node above it.</summary>
internal sealed class Rulings
{
    private readonly Decision?[]?[] byUnit;

    private Rulings(Decision?[]?[] byUnit) => this.byUnit = byUnit;

    /// <exception cref="ArgumentException">A decision names a unit or a node that is not in the block.</exception>
    public static Rulings Of(BlockInput input, CompiledTree tree)
    {
        var rows = new Decision?[]?[input.Units.Length];
        if (input.Decisions.IsEmpty)
            return new(rows);

        var places = new Dictionary<string, int>(input.Units.Length);
        for (var unit = 0; unit < input.Units.Length; unit++)
            places.TryAdd(input.Units[unit].Code, unit);

        foreach (var decision in input.Decisions)
        {
            if (!places.TryGetValue(decision.Unit, out var unit))
                throw new ArgumentException($"A decision names unit {decision.Unit}, which is not in block {input.BlockCode}.", nameof(input));
            var node = tree.PlaceOf(decision.Node);
            if (node < 0)
                throw new ArgumentException($"A decision names line {decision.Node}, which is not in set {tree.Set.Code}.", nameof(input));
            var row = rows[unit] ??= new Decision?[tree.Leaves.Length];
            row.AsSpan(tree.LeafFrom[node]..tree.LeafTo[node]).Fill(decision);
        }

        return new(rows);
    }

    /// <summary>One decision per leaf, <c>null</c> where none holds; empty when the unit has none at all.</summary>
    public ReadOnlySpan<Decision?> On(int unit) => byUnit[unit];

    /// <summary>The decision on one leaf of one unit; <c>null</c> where none holds.</summary>
    public Decision? At(int unit, int leaf) => byUnit[unit]?[leaf];
}
