using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Application.People;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Appraisal;

/// <summary>New evidence of a request, laid in by its unit, and notes of hearings with their minutes.</summary>
public sealed class RequestFiles(ChiSoDatabase database, ReviewRequests requests, FileVault vault, TimeProvider clock)
{
    /// <summary>Letters of the reason a note of a hearing is taken back for.</summary>
    internal const int LongestReason = 500;

    /// <summary>Lays new evidence beside an open request. The file is in the vault before the row that names it; the same file twice is one.</summary>
    /// <param name="content"><c>null</c> when none was sent.</param>
    public async Task<Result<RequestFile>> AttachAsync(RequestAddress address, SentFile sent, Stream? content, Person person, CancellationToken cancel)
    {
        if (await FindAsync(address, cancel) is not { } seen)
            return RequestProblems.Unknown(address.Block);
        if (RefuseUnit(seen, address, person) is { } refused)
            return refused;
        if (content is null)
            return RequestProblems.NoFile(seen.Where);
        var taken = await TakeAsync(seen, sent, content, cancel);
        return taken.TryGet(out var file) ? await AttachAsync(address, sent, file, person, cancel) : taken.Problems;
    }

    /// <summary>Takes new evidence back while the request is open; row and file stay.</summary>
    public Task<Result<RequestFile>> DetachAsync(RequestAddress address, Guid id, Person person, CancellationToken cancel) => TakeBackAsync(
        address, id, "request.file-withdrawn", file => file.HearingId is null, found => RefuseUnit(found, address, person), found => ChangeOf(person, Act.RequestReview, found), cancel);

    /// <summary>Takes the wrong minutes of a hearing back before the conclusion, as whoever may write one down; row and file stay.</summary>
    public Task<Result<RequestFile>> WithdrawMinutesAsync(RequestAddress address, Guid id, Person person, CancellationToken cancel) => TakeBackAsync(
        address, id, "request.minutes-withdrawn", file => file.HearingId is not null, found => RefuseHearing(found, address, person), found => ChangeOf(person, MandateToHear(found, person)?.Id ?? Guid.Empty), cancel);

    private Task<Result<RequestFile>> TakeBackAsync(RequestAddress address, Guid id, string act, Func<RequestFile, bool> isOfKind, Func<FoundRequest, Problem?> refuse, Func<FoundRequest, Change> changeOf, CancellationToken cancel) => database.WriteAsync<Result<RequestFile>>(
        async context =>
        {
            if (await requests.LockAsync(context, address, cancel) is not { } found)
                return RequestProblems.Unknown(address.Block);
            if (refuse(found) is { } refused)
                return refused;
            if (await context.RequestFiles.SingleOrDefaultAsync(one => one.Id == id && one.RequestId == found.Request.Id, cancel) is not { } file || !isOfKind(file))
                return RequestProblems.Unknown(found.Where);
            if (file.WithdrawnAt is not null)
                return file; // a double click
            var change = changeOf(found);
            file.Withdraw(change.At);
            await Trail.AppendAsync(context, Trail.OfRound(address.Round), change, act, found.Subject, new { file.Id, file.FileHash, file.FileName }, cancel);
            return file;
        }, cancel);

    /// <summary>Writes down a hearing, with its minutes where there are some. The same note sent twice is one, and minutes sent with it the second time are added to it.</summary>
    /// <param name="minutes"><c>null</c> without.</param>
    public async Task<Result<RequestHearing>> RecordHearingAsync(RequestAddress address, RecordHearing input, Stream? minutes, Person person, CancellationToken cancel)
    {
        if (await FindAsync(address, cancel) is not { } seen)
            return RequestProblems.Unknown(address.Block);
        if (RefuseHearing(seen, address, person) is { } refused)
            return refused;
        var problems = RequestProblems.Of(input, DateOnly.FromDateTime(VietnamTime.Local(seen.Request.FiledAt)), VietnamTime.Today(clock));
        if (!problems.IsEmpty)
            return problems;
        if (minutes is null)
            return await StoreAsync(address, input, null, person, cancel);
        var taken = await TakeAsync(seen, input.Minutes, minutes, cancel);
        return taken.TryGet(out var file) ? await StoreAsync(address, input, file, person, cancel) : taken.Problems;
    }

    /// <summary>Takes the note of a hearing back before the conclusion, with the reason, as whoever may write one down; it stays, told as withdrawn, and its minutes are taken back with it.</summary>
    public Task<Result<RequestHearing>> WithdrawHearingAsync(RequestAddress address, Guid id, string reason, Person person, CancellationToken cancel) => database.WriteAsync<Result<RequestHearing>>(
        async context =>
        {
            if (await requests.LockAsync(context, address, cancel) is not { } found)
                return RequestProblems.Unknown(address.Block);
            if (RefuseHearing(found, address, person) is { } refused)
                return refused;
            if (await context.RequestHearings.SingleOrDefaultAsync(one => one.Id == id && one.RequestId == found.Request.Id, cancel) is not { } hearing)
                return RequestProblems.Unknown(found.Where);
            if (hearing.WithdrawnAt is not null)
                return hearing; // a double click
            var told = Tidy(reason);
            if (told.Length is 0 or > LongestReason)
                return told.Length == 0 ? RequestProblems.NoWithdrawalReason(found.Where) : RequestProblems.LongWithdrawalReason(found.Where);
            var change = ChangeOf(person, MandateToHear(found, person)?.Id ?? Guid.Empty) with { Reason = told };
            hearing.Withdraw(told, person.NameUnder(change.Mandate), change.At);
            var minutes = await context.RequestFiles.Where(file => file.HearingId == hearing.Id && file.WithdrawnAt == null).ToListAsync(cancel);
            foreach (var file in minutes)
                file.Withdraw(change.At);
            await Trail.AppendAsync(context, Trail.OfRound(address.Round), change, "request.hearing-withdrawn", found.Subject, new { hearing.Id, hearing.HeldOn, minutes = minutes.Select(file => file.FileHash) }, cancel);
            return hearing;
        }, cancel);

    /// <summary>A file for whoever may read the request; the reading leaves a link. <c>null</c> when there is none for this person.</summary>
    /// <returns>Without content, and without a link, while the virus scanner holds the file back.</returns>
    public async Task<(RequestFile File, Stream? Content)?> OpenAsync(Guid id, Person person, CancellationToken cancel)
    {
        var found = await database.WriteAsync<(RequestFile File, bool IsHeld)?>(async context =>
        {
            if (await context.RequestFiles.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel) is not { } file)
                return null;
            var request = await context.ReviewRequests.AsNoTracking().SingleAsync(one => one.Id == file.RequestId, cancel);
            var panel = await context.RequestPanelists.Where(one => one.RequestId == request.Id && one.Place == 0).Select(one => one.Account).ToListAsync(cancel);
            var barred = await InterestBars.PeopleAsync(context, request.BlockId, request.Unit, cancel);
            if ((file.WithdrawnAt is null ? person.MandateTo(Act.ReadSheet, new(request.Unit) { Panel = panel, Barred = barred }) : person.MandateTo(Act.ReadReview, new())) is not { } mandate)
                return null; // what was taken back is for council, standing office and auditor
            if (await FileVerdicts.HoldAsync(context, file.FileHash, cancel) is not null)
                return (file, true);
            await Trail.AppendAsync(context, Trail.Reads, new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""), ReadLog.RequestFileRead, request.Subject, new { file.Id, file.FileHash }, cancel);
            return (file, false);
        }, cancel);
        return found is var (opened, isHeld) ? (opened, isHeld ? null : vault.Open(opened.FileHash)) : null;
    }

    private Task<Result<RequestFile>> AttachAsync(RequestAddress address, SentFile sent, TakenFile taken, Person person, CancellationToken cancel) => database.WriteAsync<Result<RequestFile>>(
        async context =>
        {
            if (await requests.LockAsync(context, address, cancel) is not { } found)
                return RequestProblems.Unknown(address.Block);
            if (RefuseUnit(found, address, person) is { } refused)
                return refused; // it may have been concluded while the file came in
            if (found.Case.NewEvidence.FirstOrDefault(one => one.FileHash == taken.Stored.Hash && one.WithdrawnAt is null) is { } twin)
                return twin; // a double click, or the same file chosen again
            var change = ChangeOf(person, Act.RequestReview, found);
            var file = FileOf(found, sent, taken, person, change);
            context.RequestFiles.Add(file);
            await Trail.AppendAsync(context, Trail.OfRound(address.Round), change, "request.file-attached", found.Subject, new { file.Id, file.FileHash, file.FileName, sent.SaysNotSecret }, cancel);
            return file;
        }, cancel);

    private Task<Result<RequestHearing>> StoreAsync(RequestAddress address, RecordHearing input, TakenFile? minutes, Person person, CancellationToken cancel) => database.WriteAsync<Result<RequestHearing>>(
        async context =>
        {
            if (await requests.LockAsync(context, address, cancel) is not { } found)
                return RequestProblems.Unknown(address.Block);
            if (RefuseHearing(found, address, person) is { } refused)
                return refused;
            var change = ChangeOf(person, MandateToHear(found, person)?.Id ?? Guid.Empty);
            var hearing = new RequestHearing
            {
                RequestId = found.Request.Id, HeldOn = input.HeldOn, Place = Tidy(input.Place), Present = Tidy(input.Present), Said = Tidy(input.Said), By = person.NameUnder(change.Mandate), Person = person.Id, At = change.At,
            };
            if (found.Case.Hearings.FirstOrDefault(one => one.IsSaidAs(hearing) && (minutes is null || found.Case.MinutesOf(one) is not { } own || own.FileHash == minutes.Stored.Hash)) is { } twin)
                return minutes is null || found.Case.MinutesOf(twin) is not null ? twin : await AddMinutesAsync(context, address, found, twin, FileOf(found, input.Minutes, minutes, person, change, twin.Id), input.Minutes, change, cancel); // a double click, or the minutes come after the note
            context.RequestHearings.Add(hearing);
            var file = minutes is null ? null : FileOf(found, input.Minutes, minutes, person, change, hearing.Id);
            if (file is not null)
                context.RequestFiles.Add(file);
            await Trail.AppendAsync(context, Trail.OfRound(address.Round), change, "request.heard", found.Subject, new { hearing.Id, hearing.HeldOn, hearing.Place, hearing.Present, hearing.Said, file?.FileHash, input.Minutes.SaysNotSecret }, cancel);
            return hearing;
        }, cancel);

    private static async Task<RequestHearing> AddMinutesAsync(ChiSoContext context, RequestAddress address, FoundRequest found, RequestHearing hearing, RequestFile file, SentFile sent, Change change, CancellationToken cancel)
    {
        context.RequestFiles.Add(file);
        await Trail.AppendAsync(context, Trail.OfRound(address.Round), change, "request.minutes-added", found.Subject, new { hearing.Id, file.FileHash, file.FileName, sent.SaysNotSecret }, cancel);
        return hearing;
    }

    private static RequestFile FileOf(FoundRequest found, SentFile sent, TakenFile taken, Person person, Change change, Guid? hearing = null) => new()
    {
        RequestId = found.Request.Id, HearingId = hearing, FileHash = taken.Stored.Hash, FileLength = taken.Stored.Length, MediaType = taken.Kind.MediaType, FileName = FileNames.Shown(sent.Name, taken.Kind),
        By = person.NameUnder(change.Mandate), Person = person.Id, At = change.At,
    };

    private async Task<FoundRequest?> FindAsync(RequestAddress address, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await requests.FindAsync(context, address, cancel);
    }

    private Task<Result<TakenFile>> TakeAsync(FoundRequest found, SentFile sent, Stream content, CancellationToken cancel) =>
        FileIntake.TakeAsync(vault, sent, content, new(_ => true, _ => RequestProblems.WrongFile(found.Where), RequestProblems.TooLong(found.Where), SecrecyProblems.PaperStays), cancel);

    private static Problem? RefuseUnit(FoundRequest found, RequestAddress address, Person person) =>
        person.May(Act.RequestReview, new(found.Request.Unit)) ? found.Refuse(address, RequestStates.Open) : RequestProblems.NotAllowed(found.Where);

    private static Problem? RefuseHearing(FoundRequest found, RequestAddress address, Person person) =>
        MandateToHear(found, person) is null ? RequestProblems.NotOnPanel(found.Where) : found.Refuse(address, RequestState.Admitted);

    /// <summary>A member of the panel writes it down, or the council's secretary unless their own unit asks.</summary>
    private static Mandate? MandateToHear(FoundRequest found, Person person) =>
        person.MandateTo(Act.AdviseOnRequest, found.Case.Aim) ?? (person.IsOwn(found.Request.Unit) ? null : person.MandateTo(Act.JudgeRequest, new()));

    private Change ChangeOf(Person person, Act act, FoundRequest found) => ChangeOf(person, person.MandateTo(act, new(found.Request.Unit))?.Id ?? Guid.Empty);

    private Change ChangeOf(Person person, Guid mandate) => new(person.Id, mandate, clock.GetUtcNow().UtcDateTime, "");

    private static string Tidy(string text) => text.Trim().Normalize();
}

/// <param name="HeldOn">The day; one still to come stands for one that couldn't be read.</param>
/// <param name="Minutes">Of the file; without a name where there is none.</param>
public sealed record RecordHearing(DateOnly HeldOn, string Place, string Present, string Said, SentFile Minutes);
