using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Desk;

/// <summary>A sheet of a round that isn't frozen yet.</summary>
public sealed record LiveSheet(string Round, Words RoundName, string Block, SheetState State);

/// <summary>The newest published result of a unit.</summary>
/// <param name="Index">In percent; <c>null</c> where none was published.</param>
/// <param name="Rank"><c>null</c> where it has none.</param>
public sealed record LastResult(string Round, Words RoundName, string Block, decimal? Index, int? Rank);

/// <summary>What there is of a unit for those after it to find.</summary>
/// <param name="Name">As the register has it; the code where it has none.</param>
/// <param name="Evidence">Documents that stand in rounds under way.</param>
public sealed record Estate(string Unit, string Name, LastResult? Result, int Evidence, ImmutableArray<LiveSheet> Sheets);

/// <summary>What a unit was made from, and what came after it.</summary>
/// <param name="Before">Of each unit inherited from, and whether this one took its open work over.</param>
/// <param name="After">Steps from this unit on, in force or to come, with the name of each unit after.</param>
public sealed record UnitLineage(ImmutableArray<(Estate Estate, bool Work)> Before, ImmutableArray<(UnitHeir Step, string Name)> After)
{
    public bool IsEmpty => Before.IsEmpty && After.IsEmpty;
}

/// <summary>Who came from whom, and what of it is at hand.</summary>
public sealed class Lineage(ChiSoDatabase database, LiveRounds rounds)
{
    /// <summary>Of one unit; empty for one no reorganisation touched.</summary>
    /// <param name="today">In Vietnam.</param>
    public async Task<UnitLineage> OfAsync(string unit, DateOnly today, CancellationToken cancel)
    {
        await using var context = database.Open();
        var before = await Inherited.ByAsync(context, [unit], today, cancel);
        var after = await context.UnitHeirs.AsNoTracking().Where(heir => heir.From == unit).OrderBy(heir => heir.On).ThenBy(heir => heir.To).ToListAsync(cancel);
        var estates = before.IsEmpty ? [] : await EstatesAsync(context, [.. before.Select(one => one.Unit)], cancel);
        var names = after.Count == 0 ? [] : await UnitRegister.NamesAsync(context, [.. after.Select(step => step.To)], cancel);
        return new([.. before.Select(one => (estates[one.Unit], one.Work))], [.. after.Select(step => (step, names.GetValueOrDefault(step.To, step.To)))]);
    }

    /// <summary>What there is of each of some units.</summary>
    internal async Task<Dictionary<string, Estate>> EstatesAsync(ChiSoContext context, IReadOnlyCollection<string> units, CancellationToken cancel)
    {
        var names = await UnitRegister.NamesAsync(context, units, cancel);
        var live = await rounds.ListAsync(cancel);
        var sheets = await SheetsAsync(context, live, units, cancel);
        var blocks = live.SelectMany(round => round.Blocks).Select(block => block.Id).ToList();
        var evidence = (await context.Evidence.Where(row => blocks.Contains(row.BlockId) && units.Contains(row.Unit) && row.WithdrawnAt == null).Select(row => row.Unit).ToListAsync(cancel)).CountBy(unit => unit).ToDictionary();
        var results = await ResultsAsync(context, [.. units], cancel);
        return units.Distinct().ToDictionary(unit => unit, unit => new Estate(unit, names.GetValueOrDefault(unit) ?? NameIn(live, unit), results.GetValueOrDefault(unit), evidence.GetValueOrDefault(unit), [.. sheets[unit]]));
    }

    private static string NameIn(ImmutableArray<LiveRound> live, string unit) => live.SelectMany(round => round.Blocks).Select(block => block.Unit(unit)?.Name.Vi).FirstOrDefault(name => name is not null) ?? unit;

    private static async Task<ILookup<string, LiveSheet>> SheetsAsync(ChiSoContext context, ImmutableArray<LiveRound> live, IReadOnlyCollection<string> units, CancellationToken cancel)
    {
        var there = (from round in live from block in round.Blocks from unit in block.Units where units.Contains(unit.Code) select (round, block, unit.Code)).ToList();
        var ids = there.Select(one => one.block.Id).Distinct().ToList();
        var moves = (await context.UnitStages.AsNoTracking().Where(move => ids.Contains(move.BlockId) && units.Contains(move.Unit) && move.Stage == Stages.Self).ToListAsync(cancel))
            .GroupBy(move => (move.BlockId, move.Unit)).ToDictionary(moves => moves.Key, moves => moves.MaxBy(move => move.Sequence)!.State); // a group has a move
        return there.ToLookup(one => one.Code, one => new LiveSheet(one.round.Code, one.round.Name, one.block.Code, moves.GetValueOrDefault((one.block.Id, one.Code))));
    }

    /// <summary>The newest frozen result of each; one that was changed after it was frozen is passed over, the nightly check tells of it.</summary>
    private static async Task<Dictionary<string, LastResult>> ResultsAsync(ChiSoContext context, HashSet<string> wanted, CancellationToken cancel)
    {
        var found = new Dictionary<string, LastResult>();
        await foreach (var row in context.FrozenBlocks.AsNoTracking().OrderByDescending(row => row.Period).ThenBy(row => row.Round).ThenBy(row => row.Place).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (wanted.Count == found.Count)
                break;
            if (Read(row) is not { } block)
                continue;
            foreach (var unit in block.Result.Units.Where(unit => wanted.Contains(unit.Unit)))
                found.TryAdd(unit.Unit, new(row.Round, block.RoundName, row.Block, unit.Published, unit.Rank?.Value));
        }

        return found;
    }

    private static FrozenBlock? Read(FrozenRow row)
    {
        try
        {
            return FrozenContent.Unpack<FrozenBlock>(row.Content, row.Hash);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
