using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Assessment;

/// <summary>What somebody wanted to save while another had saved first: kept, so that nothing anybody typed is lost.</summary>
public sealed class SetAside
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid BlockId { get; init; }

    public required string Unit { get; init; }

    public required CriterionCode Criterion { get; init; }

    public required string Stage { get; init; }

    /// <summary>The sequence the person had seen.</summary>
    public required int Seen { get; init; }

    /// <summary>In canonical JSON; empty when the person had cleared the line.</summary>
    public required string Entry { get; init; }

    public required string Reason { get; init; }

    public required string Evidence { get; init; }

    public required string By { get; init; }

    public required Guid Person { get; init; }

    public required DateTime At { get; init; }

    /// <summary>Whether it is what stands now, so that nothing is left to take back.</summary>
    public bool Is(Position? standing) => standing?.Says(Entry, Reason, Evidence) == true;

    private sealed class Mapping : IEntityTypeConfiguration<SetAside>
    {
        public void Configure(EntityTypeBuilder<SetAside> builder)
        {
            builder.ToTable("set_aside");
            builder.HasIndex(row => new { row.BlockId, row.Unit, row.Stage });
            builder.HasOne<BlockUnit>().WithMany().HasForeignKey(row => new { row.BlockId, row.Unit });
        }
    }
}
