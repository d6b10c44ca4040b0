using System.Collections.Immutable;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Publication;

/// <summary>Whether what was frozen is still what its own input gives: derived values are never the truth.</summary>
public sealed class FrozenChecks(ChiSoDatabase database)
{
    /// <summary>Computes every frozen block again, latest period first, one in memory at a time.</summary>
    public async Task<ImmutableArray<CheckedBlock>> CheckAsync(CancellationToken cancel)
    {
        await using var context = database.Open();
        var rows = context.FrozenBlocks.AsNoTracking().OrderByDescending(row => row.Period).ThenBy(row => row.Round).ThenBy(row => row.Place);
        var found = ImmutableArray.CreateBuilder<CheckedBlock>();
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancel))
            found.Add(new(new(row.Round, row.Block, row.Hash), Check(row)));
        return found.ToImmutable();
    }

    /// <summary>Every frozen block, latest period first.</summary>
    public async Task<ImmutableArray<FrozenAddress>> AddressesAsync(CancellationToken cancel)
    {
        await using var context = database.Open();
        return [.. await context.FrozenBlocks.AsNoTracking().OrderByDescending(row => row.Period).ThenBy(row => row.Round).ThenBy(row => row.Place).Select(row => new FrozenAddress(row.Round, row.Block, row.Hash)).ToListAsync(cancel)];
    }

    /// <summary>Computes one frozen block again.</summary>
    /// <returns><c>null</c> when there is no such block.</returns>
    public async Task<CheckedBlock?> CheckAsync(FrozenAddress address, CancellationToken cancel)
    {
        await using var context = database.Open();
        var row = await context.FrozenBlocks.AsNoTracking().SingleOrDefaultAsync(one => one.Round == address.Round && one.Block == address.Block && one.Hash == address.Hash, cancel);
        return row is null ? null : new(address, Check(row));
    }

    /// <summary>Whether computing again gives what was frozen. A result of another engine version may differ and is told apart.</summary>
    public static Recomputed Recompute(FrozenBlock block) =>
        block.EngineVersion != Computation.EngineVersion ? Recomputed.OtherEngine
        : EngineJson.ToText(Computation.Compute(block.Input)) == EngineJson.ToText(block.Result) ? Recomputed.Same
        : Recomputed.Different;

    private static Recomputed Check(FrozenRow row)
    {
        try
        {
            return Recompute(FrozenContent.Unpack<FrozenBlock>(row.Content, row.Hash));
        }
        catch (InvalidDataException)
        {
            return Recomputed.Changed;
        }
    }
}

/// <summary>A frozen block and what computing it again gave.</summary>
public sealed record CheckedBlock(FrozenAddress Address, Recomputed Outcome)
{
    /// <summary>Whether it may be trusted: the same, or of an engine version that can't be compared.</summary>
    public bool IsSound => Outcome is Recomputed.Same or Recomputed.OtherEngine;
}

/// <summary>What computing a frozen block again gave.</summary>
public enum Recomputed
{
    Same,
    Different,
    OtherEngine,

    /// <summary>The stored bytes are not those that were frozen; nothing was computed.</summary>
    Changed,
}
