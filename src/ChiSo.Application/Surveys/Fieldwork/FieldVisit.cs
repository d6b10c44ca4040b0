using ChiSo.Application.Surveys.Collection;
using ChiSo.Engine.Surveys;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Surveys.Fieldwork;

/// <summary>How a visit ended.</summary>
public enum VisitResult
{
    /// <summary>An interview was sent; the program writes it down itself.</summary>
    Interviewed,

    /// <summary>A paper form was filled in and taken along.</summary>
    FormCollected,

    /// <summary>A slip or form was left to be filled in later.</summary>
    LeftForm,

    /// <summary>Nobody was there.</summary>
    NotHome,

    Refused,

    /// <summary>Lives elsewhere now.</summary>
    Moved,

    /// <summary>The address or the person isn't there.</summary>
    NotFound,

    /// <summary>Too ill, another language, and the like.</summary>
    Unable,

    /// <summary>Does not belong to those who are asked.</summary>
    NotEligible,
}

/// <summary>What each end of a visit means for the survey.</summary>
public static class VisitResults
{
    /// <summary>Whether the visit counts for payment and may be checked again.</summary>
    public static bool IsDone(VisitResult result) => result is VisitResult.Interviewed or VisitResult.FormCollected;

    /// <summary>Whether nobody need go there again.</summary>
    public static bool IsLast(VisitResult result) => result is not (VisitResult.NotHome or VisitResult.LeftForm);

    /// <summary>What is written down of the person; <c>null</c> where the link tells it, or nothing is known yet.</summary>
    public static Outcome? OutcomeOf(VisitResult result) => result switch
    {
        VisitResult.FormCollected => Outcome.Complete,
        VisitResult.NotHome or VisitResult.Moved => Outcome.NonContact,
        VisitResult.Refused => Outcome.Refusal,
        VisitResult.NotFound => Outcome.Unknown,
        VisitResult.Unable => Outcome.Other,
        VisitResult.NotEligible => Outcome.NotEligible,
        _ => null,
    };
}

/// <summary>One visit to somebody who was invited ("lượt đến"): who went, on which day, how it ended. Holds nothing of what was answered and no hour.</summary>
public sealed class FieldVisit
{
    /// <summary>Random: its order tells nothing.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    public required Guid InvitationId { get; init; }

    public required Guid InterviewerId { get; init; }

    /// <summary>From 1 with each person; pages post back the last they showed.</summary>
    public required int Number { get; init; }

    /// <summary>In Vietnam.</summary>
    public required DateOnly Day { get; init; }

    public required VisitResult Result { get; init; }

    /// <summary>The draw in whose frame it stood; <c>null</c> until the next one.</summary>
    public int? Framed { get; private set; }

    public void Frame(int draw) => Framed = draw;

    private sealed class Mapping : IEntityTypeConfiguration<FieldVisit>
    {
        public void Configure(EntityTypeBuilder<FieldVisit> builder)
        {
            builder.ToTable("field_visits");
            builder.Property(visit => visit.Result).HasConversion<string>();
            builder.HasIndex(visit => new { visit.InvitationId, visit.Number }).IsUnique();
            builder.HasOne<SurveyInvitation>().WithMany().HasForeignKey(visit => visit.InvitationId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<FieldInterviewer>().WithMany().HasForeignKey(visit => visit.InterviewerId);
        }
    }
}

/// <summary>Slips and forms that changed hands between coordinator and interviewer ("bàn giao phiếu"): counts alone.</summary>
public sealed class FieldHandover
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid AreaId { get; init; }

    public required Guid InterviewerId { get; init; }

    /// <summary>From 1 in the area.</summary>
    public required int Number { get; init; }

    /// <summary>From the interviewer back to the coordinator.</summary>
    public required bool IsBack { get; init; }

    public required DateOnly Day { get; init; }

    /// <summary>Slips with links.</summary>
    public required int Slips { get; init; }

    /// <summary>Paper forms: empty ones out, filled-in ones back.</summary>
    public required int Forms { get; init; }

    /// <summary>Of the slips and forms that came back, those that can't be used any more.</summary>
    public required int Spoiled { get; init; }

    /// <summary>Name of the coordinator.</summary>
    public required string By { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<FieldHandover>
    {
        public void Configure(EntityTypeBuilder<FieldHandover> builder)
        {
            builder.ToTable("field_handovers");
            builder.HasIndex(row => new { row.AreaId, row.Number }).IsUnique();
            builder.HasOne<FieldArea>().WithMany().HasForeignKey(row => row.AreaId);
            builder.HasOne<FieldInterviewer>().WithMany().HasForeignKey(row => row.InterviewerId);
        }
    }
}
