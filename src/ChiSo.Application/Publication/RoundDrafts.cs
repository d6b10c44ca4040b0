using System.Collections.Immutable;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Database;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Publication;

/// <summary>A round as it stands now, computed from what was handed in so far.</summary>
/// <param name="Blocking">What stands in the way of freezing it; empty for a frozen one.</param>
public sealed record RoundDraft(LiveRound Round, ImmutableArray<DraftBlock> Blocks, ImmutableArray<Problem> Blocking);

/// <summary>A block of a round that is not approved yet.</summary>
/// <param name="Computed">As freezing now would give it; not stored.</param>
/// <param name="Moves">From the units' own scores to what counts now; <c>null</c> in a round with one stage.</param>
public sealed record DraftBlock(FrozenBlock Computed, StageComparison? Moves);

/// <summary>Computes rounds before they are approved, for those who may see results then. Nothing is stored, and nothing of it is public.</summary>
public sealed class RoundDrafts(ChiSoDatabase database, LiveRounds rounds, PublishedSets sets, TimeProvider clock)
{
    private readonly CountedPositions counted = new();

    /// <summary><c>null</c> when there is no such round.</summary>
    public async Task<RoundDraft?> ReadAsync(string code, CancellationToken cancel)
    {
        await using var context = database.Open();
        if (await rounds.FindAsync(context, code, cancel) is not { } live || await context.Rounds.AsNoTracking().SingleOrDefaultAsync(known => known.Code == code, cancel) is not { } round)
            return null;
        var document = await RoundRows.ReadAsync(context, round, sets, counted, cancel);
        var blocks = document.Blocks.Select(block => Freezing.Compute(document, block, "", clock.GetUtcNow().UtcDateTime)).ToList();
        var blocking = round.FrozenAt is null ? await Unsettled.FindAsync(context, round, document, blocks, cancel) : [];
        return new(live, [.. blocks.Zip(document.Blocks, (computed, block) => new DraftBlock(computed, MovesOf(document, block, computed.Result)))], [.. blocking]);
    }

    /// <summary>How a block moved between two stages; <c>null</c> when there is no such round, block or stage.</summary>
    public async Task<(FrozenBlock Computed, StageComparison Moves)?> CompareAsync(string code, string blockCode, string from, string to, CancellationToken cancel)
    {
        await using var context = database.Open();
        if (await context.Rounds.AsNoTracking().SingleOrDefaultAsync(known => known.Code == code, cancel) is not { } round)
            return null;
        var document = await RoundRows.ReadAsync(context, round, sets, counted, cancel);
        if (document.Blocks.FirstOrDefault(one => one.Code == blockCode) is not { } block || !document.Stages.Contains(from) || !document.Stages.Contains(to))
            return null;
        return (Freezing.Compute(document, block, "", clock.GetUtcNow().UtcDateTime), StageComparison.Between(document, block, from, to));
    }

    private static StageComparison? MovesOf(RoundDocument round, BlockDocument block, BlockResult now) =>
        round.Stages.Length > 1 ? StageComparison.UpToNow(round, block, round.Stages[0], now) : null;
}
