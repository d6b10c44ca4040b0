using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Application.Json;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Assessment;

/// <summary>A unit's own work on its sheet: read, save a line, move it on. Every save names the version it saw.</summary>
public sealed class Sheets(ChiSoDatabase database, LiveRounds rounds, PublishedSets sets, TimeProvider clock)
{
    /// <summary><c>null</c> when there is no such round, block, unit or stage.</summary>
    public async Task<Sheet?> ReadAsync(string roundCode, string blockCode, string unitCode, string stage, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await FindAsync(context, new(roundCode, blockCode, unitCode), stage, cancel);
    }

    /// <inheritdoc cref="ReadAsync(string, string, string, string, CancellationToken)"/>
    internal Task<Sheet?> FindAsync(ChiSoContext context, UnitPlace place, string stage, CancellationToken cancel) => ReadAsync(context, new(place.Round, place.Block, place.Unit, stage), null, cancel);

    /// <summary>The sheet with one line alone on it: what is on the others is left out. <c>null</c> when the unit fills no such line.</summary>
    public async Task<Sheet?> ReadLineAsync(LineAddress line, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await FindAsync(context, line, cancel);
    }

    /// <summary>Saves a line as a new position. A save that saw an older version is kept aside and stands beside the one that came first.</summary>
    public async Task<Result<SaveOutcome>> SaveAsync(SaveLine input, Person person, DecimalMark mark, CancellationToken cancel) =>
        await SaveAsync(new(input.Round, input.Block, input.Unit, input.Stage, input.Criterion), _ => input, person, mark, cancel) ?? SheetProblems.NoSuchLine(input.Criterion);

    /// <summary>The same for who needs the sheet to tell what was typed: it is read once for both.</summary>
    /// <param name="typed">Asked with the sheet as it stands before the save; <c>null</c> when nothing is to be saved.</param>
    /// <returns><c>null</c> when there is no such line, or nothing was to be saved.</returns>
    public Task<Result<SaveOutcome>?> SaveAsync(LineAddress line, Func<Sheet, SaveLine?> typed, Person person, DecimalMark mark, CancellationToken cancel) => database.WriteAsync(
        async context =>
        {
            await Trail.LockPartAsync(context, Trail.OfRound(line.Round), $"{line.Block} {line.Unit}", cancel); // two saves of one sheet come one after the other
            return await FindAsync(context, line, cancel) is { } sheet && typed(sheet) is { } input ? await SaveAsync(context, sheet, input, person, mark, cancel) : (Result<SaveOutcome>?)null;
        }, cancel);

    /// <summary>Sends the sheet to the leader, gives it back, or hands it in. Handing in makes every line's newest position count, and needs every blocking finding mended or let through.</summary>
    public Task<Result<SheetState>> MoveAsync(string round, string block, string unit, string stage, SheetStep step, string note, Person person, CancellationToken cancel) => database.WriteAsync<Result<SheetState>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(round), cancel);
            if (await ReadAsync(context, new(round, block, unit, stage), null, cancel) is not { } sheet)
                return SheetProblems.NoSuchSheet(unit);
            var change = ChangeOf(person, sheet, step == SheetStep.SendToLeader ? Act.EnterScores : Act.HandIn); // one instant decides whether it is open, late or over
            if (Refuse(sheet, person, step == SheetStep.SendToLeader ? Act.EnterScores : Act.HandIn, change.At) is { } refused)
                return refused;
            if (sheet.TurnAt(change.At) == Turn.NotYet)
                return SheetProblems.Closed(sheet, Turn.NotYet); // what is laid in before is no more than a draft
            if (SheetStates.After(sheet.State, step) is not { } next)
                return SheetProblems.WrongStep(sheet, step);
            if (step == SheetStep.HandIn && SheetChecks.Blocking(sheet).Select(finding => finding.Problem).ToImmutableArray() is { IsEmpty: false } blocking)
                return blocking;

            await MoveAsync(context, sheet, step, next, note, person, change, cancel);
            return next;
        }, cancel);

    /// <summary>Whether this person may change a line of the sheet now.</summary>
    public async Task<bool> MayEditAsync(LineAddress line, Person person, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await FindAsync(context, line, cancel) is { } sheet && MayEdit(sheet, person, line.Criterion);
    }

    /// <inheritdoc cref="MayEditAsync"/>
    public bool MayEdit(Sheet sheet, Person person, CriterionCode line) => Refuse(sheet, person, Act.EnterScores, line) is null;

    /// <inheritdoc cref="ReadLineAsync"/>
    internal async Task<Sheet?> FindAsync(ChiSoContext context, LineAddress line, CancellationToken cancel) =>
        await ReadAsync(context, new(line.Round, line.Block, line.Unit, line.Stage), line.Criterion, cancel) is { } sheet && sheet.Own().Any(leaf => leaf.Code == line.Criterion) ? sheet : null;

    /// <summary>A sheet that was read for one line alone, with the figures others filled in there.</summary>
    internal async Task<Sheet> WithPrefilledAsync(ChiSoContext context, Sheet sheet, CriterionCode line, CancellationToken cancel) =>
        sheet with { Prefilled = await LineFigure.ReadAsync(context, sheet.Round, sheet.Block.Id, sheet.Unit.Code, line, clock.GetUtcNow().UtcDateTime, cancel) };

    /// <summary>Agrees with the appraisal of a line: the unit maintains nothing else.</summary>
    public async Task<Result<SaveOutcome>> AgreeAsync(LineAddress line, int seen, Person person, CancellationToken cancel)
    {
        await using var context = database.Open();
        if (await FindAsync(context, line, cancel) is not { IsExplanation: true } sheet)
            return SheetProblems.NoSuchSheet(line.Unit);
        var leaf = sheet.Own().First(node => node.Code == line.Criterion).Scoring!; // FindAsync found the line among those that are scored
        var entry = EntryText.Format(EngineJson.Read<Entry>(sheet.Appraised[line.Criterion].Entry), leaf);
        return await SaveAsync(new(line.Round, line.Block, line.Unit, line.Stage, line.Criterion, seen, entry, "", ""), person, DecimalMark.Point, cancel);
    }

    /// <summary>Agrees with the appraisal of every line the unit has said nothing about yet, in one step.</summary>
    /// <returns>How many.</returns>
    public Task<Result<int>> AgreeRestAsync(string round, string block, string unit, string stage, Person person, CancellationToken cancel) => database.WriteAsync<Result<int>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(round), cancel);
            if (await ReadAsync(context, new(round, block, unit, stage), null, cancel) is not { IsExplanation: true } sheet)
                return SheetProblems.NoSuchSheet(unit);
            if (Refuse(sheet, person, Act.EnterScores) is { } refused)
                return refused;
            var silent = sheet.Own().Where(node => sheet.Agrees(node) is null).ToList();
            foreach (var node in silent)
                await StoreAsync(context, sheet, new(round, block, unit, stage, node.Code, 0, "", "", ""), EngineJson.Read<Entry>(sheet.Appraised[node.Code].Entry), person, cancel);
            return silent.Count;
        }, cancel);

    /// <summary>Hands in the one line an appraiser returned; the rest of the sheet stays as it is.</summary>
    public Task<Result<Ask>> HandInLineAsync(LineAddress address, string note, Person person, CancellationToken cancel) => database.WriteAsync<Result<Ask>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(address.Round), cancel);
            if (await FindAsync(context, address, cancel) is not { } found)
                return SheetProblems.NoSuchSheet(address.Unit);
            var sheet = await WithPrefilledAsync(context, found with { Overrides = await CheckOverrides.ReadAsync(context, found.Block.Id, [address.Unit], address.Stage, address.Criterion, cancel) }, address.Criterion, cancel);
            if (sheet.Returned.GetValueOrDefault(address.Criterion) is not { } ask)
                return person.May(Act.HandIn, AimOf(sheet)) ? AskProblems.Unknown(address.Unit) : SheetProblems.NotAllowed(sheet);
            if (Refuse(sheet, person, Act.HandIn, address.Criterion) is { } refused)
                return refused;
            if (SheetChecks.Blocking(sheet).Where(finding => finding.Node.Code == address.Criterion).Select(finding => finding.Problem).ToImmutableArray() is { IsEmpty: false } blocking)
                return blocking;

            var change = ChangeOf(person, sheet, Act.HandIn);
            var position = sheet.Positions[address.Criterion]; // an empty line is a blocking finding
            context.Positions.Attach(position);
            position.HandIn(change.At);
            context.Asks.Attach(ask);
            ask.Close(Tidy(note), person.NameUnder(change.Mandate), change.At);
            var stood = await StoodAsync(context, sheet, address.Criterion, change, cancel);
            await Trail.AppendAsync(context, Trail.OfRound(address.Round), change, "line.handed-in", $"{address.Unit} {address.Criterion} {address.Stage}", new { position.Sequence, ask.Id, note = ask.Answer, stood.LetThrough, stood.Warnings }, cancel);
            return ask;
        }, cancel);

    /// <summary>Stores an entry that was read and checked, on a sheet read in the same write.</summary>
    internal Task<Result<SaveOutcome>> StoreAsync(ChiSoContext context, Sheet sheet, SaveLine input, Entry entry, Person person, CancellationToken cancel) => StoreAsync(context, sheet, input, entry, person, ChangeOf(person, sheet, Act.EnterScores), cancel);

    private static Task<Result<SaveOutcome>> StoreAsync(ChiSoContext context, Sheet sheet, SaveLine input, Entry entry, Person person, Change change, CancellationToken cancel) => PositionLog.TakeAsync(
        context,
        new(input.Round, sheet.Block.Id, input.Unit, input.Criterion, input.Stage, input.Seen, EngineJson.ToText(entry), Tidy(input.Reason), Tidy(input.Evidence), "entry"),
        sheet.Positions.GetValueOrDefault(input.Criterion), person, change, cancel);

    private async Task<Result<SaveOutcome>> SaveAsync(ChiSoContext context, Sheet sheet, SaveLine input, Person person, DecimalMark mark, CancellationToken cancel)
    {
        if (sheet.Own().First(own => own.Code == input.Criterion) is not { Scoring: { } leaf } node)
            return SheetProblems.NoSuchLine(input.Criterion);
        var change = ChangeOf(person, sheet, Act.EnterScores); // one instant decides whether it is open, and stands beside it
        if (Refuse(sheet, person, Act.EnterScores, change.At, input.Criterion) is { } refused)
            return refused;

        var where = $"{node.Number} {node.Name.Vi}";
        var read = EntryText.Parse(input.Entry.Trim(), leaf, mark, where);
        if (!read.TryGet(out var entry))
            return read.Problems;
        if (EntryChecks.Find(entry, leaf, node.Max, where) is { } wrong)
            return wrong;
        return await StoreAsync(context, sheet, input, entry, person, change, cancel);
    }

    private static async Task MoveAsync(ChiSoContext context, Sheet sheet, SheetStep step, SheetState next, string note, Person person, Change change, CancellationToken cancel)
    {
        context.UnitStages.Add(new()
        {
            BlockId = sheet.Block.Id, Unit = sheet.Unit.Code, Stage = sheet.Stage, Sequence = (sheet.LastMove?.Sequence ?? 0) + 1,
            State = next, Note = Tidy(note), By = person.NameUnder(change.Mandate), Person = person.Id, At = change.At,
        });
        var handed = step == SheetStep.HandIn ? await HandInAsync(context, sheet, change, cancel) : null;
        await Trail.AppendAsync(context, Trail.OfRound(sheet.Round.Code), change, $"sheet.{Written(step)}", $"{sheet.Unit.Code} {sheet.Stage}",
            new { note = Tidy(note), lines = sheet.Positions.Values.OrderBy(row => row.Criterion.Value, StringComparer.Ordinal).Select(row => new { row.Criterion, row.Sequence }), handed?.LetThrough, handed?.Warnings }, cancel);
    }

    /// <summary>Makes every line's newest position count.</summary>
    /// <returns>What stood of the checks, as the trail tells it.</returns>
    private static async Task<StoodOfChecks> HandInAsync(ChiSoContext context, Sheet sheet, Change change, CancellationToken cancel)
    {
        context.Positions.AttachRange(sheet.Positions.Values);
        foreach (var position in sheet.Positions.Values)
            position.HandIn(change.At);
        await LateHandIns.ProposeAsync(context, sheet, change, cancel);
        return await StoodAsync(context, sheet, null, change, cancel);
    }

    /// <summary>Within a hand-in: what it rests on, and what was worth a look.</summary>
    /// <param name="only">The one line handed in; <c>null</c> for all. Its evidence is held against that of the whole sheet.</param>
    private static async Task<StoodOfChecks> StoodAsync(ChiSoContext context, Sheet sheet, CriterionCode? only, Change change, CancellationToken cancel)
    {
        var found = SheetChecks.Find(sheet, await EvidenceDesk.RowsAsync(context, sheet, null, cancel));
        var warnings = found.Where(finding => finding.Severity == Severity.Warning && (only is null || finding.Node.Code == only)).Select(finding => new { criterion = finding.Node.Code, check = finding.Check.Code });
        return new(CheckOverrides.Told(CheckOverrides.HandIn(context, sheet, change.At)), warnings);
    }

    /// <param name="only">The one line wanted; <c>null</c> for all.</param>
    private async Task<Sheet?> ReadAsync(ChiSoContext context, SheetPlace place, CriterionCode? only, CancellationToken cancel)
    {
        var (unitCode, stage) = (place.Unit, place.Stage);
        if (await rounds.FindAsync(context, place.Round, cancel) is not { } round || round.Block(place.Block) is not { } block || block.Unit(unitCode) is not { } unit || !round.Stages.Contains(stage))
            return null;

        var newest = (await context.Positions.Newest().AsNoTracking().Where(row => row.BlockId == block.Id && row.Unit == unitCode && row.Stage == stage && row.Mark == 0 && (only == null || row.Criterion == only)).ToListAsync(cancel)).ToImmutableDictionary(row => row.Criterion);
        var (appraised, below, claimed) = (await BeforeAsync(context, round, block, stage, unitCode, only, cancel))(unitCode);
        var moves = await context.UnitStages.AsNoTracking().Where(move => move.BlockId == block.Id && move.Unit == unitCode && move.Stage == stage).OrderByDescending(move => move.Sequence).FirstOrDefaultAsync(cancel);
        var supported = await SupportedAsync(context, block.Id, [unitCode], OwnUntil(round, stage), only, cancel);
        var aside = await context.SetAside.AsNoTracking().Where(row => row.BlockId == block.Id && row.Unit == unitCode && row.Stage == stage && (only == null || row.Criterion == only)).OrderByDescending(row => row.At).ToListAsync(cancel);
        var open = await context.Asks.AsNoTracking().Where(ask => ask.BlockId == block.Id && ask.Unit == unitCode && ask.AnsweredAt == null && ask.WithdrawnAt == null && (only == null || ask.Criterion == only)).ToListAsync(cancel);
        return new()
        {
            Round = round, Block = block, Unit = unit, Stage = stage,
            Criteria = await sets.FindAsync(context, block.CriteriaSetId, cancel),
            State = moves?.State ?? SheetState.Draft,
            LastMove = moves,
            Positions = newest,
            Appraised = appraised,
            AppraisedBelow = below,
            Claimed = claimed,
            Asked = [.. open],
            Supported = [.. supported[unitCode]],
            Late = stage == Stages.Self ? await context.LateHandIns.AsNoTracking().SingleOrDefaultAsync(late => late.BlockId == block.Id && late.Unit == unitCode, cancel) : null,
            NotApplicable = [.. (await context.NotApplicableRequests.AsNoTracking().Where(request => request.BlockId == block.Id && request.Unit == unitCode).ToListAsync(cancel)).Where(request => request.Covers)],
            Overrides = only is null ? await CheckOverrides.ReadAsync(context, block.Id, [unitCode], stage, null, cancel) : [],
            Prefilled = only is null ? await LineFigure.ReadAsync(context, round, block.Id, unitCode, null, clock.GetUtcNow().UtcDateTime, cancel) : [],
            Aside = [.. aside.Where(row => !row.Is(newest.GetValueOrDefault(row.Criterion)))],
        };
    }

    /// <summary>Supported lines by unit. Of a file that holds malware nothing can be read, so it supports nothing; a document cited beside it does.</summary>
    private static async Task<ILookup<string, CriterionCode>> SupportedAsync(ChiSoContext context, Guid block, List<string> units, List<string> stages, CriterionCode? only, CancellationToken cancel)
    {
        var lines = await Supporting(context, block, stages).Where(row => units.Contains(row.Unit) && (only == null || row.Criterion == only))
            .Select(row => new { row.Unit, row.Criterion }).Distinct().ToListAsync(cancel);
        return lines.ToLookup(line => line.Unit, line => line.Criterion);
    }

    /// <summary>What supports lines of a block at a stage: files nobody found malware in, and citations, of this stage or of the unit's own before it.</summary>
    internal static IQueryable<Evidence> Supporting(ChiSoContext context, Guid block, LiveRound round, string stage) => Supporting(context, block, OwnUntil(round, stage));

    private static IQueryable<Evidence> Supporting(ChiSoContext context, Guid block, List<string> stages)
    {
        var infected = context.FileVerdicts.Where(verdict => verdict.State == FileState.Infected).Select(verdict => verdict.Hash);
        return context.Evidence.Where(row => row.BlockId == block && stages.Contains(row.Stage) && row.WithdrawnAt == null && (row.Number != "" || !infected.Contains(row.FileHash)));
    }

    /// <summary>A stage with the unit's own before it.</summary>
    private static List<string> OwnUntil(LiveRound round, string stage) => [.. round.Stages.TakeWhile(one => one != stage).Where(one => Stages.KindOf(one) is StageKind.Self or StageKind.Explanation), stage];

    /// <summary>The sheets of all units of a block at a stage, as far as it takes to tell what is left: without evidence, questions and what was set aside.</summary>
    internal Task<ImmutableArray<Sheet>> ReadAllAsync(ChiSoContext context, LiveRound round, LiveBlock block, string stage, CancellationToken cancel) =>
        ReadAllAsync(context, round, block, stage, [.. block.Units.Select(unit => unit.Code)], cancel);

    /// <summary>The sheets of some units with all that blocking checks look at: evidence, what was let through, figures others filled in, and lines that don't apply.</summary>
    internal async Task<ImmutableArray<Sheet>> ReadForChecksAsync(ChiSoContext context, LiveRound round, LiveBlock block, string stage, List<string> units, CancellationToken cancel)
    {
        var supported = await SupportedAsync(context, block.Id, units, OwnUntil(round, stage), null, cancel);
        var overrides = (await CheckOverrides.ReadAsync(context, block.Id, units, stage, null, cancel)).ToLookup(one => one.Unit);
        var aside = (await context.NotApplicableRequests.AsNoTracking().Where(request => request.BlockId == block.Id && units.Contains(request.Unit)).ToListAsync(cancel)).Where(request => request.Covers).ToLookup(request => request.Unit);
        var prefilled = (await LineFigure.ReadAsync(context, round, block.Id, null, null, clock.GetUtcNow().UtcDateTime, cancel)).ToLookup(figure => figure.Figure.Unit);
        return [.. (await ReadAllAsync(context, round, block, stage, units, cancel)).Select(sheet => sheet with
        {
            Supported = [.. supported[sheet.Unit.Code]], Overrides = [.. overrides[sheet.Unit.Code]], NotApplicable = [.. aside[sheet.Unit.Code]], Prefilled = [.. prefilled[sheet.Unit.Code]],
        })];
    }

    private async Task<ImmutableArray<Sheet>> ReadAllAsync(ChiSoContext context, LiveRound round, LiveBlock block, string stage, List<string> units, CancellationToken cancel)
    {
        var newest = (await context.Positions.Newest().AsNoTracking().Where(row => row.BlockId == block.Id && row.Stage == stage && row.Mark == 0 && units.Contains(row.Unit)).ToListAsync(cancel)).ToLookup(row => row.Unit);
        var moves = (await context.UnitStages.AsNoTracking().Where(move => move.BlockId == block.Id && move.Stage == stage).ToListAsync(cancel)).ToLookup(move => move.Unit);
        var before = await BeforeAsync(context, round, block, stage, null, null, cancel);
        var criteria = await sets.FindAsync(context, block.CriteriaSetId, cancel);
        return [.. block.Units.Where(unit => units.Contains(unit.Code)).Select(unit => (Unit: unit, Last: moves[unit.Code].MaxBy(move => move.Sequence), Before: before(unit.Code))).Select(one => new Sheet
        {
            Round = round, Block = block, Unit = one.Unit, Stage = stage, Criteria = criteria, State = one.Last?.State ?? SheetState.Draft, LastMove = one.Last,
            Positions = newest[one.Unit.Code].ToImmutableDictionary(row => row.Criterion),
            Appraised = one.Before.Appraised, AppraisedBelow = one.Before.Below, Claimed = one.Before.Claimed,
            Supported = [], Asked = [], Aside = [],
        })];
    }

    /// <summary>What explanations answer, by unit: the appraisal that was confirmed before, what the first level had decided for that, and what the unit had claimed before.</summary>
    /// <param name="unit">The one unit wanted; <c>null</c> for all.</param>
    private static async Task<Func<string, Answered>> BeforeAsync(ChiSoContext context, LiveRound round, LiveBlock block, string stage, string? unit, CriterionCode? only, CancellationToken cancel)
    {
        var before = round.Stages.TakeWhile(one => one != stage).ToList();
        if (Stages.KindOf(stage) != StageKind.Explanation || before.FindLastIndex(one => Stages.KindOf(one) == StageKind.Review) is not (>= 0 and var at))
            return _ => Answered.Nothing;
        var reviewed = before[at];
        var claims = before.Take(at).LastOrDefault(one => Stages.KindOf(one) is StageKind.Self or StageKind.Explanation);
        var below = before.Take(at).LastOrDefault(one => one == Stages.FirstLevel);
        var rows = (await context.Positions.AsNoTracking().Where(row => row.BlockId == block.Id && (unit == null || row.Unit == unit) && row.Mark == 0 && row.HandedIn != null && (row.Stage == reviewed || row.Stage == below || row.Stage == claims) && (only == null || row.Criterion == only)).ToListAsync(cancel)).ToLookup(row => (row.Unit, row.Stage));
        ImmutableDictionary<CriterionCode, Position> Newest(string of, string? at) => at is null ? ImmutableDictionary<CriterionCode, Position>.Empty
            : rows[(of, at)].GroupBy(row => row.Criterion).ToImmutableDictionary(line => line.Key, line => line.MaxBy(row => row.Sequence)!); // a group has a row
        return of => new(Newest(of, reviewed), Newest(of, below), Newest(of, claims));
    }

    /// <summary>Why this person can't do this now; <c>null</c> when nothing stands in the way.</summary>
    /// <param name="line">A line that was returned is open while that stage of appraisal is, whatever became of the sheet.</param>
    internal Problem? Refuse(Sheet sheet, Person person, Act act, CriterionCode? line = null) => Refuse(sheet, person, act, clock.GetUtcNow().UtcDateTime, line);

    private static Problem? Refuse(Sheet sheet, Person person, Act act, DateTime now, CriterionCode? line = null)
    {
        if (!person.May(act, AimOf(sheet)))
            return SheetProblems.NotAllowed(sheet);
        if (!sheet.Round.IsWorkable)
            return SheetProblems.NotWorkable(sheet);
        if (line is { } one && sheet.Returned.GetValueOrDefault(one) is { } ask)
            return sheet.Round.Clock.TurnOf(ask.Stage, sheet.Unit.Code, now) == Turn.Open ? null : AskProblems.StageClosed(sheet.Unit.Name.Vi);
        if (sheet.TurnAt(now) is not Turn.Open and var turn && !(turn == Turn.NotYet && sheet.TakesDraftsEarly && act == Act.EnterScores) && !sheet.IsLateAt(now))
            return SheetProblems.Closed(sheet, turn);
        return act == Act.EnterScores && sheet.State switch
        {
            SheetState.HandedIn => true,
            SheetState.WithLeader => !person.May(Act.HandIn, AimOf(sheet)),
            _ => false,
        }
            ? SheetProblems.Locked(sheet)
            : null;
    }

    internal Change ChangeOf(Person person, Sheet sheet, Act act) =>
        new(person.Id, person.MandateTo(act, AimOf(sheet))?.Id ?? Guid.Empty, clock.GetUtcNow().UtcDateTime, "");

    internal static Aim AimOf(Sheet sheet) => new(sheet.Unit.Code, Stage: Stages.KindOf(sheet.Stage));

    private static string Tidy(string text) => text.Trim().Normalize();

    private static string Written(SheetStep step) => step switch
    {
        SheetStep.SendToLeader => "sent-to-leader",
        SheetStep.GiveBack => "given-back",
        _ => "handed-in",
    };

    private sealed record Answered(ImmutableDictionary<CriterionCode, Position> Appraised, ImmutableDictionary<CriterionCode, Position> Below, ImmutableDictionary<CriterionCode, Position> Claimed)
    {
        public static Answered Nothing { get; } = new(ImmutableDictionary<CriterionCode, Position>.Empty, ImmutableDictionary<CriterionCode, Position>.Empty, ImmutableDictionary<CriterionCode, Position>.Empty);
    }

    private sealed record StoodOfChecks(IEnumerable<object> LetThrough, IEnumerable<object> Warnings);

    private sealed record SheetPlace(string Round, string Block, string Unit, string Stage);
}
