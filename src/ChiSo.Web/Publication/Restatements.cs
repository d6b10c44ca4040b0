using System.Collections.Concurrent;
using ChiSo.Application.Results;
using ChiSo.Engine;

namespace ChiSo.Web.Publication;

/// <summary>The period before a published one, computed again under the later one's rules: from two frozen results, so it never changes and is kept by their hashes.</summary>
public sealed class Restatements(PublishedBlocks blocks)
{
    private const int Kept = 16;

    private readonly ConcurrentDictionary<(string Now, string Before), Restated> known = new();

    /// <summary><c>null</c> when no earlier period of this block is published here.</summary>
    public async Task<RestatedPeriod?> FindAsync(Published now, CancellationToken cancel)
    {
        var earlier = (await blocks.RoundsAsync(cancel)).SelectMany(round => round.Blocks).Where(block => IsEarlier(block, now)).MaxBy(block => block.Block.Input.Period, StringComparer.Ordinal);
        if (earlier is null)
            return null;
        if (known.Count >= Kept)
            known.Clear();
        return new(earlier, known.GetOrAdd((now.Hash, earlier.Hash), _ => Restated.Of(now.Block.Input, earlier.Block.Input)));
    }

    /// <summary>A year is compared with years, a quarter with quarters; a period recomputed beside itself says nothing.</summary>
    private static bool IsEarlier(Published other, Published now)
    {
        var (before, period) = (other.Block.Input.Period, now.Block.Input.Period);
        return other.BlockCode == now.BlockCode && before.Length == period.Length && before.ElementAtOrDefault(5) == period.ElementAtOrDefault(5)
            && string.CompareOrdinal(before, period) < 0;
    }
}

/// <summary>An earlier period under later rules.</summary>
public sealed record RestatedPeriod(Published Earlier, Restated Restated)
{
    public string Period => Earlier.Block.Input.Period;

    /// <summary><c>null</c> when the unit took no part then.</summary>
    public UnitResult? Find(string unit) => Restated.Find(unit);
}
