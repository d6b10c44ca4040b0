using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Assessment.SignedSheets;

/// <summary>A unit's report as it was signed and sent ("bản ký"). Added, never changed: the newest of a stage counts.</summary>
public sealed class SignedSheet
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid BlockId { get; init; }

    public required string Unit { get; init; }

    public required string Stage { get; init; }

    /// <summary>As printed on it: "215/BC-SNV".</summary>
    public required string Number { get; init; }

    public required DateOnly SignedOn { get; init; }

    /// <summary>SHA-256 of the PDF, in hex.</summary>
    public required string FileHash { get; init; }

    public required string FileName { get; init; }

    /// <summary>The <see cref="ScoreSheets.ScoreSheet.Code"/> when it was laid in.</summary>
    public required string SheetCode { get; init; }

    public required string By { get; init; }

    public required Guid Person { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<SignedSheet>
    {
        public void Configure(EntityTypeBuilder<SignedSheet> builder)
        {
            builder.ToTable("signed_sheets");
            builder.HasIndex(signed => new { signed.BlockId, signed.Unit, signed.Stage });
            builder.HasOne<BlockUnit>().WithMany().HasForeignKey(signed => new { signed.BlockId, signed.Unit });
        }
    }
}

/// <summary>The table of signed sheets.</summary>
public static class SignedSheetTables
{
    extension(ChiSoContext context)
    {
        public DbSet<SignedSheet> SignedSheets => context.Set<SignedSheet>();
    }
}
