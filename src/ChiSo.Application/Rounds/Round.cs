using ChiSo.Application.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.Rounds;

/// <summary>A period that is scored ("kỳ đánh giá").</summary>
public sealed class Round
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Code { get; init; }

    public required string Period { get; init; }

    /// <summary>Name, dates, stages, visibility and source in canonical JSON.</summary>
    public required string Settings { get; init; }

    /// <summary>SHA-256 of the whole round's content, in hex: an import of the same content changes nothing.</summary>
    public required string ContentHash { get; init; }

    public required DateTime ImportedAt { get; init; }

    /// <summary>UTC; <c>null</c> while nothing of the round is frozen.</summary>
    public DateTime? FrozenAt { get; private set; }

    /// <summary>Who proposed to open the round in the browser; <c>null</c> while nobody has.</summary>
    public Guid? OpeningProposedBy { get; private set; }

    /// <summary>UTC; <c>null</c> while nobody works in the round.</summary>
    public DateTime? OpenedAt { get; private set; }

    /// <summary>Another one after every change of dates, extensions, pauses, deadlines, late rules or declared days, so that what is kept of them in memory never goes stale. Never counted up: a number taken back with its transaction would come again.</summary>
    public Guid CalendarVersion { get; init; } = Guid.NewGuid();

    public void Freeze(DateTime at) => FrozenAt = at;

    public void ProposeOpening(Guid by) => OpeningProposedBy = by;

    /// <summary>The proposal to open the round is returned or withdrawn.</summary>
    public void EndOpening() => OpeningProposedBy = null;

    public void Open(DateTime at) => OpenedAt = at;

    private sealed class Mapping : IEntityTypeConfiguration<Round>
    {
        public void Configure(EntityTypeBuilder<Round> builder)
        {
            builder.ToTable("rounds");
            builder.HasIndex(round => round.Code).IsUnique();
        }
    }
}

/// <summary>Units ranked together in one round ("khối"), with their criteria set and method.</summary>
public sealed class Block
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid RoundId { get; init; }

    public required string Code { get; init; }

    /// <summary>From 0, in the order the round declares.</summary>
    public required int Place { get; init; }

    public required Guid CriteriaSetId { get; init; }

    /// <summary>Whoever wrote or loaded the criteria set last; empty for the command line on the server.</summary>
    public required Guid SetDraftedBy { get; init; }

    /// <summary>Name, method and announced totals in canonical JSON.</summary>
    public required string Settings { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<Block>
    {
        public void Configure(EntityTypeBuilder<Block> builder)
        {
            builder.ToTable("blocks");
            builder.HasIndex(block => new { block.RoundId, block.Code }).IsUnique();
            builder.HasOne<Round>().WithMany().HasForeignKey(block => block.RoundId);
            builder.HasOne<CriteriaSets.PublishedSet>().WithMany().HasForeignKey(block => block.CriteriaSetId);
        }
    }
}

/// <summary>A unit as it takes part in one block of one round.</summary>
public sealed class BlockUnit
{
    public required Guid BlockId { get; init; }

    public required string Code { get; init; }

    /// <summary>From 0, in official order.</summary>
    public required int Place { get; init; }

    /// <summary>Names, marks, predecessors and exclusion in canonical JSON.</summary>
    public required string Settings { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<BlockUnit>
    {
        public void Configure(EntityTypeBuilder<BlockUnit> builder)
        {
            builder.ToTable("block_units");
            builder.HasKey(unit => new { unit.BlockId, unit.Code });
            builder.HasOne<Block>().WithMany().HasForeignKey(unit => unit.BlockId);
        }
    }
}

/// <summary>The tables of rounds.</summary>
public static class RoundDatabaseTables
{
    extension(ChiSoContext context)
    {
        public DbSet<Round> Rounds => context.Set<Round>();

        public DbSet<Block> Blocks => context.Set<Block>();

        public DbSet<BlockUnit> BlockUnits => context.Set<BlockUnit>();

        public DbSet<StageWindow> StageWindows => context.Set<StageWindow>();

        public DbSet<RequestDeadline> RequestDeadlines => context.Set<RequestDeadline>();

        public DbSet<Extension> Extensions => context.Set<Extension>();

        public DbSet<DateChange> DateChanges => context.Set<DateChange>();

        public DbSet<Pause> Pauses => context.Set<Pause>();

        /// <summary>To be called in the transaction of whatever changes the calendar of a round.</summary>
        internal Task RenewCalendarAsync(Guid round, CancellationToken cancel)
        {
            var version = Guid.NewGuid();
            return context.Rounds.Where(known => known.Id == round).ExecuteUpdateAsync(set => set.SetProperty(known => known.CalendarVersion, version), cancel);
        }
    }
}
