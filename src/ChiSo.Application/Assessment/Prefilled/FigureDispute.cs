using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Assessment;

/// <summary>A case about a pre-filled figure ("phản ánh số liệu"): the unit's own value with its reason, and what the appraiser of the line decided. The figure itself stays as it was loaded.</summary>
public sealed class FigureDispute
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid FigureId { get; init; }

    public required decimal OwnValue { get; init; }

    public required string Reason { get; init; }

    public required string OpenedBy { get; init; }

    public required Guid Person { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime OpenedAt { get; init; }

    public DisputeState State { get; private set; } = DisputeState.Open;

    /// <summary>Rises with every step; posted back so that nobody acts on what they have not seen.</summary>
    public int Version { get; private set; } = 1;

    /// <summary>Why it was decided so; empty while it is open, and where the unit withdrew it.</summary>
    public string Decision { get; private set; } = "";

    /// <summary>Whoever decided or withdrew it; empty while it is open.</summary>
    public string ClosedBy { get; private set; } = "";

    /// <summary>UTC; <c>null</c> while it is open.</summary>
    public DateTime? ClosedAt { get; private set; }

    /// <summary>Takes a step of <see cref="DisputeStates.Table"/>.</summary>
    /// <param name="reason">Empty where the unit withdraws. Why a decision was taken back is in the trail.</param>
    internal void Take(DisputeStep step, string reason, string by, DateTime at)
    {
        (State, Version) = (DisputeStates.Table.First(row => row.From == State && row.Step == step).To, Version + 1);
        (Decision, ClosedBy, ClosedAt) = State == DisputeState.Open ? ("", "", (DateTime?)null) : (reason, by, at);
    }

    private sealed class Mapping : IEntityTypeConfiguration<FigureDispute>
    {
        public void Configure(EntityTypeBuilder<FigureDispute> builder)
        {
            builder.ToTable("figure_disputes");
            builder.Property(dispute => dispute.State).HasConversion<string>();
            builder.Property(dispute => dispute.Version).IsConcurrencyToken();
            builder.HasIndex(dispute => dispute.FigureId).IsUnique().HasFilter("state = 'Open'"); // one open case per figure
            builder.HasOne<PrefilledFigure>().WithMany().HasForeignKey(dispute => dispute.FigureId);
        }
    }
}
