using System.Collections.Immutable;
using System.Security.Cryptography;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Application.People;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Imported;

/// <summary>Answers of a survey that was run elsewhere with the questions of one that is open here: shown before they are taken in, taken in whole, and from then on estimated like our own.</summary>
public sealed class AnswerImports(ChiSoDatabase database, AnswerStore store, SurveyDesk desk, TimeProvider clock)
{
    /// <summary>Bytes a file may have.</summary>
    public const int LongestFile = 8 << 20;

    private const string TakenIn = "survey.answers-imported";

    /// <summary>Checks a file as a whole, and keeps it with the answers until it is taken in or another comes. Nothing of it counts yet.</summary>
    public async Task<Result<AnswerImport>> LayInAsync(string survey, string fileName, byte[] content, Person person, CancellationToken cancel)
    {
        var found = await FindAsync(survey, person, cancel);
        if (!found.TryGet(out var live))
            return found.Problems;
        if (content.Length > LongestFile)
            return FileProblems.UploadTooLarge(LongestFile);
        var upload = new AnswerUpload(FileNames.AsGiven(fileName), Convert.ToHexStringLower(SHA256.HashData(content)), content);
        await using (var context = database.Open())
        {
            if (await IsTakenInAsync(context, live, upload.Hash, cancel))
                return ImportProblems.TakenIn(upload.Name);
        }

        var read = await ImportedAnswersFile.ReadAsync(upload, live, VietnamTime.Today(clock), cancel);
        if (!read.TryGet(out var forms))
            return read.Problems;
        await store.Uploads.KeepAsync(survey, upload, cancel);
        return Of(upload, live, forms);
    }

    /// <summary>The file that waits; <c>null</c> for none, or where this person may not see it.</summary>
    public async Task<AnswerImport?> WaitingAsync(string survey, Person person, CancellationToken cancel)
    {
        if (!(await FindAsync(survey, person, cancel)).TryGet(out var live) || await store.Uploads.FindAsync(survey, cancel) is not { } upload)
            return null;
        return (await ImportedAnswersFile.ReadAsync(upload, live, VietnamTime.Today(clock), cancel)).TryGet(out var forms) ? Of(upload, live, forms) : null;
    }

    /// <summary>Takes in the file that waits, all its answers or none.</summary>
    /// <param name="seen">The hash it was shown with.</param>
    /// <param name="source">Who ran the survey, and the document that says so; for the trail.</param>
    /// <returns>How many answers were added.</returns>
    public async Task<Result<int>> TakeInAsync(string survey, string seen, string source, Person person, CancellationToken cancel)
    {
        var found = await FindAsync(survey, person, cancel);
        if (!found.TryGet(out var live) || person.MandateTo(Act.RunSurveys, new()) is not { } mandate)
            return found.Problems;
        if (source.Trim().Length is 0 or > ImportedTables.LongestText)
            return ImportProblems.NoSource();
        if (await store.Uploads.FindAsync(survey, cancel) is not { } upload || upload.Hash != seen)
            return ImportProblems.OtherFile();
        var today = VietnamTime.Today(clock);
        var read = await ImportedAnswersFile.ReadAsync(upload, live, today, cancel);
        if (!read.TryGet(out var forms))
            return read.Problems;
        var handed = new Handed(survey, LinkKey.OfFile(survey, upload.Hash), [.. forms.Select(pair => Answer(live, pair.Form, pair.Filling))], today);
        var taken = await StoreAsync(live, upload, handed, new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, source.Trim()));
        if (taken.Problems.IsEmpty)
            await store.Uploads.DropAsync(survey, upload.Hash, CancellationToken.None);
        return taken;
    }

    /// <summary>Answers first, under one token: cut off before the link of the trail, the same file taken in again writes the link alone.</summary>
    private Task<Result<int>> StoreAsync(LiveSurvey live, AnswerUpload upload, Handed handed, Change change) => database.WriteAsync<Result<int>>(
        async context =>
        {
            var cancel = CancellationToken.None; // both stores, whatever became of the browser
            await Trail.LockAsync(context, SurveyDesk.ChainOf(live.Code), cancel);
            if (await IsTakenInAsync(context, live, upload.Hash, cancel))
                return ImportProblems.TakenIn(upload.Name);
            if (await store.AddAsync(handed, cancel) == Handing.Closed)
                return SurveyProblems.Closed(live.Code);
            await Trail.AppendAsync(context, SurveyDesk.ChainOf(live.Code), change, TakenIn, upload.Hash, new { file = upload.Name, answers = handed.Answers.Length }, cancel);
            return handed.Answers.Length;
        }, CancellationToken.None);

    private async Task<Result<LiveSurvey>> FindAsync(string survey, Person person, CancellationToken cancel)
    {
        if (!person.May(Act.RunSurveys, new()))
            return SurveyProblems.NotAllowed(survey);
        if (await desk.FindAsync(survey, cancel) is not { Declaration.Raters: null } live)
            return SurveyProblems.Unknown(survey);
        return live.IsClosed ? SurveyProblems.Closed(survey) : live;
    }

    private static Task<bool> IsTakenInAsync(ChiSoContext context, LiveSurvey live, string hash, CancellationToken cancel)
    {
        var chain = SurveyDesk.ChainOf(live.Code);
        return context.AuditLinks.AnyAsync(link => link.Chain == chain && link.Act == TakenIn && link.Subject == hash, cancel);
    }

    private static Answer Answer(LiveSurvey live, KeyedForm form, Filling filling) =>
        new(form.Unit, form.Stratum, AnswerMode.Imported, live.Form.DefaultLanguage, live.Declaration.Consent.Version, FillingChecks.Kept(filling));

    private static AnswerImport Of(AnswerUpload upload, LiveSurvey live, ImmutableArray<(KeyedForm Form, Filling Filling)> forms) =>
        new(upload.Name, upload.Hash, AnswerOutline.Of(forms.Select(pair => Answer(live, pair.Form, pair.Filling))).Groups);
}
