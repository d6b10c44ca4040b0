using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Rounds.Sets;

/// <summary>How far a block's criteria set is on its way to being published.</summary>
public enum SetStanding
{
    /// <summary>Being written ("đang soạn").</summary>
    Draft,

    /// <summary>One person has proposed it; another publishes it.</summary>
    Proposed,

    Published,
}

/// <summary>The criteria set of a block, and who stands for it.</summary>
/// <param name="Hash">Of its content, in hex: what is published is what was seen.</param>
/// <param name="DraftedBy">Whoever wrote or loaded it last; empty for the command line on the server.</param>
/// <param name="Current"><c>null</c> while nobody has proposed it.</param>
/// <param name="Editions">Those published for the block, the oldest first.</param>
/// <param name="IsInForce">Whether people score by it already: rounds opened before sets were published this way have no publication.</param>
public sealed record BlockSet(LiveBlock Block, string Code, int Version, string Hash, Guid DraftedBy, SetPublication? Current, ImmutableArray<PublishedEdition> Editions, bool IsInForce)
{
    public SetStanding Standing => Current switch
    {
        _ when IsInForce => SetStanding.Published,
        null => SetStanding.Draft,
        { PublishedAt: null } => SetStanding.Proposed,
        _ => SetStanding.Published,
    };

    /// <summary>As <see cref="CriteriaSet.Edition"/> writes it.</summary>
    public string Edition => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Code}@{Version}");

    /// <summary>Whether the person may publish it: neither whoever proposed it nor whoever wrote it last may.</summary>
    public bool MayBePublishedBy(Guid person) => Current is { PublishedAt: null } && RoundProposalStates.IsFor(RoundProposalStep.Approve, Current.ProposedBy, person) && DraftedBy != person;
}

/// <summary>A version that was published for a block.</summary>
public sealed record PublishedEdition(string Block, string Code, int Version, string Hash, SetPublication Publication)
{
    /// <summary>Why other content can't take its place; <c>null</c> for a new version of the same set.</summary>
    internal Problem? Refuses(CriteriaSet after) =>
        after.Code == Code && after.Version > Version ? null : SetProblems.Published(Block, Version);
}
