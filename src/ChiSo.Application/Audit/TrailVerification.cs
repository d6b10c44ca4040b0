using System.Collections.Immutable;

namespace ChiSo.Application.Audit;

/// <summary>A link as stored or exported, with its payload unless that was erased.</summary>
public sealed record TrailLine(AuditLink Link, AuditPayload? Payload);

/// <summary>Links from a sequence to a sequence, both included.</summary>
public sealed record SequenceRange(long From, long To)
{
    /// <summary>Neighbouring numbers drawn together; the numbers must rise.</summary>
    public static ImmutableArray<SequenceRange> Of(IEnumerable<long> sequences)
    {
        var ranges = ImmutableArray.CreateBuilder<SequenceRange>();
        foreach (var sequence in sequences)
        {
            if (ranges.Count > 0 && ranges[^1].To == sequence - 1)
                ranges[^1] = ranges[^1] with { To = sequence };
            else
                ranges.Add(new(sequence, sequence));
        }

        return ranges.ToImmutable();
    }
}

/// <summary>What verifying one chain found.</summary>
/// <param name="Changed">Links, or their payloads, that no longer fit their own hash, or that the checkpoint knows otherwise.</param>
/// <param name="Removed">Numbers missing between links that are there.</param>
/// <param name="Inserted">Links whole in themselves on which the next one does not build.</param>
/// <param name="Covered">Links a genuine checkpoint vouches for.</param>
/// <param name="Uncovered">Links after the newest checkpoint: nothing outside the database speaks for them yet.</param>
/// <param name="Missing">Numbers the checkpoint has seen that are no longer at the end of the chain.</param>
/// <param name="Erased">Links whose payload was erased; the chain still holds.</param>
public sealed record ChainReport(
    string Chain,
    ImmutableArray<SequenceRange> Changed,
    ImmutableArray<SequenceRange> Removed,
    ImmutableArray<SequenceRange> Inserted,
    ImmutableArray<SequenceRange> Covered,
    ImmutableArray<SequenceRange> Uncovered,
    ImmutableArray<SequenceRange> Missing,
    ImmutableArray<SequenceRange> Erased)
{
    public bool IsWhole => Changed.IsEmpty && Removed.IsEmpty && Inserted.IsEmpty && Missing.IsEmpty;
}

/// <summary>Checks chains link by link against themselves and against the newest checkpoint. Needs no database: an exported file does.</summary>
public static class TrailVerification
{
    /// <summary>One report per chain that is there or that the checkpoint knows, by name.</summary>
    public static ImmutableArray<ChainReport> Verify(IEnumerable<TrailLine> lines, Checkpoint? checkpoint)
    {
        var heads = checkpoint?.Chains.ToDictionary(head => head.Chain) ?? [];
        var chains = lines.GroupBy(line => line.Link.Chain).ToDictionary(group => group.Key, group => group.OrderBy(line => line.Link.Sequence).ToList());
        return [.. chains.Keys.Union(heads.Keys).Order(StringComparer.Ordinal).Select(chain => VerifyChain(chain, chains.GetValueOrDefault(chain, []), heads.GetValueOrDefault(chain)))];
    }

    private static ChainReport VerifyChain(string chain, List<TrailLine> lines, ChainHead? head)
    {
        var changed = new SortedSet<long>(lines.Where(line => !FitsItself(line)).Select(line => line.Link.Sequence));
        var inserted = new SortedSet<long>();
        var removed = new List<long>();
        var (expected, previous) = (1L, AuditChain.Start);
        foreach (var link in lines.Select(line => line.Link))
        {
            for (; expected < link.Sequence; expected++)
                removed.Add(expected);
            var follows = removed.Count == 0 || removed[^1] != link.Sequence - 1;
            if (follows && link.PreviousHash != previous && !changed.Contains(link.Sequence - 1) && !changed.Contains(link.Sequence))
                inserted.Add(Math.Max(1, link.Sequence - 1));
            (expected, previous) = (link.Sequence + 1, link.Hash);
        }

        var last = expected - 1;
        if (head is not null && lines.Find(line => line.Link.Sequence == head.Count) is { } vouched && vouched.Link.Hash != head.Head)
            changed.Add(head.Count);
        var broken = changed.Concat(inserted).Concat(removed).Order().FirstOrDefault(long.MaxValue);
        var covered = Math.Min(Math.Min(head?.Count ?? 0, last), broken - 1);
        return new(
            chain,
            SequenceRange.Of(changed), SequenceRange.Of(removed), SequenceRange.Of(inserted),
            Span(1, covered), Span(Math.Max(head?.Count ?? 0, covered) + 1, last), Span(last + 1, head?.Count ?? 0),
            SequenceRange.Of(lines.Where(line => line.Payload is null).Select(line => line.Link.Sequence)));
    }

    private static bool FitsItself(TrailLine line) =>
        line.Link.ComputeHash() == line.Link.Hash
        && (line.Payload is not { } payload || AuditPayload.HashOf(payload.Salt, payload.Json) == line.Link.PayloadHash);

    private static ImmutableArray<SequenceRange> Span(long from, long to) => from <= to ? [new(from, to)] : [];
}
