using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Assessment;

/// <summary>What supports a line ("tài liệu kiểm chứng"): a file, an official document that is cited, or both. Added and withdrawn, never changed.</summary>
public sealed class Evidence
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid BlockId { get; init; }

    public required string Unit { get; init; }

    public required CriterionCode Criterion { get; init; }

    public required string Stage { get; init; }

    /// <summary>SHA-256 of the file; empty for a document that is only cited.</summary>
    public required string FileHash { get; init; }

    /// <summary>As it was called where it came from; shown, never used as a path.</summary>
    public required string FileName { get; init; }

    /// <summary>In bytes; 0 without a file.</summary>
    public required long FileLength { get; init; }

    /// <summary>By its content; empty without a file.</summary>
    public required string MediaType { get; init; }

    /// <summary>The latest day the file says of itself, when that can be true: a hint, never a proof. <c>null</c> without a file, and where it says none.</summary>
    public DateOnly? FileDate { get; init; }

    /// <summary>Number and symbol ("số, ký hiệu"); empty when not an official document.</summary>
    public required string Number { get; init; }

    /// <summary>Day of issue; <c>null</c> when not told.</summary>
    public required DateOnly? IssuedOn { get; init; }

    /// <summary>"Cơ quan ban hành".</summary>
    public required string Issuer { get; init; }

    /// <summary>"Trích yếu".</summary>
    public required string Abstract { get; init; }

    /// <summary>Section and page where to look; empty when the whole.</summary>
    public required string Place { get; init; }

    public required string By { get; init; }

    public required Guid Person { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime AddedAt { get; init; }

    /// <summary>UTC; <c>null</c> while it stands.</summary>
    public DateTime? WithdrawnAt { get; private set; }

    public void Withdraw(DateTime at) => WithdrawnAt ??= at;

    private sealed class Mapping : IEntityTypeConfiguration<Evidence>
    {
        public void Configure(EntityTypeBuilder<Evidence> builder)
        {
            builder.ToTable("evidence");
            builder.HasIndex(row => new { row.BlockId, row.Unit, row.Stage });
            builder.HasIndex(row => row.FileHash);
            builder.HasOne<BlockUnit>().WithMany().HasForeignKey(row => new { row.BlockId, row.Unit });
        }
    }
}

/// <summary>The table of evidence.</summary>
public static class EvidenceTables
{
    extension(ChiSoContext context)
    {
        public DbSet<Evidence> Evidence => context.Set<Evidence>();
    }
}
