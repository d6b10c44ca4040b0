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

    /// <summary>Why it was decided so; empty before, and where the unit withdrew it.</summary>
    public string Decision { get; private set; } = "";

    /// <summary>Whoever took the last step; empty while it is open.</summary>
    public string ClosedBy { get; private set; } = "";

    /// <summary>UTC; <c>null</c> while it is open.</summary>
    public DateTime? ClosedAt { get; private set; }

    /// <summary>Takes a step of <see cref="DisputeStates.Table"/>.</summary>
    internal void Close(DisputeStep step, string decision, string by, DateTime at) =>
        (State, Decision, ClosedBy, ClosedAt, Version) = (DisputeStates.Table.First(row => row.From == State && row.Step == step).To, decision, by, at, Version + 1);

    private sealed class Mapping : IEntityTypeConfiguration<FigureDispute>
    {
        public void Configure(EntityTypeBuilder<FigureDispute> builder)
        {
            builder.ToTable("figure_disputes");
            builder.Property(dispute => dispute.State).HasConversion<string>();
            builder.Property(dispute => dispute.Version).IsConcurrencyToken();
            builder.HasOne<PrefilledFigure>().WithMany().HasForeignKey(dispute => dispute.FigureId);
        }
    }
}
