using System.Collections.Immutable;
using ChiSo.Application.Database;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Opening;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Publication.SurveyReleases;

/// <summary>Where results of a survey stand on their way to the public.</summary>
public enum ReleaseState
{
    /// <summary>Wait for a second person ("chờ duyệt").</summary>
    Waiting,

    /// <summary>The public reads them ("đã công bố").</summary>
    Released,

    /// <summary>Not released, with a reason ("bị trả lại").</summary>
    Returned,

    /// <summary>Taken back by whoever proposed them ("đã rút").</summary>
    Withdrawn,
}

/// <summary>The states of a release: a table. What is not in it is forbidden; a released version never changes.</summary>
public static class ReleaseStates
{
    public static ImmutableArray<(ReleaseState From, ProposalStep Step, ReleaseState To)> Table { get; } =
    [
        (ReleaseState.Waiting, ProposalStep.Approve, ReleaseState.Released),
        (ReleaseState.Waiting, ProposalStep.Return, ReleaseState.Returned),
        (ReleaseState.Waiting, ProposalStep.Withdraw, ReleaseState.Withdrawn),
    ];

    /// <summary><c>null</c> where the step is forbidden.</summary>
    public static ReleaseState? After(ReleaseState from, ProposalStep step) =>
        Table.Where(row => row.From == from && row.Step == step).Select(row => (ReleaseState?)row.To).SingleOrDefault();
}

/// <summary>Results of a survey that one person wants released ("trình công bố kết quả khảo sát"), and once another approved, what the public reads. The content never changes.</summary>
public sealed class SurveyRelease
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid SurveyId { get; init; }

    /// <summary>Of the survey.</summary>
    public required string Code { get; init; }

    /// <summary>SHA-256 of the canonical JSON, in hex.</summary>
    public required string Hash { get; init; }

    /// <summary>The canonical JSON of a <see cref="FrozenSurvey"/>, Brotli-compressed.</summary>
    public required byte[] Content { get; init; }

    public required Guid ProposedBy { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime ProposedAt { get; init; }

    public ReleaseState State { get; private set; }

    /// <summary>The version the public reads it as; <c>null</c> until it is released.</summary>
    public int? Released { get; private set; }

    /// <summary>Who took the last step; <c>null</c> while it waits.</summary>
    public Guid? DecidedBy { get; private set; }

    public DateTime? DecidedAt { get; private set; }

    /// <summary>Why it was returned; empty unless it was.</summary>
    public string ReturnReason { get; private set; } = "";

    /// <param name="version">Of its content.</param>
    /// <exception cref="InvalidOperationException">The step is not in <see cref="ReleaseStates.Table"/>.</exception>
    public void Take(ProposalStep step, int version, Guid by, DateTime at, string reason = "")
    {
        State = ReleaseStates.After(State, step) ?? throw new InvalidOperationException($"A release that is {State} can't take {step}.");
        (DecidedBy, DecidedAt, ReturnReason) = (by, at, reason);
        if (State == ReleaseState.Released)
            Released = version;
    }

    private sealed class Mapping : IEntityTypeConfiguration<SurveyRelease>
    {
        public void Configure(EntityTypeBuilder<SurveyRelease> builder)
        {
            builder.ToTable("survey_releases");
            builder.Property(release => release.State).HasConversion<string>();
            builder.HasIndex(release => new { release.SurveyId, release.Released }).IsUnique(); // those not released have no version, and nothing equals it
            builder.HasOne<StoredSurvey>().WithMany().HasForeignKey(release => release.SurveyId);
        }
    }
}

/// <summary>The table of releases.</summary>
public static class SurveyReleaseTables
{
    extension(ChiSoContext context)
    {
        public DbSet<SurveyRelease> SurveyReleases => context.Set<SurveyRelease>();
    }
}
