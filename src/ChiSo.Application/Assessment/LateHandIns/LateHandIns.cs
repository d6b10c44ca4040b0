using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Assessment;

/// <summary>Late hand-ins: the rule of a block, the deduction each proposes by the server's clock, and the standing office that confirms or waives it. What it confirms stands on the deduction line of the criteria, as every appraisal does.</summary>
public sealed class LateHandIns(ChiSoDatabase database, LiveRounds rounds, PublishedSets sets)
{
    /// <summary><c>null</c> when there is no such round or block.</summary>
    public async Task<LateDesk?> ReadAsync(string round, string block, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await ReadAsync(context, round, block, cancel);
    }

    /// <summary>Sets the rule of a block; what was proposed under another stays as it was.</summary>
    public Task<Result<LateRule>> SetRuleAsync(string round, string block, SetLateRule input, Change change, CancellationToken cancel) => ChangeAsync<LateRule>(round, block, async (context, desk) =>
    {
        if (desk.Stage is null || desk.Lines.All(line => line.Code != input.Line))
            return LateProblems.NoLine(desk.Block.Name.Vi);
        if (input.Days is < 1 or > 60)
            return LateProblems.WrongDays(desk.Block.Name.Vi);
        await context.LateRules.Where(rule => rule.BlockId == desk.Block.Id).ExecuteDeleteAsync(cancel);
        var rule = new LateRule { BlockId = desk.Block.Id, Line = input.Line, Counting = input.Counting, Days = input.Days };
        context.LateRules.Add(rule);
        await context.RenewCalendarAsync(desk.Round.Id, cancel);
        await Trail.AppendAsync(context, Trail.OfRound(round), change, "late.rule-set", block, new { before = Told(desk.Rule), after = Told(rule) }, cancel);
        return rule;
    }, cancel);

    /// <summary>Confirms the deduction, or less of it with a reason.</summary>
    public Task<Result<LateHandIn>> ConfirmAsync(string round, string block, DecideLate input, int count, Change change, string by, CancellationToken cancel) => DecideAsync(
        round, block, input, LateStep.Confirm, change, by, late =>
            count < 1 || count > late.Proposed ? LateProblems.WrongCount(input.Unit, late.Proposed)
            : count < late.Proposed && string.IsNullOrWhiteSpace(input.Reason) ? LateProblems.NoReason(input.Unit)
            : null, count, cancel);

    /// <summary>Takes nothing away, with a reason.</summary>
    public Task<Result<LateHandIn>> WaiveAsync(string round, string block, DecideLate input, Change change, string by, CancellationToken cancel) => DecideAsync(
        round, block, input, LateStep.Waive, change, by, _ => string.IsNullOrWhiteSpace(input.Reason) ? LateProblems.NoReason(input.Unit) : null, 0, cancel);

    /// <summary>Records on the deduction line that units handed in in time, so that nothing about them stays unknown.</summary>
    /// <returns>How many.</returns>
    public Task<Result<int>> RecordInTimeAsync(string round, string block, Change change, string by, CancellationToken cancel) => ChangeAsync<int>(round, block, async (context, desk) =>
    {
        if (desk.Line is null)
            return LateProblems.NoRule(desk.Block.Name.Vi);
        var rows = desk.Rows.Where(row => row.IsToBeRecorded).ToList();
        foreach (var row in rows)
            await StandAsync(context, desk, row, 0, InTime(row), change, by, cancel);
        return rows.Count;
    }, cancel);

    /// <summary>Proposes the deduction of a hand-in that comes late, within the act that hands in.</summary>
    internal static async Task ProposeAsync(ChiSoContext context, Sheet sheet, Change change, CancellationToken cancel)
    {
        if (sheet.LateRule is not { } rule || sheet.Round.Clock.ClosesFor(sheet.Stage, sheet.Unit.Code) is not { } due || rule.CountAt(due, change.At, sheet.Round.Clock.Days) is not (> 0 and var count))
            return;
        context.LateHandIns.Add(new() { BlockId = sheet.Block.Id, Unit = sheet.Unit.Code, Due = due, At = change.At, Proposed = count });
        await Trail.AppendAsync(context, Trail.OfRound(sheet.Round.Code), change, "late.proposed", sheet.Unit.Code, new { due, count, line = rule.Line.Value }, cancel);
    }

    private Task<Result<LateHandIn>> DecideAsync(string round, string block, DecideLate input, LateStep step, Change change, string by, Func<LateHandIn, Problem?> check, int count, CancellationToken cancel) => ChangeAsync<LateHandIn>(round, block, async (context, desk) =>
    {
        if (desk.Rows.FirstOrDefault(one => one.Unit.Code == input.Unit) is not { Late: { } late } row)
            return LateProblems.Unknown(input.Unit);
        if (desk.Line is null)
            return LateProblems.NoRule(desk.Block.Name.Vi);
        if (!LateStates.Allows(late.State, step))
            return LateProblems.WrongStep(input.Unit, late.State);
        if (late.Version != input.Seen)
            return LateProblems.Changed(input.Unit);
        if (check(late) is { } refused)
            return refused;

        var reason = input.Reason.Trim().Normalize();
        context.LateHandIns.Attach(late);
        late.Decide(LateStates.Table.First(one => one.From == late.State && one.Step == step).To, count, reason, by, change.At);
        await StandAsync(context, desk, row, count, $"Nộp chậm lúc {VietnamTime.Write(late.At)}, hạn {VietnamTime.Write(late.Due)}. {reason}".Trim(), change, by, cancel);
        await Trail.AppendAsync(context, Trail.OfRound(round), change with { Reason = reason }, step == LateStep.Confirm ? "late.confirmed" : "late.waived", input.Unit, new { late.Proposed, count, points = desk.PointsOf(count) }, cancel);
        return late;
    }, cancel);

    /// <summary>Puts a count on the deduction line; it counts at once.</summary>
    private static async Task StandAsync(ChiSoContext context, LateDesk desk, LateRow row, int count, string reason, Change change, string by, CancellationToken cancel)
    {
        var position = new Position
        {
            BlockId = desk.Block.Id, Unit = row.Unit.Code, Criterion = desk.Line!.Code, Stage = desk.Stage!, Mark = 0, Sequence = (row.Standing?.Sequence ?? 0) + 1, // callers asked for the line; a rule is set only where there is a stage
            Entry = EngineJson.ToText<Entry>(new Entry.Figures([count])), Reason = reason, Evidence = "", By = by, Place = Position.AfterImported, Person = change.By, Mandate = change.Mandate, At = change.At,
        };
        position.HandIn(change.At);
        context.Positions.Add(position);
        await Trail.AppendAsync(context, Trail.OfRound(desk.Round.Code), change, "review.saved", $"{row.Unit.Code} {position.Criterion} {position.Stage}",
            new { position.Sequence, before = row.Standing?.Entry, after = position.Entry, reason }, cancel);
    }

    private Task<Result<T>> ChangeAsync<T>(string round, string block, Func<ChiSoContext, LateDesk, Task<Result<T>>> act, CancellationToken cancel) => database.WriteAsync<Result<T>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(round), cancel);
            return await ReadAsync(context, round, block, cancel) is { Round.FrozenAt: null } desk ? await act(context, desk) : LateProblems.Unknown(round);
        }, cancel);

    private async Task<LateDesk?> ReadAsync(ChiSoContext context, string roundCode, string blockCode, CancellationToken cancel)
    {
        if (await rounds.FindAsync(context, roundCode, cancel) is not { } round || round.Block(blockCode) is not { } block)
            return null;
        var rule = round.Clock.LateRuleOf(block.Id);
        var desk = new LateDesk(round, block, await sets.FindAsync(context, block.CriteriaSetId, cancel), rule, []);
        var handed = await context.UnitStages.AsNoTracking().Where(move => move.BlockId == block.Id && move.Stage == Stages.Self && move.State == SheetState.HandedIn).ToDictionaryAsync(move => move.Unit, move => move.At, cancel);
        var late = await context.LateHandIns.AsNoTracking().Where(one => one.BlockId == block.Id).ToDictionaryAsync(one => one.Unit, cancel);
        var standing = rule is null ? [] : (await context.Positions.Newest().AsNoTracking().Where(row => row.BlockId == block.Id && row.Criterion == rule.Line && row.Stage == desk.Stage && row.Mark == 0).ToListAsync(cancel)).ToDictionary(row => row.Unit);
        return desk with
        {
            Rows = [.. block.Units.Select(unit => new LateRow(unit, round.Clock.ClosesFor(Stages.Self, unit.Code), handed.TryGetValue(unit.Code, out var at) ? at : null, late.GetValueOrDefault(unit.Code), standing.GetValueOrDefault(unit.Code)))],
        };
    }

    /// <summary>A unit that handed in after its deadline, but before a working day began, lost none.</summary>
    private static string InTime(LateRow row) => row.HandedIn >= row.Due
        ? $"Nộp lúc {VietnamTime.Write(row.HandedIn ?? default)}, sau hạn {VietnamTime.Write(row.Due ?? default)}; không chậm ngày làm việc nào."
        : $"Nộp đúng hạn lúc {VietnamTime.Write(row.HandedIn ?? default)}.";

    private static object? Told(LateRule? rule) => rule is null ? null : new { line = rule.Line.Value, counting = rule.Counting.ToString(), rule.Days };
}

/// <param name="Line">A deduction line of the block's criteria.</param>
public sealed record SetLateRule(CriterionCode Line, LateCounting Counting, int Days);

/// <summary>A decision on a late hand-in, and the version of it that was seen.</summary>
public sealed record DecideLate(string Unit, int Seen, string Reason);
