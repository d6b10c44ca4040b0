using ChiSo.Application.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Appraisal;

/// <summary>What a paper of the council is.</summary>
public enum PaperKind
{
    /// <summary>Votes members sent on paper, scanned ("phiếu lấy ý kiến").</summary>
    Ballots,

    /// <summary>The signed minutes ("biên bản họp").</summary>
    Minutes,

    /// <summary>The signed notice of what was concluded ("thông báo kết luận").</summary>
    Notice,
}

/// <summary>A signed or scanned paper of a meeting: added, never changed.</summary>
public sealed class CouncilPaper
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid MeetingId { get; init; }

    public required PaperKind Kind { get; init; }

    /// <summary>SHA-256 of the PDF, in hex.</summary>
    public required string FileHash { get; init; }

    public required string FileName { get; init; }

    public required string By { get; init; }

    public required Guid Person { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public static Words WordsOf(PaperKind kind) => kind switch
    {
        PaperKind.Ballots => new("Phiếu lấy ý kiến (bản quét)", "Votes on paper (scan)"),
        PaperKind.Minutes => new("Biên bản đã ký", "Signed minutes"),
        PaperKind.Notice => new("Thông báo kết luận đã ký", "Signed notice of conclusions"),
        _ => throw new System.Diagnostics.UnreachableException($"No words for {kind}."),
    };

    private sealed class Mapping : IEntityTypeConfiguration<CouncilPaper>
    {
        public void Configure(EntityTypeBuilder<CouncilPaper> builder)
        {
            builder.ToTable("council_papers");
            builder.Property(paper => paper.Kind).HasConversion<string>();
            builder.HasIndex(paper => paper.MeetingId);
            builder.HasOne<CouncilMeeting>().WithMany().HasForeignKey(paper => paper.MeetingId);
        }
    }
}

/// <summary>The table of the council's papers.</summary>
public static class CouncilPaperTables
{
    extension(ChiSoContext context)
    {
        public DbSet<CouncilPaper> CouncilPapers => context.Set<CouncilPaper>();
    }
}
