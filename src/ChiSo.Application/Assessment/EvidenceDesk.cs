using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Assessment;

/// <summary>Evidence of a unit's lines: attach, cite, withdraw, read.</summary>
public sealed class EvidenceDesk(ChiSoDatabase database, Sheets sheets, FileVault vault, TimeProvider clock)
{
    /// <summary>The longest file taken, in bytes (50 MB).</summary>
    public const long LongestFile = FileIntake.Longest;

    /// <summary>Adds a file or a citation, or a file with its citation, to a line. The file is in the vault before the row that names it.</summary>
    /// <param name="content">The file; <c>null</c> for a citation alone.</param>
    public async Task<Result<Evidence>> AddAsync(AddEvidence input, Stream? content, Person person, CancellationToken cancel)
    {
        var problems = EvidenceProblems.Of(input, content is not null);
        if (!problems.IsEmpty)
            return problems;
        if (!await sheets.MayEditAsync(input.Line, person, cancel))
            return EvidenceProblems.NotNow(input);
        if (content is null)
            return await StoreAsync(input, null, person, cancel);

        var rules = new FileRules(_ => true, refusal => EvidenceProblems.Refused(input, refusal ?? FileRefusal.UnknownKind), EvidenceProblems.TooLong(input), SecrecyProblems.Explain) { Dates = FileDates.Said };
        var taken = await FileIntake.TakeAsync(vault, new(input.FileName, input.SaysNotSecret), content, rules, cancel);
        return taken.TryGet(out var file) ? await StoreAsync(input, file, person, cancel) : taken.Problems;
    }

    /// <summary>Takes evidence back while the sheet can be changed; the row and the file stay for the trail.</summary>
    public Task<Result<Evidence>> WithdrawAsync(Guid id, Person person, CancellationToken cancel) => database.WriteAsync<Result<Evidence>>(
        async context =>
        {
            if (await context.Evidence.SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } evidence || await LineOfAsync(context, evidence, cancel) is not { } line)
                return EvidenceProblems.Unknown();
            await Trail.LockAsync(context, Trail.OfRound(line.Round), cancel);
            if (await sheets.FindAsync(context, line, cancel) is not { } sheet || !sheets.MayEdit(sheet, person, line.Criterion))
                return EvidenceProblems.Locked(evidence);
            if (evidence.WithdrawnAt is not null)
                return evidence;

            evidence.Withdraw(clock.GetUtcNow().UtcDateTime);
            await Trail.AppendAsync(context, Trail.OfRound(line.Round), ChangeOf(person, line), "evidence.withdrawn", Subject(line), new { evidence.Id, evidence.FileHash, evidence.FileName, evidence.Number }, cancel);
            return evidence;
        }, cancel);

    /// <summary>What stands on the lines of a unit in one stage, oldest first, with what looks odd about it.</summary>
    /// <param name="only">The one line wanted; <c>null</c> for all.</param>
    public async Task<ImmutableArray<EvidenceRow>> OfAsync(Sheet sheet, CancellationToken cancel, CriterionCode? only = null)
    {
        await using var context = database.Open();
        return await RowsAsync(context, sheet, only, cancel);
    }

    /// <inheritdoc cref="OfAsync"/>
    internal static Task<ImmutableArray<EvidenceRow>> RowsAsync(ChiSoContext context, Sheet sheet, CriterionCode? only, CancellationToken cancel) =>
        RowsAsync(context, sheet.Round, context.Evidence.Where(row => row.BlockId == sheet.Block.Id && row.Unit == sheet.Unit.Code && row.Stage == sheet.Stage && (only == null || row.Criterion == only)), cancel);

    /// <summary>What stands of some evidence of a round, in the order it was added.</summary>
    internal static async Task<ImmutableArray<EvidenceRow>> RowsAsync(ChiSoContext context, LiveRound round, IQueryable<Evidence> wanted, CancellationToken cancel)
    {
        var rows = await wanted.AsNoTracking().Where(row => row.WithdrawnAt == null).OrderBy(row => row.AddedAt).ToListAsync(cancel);
        if (rows.Count == 0)
            return [];
        var hashes = rows.Where(row => row.FileHash.Length > 0).Select(row => row.FileHash).Distinct().ToList();
        var own = round.Blocks.Select(block => block.Id).ToList();
        var earlier = (await context.Evidence.AsNoTracking().Where(row => hashes.Contains(row.FileHash) && !own.Contains(row.BlockId)).Select(row => row.FileHash).Distinct().ToListAsync(cancel)).ToHashSet();
        var numbers = rows.Where(row => row.Number.Length > 0).Select(row => row.Number).Distinct().ToList();
        var cited = (await context.Evidence.AsNoTracking().Where(row => numbers.Contains(row.Number) && !own.Contains(row.BlockId)).Select(row => new { row.Number, row.IssuedOn, row.Issuer }).Distinct().ToListAsync(cancel)).ToHashSet();
        var held = await FileVerdicts.HoldsAsync(context, hashes, cancel);
        return [.. rows.Select(row => new EvidenceRow(row, earlier.Contains(row.FileHash) || cited.Contains(new { row.Number, row.IssuedOn, row.Issuer }), row.IssuedOn is { } day && (day < round.DataFrom || day > round.DataTo), row.FileDate < round.DataFrom, held.HoldOf(row.FileHash)))];
    }

    /// <summary>The line a piece of evidence supports; <c>null</c> when there is none of this id.</summary>
    public async Task<LineAddress?> LineAsync(Guid id, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await context.Evidence.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancel) is { } evidence ? await LineOfAsync(context, evidence, cancel) : null;
    }

    /// <summary>A file for somebody who may read the sheet it supports; the reading leaves a link. <c>null</c> when there is none for this person.</summary>
    /// <param name="aims">What reading the line is aimed at, for each agency that appraises it.</param>
    /// <param name="panel">Accounts named to look at the line again.</param>
    /// <returns>Without content, and without a link, while the virus scanner holds the file back.</returns>
    public async Task<(Evidence Evidence, Stream? Content)?> OpenAsync(Guid id, Person person, ImmutableArray<Aim> aims, ImmutableArray<Guid> panel, CancellationToken cancel)
    {
        var found = await database.WriteAsync<(Evidence Evidence, bool IsHeld)?>(async context =>
        {
            if (await context.Evidence.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancel) is not { FileHash.Length: > 0 } evidence
                || await LineOfAsync(context, evidence, cancel) is not { } line
                || aims.DefaultIfEmpty(new(evidence.Unit)).Select(aim => person.MandateTo(Act.ReadSheet, aim with { Panel = panel })).FirstOrDefault(held => held is not null) is not { } mandate)
                return null;
            if (await FileVerdicts.HoldAsync(context, evidence.FileHash, cancel) is not null)
                return (evidence, true);
            await Trail.AppendAsync(context, Trail.Reads, new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""), ReadLog.EvidenceRead, $"{line.Round} {Subject(line)}", new { evidence.Id, evidence.FileHash }, cancel);
            return (evidence, false);
        }, cancel);
        return found is var (file, isHeld) ? (file, isHeld ? null : vault.Open(file.FileHash)) : null;
    }

    private Task<Result<Evidence>> StoreAsync(AddEvidence input, TakenFile? file, Person person, CancellationToken cancel) => database.WriteAsync<Result<Evidence>>(
        async context =>
        {
            var line = input.Line;
            await Trail.LockAsync(context, Trail.OfRound(line.Round), cancel);
            if (await sheets.FindAsync(context, line, cancel) is not { } sheet || !sheets.MayEdit(sheet, person, line.Criterion))
                return EvidenceProblems.NotNow(input); // the deadline may have passed while the file came in
            var evidence = new Evidence
            {
                BlockId = sheet.Block.Id, Unit = line.Unit, Criterion = line.Criterion, Stage = line.Stage,
                FileHash = file?.Stored.Hash ?? "", FileLength = file?.Stored.Length ?? 0, MediaType = file?.Kind.MediaType ?? "", FileName = file is null ? "" : FileNames.Shown(input.FileName, file.Kind),
                FileDate = file is null ? null : FileDates.Latest(file.Dates, VietnamTime.Today(clock)),
                Number = input.Number.Trim(), IssuedOn = input.IssuedOn, Issuer = input.Issuer.Trim(), Abstract = input.Abstract.Trim(), Place = input.Place.Trim(),
                By = person.NameUnder(ChangeOf(person, line).Mandate), Person = person.Id, AddedAt = clock.GetUtcNow().UtcDateTime,
            };
            if (await TwinAsync(context, evidence, cancel) is { } twin)
                return twin; // a double click, or the same file dropped twice
            context.Evidence.Add(evidence);
            await Trail.AppendAsync(context, Trail.OfRound(line.Round), ChangeOf(person, line), "evidence.added", Subject(line),
                new { evidence.Id, evidence.FileHash, evidence.FileName, evidence.FileDate, evidence.Number, evidence.IssuedOn, evidence.Issuer, input.SaysNotSecret }, cancel);
            return evidence;
        }, cancel);

    private static Task<Evidence?> TwinAsync(ChiSoContext context, Evidence one, CancellationToken cancel) => context.Evidence.AsNoTracking().FirstOrDefaultAsync(
        row => row.BlockId == one.BlockId && row.Unit == one.Unit && row.Criterion == one.Criterion && row.Stage == one.Stage && row.WithdrawnAt == null
            && row.FileHash == one.FileHash && row.Number == one.Number && row.IssuedOn == one.IssuedOn && row.Issuer == one.Issuer && row.Place == one.Place, cancel);

    private static async Task<LineAddress?> LineOfAsync(ChiSoContext context, Evidence evidence, CancellationToken cancel)
    {
        var place = await (from block in context.Blocks
                           join round in context.Rounds on block.RoundId equals round.Id
                           where block.Id == evidence.BlockId
                           select new { Round = round.Code, Block = block.Code }).SingleOrDefaultAsync(cancel);
        return place is null ? null : new(place.Round, place.Block, evidence.Unit, evidence.Stage, evidence.Criterion);
    }

    private Change ChangeOf(Person person, LineAddress line) =>
        new(person.Id, person.MandateTo(Act.EnterScores, new(line.Unit, Stage: Stages.KindOf(line.Stage)))?.Id ?? Guid.Empty, clock.GetUtcNow().UtcDateTime, "");

    private static string Subject(LineAddress line) => $"{line.Unit} {line.Criterion} {line.Stage}";
}

/// <summary>A line of a unit in a stage of a round.</summary>
public sealed record LineAddress(string Round, string Block, string Unit, string Stage, CriterionCode Criterion);

/// <summary>Evidence to be added.</summary>
/// <param name="FileName">As the browser sent it; empty for a citation alone.</param>
/// <param name="SaysNotSecret">Whether the person says that the file bears no secrecy stamp: needed where its text can't be read.</param>
public sealed record AddEvidence(LineAddress Line, string FileName, string Number, DateOnly? IssuedOn, string Issuer, string Abstract, string Place, bool SaysNotSecret = false);

/// <summary>Evidence with what looks odd about it.</summary>
/// <param name="SeenBefore">The same file, or the same document cited, supported something in another round.</param>
/// <param name="OutsidePeriod">The document was issued outside the round's data period.</param>
/// <param name="DatedBefore">The file says of itself a day before the round's data period.</param>
/// <param name="Hold">Why the virus scanner holds the file back; <c>null</c> when it may be opened.</param>
public sealed record EvidenceRow(Evidence Evidence, bool SeenBefore, bool OutsidePeriod, bool DatedBefore, FileState? Hold = null);
