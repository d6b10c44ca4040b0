using ChiSo.Application.Database;
using ChiSo.Application.Surveys.Collection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Surveys.Cleaning;

/// <summary>What an act of review does.</summary>
public enum ReviewActKind
{
    /// <summary>Sets thresholds.</summary>
    Rules,

    /// <summary>Decides on answers.</summary>
    Decide,

    /// <summary>Corrects one answer.</summary>
    Correct,

    /// <summary>Takes an earlier decision or correction back.</summary>
    Undo,

    /// <summary>Draws answers to be checked again.</summary>
    Recheck,
}

/// <summary>One act of reviewing a closed survey ("rà soát phiếu"): added, never changed. It names answers by signs that only the store of answers can make, and holds nothing of what was answered.</summary>
public sealed class ReviewAct
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid SurveyId { get; init; }

    /// <summary>From 1 within the survey; pages post back the last they showed.</summary>
    public required int Number { get; init; }

    public required ReviewActKind Kind { get; init; }

    /// <summary>What was decided; new under the other kinds.</summary>
    public AnswerState State { get; init; }

    /// <summary><see cref="AnswerSigns"/>, sixteen bytes each, sorted.</summary>
    public byte[] Signs { get; init; } = [];

    /// <summary>The number of the act that is taken back; <c>null</c> under the other kinds.</summary>
    public int? Undoes { get; init; }

    /// <summary>Where the store of answers keeps the correction; <c>null</c> under the other kinds.</summary>
    public Guid? Correction { get; init; }

    /// <summary>Thresholds or draw as JSON; under a decision the code of the survey's own state, if one was chosen; empty under the other kinds.</summary>
    public string Content { get; init; } = "";

    public required string Reason { get; init; }

    public required string By { get; init; }

    public required Guid Person { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<ReviewAct>
    {
        public void Configure(EntityTypeBuilder<ReviewAct> builder)
        {
            builder.ToTable("survey_review_acts");
            builder.Property(act => act.Kind).HasConversion<string>();
            builder.Property(act => act.State).HasConversion<string>();
            builder.HasIndex(act => new { act.SurveyId, act.Number }).IsUnique();
            builder.HasOne<StoredSurvey>().WithMany().HasForeignKey(act => act.SurveyId);
        }
    }
}

/// <summary>The table of acts of review.</summary>
public static class ReviewTables
{
    extension(ChiSoContext context)
    {
        public DbSet<ReviewAct> ReviewActs => context.Set<ReviewAct>();
    }
}
