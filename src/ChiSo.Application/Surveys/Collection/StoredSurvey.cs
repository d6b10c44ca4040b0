using ChiSo.Application.Database;
using ChiSo.Engine.Surveys;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>A survey that was opened: what it declares and asks never changes again.</summary>
public sealed class StoredSurvey
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Code { get; init; }

    /// <summary>The declaration as JSON.</summary>
    public required string Declaration { get; init; }

    /// <summary>The questionnaire as a workbook.</summary>
    public required byte[] Form { get; init; }

    /// <summary>SHA-256 of both.</summary>
    public required string ContentHash { get; init; }

    public required DateTime OpenedAt { get; init; }

    /// <summary><c>null</c> until somebody closes it for good.</summary>
    public DateTime? ClosedAt { get; private set; }

    /// <summary>No answer is taken from then on.</summary>
    public void Close(DateTime at) => ClosedAt ??= at;

    private sealed class Mapping : IEntityTypeConfiguration<StoredSurvey>
    {
        public void Configure(EntityTypeBuilder<StoredSurvey> builder)
        {
            builder.ToTable("surveys");
            builder.HasIndex(survey => survey.Code).IsUnique();
        }
    }
}

/// <summary>That somebody was asked to answer. Holds nothing an answer holds but the group both belong to, and no time.</summary>
public sealed class SurveyInvitation
{
    /// <summary>Random: its order tells nothing.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    public required Guid SurveyId { get; init; }

    /// <summary>Who was asked, as the list names them.</summary>
    public required string Reference { get; init; }

    /// <summary>The unit they are asked about.</summary>
    public required string Unit { get; init; }

    /// <summary>Empty without strata.</summary>
    public required string Stratum { get; init; }

    /// <summary>The <see cref="Sampling.ClusterGroups"/> they were drawn in, which goes with their answer; empty where none is kept.</summary>
    public string ClusterGroup { get; init; } = "";

    /// <summary>One-way: the key of the link stands nowhere.</summary>
    public required string KeyHash { get; init; }

    /// <summary>Whether an answer came by its link.</summary>
    public bool Used { get; private set; }

    /// <summary>What those who deliver and call wrote down; <c>null</c> for nothing. Of no effect once the link served.</summary>
    public Outcome? Outcome { get; private set; }

    public void Record(Outcome outcome) => Outcome = outcome;

    private sealed class Mapping : IEntityTypeConfiguration<SurveyInvitation>
    {
        public void Configure(EntityTypeBuilder<SurveyInvitation> builder)
        {
            builder.ToTable("survey_invitations");
            builder.Property(invitation => invitation.Outcome).HasConversion<string>();
            builder.HasIndex(invitation => invitation.KeyHash).IsUnique();
            builder.HasIndex(invitation => new { invitation.SurveyId, invitation.Reference, invitation.Unit }).IsUnique();
            builder.HasOne<StoredSurvey>().WithMany().HasForeignKey(invitation => invitation.SurveyId);
        }
    }
}

/// <summary>The tables of surveys and invitations. Answers lie elsewhere: <see cref="AnswerStore"/>.</summary>
public static class SurveyTables
{
    extension(ChiSoContext context)
    {
        public DbSet<StoredSurvey> Surveys => context.Set<StoredSurvey>();

        public DbSet<SurveyInvitation> SurveyInvitations => context.Set<SurveyInvitation>();
    }
}
