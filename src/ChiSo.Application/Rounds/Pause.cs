using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Rounds;

/// <summary>A time in which the clock of a round's stages stands still for everybody ("tạm dừng"): proposed by one person, approved by another, printed in the round's annex. Two people may end it early in the same way.</summary>
public sealed class Pause
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid RoundId { get; init; }

    /// <summary>Empty for every stage.</summary>
    public required string Stage { get; init; }

    /// <summary>UTC, inclusive.</summary>
    public required DateTime From { get; init; }

    /// <summary>UTC, exclusive; as it was approved. What counts is <see cref="Ends"/>.</summary>
    public required DateTime Until { get; init; }

    public required string Ground { get; init; }

    public required Guid ProposedBy { get; init; }

    public required DateTime ProposedAt { get; init; }

    /// <summary><c>null</c> until somebody else approves it; only then it holds.</summary>
    public Guid? ApprovedBy { get; private set; }

    public DateTime? ApprovedAt { get; private set; }

    public void Approve(Guid by, DateTime at) => (ApprovedBy, ApprovedAt) = (by, at);

    /// <summary>UTC, exclusive; when somebody proposed to end it, and never before that was approved. <c>null</c> where nobody did.</summary>
    public DateTime? EndsEarly { get; private set; }

    /// <summary>Why it ends early; empty where it doesn't.</summary>
    public string EndGround { get; private set; } = "";

    public Guid? EndProposedBy { get; private set; }

    public DateTime? EndProposedAt { get; private set; }

    /// <summary><c>null</c> until somebody else approves it; only then it ends early.</summary>
    public Guid? EndApprovedBy { get; private set; }

    public DateTime? EndApprovedAt { get; private set; }

    /// <summary>UTC, exclusive; until when the clock stands still.</summary>
    public DateTime Ends => EndApprovedAt is not null && EndsEarly is { } early ? early : Until;

    public void ProposeEnd(DateTime ends, string ground, Guid by, DateTime at) => (EndsEarly, EndGround, EndProposedBy, EndProposedAt) = (ends, ground, by, at);

    /// <summary>Nobody could work until now, so the clock stood still until now at least.</summary>
    public void ApproveEnd(Guid by, DateTime at) => (EndsEarly, EndApprovedBy, EndApprovedAt) = (EndsEarly < at && From < at ? at : EndsEarly, by, at);

    /// <summary>The proposal to end it early is returned or withdrawn.</summary>
    public void EndProposal() => (EndsEarly, EndGround, EndProposedBy, EndProposedAt) = (null, "", null, null);

    public bool Stops(string stage) => ApprovedAt is not null && (Stage.Length == 0 || Stage == stage);

    private sealed class Mapping : IEntityTypeConfiguration<Pause>
    {
        public void Configure(EntityTypeBuilder<Pause> builder)
        {
            builder.ToTable("pauses");
            builder.Ignore(pause => pause.Ends);
            builder.HasIndex(pause => pause.RoundId);
            builder.HasOne<Round>().WithMany().HasForeignKey(pause => pause.RoundId);
        }
    }
}
