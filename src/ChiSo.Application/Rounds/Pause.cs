using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Rounds;

/// <summary>A time in which the clock of a round's stages stands still for everybody ("tạm dừng"): proposed by one person, approved by another, printed in the round's annex.</summary>
public sealed class Pause
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid RoundId { get; init; }

    /// <summary>Empty for every stage.</summary>
    public required string Stage { get; init; }

    /// <summary>UTC, inclusive.</summary>
    public required DateTime From { get; init; }

    /// <summary>UTC, exclusive.</summary>
    public required DateTime Until { get; init; }

    public required string Ground { get; init; }

    public required Guid ProposedBy { get; init; }

    public required DateTime ProposedAt { get; init; }

    /// <summary><c>null</c> until somebody else approves it; only then it holds.</summary>
    public Guid? ApprovedBy { get; private set; }

    public DateTime? ApprovedAt { get; private set; }

    public void Approve(Guid by, DateTime at) => (ApprovedBy, ApprovedAt) = (by, at);

    public bool Stops(string stage) => ApprovedAt is not null && (Stage.Length == 0 || Stage == stage);

    private sealed class Mapping : IEntityTypeConfiguration<Pause>
    {
        public void Configure(EntityTypeBuilder<Pause> builder)
        {
            builder.ToTable("pauses");
            builder.HasIndex(pause => pause.RoundId);
            builder.HasOne<Round>().WithMany().HasForeignKey(pause => pause.RoundId);
        }
    }
}
