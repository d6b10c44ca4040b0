using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Assessment.SheetFiles;

/// <summary>A unit's filled workbook as it was sent, kept so that what is shown before it is taken in is what is taken in.</summary>
public sealed class SheetUpload
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Round { get; init; }

    public required Guid BlockId { get; init; }

    public required string Block { get; init; }

    public required string Unit { get; init; }

    public required string Stage { get; init; }

    public required string FileName { get; init; }

    /// <summary>SHA-256 under which the vault keeps it, in hex.</summary>
    public required string Hash { get; init; }

    /// <summary>Whoever sent it; nobody else takes it in.</summary>
    public required Guid By { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>UTC; <c>null</c> while it isn't taken in.</summary>
    public DateTime? TakenAt { get; private set; }

    public void Take(DateTime at) => TakenAt = at;

    private sealed class Mapping : IEntityTypeConfiguration<SheetUpload>
    {
        public void Configure(EntityTypeBuilder<SheetUpload> builder)
        {
            builder.ToTable("sheet_uploads");
            builder.HasOne<BlockUnit>().WithMany().HasForeignKey(upload => new { upload.BlockId, upload.Unit });
        }
    }
}

/// <summary>The table of units' filled workbooks.</summary>
public static class SheetUploadTables
{
    extension(ChiSoContext context)
    {
        public DbSet<SheetUpload> SheetUploads => context.Set<SheetUpload>();
    }
}
