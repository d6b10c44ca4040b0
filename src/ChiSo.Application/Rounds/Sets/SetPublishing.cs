using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Rounds.Sets;

/// <summary>Publishes criteria sets: one person proposes, another publishes, and both name the content they saw. Before that no round opens; after it nothing of the set changes.</summary>
public sealed class SetPublishing(ChiSoDatabase database, LiveRounds rounds)
{
    /// <summary>The sets of a round, a block each in its order; empty when there is no such round.</summary>
    public async Task<ImmutableArray<BlockSet>> ListAsync(string round, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await rounds.FindAsync(context, round, cancel) is { } live ? await ListAsync(context, live, cancel) : [];
    }

    /// <param name="hash">Of the content seen.</param>
    public Task<Result<BlockSet>> ProposeAsync(string round, string block, string hash, Change change, CancellationToken cancel) => ChangeAsync(round, block, hash, change, async (context, set) =>
    {
        if (set.Standing == SetStanding.Published)
            return SetProblems.Published(block, set.Version);
        if (set.Current is not null)
            return set;

        var proposal = new SetPublication { BlockId = set.Block.Id, CriteriaSetId = set.Block.CriteriaSetId, ProposedBy = change.By, ProposedAt = change.At };
        context.SetPublications.Add(proposal);
        await Trail.AppendAsync(context, Trail.OfRound(round), change, "criteria.proposed", block, new { set = set.Edition, hash = set.Hash, draftedBy = set.DraftedBy }, cancel);
        return set with { Current = proposal };
    }, cancel);

    /// <param name="hash">Of the content seen.</param>
    public Task<Result<BlockSet>> PublishAsync(string round, string block, string hash, Change change, CancellationToken cancel) => ChangeAsync(round, block, hash, change, async (context, set) =>
    {
        if (set.Standing == SetStanding.Published)
            return SetProblems.Published(block, set.Version);
        if (set.Current is null)
            return SetProblems.NotProposed(block);
        if (!set.MayBePublishedBy(change.By) || await SecondPerson.IsSameAsync(context, Act.RunRound, set.Current.ProposedBy, set.Current.ProposedAt, change, cancel) || await SecondPerson.IsSameAsync(context, Act.PrepareRound, set.DraftedBy, null, change, cancel))
            return SetProblems.SamePerson(block);

        var proposal = await context.SetPublications.SingleAsync(one => one.BlockId == set.Block.Id && one.CriteriaSetId == set.Block.CriteriaSetId, cancel);
        proposal.Publish(change.By, change.At);
        await Trail.AppendAsync(context, Trail.OfRound(round), change, "criteria.published", block, new { set = set.Edition, hash = set.Hash, proposedBy = proposal.ProposedBy }, cancel);
        return set with { Current = proposal };
    }, cancel);

    /// <summary>Returns a proposed set to whoever proposed it, by another person.</summary>
    /// <param name="hash">Of the content seen.</param>
    public Task<Result<BlockSet>> ReturnAsync(string round, string block, string hash, string reason, Change change, CancellationToken cancel) => EndAsync(round, block, hash, RoundProposalStep.Return, change, async (context, set, proposal) =>
    {
        if (RoundProposals.WithReason(change, reason) is not { } said)
            return CalendarProblems.NoReturnReason(block);
        await Trail.AppendAsync(context, Trail.OfRound(round), said, "criteria.returned", block, new { set = set.Edition, hash = set.Hash, proposedBy = proposal.ProposedBy }, cancel);
        return set with { Current = null };
    }, cancel);

    /// <summary>Takes a proposed set back, by whoever proposed it.</summary>
    /// <param name="hash">Of the content seen.</param>
    public Task<Result<BlockSet>> WithdrawAsync(string round, string block, string hash, Change change, CancellationToken cancel) => EndAsync(round, block, hash, RoundProposalStep.Withdraw, change, async (context, set, _) =>
    {
        await Trail.AppendAsync(context, Trail.OfRound(round), change, "criteria.withdrawn", block, new { set = set.Edition, hash = set.Hash }, cancel);
        return set with { Current = null };
    }, cancel);

    /// <summary>Published at once, by whoever runs the command line on the server: an import, or an amendment under a decision. The act's own link of the trail names the sets.</summary>
    internal static async Task PublishAtOnceAsync(ChiSoContext context, Guid round, Change change, CancellationToken cancel)
    {
        foreach (var block in await context.Blocks.Where(block => block.RoundId == round).ToListAsync(cancel))
        {
            var known = await context.SetPublications.SingleOrDefaultAsync(one => one.BlockId == block.Id && one.CriteriaSetId == block.CriteriaSetId, cancel);
            if (known is null)
                context.SetPublications.Add(known = new() { BlockId = block.Id, CriteriaSetId = block.CriteriaSetId, ProposedBy = change.By, ProposedAt = change.At });
            if (known.PublishedAt is null)
                known.Publish(change.By, change.At);
        }

        await context.SaveChangesAsync(cancel);
    }

    /// <summary>What stands in the way of opening the round; <c>null</c> when every block's set is published.</summary>
    internal static async Task<Problem?> ObstacleAsync(ChiSoContext context, LiveRound round, CancellationToken cancel)
    {
        var missing = (await ListAsync(context, round, cancel)).Where(set => set.Standing != SetStanding.Published).Select(set => set.Block.Name).ToList();
        return missing.Count == 0 ? null : SetProblems.NotPublished(round.Code, missing);
    }

    /// <summary>Why other sets can't take the place of published ones: these stay as they are, and a correction is a new version.</summary>
    /// <param name="wanted">By block.</param>
    /// <param name="binds">Of what was published, what is looked at.</param>
    internal static async Task<ImmutableArray<Problem>> RefusalsAsync(ChiSoContext context, Guid round, IReadOnlyDictionary<string, CriteriaSet> wanted, Func<PublishedEdition, bool> binds, CancellationToken cancel)
    {
        var editions = (await EditionsAsync(context, round, cancel)).Where(binds).ToLookup(edition => edition.Block);
        var now = await context.Blocks.Where(block => block.RoundId == round).Join(context.CriteriaSets, block => block.CriteriaSetId, set => set.Id, (block, set) => new { block.Code, set.Hash }).ToDictionaryAsync(one => one.Code, one => one.Hash, cancel);
        return [.. wanted.Where(one => now.TryGetValue(one.Key, out var hash) && PublishedSet.Of(one.Value).Hash != hash)
            .Select(one => editions[one.Key].Select(edition => edition.Refuses(one.Value)).LastOrDefault(problem => problem is not null)).OfType<Problem>()];
    }

    /// <summary>The highest version published for a block; 0 when none is.</summary>
    internal static async Task<int> NewestAsync(ChiSoContext context, Guid block, CancellationToken cancel) =>
        await context.SetPublications.Where(one => one.BlockId == block && one.PublishedAt != null).Join(context.CriteriaSets, one => one.CriteriaSetId, set => set.Id, (_, set) => (int?)set.Version).MaxAsync(cancel) ?? 0;

    /// <summary>Everything published for the blocks of a round.</summary>
    private static async Task<ImmutableArray<PublishedEdition>> EditionsAsync(ChiSoContext context, Guid round, CancellationToken cancel)
    {
        var found = await (from publication in context.SetPublications
                           join block in context.Blocks on publication.BlockId equals block.Id
                           join set in context.CriteriaSets on publication.CriteriaSetId equals set.Id
                           where block.RoundId == round && publication.PublishedAt != null
                           orderby publication.PublishedAt
                           select new { Publication = publication, Block = block.Code, set.Code, set.Version, set.Hash }).AsNoTracking().ToListAsync(cancel);
        return [.. found.Select(one => new PublishedEdition(one.Block, one.Code, one.Version, one.Hash, one.Publication))];
    }

    private static async Task<ImmutableArray<BlockSet>> ListAsync(ChiSoContext context, LiveRound round, CancellationToken cancel)
    {
        var rows = await (from block in context.Blocks
                          join set in context.CriteriaSets on block.CriteriaSetId equals set.Id
                          where block.RoundId == round.Id
                          orderby block.Place
                          select new { Block = block, set.Code, set.Version, set.Hash }).AsNoTracking().ToListAsync(cancel);
        var ids = rows.ConvertAll(row => row.Block.Id);
        var publications = await context.SetPublications.AsNoTracking().Where(one => ids.Contains(one.BlockId)).ToListAsync(cancel);
        var editions = await EditionsAsync(context, round.Id, cancel);
        return [.. rows.Select(row => new BlockSet(
            round.Blocks.Single(block => block.Id == row.Block.Id), row.Code, row.Version, row.Hash, row.Block.SetDraftedBy,
            publications.SingleOrDefault(one => one.BlockId == row.Block.Id && one.CriteriaSetId == row.Block.CriteriaSetId),
            [.. editions.Where(edition => edition.Block == row.Block.Code)],
            round.OpenedAt is not null || round.FrozenAt is not null))];
    }

    private Task<Result<BlockSet>> EndAsync(string round, string block, string hash, RoundProposalStep step, Change change, Func<ChiSoContext, BlockSet, SetPublication, Task<Result<BlockSet>>> tell, CancellationToken cancel) => ChangeAsync(round, block, hash, change, async (context, set) =>
    {
        if (set.Standing == SetStanding.Published)
            return SetProblems.Published(block, set.Version);
        if (set.Current is not { } current)
            return SetProblems.NotProposed(block);
        if (await RoundProposalStates.RefuseAsync(context, RoundProposalState.Proposed, step, current.ProposedBy, current.ProposedAt, change, block, cancel) is { } refused)
            return refused;
        var ended = await tell(context, set, current);
        if (ended.Problems.IsEmpty)
            await context.SetPublications.Where(one => one.BlockId == current.BlockId && one.CriteriaSetId == current.CriteriaSetId).ExecuteDeleteAsync(cancel);
        return ended;
    }, cancel);

    private Task<Result<BlockSet>> ChangeAsync(string round, string block, string hash, Change change, Func<ChiSoContext, BlockSet, Task<Result<BlockSet>>> act, CancellationToken cancel) => database.WriteAsync<Result<BlockSet>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(round), cancel);
            if (await rounds.FindAsync(context, round, cancel) is not { FrozenAt: null } live || (await ListAsync(context, live, cancel)).FirstOrDefault(one => one.Block.Code == block) is not { } set)
                return SetProblems.Unknown(block);
            return set.Hash == hash ? await act(context, set) : SetProblems.Overtaken(block);
        }, cancel);
}
