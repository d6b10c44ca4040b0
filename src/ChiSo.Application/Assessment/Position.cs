using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Assessment;

/// <summary>What one side said of one criterion of one unit at one stage ("tự chấm", "thẩm định"): added, never changed.</summary>
public sealed class Position
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid BlockId { get; init; }

    public required string Unit { get; init; }

    public required CriterionCode Criterion { get; init; }

    public required string Stage { get; init; }

    /// <summary>0, or the number of the appraiser when a line is marked twice, blind.</summary>
    public required int Mark { get; init; }

    /// <summary>Rises by one with each position on this line.</summary>
    public required int Sequence { get; init; }

    /// <summary>The entry in canonical JSON, empty where an appraisal is taken back. Points are computed from it by the rule, never stored here.</summary>
    public required string Entry { get; init; }

    public required string Reason { get; init; }

    public required string Evidence { get; init; }

    /// <summary>The office that took the position, as the imported file names it; empty when it doesn't.</summary>
    public required string By { get; init; }

    /// <summary><c>null</c> while a draft; the instant of import for what a file says was handed in.</summary>
    public DateTime? HandedIn { get; private set; }

    /// <summary>The place of every position taken in the browser: after the imported ones, in the order they were taken.</summary>
    public const int AfterImported = int.MaxValue;

    /// <summary>Where the position stood in the imported file, to give the same file back.</summary>
    public required int Place { get; init; }

    /// <summary>Whoever took it; empty for an imported one.</summary>
    public Guid Person { get; init; }

    /// <summary>The mandate it was taken under; empty for an imported one.</summary>
    public Guid Mandate { get; init; }

    /// <summary>UTC; <c>null</c> for an imported one.</summary>
    public DateTime? At { get; init; }

    /// <summary>Whether it takes back what stood before and says nothing itself: such a position is never handed in.</summary>
    public bool IsWithdrawn => Entry.Length == 0;

    /// <summary>Whether it says just this, in canonical JSON, with this reason and this evidence.</summary>
    public bool Says(string entry, string reason, string evidence) => Entry == entry && Reason == reason && Evidence == evidence;

    /// <summary>Marks it as handed in: from then on it counts. The first instant stays.</summary>
    public void HandIn(DateTime at) => HandedIn ??= at;

    private sealed class Mapping : IEntityTypeConfiguration<Position>
    {
        public void Configure(EntityTypeBuilder<Position> builder)
        {
            builder.ToTable("positions");
            builder.Ignore(p => p.IsWithdrawn);
            builder.HasIndex(p => new { p.BlockId, p.Unit, p.Criterion, p.Stage, p.Mark, p.Sequence }).IsUnique();
            builder.HasIndex(p => new { p.BlockId, p.HandedIn });
            builder.HasOne<BlockUnit>().WithMany().HasForeignKey(p => new { p.BlockId, p.Unit });
        }
    }
}

/// <summary>The table of positions.</summary>
public static class PositionTables
{
    extension(ChiSoContext context)
    {
        public DbSet<Position> Positions => context.Set<Position>();

        public DbSet<SetAside> SetAside => context.Set<SetAside>();

        public DbSet<UnitStage> UnitStages => context.Set<UnitStage>();
    }
}

/// <summary>Reads of positions.</summary>
internal static class PositionReading
{
    extension(IQueryable<Position> positions)
    {
        /// <summary>The last position on each line at each stage and mark, so that reading costs as much as there are lines, however often they were saved.</summary>
        public IQueryable<Position> Newest() => positions.Where(row => !positions.Any(later =>
            later.BlockId == row.BlockId && later.Unit == row.Unit && later.Criterion == row.Criterion && later.Stage == row.Stage && later.Mark == row.Mark && later.Sequence > row.Sequence));
    }
}
