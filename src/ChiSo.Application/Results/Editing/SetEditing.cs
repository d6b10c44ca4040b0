using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Database;
using ChiSo.Application.Rounds;
using ChiSo.Application.Rounds.Sets;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Results.Editing;

/// <summary>Changes the criteria set of a round that is not open yet, line by line. Every change is checked as a file of the same content would be; the round takes the set in only when nothing is wrong. A published set is followed by its next version.</summary>
public sealed class SetEditing(ChiSoDatabase database)
{
    /// <summary><c>null</c> when there is no such round being prepared in the browser, or no such block.</summary>
    public async Task<EditedSet?> FindAsync(string round, string block, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await ReadAsync(context, round, block, cancel);
    }

    /// <summary>Stores a new or a changed line, under the line it names.</summary>
    public Task<Result<EditedSet>> SaveAsync(string round, string block, EditLine input, Change change, CancellationToken cancel)
    {
        var read = TypedLine.Read(input.Typed, input.Mark);
        if (!read.TryGet(out var typed))
            return Task.FromResult<Result<EditedSet>>(read.Problems);
        var parent = input.Typed.GetValueOrDefault("parent", "");
        return ChangeAsync(round, block, change, now => Saved(now, input, typed, parent), cancel);
    }

    /// <summary>Moves a line among those beside it.</summary>
    /// <param name="by">−1 up, 1 down.</param>
    /// <param name="seen">The tree as it was shown.</param>
    public Task<Result<EditedSet>> ShiftAsync(string round, string block, string line, int by, string seen, Change change, CancellationToken cancel) =>
        ChangeAsync(round, block, change, now => SetTree.Find(now.Tree, line) is null ? EditProblems.Gone(line) : now.Seen != seen ? EditProblems.Overtaken(line) : new Step(SetTree.Shift(now.Tree, line, by), line), cancel);

    /// <summary>Removes a line and all below it.</summary>
    /// <param name="seen">The tree as it was shown.</param>
    public Task<Result<EditedSet>> RemoveAsync(string round, string block, string line, string seen, Change change, CancellationToken cancel) =>
        ChangeAsync(round, block, change, now => SetTree.Find(now.Tree, line) is null ? EditProblems.Gone(line) : now.Seen != seen ? EditProblems.Overtaken(line) : new Step(SetTree.Remove(now.Tree, line), line), cancel);

    /// <summary>Forgets the changes; the trail keeps each of them.</summary>
    /// <param name="seen">The tree as it was shown.</param>
    public Task<Result<EditedSet>> DropAsync(string round, string block, string seen, Change change, CancellationToken cancel) => WriteAsync(round, block, async (context, now) =>
    {
        if (Refusal(now, seen) is { } refusal)
            return refusal;
        context.SetDrafts.Remove(await DraftAsync(context, now, cancel));
        await Trail.AppendAsync(context, Trail.OfRound(round), change, "criteria.draft-dropped", block, new { tree = now.Seen }, cancel);
        return now with { Draft = null, Tree = now.Stored.Criteria, Problems = [] };
    }, cancel);

    /// <summary>Puts the changed set into the round, whole, when nothing is wrong with it.</summary>
    /// <param name="seen">The tree as it was shown.</param>
    public Task<Result<EditedSet>> TakeInAsync(string round, string block, string seen, Change change, CancellationToken cancel) => WriteAsync(round, block, async (context, now) =>
    {
        if (Refusal(now, seen) is { } refusal)
            return refusal;
        if (now.IsStale)
            return EditProblems.Stale(block);
        var read = PlacedTables.Check(now.Round with { Blocks = [.. now.Round.Blocks.Select(one => one.Code == block ? one with { Criteria = now.Tree } : one)] });
        if (!read.TryGet(out var whole))
            return read.Problems;
        if (await SetPublishing.RefusalsAsync(context, now.RoundId, new Dictionary<string, CriteriaSet> { [block] = now.Tree }, _ => true, cancel) is { IsEmpty: false } published)
            return published;

        context.SetDrafts.Remove(await DraftAsync(context, now, cancel));
        await context.SaveChangesAsync(cancel);
        var (stored, hash) = (await context.Rounds.AsNoTracking().SingleAsync(one => one.Id == now.RoundId, cancel), RoundStore.HashOf(whole));
        await RoundRows.ReplaceAsync(context, stored, whole, hash, change, cancel);
        await Trail.AppendAsync(context, Trail.OfRound(round), change, "round.replaced", round, new { content = hash, before = stored.ContentHash, block, set = now.Tree.Edition, hash = now.Seen }, cancel);
        return now with { Draft = null, Round = whole, Stored = whole.Blocks.Single(one => one.Code == block) };
    }, cancel);

    private static Result<Step> Saved(EditedSet now, EditLine input, CriteriaNode typed, string parent)
    {
        var (tree, code) = (now.Tree, typed.Code.Value);
        var known = input.Line is null ? null : SetTree.Find(tree, input.Line);
        if (input.Line is not null && known is null)
            return EditProblems.Gone(input.Line);
        if (known is not null && SetTree.MarkOf(tree, known) != input.Seen)
            return EditProblems.Overtaken(code);
        if (code != input.Line && SetTree.Find(tree, code) is not null)
            return EditProblems.CodeTaken(code);
        if (parent.Length > 0 && (SetTree.Find(tree, parent) is null || (known is not null && SetTree.Find(tree with { Roots = [known] }, parent) is not null)))
            return EditProblems.Parent();
        if (input.Line is null)
            return new Step(SetTree.Add(tree, parent, typed), code);
        var changed = SetTree.Replace(tree, input.Line, typed);
        return new Step(SetTree.ParentOf(changed, code) == parent ? changed : SetTree.Put(changed, code, parent), code);
    }

    private static Problem? Refusal(EditedSet now, string seen) =>
        now.Draft is null ? EditProblems.NothingToTake(now.Stored.Code)
        : now.Seen != seen ? EditProblems.Overtaken(now.Stored.Code)
        : null;

    private Task<Result<EditedSet>> ChangeAsync(string round, string block, Change change, Func<EditedSet, Result<Step>> act, CancellationToken cancel) => WriteAsync(round, block, async (context, now) =>
    {
        if (now.IsStale)
            return EditProblems.Stale(block);
        var acted = act(now);
        if (!acted.TryGet(out var step))
            return acted.Problems;

        var draft = await DraftAsync(context, now, cancel);
        draft.Change(step.Tree, change.By, change.At);
        await Trail.AppendAsync(context, Trail.OfRound(round), change, "criteria.edited", step.Line, new { block, before = Standing(now.Tree, step.Line), after = Standing(step.Tree, step.Line) }, cancel);
        return now with { Tree = step.Tree, Draft = draft };
    }, cancel);

    private Task<Result<EditedSet>> WriteAsync(string round, string block, Func<ChiSoContext, EditedSet, Task<Result<EditedSet>>> act, CancellationToken cancel) => database.WriteAsync<Result<EditedSet>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(round), cancel);
            return await ReadAsync(context, round, block, cancel) is { } now ? await act(context, now) : EditProblems.Unknown(block);
        }, cancel);

    /// <summary>Where a line stands and what is in it; <c>null</c> when it isn't there.</summary>
    private static object? Standing(CriteriaSet tree, string code) =>
        SetTree.Find(tree, code) is { } line ? new { parent = SetTree.ParentOf(tree, code), place = tree.Nodes().TakeWhile(node => node.Code != line.Code).Count(), below = line.SelfAndBelow().Count() - 1, line = line with { Children = [] } } : null;

    private static async Task<SetDraft> DraftAsync(ChiSoContext context, EditedSet now, CancellationToken cancel)
    {
        var id = await context.Blocks.Where(block => block.RoundId == now.RoundId && block.Code == now.Stored.Code).Select(block => block.Id).SingleAsync(cancel);
        if (await context.SetDrafts.SingleOrDefaultAsync(one => one.BlockId == id, cancel) is { } known)
            return known;
        var draft = new SetDraft { BlockId = id, Base = PublishedSet.Of(now.Stored.Criteria).Hash };
        context.SetDrafts.Add(draft);
        return draft;
    }

    private static async Task<EditedSet?> ReadAsync(ChiSoContext context, string round, string block, CancellationToken cancel)
    {
        if (await context.Rounds.AsNoTracking().SingleOrDefaultAsync(known => known.Code == round, cancel) is not { OpenedAt: null, FrozenAt: null } row)
            return null;
        var document = await RoundRows.ReadAsync(context, row, cancel);
        if (document.Blocks.Any(one => !one.Positions.IsEmpty) || document.Blocks.FirstOrDefault(one => one.Code == block) is not { } stored)
            return null;
        var id = await context.Blocks.Where(one => one.RoundId == row.Id && one.Code == block).Select(one => one.Id).SingleAsync(cancel);
        var draft = await context.SetDrafts.AsNoTracking().SingleOrDefaultAsync(one => one.BlockId == id, cancel);
        var published = await SetPublishing.NewestAsync(context, id, cancel);
        var tree = draft?.Read() ?? stored.Criteria;
        var next = tree.Version > published ? tree : tree with { Version = published + 1 };
        return new(row.Id, document, stored, next, draft, draft is null ? [] : Check(document, stored, next), draft is not null && draft.Base != PublishedSet.Of(stored.Criteria).Hash);
    }

    /// <summary>Of the block alone, without its history: what is shown at every step.</summary>
    private static ImmutableArray<Problem> Check(RoundDocument round, BlockDocument block, CriteriaSet tree) =>
        PlacedTables.Check(round with { Blocks = [block with { Criteria = tree, History = [], Announced = [] }] }).Problems;

    /// <param name="Line">The line it is about.</param>
    private sealed record Step(CriteriaSet Tree, string Line);
}
