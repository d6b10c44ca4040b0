using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Appraisal;

/// <summary>How the lines that are marked twice are chosen.</summary>
public enum DoubleChoice
{
    /// <summary>Every line is as likely as another ("ngẫu nhiên").</summary>
    Random,

    /// <summary>The riskier a line, the likelier ("theo rủi ro").</summary>
    ByRisk,
}

/// <summary>The share of a block's lines that two appraisers mark without seeing each other's mark ("chấm hai lần độc lập"), and the seed of the draw.</summary>
public sealed class DoubleMarking
{
    public required Guid BlockId { get; init; }

    /// <summary>In percent of the lines, 1 to 100.</summary>
    public required int Share { get; init; }

    /// <summary>What makes the draw repeatable by anybody.</summary>
    public required string Seed { get; init; }

    public required DoubleChoice Choice { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<DoubleMarking>
    {
        public void Configure(EntityTypeBuilder<DoubleMarking> builder)
        {
            builder.ToTable("double_markings");
            builder.HasKey(marking => marking.BlockId);
            builder.Property(marking => marking.Choice).HasConversion<string>().HasDefaultValue(DoubleChoice.Random).HasSentinel(DoubleChoice.Random); // shares set before there was a choice
            builder.HasOne<Block>().WithMany().HasForeignKey(marking => marking.BlockId);
        }
    }
}

/// <summary>The tables of shares marked twice.</summary>
public static class DoubleMarkingTables
{
    extension(ChiSoContext context)
    {
        public DbSet<DoubleMarking> DoubleMarkings => context.Set<DoubleMarking>();

        public DbSet<LineRisk> LineRisks => context.Set<LineRisk>();
    }
}
