using ChiSo.Application.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Publication;

/// <summary>A frozen block as stored: never changed.</summary>
public sealed class FrozenRow
{
    public required string Round { get; init; }

    public required string Block { get; init; }

    /// <summary>In the order of the round's blocks.</summary>
    public required int Place { get; init; }

    /// <summary>For the order of rounds: latest first.</summary>
    public required string Period { get; init; }

    /// <summary>SHA-256 of the canonical JSON, in hex: the code printed on documents.</summary>
    public required string Hash { get; init; }

    /// <summary>The canonical JSON, Brotli-compressed.</summary>
    public required byte[] Content { get; init; }

    public required DateTime FrozenAt { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<FrozenRow>
    {
        public void Configure(EntityTypeBuilder<FrozenRow> builder)
        {
            builder.ToTable("frozen_blocks");
            builder.HasKey(row => new { row.Round, row.Block });
        }
    }
}

/// <summary>The table of frozen blocks.</summary>
public static class FrozenTables
{
    extension(ChiSoContext context)
    {
        public DbSet<FrozenRow> FrozenBlocks => context.Set<FrozenRow>();
    }
}
