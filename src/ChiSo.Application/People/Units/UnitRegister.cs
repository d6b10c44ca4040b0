using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.People;

/// <summary>The register of units ("danh mục đơn vị"): any day as it was known at any moment, files that correct it, and reorganisations.</summary>
public sealed class UnitRegister(ChiSoDatabase database)
{
    /// <summary>Units that are there on a day, by code.</summary>
    /// <param name="known">As it was known at this instant (UTC); <c>null</c> for what is known now.</param>
    public async Task<ImmutableArray<UnitFact>> OnAsync(DateOnly day, DateTime? known, CancellationToken cancel)
    {
        await using var context = database.Open();
        var facts = await KnownAt(context, known).Where(fact => (fact.From == null || fact.From <= day) && (fact.Until == null || fact.Until > day)).ToListAsync(cancel);
        return [.. facts.OrderBy(fact => fact.Unit, StringComparer.Ordinal)];
    }

    /// <summary>Everything ever recorded of a unit: by the days it speaks of, then by when it was recorded.</summary>
    public async Task<ImmutableArray<UnitFact>> HistoryAsync(string unit, CancellationToken cancel)
    {
        await using var context = database.Open();
        var facts = await context.UnitFacts.AsNoTracking().Where(fact => fact.Unit == unit).ToListAsync(cancel);
        return [.. facts.OrderBy(fact => fact.From ?? DateOnly.MinValue).ThenBy(fact => fact.RecordedAt)];
    }

    /// <summary>The newest known name of each of some units, by code; units the register doesn't have are left out.</summary>
    public async Task<ImmutableDictionary<string, string>> NamesAsync(IReadOnlyCollection<string> units, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await NamesAsync(context, units, cancel);
    }

    internal static async Task<ImmutableDictionary<string, string>> NamesAsync(ChiSoContext context, IReadOnlyCollection<string> units, CancellationToken cancel) =>
        (await context.UnitFacts.AsNoTracking().Where(fact => units.Contains(fact.Unit) && fact.ReplacedAt == null).ToListAsync(cancel))
        .GroupBy(fact => fact.Unit).ToImmutableDictionary(unit => unit.Key, unit => unit.MaxBy(fact => fact.From ?? DateOnly.MinValue)!.Name); // a group has a fact

    /// <summary>Takes in a register: of the units it names, what it says replaces what was known; other units are left alone. All or nothing.</summary>
    public Task<Result<RegisterChange>> ImportAsync(ImmutableArray<RegisterRow> rows, Change change, CancellationToken cancel) => database.WriteAsync(
        context => WriteAsync(context, now => (rows, RegisterChecks.Tree([.. now.Where(row => rows.All(read => read.Unit != row.Unit)), .. rows], rows)), "units.imported", new { rows = rows.Length }, change, cancel), cancel);

    /// <summary>Merges, splits, renames, closes and begins units on a day, and writes down who inherits what. All or nothing.</summary>
    internal static async Task<Result<RegisterChange>> ReorganiseAsync(ChiSoContext context, Reorganisation wanted, Change change, CancellationToken cancel)
    {
        var done = await WriteAsync(context, now => (wanted.Rows(now), wanted.Problems(now)), "units.reorganised", wanted, change, cancel);
        if (done.TryGet(out var changed) && !changed.IsEmpty)
            context.UnitHeirs.AddRange(wanted.Inheritances(change));
        return done;
    }

    /// <summary>What stands in the way of a reorganisation as things are known now.</summary>
    internal static async Task<IEnumerable<Problem>> ConflictsAsync(ChiSoContext context, Reorganisation wanted, CancellationToken cancel) =>
        wanted.Problems([.. (await KnownAt(context, null).ToListAsync(cancel)).Select(RegisterRow.Of)]);

    /// <param name="decide">From what is known now: rows that replace all that is known of their units, and what stands in the way.</param>
    private static async Task<Result<RegisterChange>> WriteAsync<T>(
        ChiSoContext context, Func<ImmutableArray<RegisterRow>, (ImmutableArray<RegisterRow> Rows, IEnumerable<Problem> Problems)> decide, string act, T payload, Change change, CancellationToken cancel)
    {
        await Trail.LockAsync(context, Trail.Installation, cancel);
        var known = await KnownAt(context, null).AsTracking().ToListAsync(cancel);
        var (rows, found) = decide([.. known.Select(RegisterRow.Of)]);
        if (found.ToImmutableArray() is { IsEmpty: false } problems)
            return problems;
        var done = Replace(context, known, rows, change.At);
        if (done.IsEmpty)
            return done;
        await context.SaveChangesAsync(cancel);
        await Trail.AppendAsync(context, Trail.Installation, change, act, $"{done.New + done.Corrected} units", payload, cancel);
        return done;
    }

    private static RegisterChange Replace(ChiSoContext context, List<UnitFact> known, ImmutableArray<RegisterRow> rows, DateTime at)
    {
        var before = known.ToLookup(fact => fact.Unit);
        var done = new RegisterChange(0, 0, 0);
        foreach (var unit in rows.GroupBy(row => row.Unit))
        {
            var facts = before[unit.Key].ToList();
            if (facts.Count == unit.Count() && unit.All(row => facts.Exists(row.Says)))
            {
                done = done with { Unchanged = done.Unchanged + 1 };
                continue;
            }

            foreach (var fact in facts.Where(fact => !unit.Any(row => row.Says(fact))))
                fact.Replace(at);
            context.UnitFacts.AddRange(unit.Where(row => !facts.Exists(row.Says)).Select(row => row.ToFact(at)));
            done = facts.Count == 0 ? done with { New = done.New + 1 } : done with { Corrected = done.Corrected + 1 };
        }

        return done;
    }

    private static IQueryable<UnitFact> KnownAt(ChiSoContext context, DateTime? known) => known is { } instant
        ? context.UnitFacts.AsNoTracking().Where(fact => fact.RecordedAt <= instant && (fact.ReplacedAt == null || fact.ReplacedAt > instant))
        : context.UnitFacts.AsNoTracking().Where(fact => fact.ReplacedAt == null);
}

/// <summary>What an import or a reorganisation did, in units.</summary>
public sealed record RegisterChange(int New, int Corrected, int Unchanged)
{
    public bool IsEmpty => New == 0 && Corrected == 0;
}
