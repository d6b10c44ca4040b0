using System.Collections.Concurrent;
using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Database;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Results;

/// <summary>Positions that were handed in, kept between readings: such a position never changes, so that a reading after one change reads that change alone.</summary>
internal sealed class CountedPositions
{
    /// <summary>How far the clocks of several web processes and the end of a long transaction may lie apart. What falls out of it is found by the count.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    /// <summary>Blocks that were read are kept until there are more of them; then all are read anew.</summary>
    private const int MostBlocks = 64;

    private readonly ConcurrentDictionary<Guid, Kept> blocks = new();

    /// <summary>All of one block, in no order that means anything.</summary>
    public async Task<ImmutableArray<PositionDocument>> ReadAsync(ChiSoContext context, Guid block, CancellationToken cancel)
    {
        if (blocks.Count > MostBlocks)
            blocks.Clear();
        var kept = blocks.GetOrAdd(block, _ => new());
        await kept.Turn.WaitAsync(cancel);
        try
        {
            await AddAsync(context, block, kept, kept.Newest - Overlap, cancel);
            if (await context.Positions.CountAsync(row => row.BlockId == block && row.HandedIn != null, cancel) != kept.Positions.Count)
            {
                kept.Forget(); // a clock was set back, or the rows were restored
                await AddAsync(context, block, kept, DateTime.MinValue, cancel);
            }

            return [.. kept.Positions.Values];
        }
        finally
        {
            kept.Turn.Release();
        }
    }

    private static async Task AddAsync(ChiSoContext context, Guid block, Kept kept, DateTime from, CancellationToken cancel)
    {
        var since = DateTime.SpecifyKind(from, DateTimeKind.Utc);
        await foreach (var row in context.Positions.AsNoTracking().Where(row => row.BlockId == block && row.HandedIn >= since).AsAsyncEnumerable().WithCancellation(cancel))
            kept.Add(row);
    }

    /// <summary>What is known of one block.</summary>
    private sealed class Kept
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public Dictionary<Guid, PositionDocument> Positions { get; } = [];

        /// <summary>UTC.</summary>
        public DateTime Newest { get; private set; } = DateTime.MinValue + Overlap;

        public void Add(Position row)
        {
            if (!Positions.ContainsKey(row.Id))
                Positions.Add(row.Id, RoundRows.ToDocument(row));
            if (row.HandedIn > Newest)
                Newest = row.HandedIn.Value;
        }

        public void Forget()
        {
            Positions.Clear();
            Newest = DateTime.MinValue + Overlap;
        }
    }
}
