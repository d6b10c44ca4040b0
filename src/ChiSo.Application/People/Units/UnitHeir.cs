using System.Collections.Immutable;
using ChiSo.Application.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChiSo.Application.People;

/// <summary>What one unit inherits of another from a day on ("kế thừa"): always its sheets, evidence and results to read; its open work only where it is the one that takes it over. Added, never changed.</summary>
public sealed class UnitHeir
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Code of the unit before.</summary>
    public required string From { get; init; }

    /// <summary>Code of the unit after.</summary>
    public required string To { get; init; }

    /// <summary>The first day, in Vietnam.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Whether it finishes what the unit before left open; of several units after one does at most.</summary>
    public required bool Work { get; init; }

    /// <summary>The decision.</summary>
    public required string Ground { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime RecordedAt { get; init; }

    private sealed class Mapping : IEntityTypeConfiguration<UnitHeir>
    {
        public void Configure(EntityTypeBuilder<UnitHeir> builder)
        {
            builder.ToTable("unit_heirs");
            builder.HasIndex(heir => heir.To);
            builder.HasIndex(heir => heir.From);
        }
    }
}

/// <summary>A unit whose sheets the people of another may read, and finish where its work was taken over.</summary>
/// <param name="By">The unit that inherits.</param>
/// <param name="Unit">The unit inherited from, however many steps back.</param>
/// <param name="Work">Whether every step on the way handed the work over.</param>
public sealed record Inherited(string By, string Unit, bool Work)
{
    /// <summary>All that some units inherit by a day, however many steps back.</summary>
    internal static async Task<ImmutableArray<Inherited>> ByAsync(ChiSoContext context, IReadOnlyCollection<string> units, DateOnly day, CancellationToken cancel)
    {
        var (open, seen) = (units.Select(unit => new Inherited(unit, unit, true)).ToList(), new HashSet<Inherited>());
        while (open.Count > 0)
        {
            var codes = open.ConvertAll(one => one.Unit);
            var steps = (await context.UnitHeirs.AsNoTracking().Where(heir => codes.Contains(heir.To) && heir.On <= day).ToListAsync(cancel)).ToLookup(heir => heir.To);
            open = [.. open.SelectMany(one => steps[one.Unit].Select(step => new Inherited(one.By, step.From, one.Work && step.Work))).Where(one => one.By != one.Unit && seen.Add(one))];
        }

        return [.. seen.GroupBy(one => (one.By, one.Unit)).Select(ways => new Inherited(ways.Key.By, ways.Key.Unit, ways.Any(way => way.Work)))];
    }
}
