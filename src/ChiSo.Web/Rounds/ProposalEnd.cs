using ChiSo.Application.Rounds;

namespace ChiSo.Web.Rounds;

/// <summary>The form under a proposal nobody approved: whoever proposed it withdraws it, others return it with a reason.</summary>
/// <param name="Ends">UTC; when a pause is to end early, <c>null</c> for any other kind.</param>
/// <param name="Of">What it is about, in words.</param>
/// <param name="IsOwn">Whether the person who sees it proposed it.</param>
public sealed record ProposalEnd(RoundProposalKind Kind, Guid Id, DateTime? Ends, string Of, bool IsOwn)
{
    /// <summary>Of the content seen; empty for all but criteria sets.</summary>
    public string Hash { get; init; } = "";
}
