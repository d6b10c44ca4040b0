using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Appraisal;

/// <summary>A decision on a line of a unit, such as "not applicable": added, never changed; of two on one line the later counts.</summary>
public sealed class StoredDecision
{
    public required Guid BlockId { get; init; }

    /// <summary>From 0, in the order decisions were taken.</summary>
    public required int Place { get; init; }

    /// <summary>The decision in canonical JSON.</summary>
    public required string Content { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<StoredDecision>
    {
        public void Configure(EntityTypeBuilder<StoredDecision> builder)
        {
            builder.ToTable("decisions");
            builder.HasKey(decision => new { decision.BlockId, decision.Place });
            builder.HasOne<Block>().WithMany().HasForeignKey(decision => decision.BlockId);
        }
    }
}

/// <summary>The table of decisions.</summary>
public static class DecisionTables
{
    extension(ChiSoContext context)
    {
        public DbSet<StoredDecision> Decisions => context.Set<StoredDecision>();
    }
}
