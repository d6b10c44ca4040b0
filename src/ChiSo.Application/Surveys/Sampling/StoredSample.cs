using ChiSo.Application.Database;
using ChiSo.Application.Surveys.Collection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Surveys.Sampling;

/// <summary>A frame ("khung mẫu") of a survey: the lists of its units, put together. It never changes; other lists make another one.</summary>
public sealed class StoredFrame
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid SurveyId { get; init; }

    /// <summary>Of the frame as it is drawn from.</summary>
    public required string Hash { get; init; }

    /// <summary>The people as JSON.</summary>
    public required string People { get; init; }

    /// <summary>A <see cref="DossierSource"/> as JSON; empty for lists of people.</summary>
    public required string Source { get; init; }

    /// <summary>As <see cref="FrameContacts"/> writes them; empty where nothing is known, and once they are forgotten.</summary>
    public required string Contacts { get; init; }

    public required Guid By { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<StoredFrame>
    {
        public void Configure(EntityTypeBuilder<StoredFrame> builder)
        {
            builder.ToTable("survey_frames");
            builder.HasOne<StoredSurvey>().WithMany().HasForeignKey(frame => frame.SurveyId);
        }
    }
}

/// <summary>A draw ("lần chọn mẫu"): all it takes to repeat it. Who was drawn is computed anew from frame, plan and seed, and compared with the hash.</summary>
public sealed class StoredDraw
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid SurveyId { get; init; }

    public required Guid FrameId { get; init; }

    /// <summary>From 1 in the survey.</summary>
    public required int Number { get; init; }

    /// <summary>The plan as JSON.</summary>
    public required string Plan { get; init; }

    /// <summary>A whole number of 64 bits in decimal digits.</summary>
    public required string Seed { get; init; }

    /// <summary>Of the drawing methods.</summary>
    public required int Version { get; init; }

    /// <summary>SHA-256 of the drawn rows as a file has them.</summary>
    public required string RowsHash { get; init; }

    public required Guid By { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>When its people got their links (UTC); <c>null</c> before.</summary>
    public DateTime? InvitedAt { get; private set; }

    public void Invite(DateTime at) => InvitedAt ??= at;

    private sealed class Mapping : IEntityTypeConfiguration<StoredDraw>
    {
        public void Configure(EntityTypeBuilder<StoredDraw> builder)
        {
            builder.ToTable("survey_draws");
            builder.HasIndex(draw => new { draw.SurveyId, draw.Number }).IsUnique();
            builder.HasOne<StoredSurvey>().WithMany().HasForeignKey(draw => draw.SurveyId);
            builder.HasOne<StoredFrame>().WithMany().HasForeignKey(draw => draw.FrameId);
        }
    }
}

/// <summary>Somebody of the reserve asked in place of somebody of the sample ("thay người"). The link of the one replaced stays as it is, so that nothing tells whether it was used.</summary>
public sealed class SampleReplacement
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid DrawId { get; init; }

    /// <summary>From 1 in the draw.</summary>
    public required int Number { get; init; }

    public required string Unit { get; init; }

    /// <summary>Who is not asked any more, as the list names them.</summary>
    public required string Replaced { get; init; }

    /// <summary>Who is asked instead.</summary>
    public required string By { get; init; }

    public required string Reason { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<SampleReplacement>
    {
        public void Configure(EntityTypeBuilder<SampleReplacement> builder)
        {
            builder.ToTable("survey_replacements");
            builder.HasIndex(row => new { row.DrawId, row.Number }).IsUnique();
            builder.HasIndex(row => new { row.DrawId, row.Unit, row.Replaced }).IsUnique();
            builder.HasIndex(row => new { row.DrawId, row.Unit, row.By }).IsUnique();
            builder.HasOne<StoredDraw>().WithMany().HasForeignKey(row => row.DrawId);
        }
    }
}

/// <summary>The tables of samples.</summary>
public static class SampleTables
{
    extension(ChiSoContext context)
    {
        public DbSet<StoredFrame> SurveyFrames => context.Set<StoredFrame>();

        public DbSet<StoredDraw> SurveyDraws => context.Set<StoredDraw>();

        public DbSet<SampleReplacement> SampleReplacements => context.Set<SampleReplacement>();
    }
}
