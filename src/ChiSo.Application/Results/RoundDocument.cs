using System.Collections.Immutable;
using ChiSo.Application.Rounds;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>A whole round as its files tell it: the same content whether it comes from a folder, a workbook or the database.</summary>
public sealed record RoundDocument
{
    /// <summary>Permanent, used in addresses: letters, digits and hyphens.</summary>
    public required string Code { get; init; }

    public required Words Name { get; init; }

    /// <summary>"2023", "2024-H1", "2025-Q3".</summary>
    public required string Period { get; init; }

    /// <summary>Documents and figures outside these days do not count.</summary>
    public required DateOnly DataFrom { get; init; }

    public required DateOnly DataTo { get; init; }

    /// <summary>The day figures were fixed ("thời điểm chốt số liệu").</summary>
    public required DateOnly CutOff { get; init; }

    /// <summary>Whether every page, export and document says "Số liệu minh họa".</summary>
    public required bool Illustrative { get; init; }

    /// <summary>What readers must know about the figures; empty when nothing.</summary>
    public required Words Note { get; init; }

    /// <summary>Where the figures come from.</summary>
    public required string Source { get; init; }

    /// <summary>The stages of a line, in the order that decides which is final: self, first_level, review1, explanation, review2, council.</summary>
    public required ImmutableArray<string> Stages { get; init; }

    /// <summary>Whether the chair's vote decides where exactly half of the council's members present are for something.</summary>
    public bool CastingVote { get; init; }

    /// <summary>What the public may read.</summary>
    public required Visibility Public { get; init; }

    public required ImmutableArray<BlockDocument> Blocks { get; init; }
}

/// <summary>How deep the public may read; each level includes the ones before it. Drafts, explanations, remarks, evidence and officials' names are never public.</summary>
public enum Visibility
{
    Ranking,
    Fields,
    Criteria,
    Reasons,
}

/// <summary>One block of a round ("khối").</summary>
public sealed record BlockDocument
{
    public required string Code { get; init; }

    public required Words Name { get; init; }

    public required CriteriaSet Criteria { get; init; }

    public required Method Method { get; init; }

    public required ImmutableArray<UnitInput> Units { get; init; }

    /// <summary>Who appraises the units before the lead agencies; <c>null</c> where the block is appraised on one level.</summary>
    public ImmutableArray<FirstLevelRow>? FirstLevel { get; init; }

    public required ImmutableArray<PositionDocument> Positions { get; init; }

    public required ImmutableArray<Decision> Decisions { get; init; }

    public required ImmutableArray<PublishedResult> History { get; init; }

    public ImmutableArray<AnnouncedIndex> Announced { get; init; } = [];
}

/// <summary>A position as files tell it: what one side said of one line of one unit at one stage.</summary>
/// <param name="Sequence">Rises by one with each position on this line (unit, criterion, stage, mark).</param>
/// <param name="HandedIn">Drafts never count.</param>
/// <param name="Reason">Why, in the words of whoever took it; empty when none was given.</param>
/// <param name="Evidence">Documents cited; empty when none.</param>
/// <param name="By">Who took it, an office rather than a person in samples; empty when not told.</param>
public sealed record PositionDocument(
    string Unit,
    CriterionCode Criterion,
    string Stage,
    int Mark,
    int Sequence,
    Entry Entry,
    bool HandedIn,
    string Reason,
    string Evidence,
    string By);
