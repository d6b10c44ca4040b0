using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Editing;

/// <summary>The questionnaires of a province: versions surveys may be opened with, and what is being written. A version never changes; changing one means the next version, and surveys keep the one they were opened with.</summary>
public sealed class QuestionnaireLibrary(ChiSoDatabase database, SurveyDesk desk)
{
    private const int LongestCode = 40;

    /// <summary>Versions written here, the newest of each questionnaire first.</summary>
    public async Task<ImmutableArray<ListedForm>> ListAsync(CancellationToken cancel)
    {
        await using var context = database.Open();
        var rows = await context.Questionnaires.AsNoTracking().OrderBy(form => form.Code).ThenByDescending(form => form.At).ToListAsync(cancel);
        return [.. rows.Select(row => new ListedForm(row.Read(), row.By, row.At, row.Hash))];
    }

    /// <summary>What is being written, by code.</summary>
    public async Task<ImmutableArray<(FormDraft Draft, Guid By, DateTime At)>> DraftsAsync(CancellationToken cancel)
    {
        await using var context = database.Open();
        return [.. (await context.QuestionnaireDrafts.AsNoTracking().OrderBy(draft => draft.Code).ToListAsync(cancel)).Select(draft => (draft.Read(), draft.By, draft.At))];
    }

    /// <summary>A version that was stored here, or one that comes along; <c>null</c> when there is none.</summary>
    public async Task<Questionnaire?> FindAsync(string code, string version, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await context.Questionnaires.AsNoTracking().SingleOrDefaultAsync(form => form.Code == code && form.Version == version, cancel) is { } row ? row.Read()
            : ShippedQuestionnaires.Find(code, version);
    }

    /// <summary>What earlier surveys and versions hold a questionnaire to.</summary>
    internal async Task<(UsedQuestions Used, CoreQuestions Core)> HeldToAsync(string code, CancellationToken cancel)
    {
        var surveys = await desk.ListAsync(cancel);
        await using var context = database.Open();
        return (new(surveys, code), await CoreQuestions.FindAsync(context, code, surveys, cancel));
    }

    /// <summary>Begins a draft from a questionnaire; what is stored next is its next version.</summary>
    public async Task<Result<FormDraft>> StartAsync(Questionnaire from, Change change, CancellationToken cancel)
    {
        if (!IsCode(from.Code))
            return DraftProblems.Code(from.Code);
        var (_, core) = await HeldToAsync(from.Code, cancel);
        var draft = core.Marked(DraftTables.From(from));
        var taken = await VersionsAsync(from.Code, cancel);
        return await BeginAsync(draft with { Settings = draft.Settings.SetItem("version", Next(from.Version, taken)) }, change, cancel);
    }

    /// <summary>Begins an empty one in Vietnamese.</summary>
    public async Task<Result<FormDraft>> StartAsync(string code, string title, Change change, CancellationToken cancel)
    {
        if (!IsCode(code))
            return DraftProblems.Code(code);
        if (string.IsNullOrWhiteSpace(title))
            return DraftProblems.NoTitle("title");
        var language = DraftLanguages.Spoken[0];
        var cells = new Dictionary<string, string> { ["form_id"] = code, ["version"] = Next("0", await VersionsAsync(code, cancel)), [XlsFormColumns.Join("form_title", language)] = NfcText.Clean(title), ["default_language"] = language };
        return await BeginAsync(new([language], cells.ToImmutableDictionary(), [], [], []), change, cancel);
    }

    /// <summary>Puts the content of a file in the place of a draft's, all of it or nothing.</summary>
    /// <param name="seen">The draft as it was shown.</param>
    public async Task<Result<FormDraft>> ReplaceAsync(string code, Questionnaire file, string seen, Change change, CancellationToken cancel)
    {
        if (file.Code != code)
            return DraftProblems.OtherCode(code, file.Code);
        var (used, core) = await HeldToAsync(code, cancel);
        var draft = core.Marked(DraftTables.From(file));
        if (DraftTree.All(draft.Rows).SelectMany(row => used.Refusals(row, row)).Concat(core.Faults(draft)).ToImmutableArray() is { IsEmpty: false } refusals)
            return refusals;
        var next = draft with { Settings = draft.Settings.SetItem("version", Next(file.Version, await VersionsAsync(code, cancel))) };
        return await WriteAsync(code, seen, async (context, row, now) =>
        {
            row.Change(next, change.By, change.At);
            await Trail.AppendAsync(context, FormEditing.ChainOf(code), change, "questionnaire.replaced", code, new { before = now.Seen, after = next.Seen }, cancel);
            return next;
        }, cancel);
    }

    /// <summary>Forgets what is being written; the trail keeps each change.</summary>
    /// <param name="seen">The draft as it was shown.</param>
    public Task<Result<FormDraft>> DropAsync(string code, string seen, Change change, CancellationToken cancel) => WriteAsync(code, seen, async (context, row, now) =>
    {
        context.QuestionnaireDrafts.Remove(row);
        await Trail.AppendAsync(context, FormEditing.ChainOf(code), change, "questionnaire.dropped", code, new { draft = now.Seen }, cancel);
        return now;
    }, cancel);

    /// <summary>Stores the draft as a version surveys may be opened with, when nothing is wrong with it.</summary>
    /// <param name="seen">The draft as it was shown.</param>
    public async Task<Result<FormDraft>> StoreAsync(string code, string seen, Change change, CancellationToken cancel)
    {
        var (_, core) = await HeldToAsync(code, cancel);
        return await StoreAsync(code, seen, core, change, cancel);
    }

    private Task<Result<FormDraft>> StoreAsync(string code, string seen, CoreQuestions core, Change change, CancellationToken cancel) => WriteAsync(code, seen, async (context, row, now) =>
    {
        var read = DraftChecks.Read(now, core);
        if (!read.TryGet(out var form))
            return read.Problems;
        if (await context.Questionnaires.AnyAsync(known => known.Code == code && known.Version == form.Version, cancel) || ShippedQuestionnaires.Find(code, form.Version) is not null)
            return DraftProblems.VersionTaken(code, form.Version);
        using var stream = new MemoryStream();
        XlsFormWriter.Write(stream, form);
        var stored = new StoredQuestionnaire { Code = code, Version = form.Version, Form = stream.ToArray(), Hash = Convert.ToHexStringLower(SHA256.HashData(stream.ToArray())), By = change.By, At = change.At };
        context.Questionnaires.Add(stored);
        context.QuestionnaireDrafts.Remove(row);
        await Trail.AppendAsync(context, FormEditing.ChainOf(code), change, "questionnaire.stored", code, new { form.Version, stored.Hash }, cancel);
        return now;
    }, cancel);

    private Task<Result<FormDraft>> BeginAsync(FormDraft draft, Change change, CancellationToken cancel) => database.WriteAsync<Result<FormDraft>>(
        async context =>
        {
            await Trail.LockAsync(context, FormEditing.ChainOf(draft.Code), cancel);
            if (await context.QuestionnaireDrafts.AnyAsync(known => known.Code == draft.Code, cancel))
                return DraftProblems.There(draft.Code);
            var row = new QuestionnaireDraft { Code = draft.Code };
            row.Change(draft, change.By, change.At);
            context.QuestionnaireDrafts.Add(row);
            await Trail.AppendAsync(context, FormEditing.ChainOf(draft.Code), change, "questionnaire.started", draft.Code, new { draft.Version, content = draft.Seen }, cancel);
            return draft;
        }, cancel);

    private Task<Result<FormDraft>> WriteAsync(string code, string seen, Func<ChiSoContext, QuestionnaireDraft, FormDraft, Task<Result<FormDraft>>> act, CancellationToken cancel) => database.WriteAsync<Result<FormDraft>>(
        async context =>
        {
            await Trail.LockAsync(context, FormEditing.ChainOf(code), cancel);
            if (await context.QuestionnaireDrafts.SingleOrDefaultAsync(draft => draft.Code == code, cancel) is not { } row)
                return DraftProblems.Unknown(code);
            var now = row.Read();
            return now.Seen == seen ? await act(context, row, now) : DraftProblems.Overtaken(code);
        }, cancel);

    /// <summary>Every version there is of a questionnaire, also in surveys that came from files.</summary>
    private async Task<HashSet<string>> VersionsAsync(string code, CancellationToken cancel)
    {
        var taken = (await desk.ListAsync(cancel)).Where(survey => survey.Form.Code == code).Select(survey => survey.Form.Version).ToHashSet(StringComparer.Ordinal);
        taken.UnionWith(ShippedQuestionnaires.All.Where(form => form.Code == code).Select(form => form.Version));
        await using var context = database.Open();
        taken.UnionWith(await context.Questionnaires.Where(form => form.Code == code).Select(form => form.Version).ToListAsync(cancel));
        return taken;
    }

    /// <summary>The version itself where it is free, else the next free number, or the text with a number behind it.</summary>
    private static string Next(string version, HashSet<string> taken)
    {
        if (version.Length > 0 && version != "0" && !taken.Contains(version))
            return version;
        var isNumber = int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return Enumerable.Range(1, taken.Count + 1).Select(step => isNumber ? (number + step).ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{version}-{step + 1}")).First(next => !taken.Contains(next));
    }

    private static bool IsCode(string code) => code.Length is > 0 and <= LongestCode && char.IsAsciiLetterLower(code[0]) && code.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_');
}

/// <summary>A version of a questionnaire, to be listed.</summary>
/// <param name="By">Who stored it.</param>
public sealed record ListedForm(Questionnaire Form, Guid By, DateTime At, string Hash);
