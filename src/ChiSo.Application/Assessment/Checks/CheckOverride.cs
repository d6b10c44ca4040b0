using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Assessment;

/// <summary>A blocking check let through on a line ("cho qua"), by somebody whom the check names, for a ground it takes. It holds for the version of the line that was seen, and for no later one.</summary>
public sealed class CheckOverride
{
    public required Guid BlockId { get; init; }

    public required string Unit { get; init; }

    public required string Stage { get; init; }

    public required CriterionCode Criterion { get; init; }

    /// <summary>Code of the check.</summary>
    public required string Check { get; init; }

    /// <summary>The position on the line that was seen.</summary>
    public required int Sequence { get; init; }

    /// <summary>Code of the kind of reason.</summary>
    public required string Ground { get; init; }

    public required string Reason { get; init; }

    public required string By { get; init; }

    public required Guid Person { get; init; }

    public required Guid Mandate { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>UTC, of the last hand-in that rests on it; <c>null</c> when none does.</summary>
    public DateTime? HandedIn { get; private set; }

    /// <param name="at"><c>null</c> when the line was handed in without need of it.</param>
    internal void HandIn(DateTime? at) => HandedIn = at;

    /// <summary>Whether a position that was handed in rests on it: the unit's next stage, and a later version, rest on their own.</summary>
    public bool Carries(Position claim) => HandedIn is not null && Stage == claim.Stage && Sequence == claim.Sequence && BlockId == claim.BlockId && Unit == claim.Unit && Criterion == claim.Criterion;

    private sealed class Mapping : IEntityTypeConfiguration<CheckOverride>
    {
        public void Configure(EntityTypeBuilder<CheckOverride> builder)
        {
            builder.ToTable("check_overrides");
            builder.HasKey(one => new { one.BlockId, one.Unit, one.Stage, one.Criterion, one.Check, one.Sequence });
            builder.HasOne<BlockUnit>().WithMany().HasForeignKey(one => new { one.BlockId, one.Unit });
        }
    }
}

/// <summary>The table of checks let through.</summary>
public static class CheckOverrideTables
{
    extension(ChiSoContext context)
    {
        public DbSet<CheckOverride> CheckOverrides => context.Set<CheckOverride>();
    }
}
