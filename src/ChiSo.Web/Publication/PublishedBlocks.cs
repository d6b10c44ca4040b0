using System.Collections.Concurrent;
using System.Collections.Immutable;
using ChiSo.Application.Publication;

namespace ChiSo.Web.Publication;

/// <summary>A frozen block with the hash printed on its documents.</summary>
public sealed record Published(FrozenBlock Block, string Hash)
{
    public string RoundCode => Block.RoundCode;

    public string BlockCode => Block.Input.BlockCode;

    public string Path => $"/{RoundCode}/{BlockCode}";

    public string UnitPath(string unit) => $"{Path}/{Uri.EscapeDataString(unit)}";
}

/// <summary>A published round and the blocks of it that are frozen, in official order.</summary>
public sealed record PublishedRound(string Code, ImmutableArray<Published> Blocks)
{
    public FrozenBlock First => Blocks[0].Block;
}

/// <summary>The frozen blocks pages read. A block is read once and kept by its hash: what is frozen never changes, and a page of 3,355 units must not parse them again.</summary>
/// <param name="addresses">Every published block, latest round first, blocks in official order; asked on each request, so that a new publication shows at once.</param>
/// <param name="find">One block as stored; <c>null</c> when it is not published.</param>
public sealed class PublishedBlocks(
    Func<CancellationToken, Task<ImmutableArray<FrozenAddress>>> addresses,
    Func<string, string, CancellationToken, Task<FrozenBlock?>> find)
{
    private const int Kept = 64;

    private readonly ConcurrentDictionary<string, Published> byHash = new();

    /// <summary>Latest first; a round whose blocks are gone between two reads is left out.</summary>
    public async Task<ImmutableArray<PublishedRound>> RoundsAsync(CancellationToken cancel)
    {
        var rounds = ImmutableArray.CreateBuilder<PublishedRound>();
        foreach (var round in (await addresses(cancel)).GroupBy(address => address.Round))
        {
            var blocks = ImmutableArray.CreateBuilder<Published>();
            foreach (var address in round)
            {
                if (await ReadAsync(address, cancel) is { } block)
                    blocks.Add(block);
            }

            if (blocks.Count > 0)
                rounds.Add(new(round.Key, blocks.ToImmutable()));
        }

        return rounds.ToImmutable();
    }

    /// <summary><c>null</c> when nothing is published at this address.</summary>
    public async Task<Published?> FindAsync(string round, string block, CancellationToken cancel)
    {
        var address = (await addresses(cancel)).FirstOrDefault(one => one.Round == round && one.Block == block);
        return address is null ? null : await ReadAsync(address, cancel);
    }

    private async Task<Published?> ReadAsync(FrozenAddress address, CancellationToken cancel)
    {
        if (byHash.TryGetValue(address.Hash, out var kept))
            return kept;
        if (await find(address.Round, address.Block, cancel) is not { } frozen)
            return null;
        if (byHash.Count >= Kept)
            byHash.Clear();
        return byHash.GetOrAdd(address.Hash, new Published(frozen, address.Hash));
    }
}
