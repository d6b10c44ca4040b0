using System.Collections.Immutable;
using ChiSo.Application.Database;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Audit;

/// <summary>The trail as the database holds it.</summary>
internal static class TrailReading
{
    /// <summary>Where every chain stands, and whether the links since a checkpoint build on it and lead there.</summary>
    /// <param name="since">Links it covers are not read again; <c>null</c> reads all.</param>
    public static Task<(bool IsWhole, ImmutableArray<ChainHead> Heads)> SinceAsync(ChiSoDatabase database, Checkpoint? since, CancellationToken cancel) =>
        database.SnapshotAsync(context => SinceAsync(context, since, cancel), cancel);

    public static async Task<ImmutableArray<ChainHead>> HeadsAsync(ChiSoContext context, CancellationToken cancel) =>
        [.. await context.AuditChains.AsNoTracking().OrderBy(chain => chain.Chain).Select(chain => new ChainHead(chain.Chain, chain.Count, chain.Head)).ToListAsync(cancel)];

    private static async Task<(bool IsWhole, ImmutableArray<ChainHead> Heads)> SinceAsync(ChiSoContext context, Checkpoint? since, CancellationToken cancel)
    {
        var heads = await HeadsAsync(context, cancel);
        var known = since?.Chains.ToDictionary(head => head.Chain) ?? [];
        foreach (var head in heads)
        {
            var from = known.GetValueOrDefault(head.Chain) ?? new(head.Chain, 0, AuditChain.Start);
            known.Remove(head.Chain);
            if (!await LeadsAsync(context, from, head, cancel))
                return (false, heads);
        }

        var chains = context.AuditChains;
        var orphaned = await context.AuditLinks.AnyAsync(link => !chains.Any(chain => chain.Chain == link.Chain), cancel); // a chain's own row was deleted
        return (known.Count == 0 && !orphaned, heads); // a chain the checkpoint knew is gone otherwise
    }

    private static async Task<bool> LeadsAsync(ChiSoContext context, ChainHead from, ChainHead to, CancellationToken cancel)
    {
        var (sequence, hash) = (from.Count, from.Head);
        await foreach (var link in context.AuditLinks.AsNoTracking().Where(link => link.Chain == from.Chain && link.Sequence > from.Count).OrderBy(link => link.Sequence).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (link.Sequence != sequence + 1 || link.PreviousHash != hash || link.ComputeHash() != link.Hash)
                return false;
            (sequence, hash) = (link.Sequence, link.Hash);
        }

        return sequence == to.Count && hash == to.Head;
    }
}
