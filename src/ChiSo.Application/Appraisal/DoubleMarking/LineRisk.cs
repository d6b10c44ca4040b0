using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Appraisal;

/// <summary>What made a line likelier to be drawn ("mức rủi ro của dòng"), as it stood when the draw by risk was set: kept, so that anybody can repeat the draw. Each part is 0 to 100; the formula is in docs/method/double-marking.md.</summary>
public sealed class LineRisk
{
    /// <summary>The weight of a line without any risk.</summary>
    public const int LeastWeight = 100;

    public required Guid BlockId { get; init; }

    public required string Unit { get; init; }

    public required CriterionCode Criterion { get; init; }

    /// <summary>How far the points of the unit's own entry are from those of last year's final entry, in percent of the line's maximum; 0 where either is unknown.</summary>
    public required int Gap { get; init; }

    /// <summary>The line's maximum in percent of the largest maximum of the block.</summary>
    public required int Stake { get; init; }

    /// <summary>The lines the agency changed in its first appraisal last year, in percent of those it appraised; 0 where it appraised none.</summary>
    public required int Changed { get; init; }

    /// <summary>100 where the unit handed the line in without file, citation or named evidence.</summary>
    public required int Bare { get; init; }

    /// <summary>100 to 500: how likely the line is drawn, relative to others.</summary>
    public int Weight => LeastWeight + Gap + Stake + Changed + Bare;

    private sealed class Mapping : IEntityTypeConfiguration<LineRisk>
    {
        public void Configure(EntityTypeBuilder<LineRisk> builder)
        {
            builder.ToTable("line_risks");
            builder.Ignore(risk => risk.Weight);
            builder.HasKey(risk => new { risk.BlockId, risk.Unit, risk.Criterion });
            builder.HasOne<DoubleMarking>().WithMany().HasForeignKey(risk => risk.BlockId);
        }
    }
}
