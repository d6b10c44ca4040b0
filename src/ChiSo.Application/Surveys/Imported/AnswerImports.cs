using System.Collections.Immutable;
using System.Security.Cryptography;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Application.People;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Imported;

/// <summary>Answers of a survey that was run elsewhere with the questions of one that is open here: shown before they are taken in, taken in whole, and from then on estimated like our own.</summary>
public sealed class AnswerImports(ChiSoDatabase database, AnswerStore store, SurveyDesk desk, TimeProvider clock)
{
    /// <summary>Bytes a file may have.</summary>
    public const int LongestFile = 8 << 20;

    private const string Begun = "survey.answers-import-begun";
    private const string TakenIn = "survey.answers-imported";
    private const string Withdrawn = "survey.answers-withdrawn";

    /// <summary>Checks a file as a whole, and keeps its answers with the others until it is taken in or another comes. Nothing of it counts yet.</summary>
    public async Task<Result<AnswerUpload>> LayInAsync(string survey, string fileName, byte[] content, Person person, CancellationToken cancel)
    {
        var found = await FindAsync(survey, person, cancel);
        if (!found.TryGet(out var live))
            return found.Problems;
        if (content.Length > LongestFile)
            return FileProblems.UploadTooLarge(LongestFile);
        var (name, hash) = (FileNames.AsGiven(fileName), Convert.ToHexStringLower(SHA256.HashData(content)));
        if (await IsInTrailAsync(live, TakenIn, hash, cancel))
            return ImportProblems.TakenIn(name);
        var read = await ImportedAnswersFile.ReadAsync(name, content, live, VietnamTime.Today(clock), cancel);
        if (!read.TryGet(out var answers))
            return read.Problems;
        var upload = new AnswerUpload(name, hash, AnswerOutline.Of(answers).Groups);
        if (Small(upload, live.Declaration.MinimumCell) is { IsEmpty: false } small)
            return small;
        await store.Uploads.KeepAsync(survey, upload, answers, cancel);
        return upload;
    }

    /// <summary>The file that waits; <c>null</c> for none, or where this person may not see it.</summary>
    public async Task<AnswerUpload?> WaitingAsync(string survey, Person person, CancellationToken cancel) =>
        person.May(Act.RunSurveys, new()) ? await store.Uploads.FindAsync(survey, cancel) : null;

    /// <summary>Takes in the file that waits, all its answers or none.</summary>
    /// <param name="seen">The hash it was shown with.</param>
    /// <param name="source">Who ran the survey, and the document that says so; for the trail.</param>
    /// <returns>How many answers were added.</returns>
    public async Task<Result<int>> TakeInAsync(string survey, string seen, string source, Person person, CancellationToken cancel)
    {
        var found = await FindAsync(survey, person, cancel, seen);
        if (!found.TryGet(out var live) || person.MandateTo(Act.RunSurveys, new()) is not { } mandate)
            return found.Problems;
        if (source.Trim().Length is 0 or > ImportedTables.LongestText)
            return ImportProblems.NoSource();
        if (await store.Uploads.FindAsync(survey, cancel) is not { } upload || upload.Hash != seen)
            return await IsInTrailAsync(live, TakenIn, seen, cancel) ? ImportProblems.TakenIn(survey) : ImportProblems.OtherFile();
        var handed = new Handed(survey, LinkKey.OfFile(survey, seen), await store.Uploads.AnswersAsync(survey, seen, cancel), VietnamTime.Today(clock));
        if (handed.Answers.IsEmpty)
            return ImportProblems.OtherFile();
        var change = new Change(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, source.Trim());
        await BeginAsync(live, upload, change);
        var taken = await StoreAsync(live, upload, handed, change);
        if (taken.Problems.IsEmpty)
            await store.Uploads.DropAsync(survey, seen, CancellationToken.None);
        return taken;
    }

    /// <summary>Takes the file that waits away, also after the survey was closed.</summary>
    /// <param name="seen">The hash it was shown with.</param>
    /// <returns>How many answers it held.</returns>
    public async Task<Result<int>> WithdrawAsync(string survey, string seen, Person person, CancellationToken cancel)
    {
        if (person.MandateTo(Act.RunSurveys, new()) is not { } mandate)
            return SurveyProblems.NotAllowed(survey);
        if (await store.Uploads.FindAsync(survey, cancel) is not { } upload || upload.Hash != seen)
            return ImportProblems.OtherFile();
        return await database.WriteAsync<Result<int>>(
            async context =>
            {
                await Trail.LockAsync(context, SurveyDesk.ChainOf(survey), cancel);
                if (await store.IsSpentAsync(survey, LinkKey.OfFile(survey, seen), cancel))
                    return ImportProblems.HalfTaken(upload.Name);
                await Trail.AppendAsync(context, SurveyDesk.ChainOf(survey), new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""), Withdrawn, seen, new { file = upload.Name, answers = upload.Answers }, cancel);
                await store.Uploads.DropAsync(survey, seen, CancellationToken.None); // before anybody else takes the chain
                return upload.Answers;
            }, cancel);
    }

    /// <summary>Says in the trail what is about to be taken in: no answer is in the store without a link that tells of it.</summary>
    private Task<bool> BeginAsync(LiveSurvey live, AnswerUpload upload, Change change) => database.WriteAsync(
        async context =>
        {
            var cancel = CancellationToken.None;
            await Trail.LockAsync(context, SurveyDesk.ChainOf(live.Code), cancel);
            if (!await IsInTrailAsync(context, live, Begun, upload.Hash, cancel)) // of one that was cut off there is one
                await Trail.AppendAsync(context, SurveyDesk.ChainOf(live.Code), change, Begun, upload.Hash, new { file = upload.Name, answers = upload.Answers }, cancel);
            return true;
        }, CancellationToken.None);

    /// <summary>Answers first, under one token: cut off before the link of the trail, the same file taken in again writes the link alone.</summary>
    private Task<Result<int>> StoreAsync(LiveSurvey live, AnswerUpload upload, Handed handed, Change change) => database.WriteAsync<Result<int>>(
        async context =>
        {
            var cancel = CancellationToken.None; // both stores, whatever became of the browser
            await Trail.LockAsync(context, SurveyDesk.ChainOf(live.Code), cancel);
            if (await IsInTrailAsync(context, live, TakenIn, upload.Hash, cancel))
                return ImportProblems.TakenIn(upload.Name);
            var isStored = await store.IsSpentAsync(live.Code, handed.Token, cancel); // by an attempt that was cut off
            if (!isStored && (await store.Uploads.FindAsync(live.Code, cancel))?.Hash != upload.Hash)
                return ImportProblems.OtherFile(); // withdrawn meanwhile
            if (!isStored && await store.AddAsync(handed, cancel) == Handing.Closed)
                return SurveyProblems.Closed(live.Code);
            await Trail.AppendAsync(context, SurveyDesk.ChainOf(live.Code), change, TakenIn, upload.Hash, new { file = upload.Name, answers = handed.Answers.Length }, cancel);
            return handed.Answers.Length;
        }, CancellationToken.None);

    /// <param name="seen">The file in hand: one whose answers were stored before is finished in a closed survey too.</param>
    private async Task<Result<LiveSurvey>> FindAsync(string survey, Person person, CancellationToken cancel, string? seen = null)
    {
        if (!person.May(Act.RunSurveys, new()))
            return SurveyProblems.NotAllowed(survey);
        if (await desk.FindAsync(survey, cancel) is not { Declaration.Raters: null } live)
            return SurveyProblems.Unknown(survey);
        return live.IsClosed && (seen is null || !await store.IsSpentAsync(survey, LinkKey.OfFile(survey, seen), cancel)) ? SurveyProblems.Closed(survey) : live;
    }

    private async Task<bool> IsInTrailAsync(LiveSurvey live, string act, string hash, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await IsInTrailAsync(context, live, act, hash, cancel);
    }

    private static Task<bool> IsInTrailAsync(ChiSoContext context, LiveSurvey live, string act, string hash, CancellationToken cancel)
    {
        var chain = SurveyDesk.ChainOf(live.Code);
        return context.AuditLinks.AnyAsync(link => link.Chain == chain && link.Act == act && link.Subject == hash, cancel);
    }

    /// <summary>Units of which a file holds so few answers, or so few of a stratum, that somebody could be known; of strata their number alone, because a column of names would be told back.</summary>
    private static ImmutableArray<Problem> Small(AnswerUpload upload, int least) =>
        [.. upload.Groups.Where(group => group.Answers < least).CountBy(group => group.Unit, StringComparer.Ordinal).Select(unit => ImportProblems.SmallGroups(upload.Name, unit.Key, unit.Value, least))];
}
