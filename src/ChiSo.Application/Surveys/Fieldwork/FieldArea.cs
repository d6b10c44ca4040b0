using ChiSo.Application.Database;
using ChiSo.Application.Surveys.Collection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Surveys.Fieldwork;

/// <summary>A part of a survey's fieldwork ("địa bàn khảo sát") with people of its own: coordinator, interviewers, supervisor. No invitation belongs to two areas.</summary>
public sealed class FieldArea
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid SurveyId { get; init; }

    /// <summary>Lower-case letters, digits and hyphens; never changes, because mandates name it.</summary>
    public required string Code { get; init; }

    public string Name { get; private set; } = "";

    /// <summary>Whose invitations belong to it, a group a line: see <see cref="FieldGroup"/>.</summary>
    public string Groups { get; private set; } = "";

    /// <summary>Answers wanted by category, one a line: see <see cref="FieldQuota"/>; empty for none.</summary>
    public string Quotas { get; private set; } = "";

    /// <summary>Dong paid to whoever was interviewed; 0 for nothing.</summary>
    public long PayRespondent { get; private set; }

    /// <summary>Dong paid to an interviewer for each person interviewed; 0 for nothing.</summary>
    public long PayInterviewer { get; private set; }

    /// <summary>Rises with each change; pages post back the one they showed.</summary>
    public int Version { get; private set; }

    public void Declare(string name, string groups, string quotas) => (Name, Groups, Quotas, Version) = (name, groups, quotas, Version + 1);

    public void Pay(long respondent, long interviewer) => (PayRespondent, PayInterviewer, Version) = (respondent, interviewer, Version + 1);

    private sealed class Mapping : IEntityTypeConfiguration<FieldArea>
    {
        public void Configure(EntityTypeBuilder<FieldArea> builder)
        {
            builder.ToTable("field_areas");
            builder.Property(area => area.Version).IsConcurrencyToken();
            builder.HasIndex(area => new { area.SurveyId, area.Code }).IsUnique();
            builder.HasOne<StoredSurvey>().WithMany().HasForeignKey(area => area.SurveyId);
        }
    }
}

/// <summary>Somebody who interviews in an area, under the number that stands beside answers. Made when people are given to them first.</summary>
public sealed class FieldInterviewer
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid SurveyId { get; init; }

    public required Guid AreaId { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>From 1 in the survey.</summary>
    public required int Number { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<FieldInterviewer>
    {
        public void Configure(EntityTypeBuilder<FieldInterviewer> builder)
        {
            builder.ToTable("field_interviewers");
            builder.HasIndex(row => new { row.SurveyId, row.Number }).IsUnique();
            builder.HasIndex(row => new { row.AreaId, row.AccountId }).IsUnique();
            builder.HasOne<FieldArea>().WithMany().HasForeignKey(row => row.AreaId);
        }
    }
}

/// <summary>That somebody who was invited was given to an interviewer. Says nothing of any answer, and holds no time.</summary>
public sealed class FieldAssignment
{
    /// <summary>Random: its order tells nothing.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    public required Guid InvitationId { get; init; }

    public required Guid InterviewerId { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<FieldAssignment>
    {
        public void Configure(EntityTypeBuilder<FieldAssignment> builder)
        {
            builder.ToTable("field_assignments");
            builder.HasIndex(row => row.InvitationId).IsUnique();
            builder.HasOne<SurveyInvitation>().WithOne().HasForeignKey<FieldAssignment>(row => row.InvitationId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<FieldInterviewer>().WithMany().HasForeignKey(row => row.InterviewerId);
        }
    }
}

/// <summary>The tables of fieldwork.</summary>
public static class FieldTables
{
    extension(ChiSoContext context)
    {
        public DbSet<FieldArea> FieldAreas => context.Set<FieldArea>();

        public DbSet<FieldInterviewer> FieldInterviewers => context.Set<FieldInterviewer>();

        public DbSet<FieldAssignment> FieldAssignments => context.Set<FieldAssignment>();

        public DbSet<FieldVisit> FieldVisits => context.Set<FieldVisit>();

        public DbSet<FieldHandover> FieldHandovers => context.Set<FieldHandover>();

        public DbSet<FieldDraw> FieldDraws => context.Set<FieldDraw>();

        public DbSet<FieldRecheck> FieldRechecks => context.Set<FieldRecheck>();
    }
}
