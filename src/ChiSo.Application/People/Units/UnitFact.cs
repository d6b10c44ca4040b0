using System.Collections.Immutable;
using ChiSo.Application.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.People;

/// <summary>What is true of a unit over a span of days, as far as was known over a span of instants: facts are added and replaced, never changed, so that any day can be read as it was known at any moment.</summary>
public sealed class UnitFact
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The permanent code of the unit: official for provinces and communes.</summary>
    public required string Unit { get; init; }

    public required string Name { get; init; }

    /// <summary>Empty when none is on record.</summary>
    public required string NameEn { get; init; }

    /// <summary>As the register writes it: Thành phố, Tỉnh, Phường, Xã, sở, quận, huyện.</summary>
    public required string Kind { get; init; }

    /// <summary>Code of the unit above; empty at the top.</summary>
    public required string Parent { get; init; }

    /// <summary>The first day; <c>null</c> when the register doesn't know it.</summary>
    public required DateOnly? From { get; init; }

    /// <summary>The day after the last; <c>null</c> while none is set.</summary>
    public required DateOnly? Until { get; init; }

    /// <summary>Codes or names of the units it was made from, parted by "; "; <c>null</c> when unknown, empty when there was none.</summary>
    public required string? Predecessors { get; init; }

    /// <summary>Where this comes from: a decision, a register, an article; empty when none is at hand.</summary>
    public required string Source { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime RecordedAt { get; init; }

    /// <summary>UTC; <c>null</c> while it is what is known.</summary>
    public DateTime? ReplacedAt { get; private set; }

    public ImmutableArray<string>? PredecessorList() =>
        Predecessors is null ? null : [.. Predecessors.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    public bool HoldsOn(DateOnly day) => (From is null || From <= day) && (Until is null || day < Until);

    public bool IsKnownAt(DateTime instant) => RecordedAt <= instant && (ReplacedAt is null || instant < ReplacedAt);

    /// <summary>From this instant on it is no longer what is known. An earlier instant stays.</summary>
    public void Replace(DateTime at) => ReplacedAt ??= at;

    private sealed class Mapping : IEntityTypeConfiguration<UnitFact>
    {
        public void Configure(EntityTypeBuilder<UnitFact> builder)
        {
            builder.ToTable("unit_facts");
            builder.HasIndex(fact => new { fact.Unit, fact.ReplacedAt });
            builder.HasIndex(fact => fact.Parent);
        }
    }
}

/// <summary>The tables of the unit register.</summary>
public static class UnitTables
{
    extension(ChiSoContext context)
    {
        public DbSet<UnitFact> UnitFacts => context.Set<UnitFact>();

        public DbSet<UnitHeir> UnitHeirs => context.Set<UnitHeir>();

        public DbSet<ReorganisationDraft> ReorganisationDrafts => context.Set<ReorganisationDraft>();
    }
}
