using System.Text.Json.Serialization;
using ChiSo.Application.Audit;
using ChiSo.Application.Vietnamese;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Rounds;

/// <summary>From when until when, UTC; the end is exclusive.</summary>
/// <param name="Opens"><c>null</c> for requests for review, which begin with the council's draft result.</param>
public sealed record StageDates(DateTime? Opens, DateTime Closes)
{
    /// <summary>As pages write them, to the minute; what two people saw is compared by it.</summary>
    [JsonIgnore]
    public IEnumerable<string> Written => new[] { Opens, Closes }.OfType<DateTime>().Select(VietnamTime.Write);
}

/// <summary>Other dates for a stage of an open round, or for the requests for review ("điều chỉnh thời gian"): proposed by one person, approved by another, printed in the round's annex.</summary>
public sealed class DateChange
{
    /// <summary>In the place of a stage: the requests for review.</summary>
    public const string Requests = "requests";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid RoundId { get; init; }

    /// <summary>A stage, or <see cref="Requests"/>.</summary>
    public required string Stage { get; init; }

    public required DateTime? Opens { get; init; }

    public required DateTime Closes { get; init; }

    /// <summary>What stood when it was proposed.</summary>
    public required DateTime? OpenedBefore { get; init; }

    public required DateTime ClosedBefore { get; init; }

    public required string Ground { get; init; }

    /// <summary>Empty for whoever runs the command line on the server, who needs nobody else.</summary>
    public required Guid ProposedBy { get; init; }

    public required DateTime ProposedAt { get; init; }

    /// <summary><c>null</c> until somebody else approves it; only then it holds.</summary>
    public Guid? ApprovedBy { get; private set; }

    public DateTime? ApprovedAt { get; private set; }

    public StageDates Dates => new(Opens, Closes);

    public StageDates Before => new(OpenedBefore, ClosedBefore);

    public void Approve(Guid by, DateTime at) => (ApprovedBy, ApprovedAt) = (by, at);

    /// <summary>A proposal over the dates that stand.</summary>
    public static DateChange Of(LiveRound round, string stage, StageDates dates, StageDates now, string ground, Change change) => new()
    {
        RoundId = round.Id, Stage = stage, Opens = dates.Opens, Closes = dates.Closes, OpenedBefore = now.Opens, ClosedBefore = now.Closes, Ground = ground, ProposedBy = change.By, ProposedAt = change.At,
    };

    /// <summary>A change that was made on the machine itself.</summary>
    public static DateChange Made(LiveRound round, string stage, StageDates dates, StageDates now, Change change)
    {
        var made = Of(round, stage, dates, now, change.Reason, change);
        made.Approve(change.By, change.At);
        return made;
    }

    private sealed class Mapping : IEntityTypeConfiguration<DateChange>
    {
        public void Configure(EntityTypeBuilder<DateChange> builder)
        {
            builder.ToTable("date_changes");
            builder.Ignore(change => change.Dates);
            builder.Ignore(change => change.Before);
            builder.HasIndex(change => change.RoundId);
            builder.HasOne<Round>().WithMany().HasForeignKey(change => change.RoundId);
        }
    }
}
