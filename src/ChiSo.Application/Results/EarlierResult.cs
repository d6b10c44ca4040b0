using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Results;

/// <summary>A result of an earlier period kept as it was published, beside whatever is recomputed.</summary>
public sealed class EarlierResult
{
    public required Guid BlockId { get; init; }

    /// <summary>From 0, oldest period first.</summary>
    public required int Place { get; init; }

    /// <summary>The published result in canonical JSON.</summary>
    public required string Content { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<EarlierResult>
    {
        public void Configure(EntityTypeBuilder<EarlierResult> builder)
        {
            builder.ToTable("earlier_results");
            builder.HasKey(result => new { result.BlockId, result.Place });
            builder.HasOne<Block>().WithMany().HasForeignKey(result => result.BlockId);
        }
    }
}

/// <summary>The table of earlier results.</summary>
public static class EarlierResultTables
{
    extension(ChiSoContext context)
    {
        public DbSet<EarlierResult> EarlierResults => context.Set<EarlierResult>();
    }
}
