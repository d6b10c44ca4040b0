using System.Collections.Immutable;

namespace ChiSo.Engine;

/// <summary>The computed result of one block, in flat arrays: <see cref="ScoreOf"/> and <see cref="MaxOf"/> read them.</summary>
public sealed record BlockResult
{
    /// <summary>In the order of <see cref="BlockInput.Units"/>.</summary>
    public required ImmutableArray<UnitResult> Units { get; init; }

    /// <summary>Nodes in the order of <see cref="CriteriaSet.Nodes"/>.</summary>
    public required ImmutableArray<CriterionCode> Nodes { get; init; }

    /// <summary>Row-major, unit × node: points so far (unknown leaves count nothing).</summary>
    public required ImmutableArray<decimal> Scores { get; init; }

    /// <summary>Row-major, unit × node: applicable maximum after decisions; zero when the node is not applicable.</summary>
    public required ImmutableArray<decimal> Maxima { get; init; }

    /// <summary>Row-major, unit × node: how many leaves below are unknown.</summary>
    public required ImmutableArray<int> Unknowns { get; init; }

    public required BlockSummary Summary { get; init; }

    public decimal ScoreOf(int unit, int node) => Scores[(unit * Nodes.Length) + node];

    public decimal MaxOf(int unit, int node) => Maxima[(unit * Nodes.Length) + node];

    public int UnknownsOf(int unit, int node) => Unknowns[(unit * Nodes.Length) + node];
}

/// <summary>How a unit stands.</summary>
public enum Standing
{
    /// <summary>Has a final index, a class and a rank.</summary>
    Ranked,

    /// <summary>Some line is unknown: a range, no class, no rank.</summary>
    Unknown,

    /// <summary>No applicable maximum: no index.</summary>
    NoIndex,

    /// <summary>Has an index, is left out of ranks, means, counts and quotas, with the reason.</summary>
    Excluded,
}

/// <summary>The result of one unit.</summary>
public sealed record UnitResult
{
    public required string Unit { get; init; }

    public required Standing Standing { get; init; }

    /// <summary>Why the unit has no rank; <c>null</c> exactly when it has one.</summary>
    public Words? NotRankedBecause { get; init; }

    /// <summary>Base points plus bonus and deduction after caps; points so far while something is unknown.</summary>
    public required decimal Points { get; init; }

    public required decimal BonusPoints { get; init; }

    /// <summary>Zero or negative.</summary>
    public required decimal DeductionPoints { get; init; }

    public required decimal ApplicableMax { get; init; }

    /// <summary>Exact, in percent; <c>null</c> while unknown or without applicable maximum.</summary>
    public decimal? Index { get; init; }

    /// <summary>Rounded by the method.</summary>
    public decimal? Published { get; init; }

    /// <summary>The index as the parts give it, where an announced total rules instead; <c>null</c> in an ordinary round.</summary>
    public decimal? FromParts { get; init; }

    /// <summary>Index if nothing more is scored; equals <see cref="Index"/> when nothing is unknown; <c>null</c> without applicable maximum.</summary>
    public decimal? Lowest { get; init; }

    /// <summary>Index if everything unknown gets its maximum.</summary>
    public decimal? Highest { get; init; }

    public Rank? Rank { get; init; }

    /// <summary>Place in <see cref="Method.Classes"/>.</summary>
    public int? Class { get; init; }

    /// <summary>Why the class is what it is: bound, then gates and quotas that moved it.</summary>
    public ImmutableArray<ClassReason> ClassReasons { get; init; } = [];

    /// <summary>Against the last period; <c>null</c> when nothing was published then.</summary>
    public UnitChange? Change { get; init; }
}

/// <summary>A step on the way to a class.</summary>
public abstract record ClassReason
{
    private ClassReason() { }

    /// <summary>The value reached the bound of this class.</summary>
    public sealed record Bound(int Class, decimal Value, decimal From) : ClassReason;

    /// <summary>A gate, by its place in <see cref="Method.Gates"/>, capped the class.</summary>
    public sealed record Gated(int Gate, int From, int To) : ClassReason;

    /// <summary>The quota of a class was full.</summary>
    public sealed record QuotaFull(int From, int To, int Limit) : ClassReason;
}

/// <summary>Change of a unit against the last period.</summary>
/// <param name="Index">Percentage points; <c>null</c> where no index was published.</param>
/// <param name="Ranks">Places gained (positive) or lost; <c>null</c> where no rank was published.</param>
/// <param name="CriteriaChanged">Whether the criteria set differs.</param>
/// <param name="UnitChanged">Whether the unit itself changed.</param>
/// <param name="FromPredecessors">Whether last period's value is the mean of the predecessors.</param>
/// <param name="RisesInARow">How many periods running the index rose, this one included; 0 when it did not rise.</param>
/// <param name="OnCommonCriteria">Change of the share on lines present in both sets, percentage points; <c>null</c> when last period's lines are not known.</param>
public sealed record UnitChange(
    decimal? LastIndex,
    int? LastRank,
    decimal? Index,
    int? Ranks,
    bool CriteriaChanged,
    bool UnitChanged,
    bool FromPredecessors,
    int RisesInARow,
    CommonChange? OnCommonCriteria)
{
    /// <summary>Half the 95 % interval of <see cref="Index"/> by the survey errors the entries tell, percentage points; <c>null</c> when they tell none.</summary>
    public decimal? Margin { get; init; }

    /// <summary>Whether the change is no larger than its margin, so that it says neither rise nor fall.</summary>
    public bool LiesWithinMargin() => Index is { } change && Margin is { } margin && Math.Abs(change) <= margin;
}

/// <summary>Change on the criteria both sets share.</summary>
/// <param name="Index">Percentage points of the share reached on the common lines.</param>
/// <param name="CoverPercent">The common lines' share of this round's maximum.</param>
public sealed record CommonChange(decimal Index, decimal CoverPercent);

/// <summary>What is said of a block as a whole. Units that are not ranked count nowhere.</summary>
public sealed record BlockSummary
{
    public required int Ranked { get; init; }

    public required int NotRanked { get; init; }

    /// <summary>Mean of the exact indices; <c>null</c> when no unit is ranked.</summary>
    public decimal? Mean { get; init; }

    /// <summary>Rounded by the method.</summary>
    public decimal? PublishedMean { get; init; }

    /// <summary>Units per class, in the order of <see cref="Method.Classes"/>, zeros included.</summary>
    public required ImmutableArray<int> ClassCounts { get; init; }

    /// <summary>Means by period, oldest first, this one last.</summary>
    public required ImmutableArray<PeriodMean> Means { get; init; }

    /// <summary>Change of the mean in percentage points; <c>null</c> without a last period.</summary>
    public decimal? MeanChange { get; init; }

    /// <summary>How many periods running the mean rose, this one included.</summary>
    public required int MeanRisesInARow { get; init; }

    public required int Rose { get; init; }

    public required int Fell { get; init; }

    public required int Unchanged { get; init; }

    /// <summary>How many periods running all ranked units lay above <see cref="Method.CountAbove"/>, this one included.</summary>
    public required int AllAboveInARow { get; init; }
}

/// <summary>The mean of a block in one period.</summary>
/// <param name="Above">Units above <see cref="Method.CountAbove"/>; <c>null</c> when no threshold is declared.</param>
public sealed record PeriodMean(string Period, decimal Mean, int Units, int? Above);
