using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Application.Rounds;
using ChiSo.Application.Rounds.Sets;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Results;

/// <summary>Rounds that are not open yet: made from an earlier one or from a file, and changed by a file. A file is shown before it is taken in, and taken in whole or not at all.</summary>
public sealed class RoundPreparation(ChiSoDatabase database, FileVault files)
{
    /// <summary>Bytes a round's file may have.</summary>
    public const long LongestFile = 48L << 20;

    /// <summary>Rounds a new one may be made from, latest period first.</summary>
    public async Task<ImmutableArray<EarlierRound>> EarlierAsync(CancellationToken cancel)
    {
        await using var context = database.Open();
        var rounds = await context.Rounds.AsNoTracking().OrderByDescending(round => round.Period).ThenBy(round => round.Code).ToListAsync(cancel);
        return [.. rounds.Select(round => new EarlierRound(round.Code, Json.EngineJson.Read<NameOnly>(round.Settings).Name, round.Period, round.FrozenAt is not null))];
    }

    /// <summary>A round being prepared, with the version to carry back; <c>null</c> when it isn't there, or no more being prepared.</summary>
    public async Task<PreparedRound?> FindAsync(string code, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await context.Rounds.AsNoTracking().SingleOrDefaultAsync(known => known.Code == code, cancel) is { OpenedAt: null, FrozenAt: null } round
            ? new(await RoundRows.ReadAsync(context, round, cancel), round.ContentHash)
            : null;
    }

    /// <summary>Each block beside the one of its code in the latest round of an earlier period; blocks that are new stand alone.</summary>
    public async Task<ImmutableArray<BlockPlan>> AgainstEarlierAsync(RoundDocument round, CancellationToken cancel)
    {
        await using var context = database.Open();
        var plans = ImmutableArray.CreateBuilder<BlockPlan>(round.Blocks.Length);
        foreach (var block in round.Blocks)
            plans.Add(BlockPlan.Of(await EarlierBlocks.FindAsync(context, round.Period, block.Code, cancel), block));
        return plans.MoveToImmutable();
    }

    /// <summary>A new round from an earlier one: structure, guidance and units, never an entry or a state.</summary>
    public async Task<Result<string>> RollOverAsync(string from, NextRound next, Change change, CancellationToken cancel)
    {
        await using var reading = database.Open();
        if (await reading.Rounds.AsNoTracking().SingleOrDefaultAsync(known => known.Code == from, cancel) is not { } last)
            return PreparationProblems.Unknown(from);
        if (next.Takes is { } takes && (takes.IsEmpty || takes.Values.Any(units => units.IsEmpty)))
            return PreparationProblems.NoBlocks();
        var read = PlacedTables.Check(RollOver.From(await RoundRows.ReadAsync(reading, last, cancel), next with { KeepsResults = last.FrozenAt is not null }));
        if (!read.TryGet(out var round))
            return read.Problems;
        return await database.WriteAsync<Result<string>>(async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(round.Code), cancel);
            if (await context.Rounds.AnyAsync(known => known.Code == round.Code, cancel))
                return PreparationProblems.CodeKnown(round.Code);
            var hash = RoundStore.HashOf(round);
            await RoundRows.AddAsync(context, round, hash, change, cancel);
            await Trail.AppendAsync(context, Trail.OfRound(round.Code), change, "round.rolled-over", round.Code, new { content = hash, from, before = last.ContentHash }, cancel);
            return round.Code;
        }, cancel);
    }

    /// <summary>Keeps a file as it was sent. Nothing of it is taken in yet.</summary>
    /// <param name="round">The round it is for; empty when the file says.</param>
    public async Task<Result<Guid>> LayInAsync(Stream content, string fileName, string round, Change change, CancellationToken cancel)
    {
        if (await files.PutAsync(content, LongestFile, cancel) is not { } stored)
            return FileProblems.UploadTooLarge(LongestFile);
        if (stored.Length == 0)
            return PreparationProblems.NoFile();
        var upload = new RoundUpload { FileName = FileNames.AsGiven(fileName), Hash = stored.Hash, Round = round, By = change.By, At = change.At };
        return await database.WriteAsync<Result<Guid>>(async context =>
        {
            context.RoundUploads.Add(upload);
            await context.SaveChangesAsync(cancel);
            return upload.Id;
        }, cancel);
    }

    /// <summary>What taking the file in would do; <c>null</c> when there is no such file.</summary>
    public async Task<UploadPlan?> PlanAsync(Guid id, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await context.RoundUploads.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel) is { } upload ? await PlanAsync(context, upload, cancel) : null;
    }

    /// <summary>Takes a file in, whole.</summary>
    /// <param name="seen">The content the changes were shown against, as the plan had it.</param>
    public async Task<Result<string>> TakeInAsync(Guid id, string seen, Change change, CancellationToken cancel)
    {
        if (await PlanAsync(id, cancel) is not { } plan)
            return PreparationProblems.NoFile();
        if (plan.Upload.TakenAt is { } at)
            return PreparationProblems.TakenAlready(at);
        if (plan.Round is not { } round)
            return plan.Problems;
        return await database.WriteAsync<Result<string>>(async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(round.Code), cancel);
            var before = await context.Rounds.AsNoTracking().SingleOrDefaultAsync(known => known.Code == round.Code, cancel);
            if (before is not null && PreparationProblems.Started(before) is { } started)
                return started;
            if (plan.Seen != seen || (before?.ContentHash ?? "") != seen)
                return PreparationProblems.Overtaken(round.Code);
            if (await SetRefusalsAsync(context, before, round, cancel) is { IsEmpty: false } published)
                return published; // since the plan was shown
            (await context.RoundUploads.SingleAsync(one => one.Id == id, cancel)).Take(change.At);
            await context.SaveChangesAsync(cancel);
            await StoreAsync(context, before, plan, change, cancel);
            return round.Code;
        }, cancel);
    }

    private static async Task StoreAsync(ChiSoContext context, Round? before, UploadPlan plan, Change change, CancellationToken cancel)
    {
        var round = plan.Round!; // taken in only without problems
        var hash = RoundStore.HashOf(round);
        if (hash == before?.ContentHash)
            return;
        if (before is null)
            await RoundRows.AddAsync(context, round, hash, change, cancel);
        else
            await RoundRows.ReplaceAsync(context, before, round, hash, change, cancel);
        await Trail.AppendAsync(context, Trail.OfRound(round.Code), change, before is null ? "round.imported" : "round.replaced", round.Code,
            new { content = hash, before = before?.ContentHash, file = plan.Upload.FileName, sha256 = plan.Upload.Hash }, cancel);
    }

    private async Task<UploadPlan> PlanAsync(ChiSoContext context, RoundUpload upload, CancellationToken cancel)
    {
        if (await FileVerdicts.HoldAsync(context, upload.Hash, cancel) is { } hold)
            return UploadPlan.Held(upload, hold);
        var meant = upload.Round.Length == 0 ? null : await context.Rounds.AsNoTracking().SingleOrDefaultAsync(known => known.Code == upload.Round, cancel);
        await using var content = files.Open(upload.Hash);
        var read = UploadedRound.Read(content, upload.FileName, meant is null ? null : await RoundRows.ReadAsync(context, meant, cancel));
        if (!read.TryGet(out var round))
            return UploadPlan.Refused(upload, read.Problems);

        var stored = await context.Rounds.AsNoTracking().SingleOrDefaultAsync(known => known.Code == round.Code, cancel);
        var before = stored is null ? null : await RoundRows.ReadAsync(context, stored, cancel);
        if (Refusals(upload, round, stored, before).Concat(await SetRefusalsAsync(context, stored, round, cancel)).ToImmutableArray() is { IsEmpty: false } problems)
            return UploadPlan.Refused(upload, problems);
        var codes = (before?.Blocks ?? []).Concat(round.Blocks).Select(block => block.Code).Distinct().ToList();
        var plans = ImmutableArray.CreateBuilder<BlockPlan>(codes.Count);
        foreach (var code in codes)
            plans.Add(BlockPlan.Of(before is null ? await EarlierBlocks.FindAsync(context, round.Period, code, cancel) : Named(before, code), Named(round, code)));
        return new(upload, [], round, stored?.ContentHash ?? "", RoundDifferences.Between(before, round), plans.ToImmutable());
    }

    private static IEnumerable<Problem> Refusals(RoundUpload upload, RoundDocument round, Round? stored, RoundDocument? before)
    {
        if (upload.Round.Length > 0 && upload.Round != round.Code)
            yield return PreparationProblems.OtherRound(upload.Round, round.Code);
        if (round.Blocks.Any(block => !block.Positions.IsEmpty))
            yield return PreparationProblems.HasEntries(RoundColumns.Positions);
        if (round.Blocks.Any(block => !block.Decisions.IsEmpty))
            yield return PreparationProblems.HasEntries(RoundColumns.Decisions);
        foreach (var stage in round.Stages.Where(stage => Stages.KindOf(stage) is null))
            yield return PreparationProblems.Stage(stage);
        if (!round.Stages.Contains(Stages.Self))
            yield return PreparationProblems.NoSelf();
        if (stored is not null && PreparationProblems.Started(stored) is { } started)
            yield return started;
        else if (before is not null && before.Blocks.Any(block => !block.Positions.IsEmpty))
            yield return PreparationProblems.HoldsEntries(round.Code);
    }

    /// <summary>A published set stays as it is; a correction is a new version of it.</summary>
    private static async Task<ImmutableArray<Problem>> SetRefusalsAsync(ChiSoContext context, Round? stored, RoundDocument after, CancellationToken cancel) => stored is null
        ? []
        : await SetPublishing.RefusalsAsync(context, stored.Id, after.Blocks.ToDictionary(block => block.Code, block => block.Criteria), _ => true, cancel);

    private static BlockDocument? Named(RoundDocument round, string code) => round.Blocks.FirstOrDefault(block => block.Code == code);

    private sealed record NameOnly(Words Name);
}

/// <summary>A round a new one may be made from.</summary>
public sealed record EarlierRound(string Code, Words Name, string Period, bool IsFrozen);

/// <summary>A round being prepared.</summary>
/// <param name="Version">Its content, to be carried back with every change.</param>
public sealed record PreparedRound(RoundDocument Round, string Version)
{
    /// <summary>Whether it came with entries, which are not prepared in the browser.</summary>
    public bool HoldsEntries => Round.Blocks.Any(block => !block.Positions.IsEmpty);
}
