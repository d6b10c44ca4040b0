using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace ChiSo.Engine;

/// <summary>A criteria set laid out in arrays, so that a row of scores is summed without walking objects. Nodes stand in the order of <see cref="CriteriaSet.Nodes"/>: parents before children.</summary>
internal sealed class CompiledTree
{
    private readonly Dictionary<CriterionCode, int> places;

    private CompiledTree(CriteriaSet set)
    {
        Set = set;
        Nodes = [.. set.Nodes()];
        Parent = new int[Nodes.Length];
        LeafFrom = new int[Nodes.Length];
        LeafTo = new int[Nodes.Length];
        Part = new CriteriaPart[Nodes.Length];
        OwnMax = new decimal[Nodes.Length];
        places = new(Nodes.Length);
        var leaves = new List<int>(Nodes.Length);
        var node = 0;
        foreach (var root in set.Roots)
            Lay(root, parent: -1, root.Part, ref node, leaves);
        NodeOfLeaf = [.. leaves];
        Leaves = [.. leaves.Select(leaf => Nodes[leaf].Scoring ?? throw new ArgumentException($"Leaf {Nodes[leaf].Code} has no rule; check the set first.", nameof(set)))];
        Roots = [.. Enumerable.Range(0, Nodes.Length).Where(place => Parent[place] < 0)];
        SumOwnMaxima();
    }

    public CriteriaSet Set { get; }

    public CriteriaNode[] Nodes { get; }

    /// <summary>Places of the nodes without a parent.</summary>
    public int[] Roots { get; }

    /// <summary>Place of the parent; -1 for a root.</summary>
    public int[] Parent { get; }

    /// <summary>The part of the index a node belongs to: that of its root.</summary>
    public CriteriaPart[] Part { get; }

    /// <summary>First leaf at or below the node, as a place among leaves.</summary>
    public int[] LeafFrom { get; }

    /// <summary>One past the last leaf at or below the node.</summary>
    public int[] LeafTo { get; }

    public int[] NodeOfLeaf { get; }

    public Leaf[] Leaves { get; }

    /// <summary>A leaf's maximum, and the sum of the leaves below an inner node.</summary>
    public decimal[] OwnMax { get; }

    /// <summary>The maximum of the base when every line applies.</summary>
    public decimal BaseMax { get; private set; }

    public static CompiledTree Of(CriteriaSet set) => new(set);

    /// <summary>The place of a node, or -1 when the set has no such code.</summary>
    public int PlaceOf(CriterionCode code) => places.GetValueOrDefault(code, -1);

    public ImmutableArray<CriterionCode> Codes() =>
        ImmutableCollectionsMarshal.AsImmutableArray(Array.ConvertAll(Nodes, node => node.Code));

    /// <summary>Adds each row entry to its parent's, so that inner nodes hold the sums of their children. Inner entries must start at zero.</summary>
    public void SumUp(Span<decimal> row)
    {
        for (var node = row.Length - 1; node > 0; node--)
        {
            if (Parent[node] is >= 0 and var parent)
                row[parent] += row[node];
        }
    }

    /// <inheritdoc cref="SumUp(Span{decimal})"/>
    public void SumUp(Span<int> row)
    {
        for (var node = row.Length - 1; node > 0; node--)
        {
            if (Parent[node] is >= 0 and var parent)
                row[parent] += row[node];
        }
    }

    private void Lay(CriteriaNode node, int parent, CriteriaPart part, ref int next, List<int> leaves)
    {
        var place = next++;
        Parent[place] = parent;
        Part[place] = part;
        places.TryAdd(node.Code, place);
        LeafFrom[place] = leaves.Count;
        if (node.IsLeaf)
            leaves.Add(place);
        foreach (var child in node.Children)
            Lay(child, place, part, ref next, leaves);
        LeafTo[place] = leaves.Count;
    }

    private void SumOwnMaxima()
    {
        foreach (var leaf in NodeOfLeaf)
            OwnMax[leaf] = Nodes[leaf].Max.Value;
        SumUp(OwnMax);
        BaseMax = Roots.Where(root => Part[root] == CriteriaPart.Base).Sum(root => OwnMax[root]);
    }
}
