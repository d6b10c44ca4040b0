using System.Collections.Immutable;

namespace ChiSo.Engine;

/// <summary>Everything the engine needs to compute one block of one round: an immutable snapshot.</summary>
public sealed record BlockInput
{
    public required string RoundCode { get; init; }

    public required string BlockCode { get; init; }

    public required CriteriaSet Criteria { get; init; }

    public required Method Method { get; init; }

    /// <summary>In official order.</summary>
    public required ImmutableArray<UnitInput> Units { get; init; }

    /// <summary>Row-major: one row per unit, one column per leaf in the order of <see cref="CriteriaSet.Leaves"/>; <c>null</c> is unknown.</summary>
    public required ImmutableArray<Entry?> Entries { get; init; }

    /// <summary>In the order they were taken: of two on one line the later counts.</summary>
    public ImmutableArray<Decision> Decisions { get; init; } = [];

    /// <summary>Results of earlier periods as they were published, oldest first.</summary>
    public ImmutableArray<PublishedResult> History { get; init; } = [];

    /// <summary>Totals of this round that were announced and can't be recomputed because their unrounded parts are not public; they rule, the sum of the parts stands beside them. Empty in an ordinary round.</summary>
    public ImmutableArray<AnnouncedIndex> Announced { get; init; } = [];

    /// <summary>The period of this round, in the same form as <see cref="PublishedResult.Period"/>: "2023", "2024-H1", "2025-Q3".</summary>
    public required string Period { get; init; }
}

/// <summary>An index of this round as it was announced, in percent.</summary>
public sealed record AnnouncedIndex(string Unit, decimal Index);

/// <summary>A unit as it takes part in a round.</summary>
/// <param name="Excluded">Why the unit is not ranked; <c>null</c> when it is.</param>
/// <param name="Marks">Facts gates look at, such as an open violation.</param>
/// <param name="Predecessors">Codes of the units it was made from; empty when none or unknown.</param>
/// <param name="Changed">Whether its name, area or tasks changed since the last period, so that a comparison needs a flag.</param>
public sealed record UnitInput(
    string Code,
    Words Name,
    Words? Excluded,
    ImmutableArray<string> Marks,
    ImmutableArray<string> Predecessors,
    bool Changed = false);

/// <summary>What a body with the power to do so decided on one line of one unit, beside the entries.</summary>
/// <param name="Unit">Code of the unit.</param>
/// <param name="Node">A leaf, a criterion or a whole field: a decision on an inner node covers its leaves.</param>
/// <param name="Ground">Why.</param>
/// <param name="DecidedBy">Who decided.</param>
public sealed record Decision(string Unit, CriterionCode Node, Ruling Ruling, string Ground, string DecidedBy);

/// <summary>The content of a decision.</summary>
public abstract record Ruling
{
    private Ruling() { }

    public sealed record NotApplicable(NotApplicableEffect Effect) : Ruling;

    /// <summary>The line applies after all: lifts an earlier ruling.</summary>
    public sealed record Applies : Ruling;

    /// <summary>An unknown line counts zero, for example because nothing was handed in. An entry that is there wins over it.</summary>
    public sealed record Zero : Ruling;
}

/// <summary>A result of one unit as it was published.</summary>
/// <param name="Index">In percent, rounded as printed; <c>null</c> where only the rank is known.</param>
/// <param name="Rank"><c>null</c> where not published.</param>
/// <param name="Criteria"><see cref="CriteriaSet.Edition"/> of the criteria set, to flag a change; empty when not known.</param>
/// <param name="Scores">Points and maxima of single lines where they were published, to compare on common criteria; empty otherwise.</param>
public sealed record PublishedResult(
    string Period,
    string Unit,
    decimal? Index,
    int? Rank,
    string Class,
    string Criteria,
    string Source,
    ImmutableArray<PublishedScore> Scores);

/// <summary>Points and maximum of one line as published.</summary>
public sealed record PublishedScore(CriterionCode Criterion, decimal Points, decimal Max);
