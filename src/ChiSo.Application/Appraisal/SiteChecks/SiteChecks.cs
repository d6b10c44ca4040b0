using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Appraisal;

/// <summary>Checks at the unit and papers seen there, beside a line: recorded and withdrawn by whoever appraises it.</summary>
public sealed class SiteChecks(ChiSoDatabase database, Reviews reviews, Appraisers appraisers, FileVault vault, TimeProvider clock)
{
    /// <summary>Of a block, oldest first, withdrawn ones among them.</summary>
    /// <param name="unit"><c>null</c> for all.</param>
    /// <param name="criterion"><c>null</c> for all.</param>
    public async Task<ImmutableArray<SiteCheckRow>> OfAsync(Guid block, string? unit, CriterionCode? criterion, CancellationToken cancel)
    {
        await using var context = database.Open();
        var checks = await context.SiteChecks.AsNoTracking().Where(check => check.BlockId == block && (unit == null || check.Unit == unit) && (criterion == null || check.Criterion == criterion)).OrderBy(check => check.On).ThenBy(check => check.At).ToListAsync(cancel);
        var holds = await FileVerdicts.HoldsAsync(context, checks.Select(check => check.FileHash), cancel);
        return [.. checks.Select(check => new SiteCheckRow(check, holds.HoldOf(check.FileHash)))];
    }

    /// <summary>Records a check. The file is in the vault before the row that names it; the same record sent twice is one.</summary>
    /// <param name="content">The scanned minutes; <c>null</c> without.</param>
    public async Task<Result<SiteCheck>> AddAsync(ReviewPart part, AddSiteCheck input, Stream? content, Person person, CancellationToken cancel)
    {
        if (await reviews.ReadAsync(part, cancel) is not { } review || review.Line(input.Unit, input.Criterion) is not { } line)
            return ReviewProblems.NoSuchLine(input.Criterion.Value);
        if ((Refuse(review, line, person) ?? Find(line, input)) is { } refused)
            return refused;
        var read = await KeepAsync(line, input, content, cancel);
        return read.TryGet(out var kept) ? await StoreAsync(part, input, kept, person, cancel) : read.Problems;
    }

    /// <summary>Takes a record back; it stays, marked as withdrawn.</summary>
    public Task<Result<SiteCheck>> WithdrawAsync(ReviewPart part, Guid id, Person person, CancellationToken cancel) => database.WriteAsync<Result<SiteCheck>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(part.Round), cancel);
            if (await reviews.ReadAsync(context, part, cancel) is not { } review || await context.SiteChecks.SingleOrDefaultAsync(one => one.Id == id && one.BlockId == review.Block.Id, cancel) is not { WithdrawnAt: null } check || review.Line(check.Unit, check.Criterion) is not { } line)
                return SiteCheckProblems.Unknown(part.Stage);
            if (Refuse(review, line, person) is { } refused)
                return refused;
            var change = ChangeOf(person, line);
            check.Withdraw(change.At);
            await Trail.AppendAsync(context, Trail.OfRound(part.Round), change, "site-check.withdrawn", Subject(check), new { check.Id }, cancel);
            return check;
        }, cancel);

    /// <summary>The scanned minutes for whoever may read the line; <c>null</c> when there are none for this person. The reading leaves a link.</summary>
    /// <returns>Without content, and without a link, while the virus scanner holds the file back.</returns>
    public async Task<(SiteCheck Check, Stream? Content)?> OpenAsync(Guid id, Person person, CancellationToken cancel)
    {
        var found = await database.WriteAsync<(SiteCheck Check, bool IsHeld)?>(async context =>
        {
            if (await context.SiteChecks.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel) is not { FileHash.Length: > 0 } check)
                return null;
            var place = await (from block in context.Blocks
                               join round in context.Rounds on block.RoundId equals round.Id
                               where block.Id == check.BlockId
                               select new { Round = round.Code, Block = block.Code }).SingleAsync(cancel);
            var aims = await appraisers.AimsOfAsync(context, new(place.Round, place.Block, check.Unit, check.Stage, check.Criterion), cancel);
            var panel = await RequestCase.PanelOfLineAsync(context, check.BlockId, check.Unit, check.Criterion, cancel);
            if (aims.DefaultIfEmpty(new(check.Unit)).Select(aim => person.MandateTo(Act.ReadSheet, aim with { Panel = panel })).FirstOrDefault(mandate => mandate is not null) is not { } mandate)
                return null;
            if (await FileVerdicts.HoldAsync(context, check.FileHash, cancel) is not null)
                return (check, true);
            await Trail.AppendAsync(context, Trail.Reads, new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""), ReadLog.SiteCheckRead, $"{place.Round} {Subject(check)}", new { check.Id, check.FileHash }, cancel);
            return (check, false);
        }, cancel);
        return found is var (file, isHeld) ? (file, isHeld ? null : vault.Open(file.FileHash)) : null;
    }

    private Task<Result<SiteCheck>> StoreAsync(ReviewPart part, AddSiteCheck input, Kept kept, Person person, CancellationToken cancel) => database.WriteAsync<Result<SiteCheck>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(part.Round), cancel);
            if (await reviews.ReadAsync(context, part, cancel) is not { } review || review.Line(input.Unit, input.Criterion) is not { } line)
                return ReviewProblems.NoSuchLine(input.Criterion.Value);
            if (Refuse(review, line, person) is { } refused)
                return refused; // the stage may have ended while the file came in
            var change = ChangeOf(person, line);
            var check = new SiteCheck
            {
                BlockId = review.Block.Id, Unit = input.Unit, Criterion = input.Criterion, Stage = review.Stage, Kind = input.Kind, On = input.On, Place = Tidy(input.Place), Minutes = Tidy(input.Minutes),
                FileHash = kept.Hash, FileName = kept.Kind is { } kind ? FileNames.Shown(input.FileName, kind) : "", MediaType = kept.Kind?.MediaType ?? "",
                By = person.NameUnder(change.Mandate), Person = person.Id, At = change.At,
            };
            if (await context.SiteChecks.AsNoTracking().FirstOrDefaultAsync(one => one.BlockId == check.BlockId && one.Unit == check.Unit && one.Criterion == check.Criterion && one.Kind == check.Kind && one.On == check.On
                && one.Place == check.Place && one.Minutes == check.Minutes && one.FileHash == check.FileHash && one.Person == check.Person && one.WithdrawnAt == null, cancel) is { } twin)
                return twin; // a double click
            context.SiteChecks.Add(check);
            await Trail.AppendAsync(context, Trail.OfRound(part.Round), change, "site-check.recorded", Subject(check), new { check.Id, Kind = check.Kind.ToString(), check.On, check.Place, check.Minutes, check.FileHash, input.SaysNotSecret }, cancel);
            return check;
        }, cancel);

    private async Task<Result<Kept>> KeepAsync(ReviewLine line, AddSiteCheck input, Stream? content, CancellationToken cancel)
    {
        if (content is null)
            return new Kept("", null);
        var rules = new FileRules(_ => true, _ => SiteCheckProblems.WrongFile(line), SiteCheckProblems.TooLong(line), SecrecyProblems.PaperStays);
        var taken = await FileIntake.TakeAsync(vault, new(input.FileName, input.SaysNotSecret), content, rules, cancel);
        return taken.TryGet(out var file) ? new Kept(file.Stored.Hash, file.Kind) : taken.Problems;
    }

    private Problem? Find(ReviewLine line, AddSiteCheck input) =>
        input.On > VietnamTime.Today(clock) ? SiteCheckProblems.WrongDay(line)
        : string.IsNullOrWhiteSpace(input.Place) ? SiteCheckProblems.NoPlace(line)
        : string.IsNullOrWhiteSpace(input.Minutes) ? SiteCheckProblems.NoMinutes(line)
        : null;

    private Problem? Refuse(Review review, ReviewLine line, Person person) =>
        !person.May(Act.Appraise, line.Aim) ? ReviewProblems.NotAllowed(line, person)
        : !review.Round.IsWorkable || review.Round.Clock.TurnOf(review.Stage, line.Unit.Code, clock.GetUtcNow().UtcDateTime) != Turn.Open ? ReviewProblems.StageClosed(line)
        : null;

    private Change ChangeOf(Person person, ReviewLine line) => new(person.Id, person.MandateTo(Act.Appraise, line.Aim)?.Id ?? Guid.Empty, clock.GetUtcNow().UtcDateTime, "");

    private static string Subject(SiteCheck check) => $"{check.Unit} {check.Criterion} {check.Stage}";

    private static string Tidy(string text) => text.Trim().Normalize();

    /// <param name="Kind"><c>null</c> without a file.</param>
    private sealed record Kept(string Hash, FileKind? Kind);
}

/// <summary>A check as it is listed.</summary>
/// <param name="Hold">Why the virus scanner holds its minutes back; <c>null</c> when they may be opened.</param>
public sealed record SiteCheckRow(SiteCheck Check, FileState? Hold);

/// <param name="On">The day; one still to come stands for one that couldn't be read.</param>
/// <param name="FileName">As the browser sent it; empty without a file.</param>
/// <param name="SaysNotSecret">As in <see cref="SentFile"/>.</param>
public sealed record AddSiteCheck(string Unit, CriterionCode Criterion, SiteCheckKind Kind, DateOnly On, string Place, string Minutes, string FileName, bool SaysNotSecret = false);
