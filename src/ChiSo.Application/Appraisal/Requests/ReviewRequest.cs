using System.Collections.Immutable;
using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Appraisal;

/// <summary>A unit's request to look at one line of the council's draft result again ("đề nghị xem xét lại kết quả"): grounds and value asked for, whether it is admitted and by which panel it is looked at, and what the panel concluded.</summary>
public sealed class ReviewRequest
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid BlockId { get; init; }

    public required string Unit { get; init; }

    public required CriterionCode Criterion { get; init; }

    public required string Grounds { get; init; }

    /// <summary>The entry asked for, in canonical JSON.</summary>
    public required string Asked { get; init; }

    /// <summary>Documents that were not before the council, as they are cited; empty when there are none. Files lie beside it.</summary>
    public required string NewEvidence { get; init; }

    public required string FiledBy { get; init; }

    public required Guid Person { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime FiledAt { get; init; }

    public RequestState State { get; private set; } = RequestState.Filed;

    /// <summary>Rises with every step; posted back so that nobody acts on what they have not seen.</summary>
    public int Version { get; private set; } = 1;

    /// <summary>Why it is admitted or not; empty before.</summary>
    public string Judgement { get; private set; } = "";

    /// <summary>Who looks at it, one name a line as it was when they were named; empty before it is admitted.</summary>
    public string Panel { get; private set; } = "";

    /// <summary>Who takes seats that get empty, one name a line likewise; empty where nobody does.</summary>
    public string StandIns { get; private set; } = "";

    /// <summary>Until when the panel concludes; <c>null</c> before it is admitted.</summary>
    public DateOnly? Due { get; private set; }

    public string JudgedBy { get; private set; } = "";

    /// <summary>UTC.</summary>
    public DateTime? JudgedAt { get; private set; }

    /// <summary>The panel's reasons; empty before.</summary>
    public string Conclusion { get; private set; } = "";

    /// <summary>What counts from then on, in canonical JSON; empty before, and where the panel refused.</summary>
    public string Granted { get; private set; } = "";

    /// <summary>Sequence of the council's position the conclusion made; 0 where it made none.</summary>
    public int Sequence { get; private set; }

    /// <summary>UTC, when it was concluded or withdrawn.</summary>
    public DateTime? EndedAt { get; private set; }

    public ImmutableArray<string> PanelNames => [.. Panel.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    public ImmutableArray<string> StandInNames => [.. StandIns.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Names it in the trail.</summary>
    public string Subject => $"{Unit} {Criterion}";

    public bool IsOpen => RequestStates.Open.Contains(State);

    public RequestOutcome Outcome => State switch
    {
        RequestState.Inadmissible => RequestOutcome.NotAdmitted,
        RequestState.Withdrawn => RequestOutcome.Withdrawn,
        RequestState.Concluded => Granted.Length == 0 ? RequestOutcome.Rejected : Granted == Asked ? RequestOutcome.Upheld : RequestOutcome.InPart,
        _ => RequestOutcome.Open,
    };

    internal void Withdraw(DateTime at) => (State, EndedAt, Version) = (RequestState.Withdrawn, at, Version + 1);

    internal void Dismiss(string reason, string by, DateTime at) => (State, Judgement, JudgedBy, JudgedAt, EndedAt, Version) = (RequestState.Inadmissible, reason, by, at, at, Version + 1);

    internal void Admit(string reason, IEnumerable<string> panel, IEnumerable<string> standIns, DateOnly due, string by, DateTime at) =>
        (State, Judgement, Panel, StandIns, Due, JudgedBy, JudgedAt, Version) = (RequestState.Admitted, reason, string.Join('\n', panel), string.Join('\n', standIns), due, by, at, Version + 1);

    internal void ChangePanel(IEnumerable<string> panel, IEnumerable<string> standIns, DateOnly? due) => (Panel, StandIns, Due, Version) = (string.Join('\n', panel), string.Join('\n', standIns), due, Version + 1);

    internal void Conclude(string conclusion, string granted, int sequence, DateTime at) =>
        (State, Conclusion, Granted, Sequence, EndedAt, Version) = (RequestState.Concluded, conclusion, granted, sequence, at, Version + 1);

    private sealed class Mapping : IEntityTypeConfiguration<ReviewRequest>
    {
        public void Configure(EntityTypeBuilder<ReviewRequest> builder)
        {
            builder.ToTable("review_requests");
            builder.Property(request => request.State).HasConversion<string>();
            builder.Property(request => request.Version).IsConcurrencyToken();
            builder.Ignore(request => request.PanelNames);
            builder.Ignore(request => request.StandInNames);
            builder.Ignore(request => request.IsOpen);
            builder.Ignore(request => request.Outcome);
            builder.HasIndex(request => new { request.BlockId, request.Unit, request.Criterion });
            builder.HasOne<BlockUnit>().WithMany().HasForeignKey(request => new { request.BlockId, request.Unit });
        }
    }
}

/// <summary>The tables of requests.</summary>
public static class RequestTables
{
    extension(ChiSoContext context)
    {
        public DbSet<ReviewRequest> ReviewRequests => context.Set<ReviewRequest>();

        public DbSet<RequestPanelist> RequestPanelists => context.Set<RequestPanelist>();

        public DbSet<RequestOpinion> RequestOpinions => context.Set<RequestOpinion>();

        public DbSet<RequestFile> RequestFiles => context.Set<RequestFile>();

        public DbSet<RequestHearing> RequestHearings => context.Set<RequestHearing>();

        public DbSet<RequestOverride> RequestOverrides => context.Set<RequestOverride>();
    }
}
