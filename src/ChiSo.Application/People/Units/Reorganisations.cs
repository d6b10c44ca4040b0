using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.People;

/// <summary>Reorganisations as they are put together, step by step.</summary>
public sealed class Reorganisations(ChiSoDatabase database, UnitRegister register)
{
    /// <summary>Newest first.</summary>
    public async Task<ImmutableArray<ReorganisationDraft>> ListAsync(CancellationToken cancel)
    {
        await using var context = database.Open();
        return [.. (await context.ReorganisationDrafts.AsNoTracking().ToListAsync(cancel)).OrderByDescending(draft => draft.DraftedAt)];
    }

    /// <summary><c>null</c> when there is none of this id.</summary>
    public async Task<ReorganisationDraft?> FindAsync(Guid id, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await context.ReorganisationDrafts.AsNoTracking().SingleOrDefaultAsync(draft => draft.Id == id, cancel);
    }

    /// <summary>Begins a reorganisation of one day.</summary>
    public Task<ReorganisationDraft> StartAsync(DateOnly on, Change change, CancellationToken cancel) => database.WriteAsync(
        async context =>
        {
            var draft = new ReorganisationDraft { On = on, DraftedBy = change.By, DraftedAt = change.At };
            context.ReorganisationDrafts.Add(draft);
            await Trail.AppendAsync(context, Trail.Installation, change, "units.reorganisation-drafted", IsoDay(on), new { draft.Id, on }, cancel);
            return draft;
        }, cancel);

    /// <summary>Adds a change. Units before are found by code or by name, with marks or without.</summary>
    /// <param name="seen">The version of the draft the form was made for.</param>
    public async Task<Result<ReorganisationDraft>> AddAsync(Guid id, int seen, TypedChange typed, Change change, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } draft)
            return DraftProblems.Unknown();
        var there = await register.OnAsync(draft.On.AddDays(-1), known: null, cancel);
        var read = typed.Read(there);
        return read.TryGet(out var made)
            ? await StepAsync(id, seen, DraftStep.Change, change, "units.reorganisation-changed", stored =>
            {
                var changes = stored.Changes();
                var added = made with { Number = changes.Select(one => one.Number).DefaultIfEmpty(0).Max() + 1 };
                stored.Set([.. changes, added]);
                return new { stored.Id, added };
            }, cancel)
            : read.Problems;
    }

    /// <summary>Takes a change away; one that isn't there is left as it is.</summary>
    public Task<Result<ReorganisationDraft>> RemoveAsync(Guid id, int seen, int number, Change change, CancellationToken cancel) =>
        StepAsync(id, seen, DraftStep.Change, change, "units.reorganisation-changed", stored =>
        {
            stored.Set([.. stored.Changes().Where(one => one.Number != number)]);
            return new { stored.Id, removed = number };
        }, cancel);

    public Task<Result<ReorganisationDraft>> WithdrawAsync(Guid id, int seen, Change change, CancellationToken cancel) =>
        StepAsync(id, seen, DraftStep.Withdraw, change, "units.reorganisation-withdrawn", stored =>
        {
            stored.End(DraftState.Withdrawn, "", change.By, change.At);
            return new { stored.Id };
        }, cancel);

    /// <summary>One step of a draft in the transaction under way: refused when the table forbids it or the draft moved on since it was seen.</summary>
    internal static async Task<Result<ReorganisationDraft>> TakeAsync(ChiSoContext context, Guid id, int seen, DraftStep step, CancellationToken cancel)
    {
        await Trail.LockAsync(context, Trail.Installation, cancel);
        if (await context.ReorganisationDrafts.SingleOrDefaultAsync(known => known.Id == id, cancel) is not { } draft)
            return DraftProblems.Unknown();
        if (DraftStates.After(draft.State, step) is null)
            return DraftProblems.Ended(draft);
        return draft.Version == seen ? draft : DraftProblems.Clash();
    }

    private Task<Result<ReorganisationDraft>> StepAsync(Guid id, int seen, DraftStep step, Change change, string name, Func<ReorganisationDraft, object> act, CancellationToken cancel) =>
        database.WriteAsync<Result<ReorganisationDraft>>(async context =>
        {
            var taken = await TakeAsync(context, id, seen, step, cancel);
            if (!taken.TryGet(out var draft))
                return taken;
            var said = act(draft);
            await Trail.AppendAsync(context, Trail.Installation, change, name, IsoDay(draft.On), said, cancel);
            return draft;
        }, cancel);

    internal static string IsoDay(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Why a step of a draft is refused.</summary>
internal static class DraftProblems
{
    public static Problem Unknown() => new("reorganisation.unknown", "id", new("Không có đợt sắp xếp này.", "There is no such reorganisation."), new("Chọn lại từ danh sách các đợt sắp xếp.", "Choose again from the list of reorganisations."));

    public static Problem Ended(ReorganisationDraft draft) => new("reorganisation.ended", "state",
        draft.State == DraftState.Applied ? new("Đợt sắp xếp này đã áp dụng nên không đổi được nữa.", "This reorganisation was applied; it can't be changed any more.") : new("Đợt sắp xếp này đã bỏ.", "This reorganisation was withdrawn."),
        new("Soạn một đợt sắp xếp mới.", "Draft a new one."));

    public static Problem Clash() => new("reorganisation.clash", "version", new("Người khác vừa sửa đợt sắp xếp này.", "Somebody else has just changed this reorganisation."), new("Xem lại nội dung mới bên dưới rồi làm lại.", "Look at what it says now, then try again."));

    public static Problem NoDecision() => new("reorganisation.decision", "decision", new("Chưa ghi số và ngày của quyết định.", "Number and date of the decision are missing."),
        new("Ghi như 202/2025/QH15 và 12/06/2025.", "Write them like 202/2025/QH15 and 12/06/2025."));

    public static Problem Empty() => new("reorganisation.empty", "changes", new("Chưa có thay đổi nào.", "There is no change yet."), new("Thêm ít nhất một thay đổi.", "Add one change at least."));

    public static Problem NoHeir(string where, string unit) => new("reorganisation.no-heir", where,
        new($"Chưa chọn đơn vị tiếp nhận việc còn dở của {unit}.", $"Nobody said which unit takes over the open work of {unit}."), new("Bỏ thay đổi này rồi ghi lại, kèm đơn vị tiếp nhận việc.", "Take the change away and write it again with that unit."));
}
