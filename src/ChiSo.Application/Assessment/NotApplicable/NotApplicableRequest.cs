using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Assessment;

/// <summary>A unit's request that a line, or a criterion with all lines below it, doesn't apply to it ("đề nghị không áp dụng"): its ground, what the appraiser proposes, and the decision.</summary>
public sealed class NotApplicableRequest
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid BlockId { get; init; }

    public required string Unit { get; init; }

    /// <summary>A leaf or a line with parts.</summary>
    public required CriterionCode Node { get; init; }

    public required string Ground { get; init; }

    public required string AskedBy { get; init; }

    public required Guid Person { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime AskedAt { get; init; }

    public NotApplicableState State { get; private set; } = NotApplicableState.Asked;

    /// <summary>Rises with every step; posted back so that nobody acts on what they have not seen.</summary>
    public int Version { get; private set; } = 1;

    /// <summary>Whether the appraiser is for it; <c>null</c> before the proposal.</summary>
    public bool? Supported { get; private set; }

    /// <summary>Why the appraiser is for or against it; empty before.</summary>
    public string Proposal { get; private set; } = "";

    public string ProposedBy { get; private set; } = "";

    /// <summary>UTC.</summary>
    public DateTime? ProposedAt { get; private set; }

    /// <summary>The reason of the last decision; empty before.</summary>
    public string Decision { get; private set; } = "";

    public string DecidedBy { get; private set; } = "";

    /// <summary>UTC, of the last decision.</summary>
    public DateTime? DecidedAt { get; private set; }

    /// <summary>Whether the unit need not fill the line: asked for and not decided, or granted.</summary>
    public bool Covers => State is NotApplicableState.Asked or NotApplicableState.Proposed or NotApplicableState.Granted;

    internal void Withdraw() => (State, Version) = (NotApplicableState.Withdrawn, Version + 1);

    internal void Propose(bool supported, string reason, string by, DateTime at) =>
        (State, Supported, Proposal, ProposedBy, ProposedAt, Version) = (NotApplicableState.Proposed, supported, reason, by, at, Version + 1);

    internal void Decide(NotApplicableState state, string reason, string by, DateTime at) =>
        (State, Decision, DecidedBy, DecidedAt, Version) = (state, reason, by, at, Version + 1);

    private sealed class Mapping : IEntityTypeConfiguration<NotApplicableRequest>
    {
        public void Configure(EntityTypeBuilder<NotApplicableRequest> builder)
        {
            builder.ToTable("not_applicable_requests");
            builder.Property(request => request.State).HasConversion<string>();
            builder.Property(request => request.Version).IsConcurrencyToken();
            builder.Ignore(request => request.Covers);
            builder.HasIndex(request => new { request.BlockId, request.Unit });
            builder.HasOne<BlockUnit>().WithMany().HasForeignKey(request => new { request.BlockId, request.Unit });
        }
    }
}

/// <summary>The table of requests that a line doesn't apply.</summary>
public static class NotApplicableTables
{
    extension(ChiSoContext context)
    {
        public DbSet<NotApplicableRequest> NotApplicableRequests => context.Set<NotApplicableRequest>();
    }
}
