using ChiSo.Application.Surveys.Collection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Surveys.Fieldwork;

/// <summary>What somebody said who was asked again.</summary>
public enum RecheckResult
{
    /// <summary>The visit was as it was written down.</summary>
    Confirmed,

    /// <summary>There was a visit, but not as it was written down: somebody else answered, another day, questions left out.</summary>
    Differs,

    /// <summary>There was none.</summary>
    NotVisited,

    /// <summary>The person could not be reached.</summary>
    NotReached,
}

/// <summary>A draw of visits to be checked again ("rút danh sách phúc tra"), as it can be repeated.</summary>
public sealed class FieldDraw
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid AreaId { get; init; }

    /// <summary>From 1 in the area.</summary>
    public required int Number { get; init; }

    /// <summary>Percent of the visits of each interviewer, 5 to 10; one of each at least.</summary>
    public required int Share { get; init; }

    /// <summary>A whole number of 64 bits in decimal digits.</summary>
    public required string Seed { get; init; }

    /// <summary>Of the visits drawn from: all that were done and in no earlier frame.</summary>
    public required string FrameHash { get; init; }

    /// <summary>How many visits were drawn from.</summary>
    public required int Visits { get; init; }

    public required DateOnly Day { get; init; }

    /// <summary>Name of the supervisor.</summary>
    public required string By { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<FieldDraw>
    {
        public void Configure(EntityTypeBuilder<FieldDraw> builder)
        {
            builder.ToTable("field_draws");
            builder.HasIndex(draw => new { draw.AreaId, draw.Number }).IsUnique();
            builder.HasOne<FieldArea>().WithMany().HasForeignKey(draw => draw.AreaId);
        }
    }
}

/// <summary>Somebody who was drawn to be asked again whether and how they were visited. Never what they answered.</summary>
public sealed class FieldRecheck
{
    /// <summary>Random: its order tells nothing.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    public required Guid AreaId { get; init; }

    public required int Draw { get; init; }

    public required Guid InvitationId { get; init; }

    public required Guid InterviewerId { get; init; }

    /// <summary>The day of the visit that is checked.</summary>
    public required DateOnly Visited { get; init; }

    /// <summary><c>null</c> until somebody asked.</summary>
    public RecheckResult? Result { get; private set; }

    public DateOnly? Day { get; private set; }

    public string Note { get; private set; } = "";

    /// <summary>Name of the supervisor who asked.</summary>
    public string By { get; private set; } = "";

    /// <summary>Rises with each change; pages post back the one they showed.</summary>
    public int Version { get; private set; }

    public void Record(RecheckResult result, DateOnly day, string note, string by) => (Result, Day, Note, By, Version) = (result, day, note, by, Version + 1);

    private sealed class Mapping : IEntityTypeConfiguration<FieldRecheck>
    {
        public void Configure(EntityTypeBuilder<FieldRecheck> builder)
        {
            builder.ToTable("field_rechecks");
            builder.Property(row => row.Result).HasConversion<string>();
            builder.Property(row => row.Version).IsConcurrencyToken();
            builder.HasIndex(row => row.InvitationId).IsUnique();
            builder.HasOne<FieldArea>().WithMany().HasForeignKey(row => row.AreaId);
            builder.HasOne<SurveyInvitation>().WithOne().HasForeignKey<FieldRecheck>(row => row.InvitationId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<FieldInterviewer>().WithMany().HasForeignKey(row => row.InterviewerId);
        }
    }
}
