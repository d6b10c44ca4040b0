using ChiSo.Application.Database;
using ChiSo.Application.Surveys.Collection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Surveys.Opening;

/// <summary>A survey one person wants opened ("trình mở khảo sát"): everything it will declare and ask. It never changes; whoever mends it proposes anew.</summary>
public sealed class SurveyProposal
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Code { get; init; }

    /// <summary>As in <see cref="StoredSurvey.Declaration"/>.</summary>
    public required string Declaration { get; init; }

    /// <summary>As in <see cref="StoredSurvey.Form"/>.</summary>
    public required byte[] Form { get; init; }

    public required string ContentHash { get; init; }

    public required Guid ProposedBy { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime ProposedAt { get; init; }

    public ProposalState State { get; private set; }

    /// <summary>Who took the last step; <c>null</c> while it waits.</summary>
    public Guid? DecidedBy { get; private set; }

    public DateTime? DecidedAt { get; private set; }

    /// <summary>Why it was returned; empty unless it was.</summary>
    public string Reason { get; private set; } = "";

    /// <exception cref="InvalidOperationException">The step is not in <see cref="ProposalStates.Table"/>.</exception>
    public void Take(ProposalStep step, Guid by, DateTime at, string reason = "")
    {
        State = ProposalStates.After(State, step) ?? throw new InvalidOperationException($"A proposal that is {State} can't take {step}.");
        (DecidedBy, DecidedAt) = (by, at);
        if (step == ProposalStep.Return)
            Reason = reason;
    }

    private sealed class Mapping : IEntityTypeConfiguration<SurveyProposal>
    {
        public void Configure(EntityTypeBuilder<SurveyProposal> builder)
        {
            builder.ToTable("survey_proposals");
            builder.Property(proposal => proposal.State).HasConversion<string>();
            builder.HasIndex(proposal => proposal.Code);
        }
    }
}

/// <summary>The table of proposals.</summary>
public static class SurveyProposalTables
{
    extension(ChiSoContext context)
    {
        public DbSet<SurveyProposal> SurveyProposals => context.Set<SurveyProposal>();
    }
}
