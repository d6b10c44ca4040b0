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
/// <param name="Changed">Links, or their payloads, that no longer fit their own hash, or that the checkpoint or the chain's own row knows otherwise.</param>
/// <param name="Removed">Numbers missing between links that are there.</param>
/// <param name="Inserted">Links whole in themselves on which the next one does not build, or that the chain's own row has not counted.</param>
/// <param name="Covered">Links the newest checkpoint vouches for: from the head it signed back to the first break.</param>
/// <param name="Uncovered">Links nothing outside the database speaks for: after the newest checkpoint, or cut off from the head it signed.</param>
/// <param name="Missing">Numbers the checkpoint, or the chain's own row, has seen that are no longer at the end of the chain.</param>
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

/// <summary>What verifying the whole trail found.</summary>
public sealed record TrailReport(CheckpointStatus Checkpoints, ImmutableArray<ChainReport> Chains)
{
    /// <summary>Every chain holds, and what should speak for them from outside the database does. A trail of which no checkpoint was ever taken is whole as far as it can tell; look at what is covered.</summary>
    public bool IsWhole => Checkpoints is CheckpointStatus.None or CheckpointStatus.Verified && Chains.All(chain => chain.IsWhole);
}

/// <summary>Checks chains link by link against themselves and against the newest checkpoint. Needs no database: an exported file does.</summary>
public static class TrailVerification
{
    /// <summary>One report per chain that is there or known, by name.</summary>
    /// <param name="checkpoint">The newest one that can be trusted; <c>null</c> for none.</param>
    /// <param name="rows">Where the database itself says its chains stand, or said so when it was exported; <c>null</c> when that isn't known.</param>
    public static ImmutableArray<ChainReport> Verify(IEnumerable<TrailLine> lines, Checkpoint? checkpoint, IReadOnlyCollection<ChainHead>? rows)
    {
        var heads = checkpoint?.Chains.ToDictionary(head => head.Chain) ?? [];
        var counted = rows?.ToDictionary(row => row.Chain);
        var chains = lines.GroupBy(line => line.Link.Chain).ToDictionary(group => group.Key, group => group.OrderBy(line => line.Link.Sequence).ToList());
        return [.. chains.Keys.Union(heads.Keys).Union(counted?.Keys ?? Enumerable.Empty<string>()).Order(StringComparer.Ordinal)
            .Select(chain => VerifyChain(chain, chains.GetValueOrDefault(chain, []), heads.GetValueOrDefault(chain),
                counted is null ? null : counted.GetValueOrDefault(chain) ?? new(chain, 0, AuditChain.Start)))]; // a row that was deleted counts nothing
    }

    private static ChainReport VerifyChain(string chain, List<TrailLine> lines, ChainHead? head, ChainHead? row)
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
        if (row is not null)
            CompareWithRow(lines, row, changed, inserted);
        var broken = changed.Union(inserted).ToHashSet();
        var covered = Covered(lines, head, broken);
        return new(
            chain,
            SequenceRange.Of(changed), SequenceRange.Of(removed), SequenceRange.Of(inserted),
            SequenceRange.Of(covered.Order()),
            SequenceRange.Of(lines.Select(line => line.Link.Sequence).Where(sequence => !covered.Contains(sequence) && !broken.Contains(sequence))),
            Span(last + 1, Math.Max(head?.Count ?? 0, row?.Count ?? 0)),
            SequenceRange.Of(lines.Where(line => line.Payload is null).Select(line => line.Link.Sequence)));
    }

    /// <summary>The last link must be the one the chain's own row names, and none may stand beyond it.</summary>
    private static void CompareWithRow(List<TrailLine> lines, ChainHead row, SortedSet<long> changed, SortedSet<long> inserted)
    {
        foreach (var link in lines.Select(line => line.Link))
        {
            if (link.Sequence > row.Count)
                inserted.Add(link.Sequence);
            else if (link.Sequence == row.Count && link.Hash != row.Head)
                changed.Add(link.Sequence);
        }
    }

    /// <summary>From the signed head back, link by link, to the first that is broken, gone or not the one the next builds on.</summary>
    private static HashSet<long> Covered(List<TrailLine> lines, ChainHead? head, HashSet<long> broken)
    {
        var covered = new HashSet<long>();
        var (wanted, hash) = (head?.Count ?? 0, head?.Head);
        foreach (var link in lines.Select(line => line.Link).Reverse().SkipWhile(link => link.Sequence > wanted))
        {
            if (link.Sequence != wanted || link.Hash != hash || broken.Contains(wanted))
                break;
            covered.Add(wanted);
            (wanted, hash) = (wanted - 1, link.PreviousHash);
        }

        return covered;
    }

    private static bool FitsItself(TrailLine line) =>
        line.Link.ComputeHash() == line.Link.Hash
        && (line.Payload is not { } payload || AuditPayload.HashOf(payload.Salt, payload.Json) == line.Link.PayloadHash);

    private static ImmutableArray<SequenceRange> Span(long from, long to) => from <= to ? [new(from, to)] : [];
}
