using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Application.Rounds;
using ChiSo.Application.Rounds.Sets;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Results;

/// <summary>Replaces the criteria set of a round while it runs: a new version, mapped line by line from the one before, that keeps every entry. No entry is rewritten: where one could not be read as it was meant, the amendment is refused.</summary>
public sealed class Amendments(ChiSoDatabase database)
{
    /// <summary>What amending would do, or everything that stands in the way; nothing is written.</summary>
    /// <param name="wanted">A round of this code whose blocks carry the new sets; the rest of it is not looked at.</param>
    public async Task<Result<ImmutableArray<AmendedBlock>>> PreviewAsync(RoundDocument wanted, CancellationToken cancel)
    {
        await using var context = database.Open();
        var read = await FindAsync(context, wanted, cancel);
        return read.TryGet(out var found) ? found.Blocks : read.Problems;
    }

    /// <summary>Puts the new sets in force, in one transaction with a link of the trail.</summary>
    /// <param name="change">Its reason names the decision that replaces the set.</param>
    /// <returns>The blocks whose set differs; none when there was nothing to do.</returns>
    public Task<Result<ImmutableArray<AmendedBlock>>> AmendAsync(RoundDocument wanted, Change change, CancellationToken cancel) => database.WriteAsync<Result<ImmutableArray<AmendedBlock>>>(
        async context =>
        {
            if (string.IsNullOrWhiteSpace(change.Reason))
                return AmendmentProblems.NoGround();
            await Trail.LockAsync(context, Trail.OfRound(wanted.Code), cancel);
            var read = await FindAsync(context, wanted, cancel);
            if (!read.TryGet(out var found))
                return read.Problems;
            if (found.Blocks.IsEmpty)
                return found.Blocks;
            foreach (var block in found.Blocks)
                await UseAsync(context, block, change.By, cancel);
            await SetPublishing.PublishAtOnceAsync(context, found.Blocks[0].Round, change, cancel);
            var hash = RoundStore.HashOf(found.Amended);
            await context.Rounds.Where(round => round.Code == wanted.Code).ExecuteUpdateAsync(set => set.SetProperty(round => round.ContentHash, hash), cancel);
            await Trail.AppendAsync(context, Trail.OfRound(wanted.Code), change, "criteria.replaced", wanted.Code, new
            {
                content = hash,
                blocks = found.Blocks.Select(block => new
                {
                    block = block.Block,
                    before = block.Before.Edition,
                    after = block.After.Edition,
                    lines = block.Mapping.Lines.Where(line => line.Change != LineChange.Same).Select(line => new { before = line.Before?.Code.Value, after = line.After?.Code.Value, change = line.Change.ToString() }),
                }),
            }, cancel);
            return found.Blocks;
        }, cancel);

    private static async Task<Result<Found>> FindAsync(ChiSoContext context, RoundDocument wanted, CancellationToken cancel)
    {
        if (await context.Rounds.AsNoTracking().SingleOrDefaultAsync(round => round.Code == wanted.Code, cancel) is not { } round)
            return AmendmentProblems.NoRound(wanted.Code);
        if (round.FrozenAt is not null)
            return AmendmentProblems.Frozen(wanted.Code);

        var now = await RoundRows.ReadAsync(context, round, cancel);
        var pairs = now.Blocks.Join(wanted.Blocks, block => block.Code, block => block.Code, (block, other) => (Block: block, Set: other.Criteria))
            .Where(pair => EngineJson.ToText(pair.Block.Criteria) != EngineJson.ToText(pair.Set)).ToList();
        var problems = pairs.SelectMany(pair => AmendmentChecks.Find(pair.Block, pair.Set)).ToImmutableArray();
        if (!problems.IsEmpty)
            return problems;
        var sets = pairs.ToDictionary(pair => pair.Block.Code, pair => pair.Set);
        return new Found(
            now with { Blocks = [.. now.Blocks.Select(block => sets.TryGetValue(block.Code, out var set) ? block with { Criteria = set } : block)] },
            [.. pairs.Select(pair => AmendedBlock.Of(pair.Block, pair.Set, round.Id))]);
    }

    private static async Task UseAsync(ChiSoContext context, AmendedBlock amended, Guid by, CancellationToken cancel)
    {
        var id = await RoundRows.SetAsync(context, amended.After, cancel);
        await context.Blocks.Where(block => block.RoundId == amended.Round && block.Code == amended.Block).ExecuteUpdateAsync(block => block.SetProperty(one => one.CriteriaSetId, id).SetProperty(one => one.SetDraftedBy, by), cancel);
    }

    private sealed record Found(RoundDocument Amended, ImmutableArray<AmendedBlock> Blocks);
}

/// <summary>A block whose set is replaced.</summary>
/// <param name="Kept">How many lines of units keep an entry.</param>
/// <param name="Resting">How many lines of units had an entry on a line that is dropped, split or merged: it stays on record and counts no more.</param>
public sealed record AmendedBlock(Guid Round, string Block, CriteriaSet Before, CriteriaSet After, SetMapping Mapping, int Kept, int Resting)
{
    internal static AmendedBlock Of(BlockDocument block, CriteriaSet after, Guid round)
    {
        var stay = after.Leaves().Select(line => line.Code).ToHashSet();
        var lines = block.Positions.Select(position => (position.Unit, position.Criterion)).Distinct().ToList();
        return new(round, block.Code, block.Criteria, after, SetMapping.Between(block.Criteria, after), lines.Count(line => stay.Contains(line.Criterion)), lines.Count(line => !stay.Contains(line.Criterion)));
    }
}
