using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Appraisal;

/// <summary>How something was looked at outside the system.</summary>
public enum SiteCheckKind
{
    /// <summary>"Kiểm tra thực tế tại đơn vị".</summary>
    OnSite,

    /// <summary>"Xem hồ sơ, tài liệu giấy tại đơn vị".</summary>
    PaperSeen,
}

/// <summary>An on-site check, or a paper seen at the unit, beside a line: day, place, minutes. Added and withdrawn, never changed; the unit, appraisers and council see it.</summary>
public sealed class SiteCheck
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid BlockId { get; init; }

    public required string Unit { get; init; }

    public required CriterionCode Criterion { get; init; }

    /// <summary>The stage of appraisal it was recorded at.</summary>
    public required string Stage { get; init; }

    public required SiteCheckKind Kind { get; init; }

    public required DateOnly On { get; init; }

    public required string Place { get; init; }

    /// <summary>Number of the minutes, who was there, what was found ("biên bản").</summary>
    public required string Minutes { get; init; }

    /// <summary>SHA-256 of the scanned minutes; empty without a file.</summary>
    public required string FileHash { get; init; }

    public required string FileName { get; init; }

    /// <summary>By its content; empty without a file.</summary>
    public required string MediaType { get; init; }

    public required string By { get; init; }

    public required Guid Person { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>UTC; <c>null</c> while it stands.</summary>
    public DateTime? WithdrawnAt { get; private set; }

    public void Withdraw(DateTime at) => WithdrawnAt ??= at;

    private sealed class Mapping : IEntityTypeConfiguration<SiteCheck>
    {
        public void Configure(EntityTypeBuilder<SiteCheck> builder)
        {
            builder.ToTable("site_checks");
            builder.Property(check => check.Kind).HasConversion<string>();
            builder.HasIndex(check => new { check.BlockId, check.Unit, check.Criterion });
            builder.HasOne<BlockUnit>().WithMany().HasForeignKey(check => new { check.BlockId, check.Unit });
        }
    }
}

/// <summary>The table of checks outside the system.</summary>
public static class SiteCheckTables
{
    extension(ChiSoContext context)
    {
        public DbSet<SiteCheck> SiteChecks => context.Set<SiteCheck>();
    }
}
