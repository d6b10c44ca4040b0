using System.Collections.Immutable;
using ChiSo.Application.Database;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Publication;

/// <summary>Where a frozen block lies and the hash of what lies there.</summary>
public sealed record FrozenAddress(string Round, string Block, string Hash);

/// <summary>What the public reads: frozen blocks, nothing else.</summary>
public sealed class PublicResults(ChiSoDatabase database)
{
    /// <summary>Every frozen block, latest period first, blocks in their order.</summary>
    public async Task<ImmutableArray<FrozenAddress>> AddressesAsync(CancellationToken cancel)
    {
        await using var context = database.Open();
        var rows = await context.FrozenBlocks.OrderByDescending(row => row.Period).ThenBy(row => row.Round).ThenBy(row => row.Place)
            .Select(row => new FrozenAddress(row.Round, row.Block, row.Hash)).ToListAsync(cancel);
        return [.. rows];
    }

    /// <summary><c>null</c> when nothing is frozen at this address.</summary>
    /// <exception cref="InvalidDataException">What is stored was changed after it was frozen.</exception>
    public async Task<FrozenBlock?> FindAsync(string round, string block, CancellationToken cancel)
    {
        await using var context = database.Open();
        var row = await context.FrozenBlocks.AsNoTracking().SingleOrDefaultAsync(known => known.Round == round && known.Block == block, cancel);
        return row is null ? null : FrozenContent.Unpack<FrozenBlock>(row.Content, row.Hash);
    }
}
