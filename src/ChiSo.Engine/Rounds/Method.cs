using System.Collections.Immutable;

namespace ChiSo.Engine;

/// <summary>How a block's scores become an index, classes and ranks in one round. All of it is data, per block and year.</summary>
public sealed record Method
{
    /// <summary>Decimals (0-3) of the published index.</summary>
    public int Decimals { get; init; } = 2;

    public Rounding Rounding { get; init; } = Rounding.HalfAwayFromZero;

    public Basis RankOn { get; init; } = Basis.Exact;

    public Basis ClassifyOn { get; init; } = Basis.Published;

    /// <summary>Whether changes are differences of published values (as printed) or of exact ones.</summary>
    public Basis ChangesOn { get; init; } = Basis.Published;

    public TieRule Ties { get; init; } = TieRule.Competition;

    /// <summary>Keys that separate equal indices, in order; higher is better.</summary>
    public ImmutableArray<TieBreak> TieBreaks { get; init; } = [];

    /// <summary>From the best class to the worst, inclusive lower bounds falling; the last one has the lowest bound.</summary>
    public required ImmutableArray<ClassBand> Classes { get; init; }

    /// <summary>Applied after the bounds, in order.</summary>
    public ImmutableArray<Gate> Gates { get; init; } = [];

    /// <summary>Applied after the gates, from the best class down.</summary>
    public ImmutableArray<Quota> Quotas { get; init; } = [];

    /// <summary>What the base maxima should add up to, by name; empty when 100.</summary>
    public ImmutableArray<BasePart> Base { get; init; } = [];

    /// <summary>The index above which units are counted and compared with other years ("trên 80 %"); <c>null</c> for none.</summary>
    public decimal? CountAbove { get; init; }

    /// <summary>Whether a merged unit without results of its own is compared with the mean of its predecessors.</summary>
    public bool CompareWithMeanOfPredecessors { get; init; }
}

/// <summary>One part of the base: 68.5 appraised, 31.5 by survey.</summary>
/// <param name="Suppliers">The leaves whose maxima belong to this part.</param>
public sealed record BasePart(Words Name, Points Max, ImmutableArray<Supplier> Suppliers);

public enum Rounding
{
    HalfAwayFromZero,
    HalfToEven,
    Truncate,
}

/// <summary>Which figures a comparison looks at.</summary>
public enum Basis
{
    /// <summary>Unrounded, compared at 12 decimals.</summary>
    Exact,

    /// <summary>Rounded as printed.</summary>
    Published,
}

/// <summary>How equal values share ranks.</summary>
public enum TieRule
{
    /// <summary>1, 2, 2, 4.</summary>
    Competition,

    /// <summary>1, 2, 2, 3.</summary>
    Dense,

    /// <summary>1, 3, 3, 4.</summary>
    ModifiedCompetition,
}

/// <summary>What separates equal indices: the points of a node, or of all leaves of some suppliers.</summary>
public abstract record TieBreak
{
    private TieBreak() { }

    public sealed record NodePoints(CriterionCode Node) : TieBreak;

    public sealed record SupplierPoints(ImmutableArray<Supplier> Suppliers) : TieBreak;
}

/// <summary>A class ("xếp loại") and the index from which it begins, inclusive, in percent.</summary>
public sealed record ClassBand(Words Name, decimal From);

/// <summary>A condition without which a unit can't pass a named class.</summary>
/// <param name="CapsAt">Place in <see cref="Method.Classes"/> of the best class still open to a unit that fails.</param>
public sealed record Gate(GateCondition Requires, int CapsAt);

/// <summary>What a gate asks for.</summary>
public abstract record GateCondition
{
    private GateCondition() { }

    /// <summary>The node must reach this share of its applicable maximum, in percent; a node that is not applicable passes.</summary>
    public sealed record NodeShareAtLeast(CriterionCode Node, decimal Percent) : GateCondition;

    /// <summary>The unit must not carry this mark, such as an open violation.</summary>
    public sealed record WithoutMark(string Mark) : GateCondition;
}

/// <summary>At most so many units in a class: a number, or the floor of share × ranked units. Filled in rank order; the rest fall one class.</summary>
/// <param name="Class">Place in <see cref="Method.Classes"/>.</param>
/// <param name="SharePercent">In percent of the ranked units; exactly one of the two limits is given.</param>
/// <param name="TieOverEdgeFalls">Whether a tie over the edge falls whole (the default) or is kept whole.</param>
public sealed record Quota(int Class, int? Number, decimal? SharePercent, bool TieOverEdgeFalls = true);
