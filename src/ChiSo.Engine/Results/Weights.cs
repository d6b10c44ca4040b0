namespace ChiSo.Engine;

/// <summary>Applicable maxima of one unit after its decisions: what drops out, and where moved weight goes.</summary>
/// <remarks>
/// A leaf left out weighs nothing; one whose weight moves lends its maximum to its parent. A parent with weight left spreads what was lent over its other lines
/// in proportion to their maxima: everything below it is multiplied by (left + lent) ÷ left. A parent with nothing left drops out and passes the loan to its own parent.
/// Every sum is an exact decimal, so a leaf's factor is one numerator over one denominator, divided last.
/// </remarks>
internal sealed class Weights
{
    private readonly CompiledTree tree;
    private readonly decimal[] left;
    private readonly decimal[] lent;
    private readonly Factor[] inside;
    private readonly Factor[] above;
    private bool moved;

    public Weights(CompiledTree tree)
    {
        this.tree = tree;
        left = new decimal[tree.Nodes.Length];
        lent = new decimal[tree.Nodes.Length];
        inside = new Factor[tree.Nodes.Length];
        above = new Factor[tree.Nodes.Length];
    }

    /// <summary>The maximum the index of the unit last filled in is measured against; zero when nothing applies.</summary>
    public decimal Applicable { get; private set; }

    /// <summary>Fills <paramref name="maxima"/>, one per node, for a unit with these decisions (one per leaf, or none at all).</summary>
    public void Fill(ReadOnlySpan<Decision?> decisions, Span<decimal> maxima)
    {
        moved = false;
        if (decisions.IsEmpty)
        {
            tree.OwnMax.CopyTo(maxima);
            Applicable = tree.BaseMax;
            return;
        }

        TakeOut(decisions);
        Lend();
        Spread(maxima);
    }

    /// <summary>A leaf's own points on the scale of its applicable maximum: multiplied first, divided once.</summary>
    public decimal Scale(int node, decimal ownPoints) => moved ? above[node].Of(ownPoints) : ownPoints;

    /// <summary>Whether weight moved here from lines elsewhere.</summary>
    public bool Received(int node) => moved && !above[node].IsOne;

    /// <summary>The node's maximum before weight came in from elsewhere.</summary>
    public decimal Before(int node) => moved ? left[node] : tree.OwnMax[node];

    private void TakeOut(ReadOnlySpan<Decision?> decisions)
    {
        Array.Clear(left);
        Array.Clear(lent);
        for (var leaf = 0; leaf < decisions.Length; leaf++)
        {
            var node = tree.NodeOfLeaf[leaf];
            switch (decisions[leaf]?.Ruling)
            {
                case Ruling.NotApplicable { Effect: NotApplicableEffect.Rebase }:
                    break;
                case Ruling.NotApplicable { Effect: NotApplicableEffect.Siblings }:
                    lent[node] = tree.OwnMax[node];
                    moved = true;
                    break;
                default:
                    left[node] = tree.OwnMax[node];
                    break;
            }
        }
    }

    /// <summary>From the leaves upwards: a node that has weight left takes up what was lent inside it, any other passes it on.</summary>
    private void Lend()
    {
        for (var node = tree.Nodes.Length - 1; node >= 0; node--)
        {
            inside[node] = Factor.TakeUp(ref left[node], ref lent[node]);
            if (tree.Parent[node] is >= 0 and var parent)
            {
                left[parent] += left[node];
                lent[parent] += lent[node];
            }
        }
    }

    /// <summary>From the roots downwards: each line is multiplied by the factors of all nodes above it. What no field could take is spread over the other fields of the same part.</summary>
    private void Spread(Span<decimal> maxima)
    {
        Span<Factor> parts = [Top(CriteriaPart.Base), Top(CriteriaPart.Bonus), Top(CriteriaPart.Deduction)];
        for (var node = 0; node < maxima.Length; node++)
        {
            var parent = tree.Parent[node];
            above[node] = parent < 0 ? parts[(int)tree.Part[node]] : above[parent].Times(inside[parent]);
            maxima[node] = above[node].Of(left[node]);
        }
    }

    private Factor Top(CriteriaPart part)
    {
        decimal partLeft = 0, partLent = 0;
        foreach (var root in tree.Roots)
        {
            if (tree.Part[root] == part)
                (partLeft, partLent) = (partLeft + left[root], partLent + lent[root]);
        }

        var factor = Factor.TakeUp(ref partLeft, ref partLent);
        if (part == CriteriaPart.Base)
            Applicable = partLeft;
        return factor;
    }

    /// <summary>What lines are multiplied by when weight moves to them, kept as a fraction of exact decimals.</summary>
    private readonly record struct Factor(decimal Numerator, decimal Denominator)
    {
        public bool IsOne => Numerator == Denominator;

        /// <summary>Adds <paramref name="lent"/> to <paramref name="left"/> where there is something to add it to.</summary>
        public static Factor TakeUp(ref decimal left, ref decimal lent)
        {
            if (left == 0 || lent == 0)
                return new(1, 1);

            var factor = new Factor(left + lent, left);
            (left, lent) = (factor.Numerator, 0);
            return factor;
        }

        public Factor Times(Factor other) =>
            other.IsOne ? this : IsOne ? other : new(Numerator * other.Numerator, Denominator * other.Denominator);

        public decimal Of(decimal value) => IsOne ? value : value * Numerator / Denominator;
    }
}
