using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Appraisal;

/// <summary>The share of a block's lines that two appraisers mark without seeing each other's mark ("chấm hai lần độc lập"), and the seed of the draw.</summary>
public sealed class DoubleMarking
{
    public required Guid BlockId { get; init; }

    /// <summary>In percent of the lines, 1 to 100.</summary>
    public required int Share { get; init; }

    /// <summary>What makes the draw repeatable by anybody.</summary>
    public required string Seed { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<DoubleMarking>
    {
        public void Configure(EntityTypeBuilder<DoubleMarking> builder)
        {
            builder.ToTable("double_markings");
            builder.HasKey(marking => marking.BlockId);
            builder.HasOne<Block>().WithMany().HasForeignKey(marking => marking.BlockId);
        }
    }
}

/// <summary>The table of shares marked twice.</summary>
public static class DoubleMarkingTables
{
    extension(ChiSoContext context)
    {
        public DbSet<DoubleMarking> DoubleMarkings => context.Set<DoubleMarking>();
    }
}
