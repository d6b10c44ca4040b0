using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Assessment;

/// <summary>A self-assessment handed in after its deadline ("nộp chậm"), with the deduction that follows from the rule and what the standing office made of it.</summary>
public sealed class LateHandIn
{
    public required Guid BlockId { get; init; }

    public required string Unit { get; init; }

    /// <summary>UTC; the unit's own deadline, extensions counted.</summary>
    public required DateTime Due { get; init; }

    /// <summary>UTC, by the server's clock.</summary>
    public required DateTime At { get; init; }

    /// <summary>What the deduction line would count, from 1.</summary>
    public required int Proposed { get; init; }

    public LateState State { get; private set; } = LateState.Proposed;

    /// <summary>What it counts; <c>null</c> before the decision.</summary>
    public int? Counted { get; private set; }

    /// <summary>Empty before the decision, and where what was proposed is confirmed without a word.</summary>
    public string Reason { get; private set; } = "";

    public string DecidedBy { get; private set; } = "";

    /// <summary>UTC, of the last decision.</summary>
    public DateTime? DecidedAt { get; private set; }

    /// <summary>Rises with every step; posted back so that nobody acts on what they have not seen.</summary>
    public int Version { get; private set; } = 1;

    internal void Decide(LateState state, int counted, string reason, string by, DateTime at) =>
        (State, Counted, Reason, DecidedBy, DecidedAt, Version) = (state, counted, reason, by, at, Version + 1);

    private sealed class Mapping : IEntityTypeConfiguration<LateHandIn>
    {
        public void Configure(EntityTypeBuilder<LateHandIn> builder)
        {
            builder.ToTable("late_hand_ins");
            builder.HasKey(late => new { late.BlockId, late.Unit });
            builder.Property(late => late.State).HasConversion<string>();
            builder.Property(late => late.Version).IsConcurrencyToken();
            builder.HasOne<BlockUnit>().WithMany().HasForeignKey(late => new { late.BlockId, late.Unit });
        }
    }
}

/// <summary>The table of late hand-ins.</summary>
public static class LateHandInTables
{
    extension(ChiSoContext context)
    {
        public DbSet<LateHandIn> LateHandIns => context.Set<LateHandIn>();
    }
}
