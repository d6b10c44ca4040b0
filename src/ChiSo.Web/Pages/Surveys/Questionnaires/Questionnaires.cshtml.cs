using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Editing;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using ChiSo.Web.Surveys.Questionnaires;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>The questionnaires there are, those being written, and how one is begun.</summary>
[RequestSizeLimit(MostBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
public sealed class QuestionnairesPage(Installation installation, TimeProvider clock, Texts texts) : DeskPage
{
    /// <summary>Chosen for an empty questionnaire.</summary>
    public const string Empty = "empty";

    /// <summary>Chosen for a file that is uploaded.</summary>
    public const string Uploaded = "upload";

    private const long MostBytes = 8 * 1024 * 1024;

    public ImmutableArray<ListedForm> Stored { get; private set; } = [];

    public ImmutableArray<(FormDraft Draft, string By, DateTime At)> Drafts { get; private set; } = [];

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    public bool MayWrite => Person.May(Act.RunSurveys, new());

    /// <summary>Questionnaires one may begin from, by <c>code@version</c>.</summary>
    public IEnumerable<(string Value, Questionnaire Form)> Sources => Stored.Select(one => one.Form).Concat(ShippedQuestionnaires.All).Select(form => ($"{form.Code}@{form.Version}", form));

    public string Name(Guid person) => names.Of(person);

    private PeopleNames names = PeopleNames.None;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string? source, string? code, string? title, IFormFile? file, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel) || Person.MandateTo(Act.RunSurveys, new()) is not { } mandate)
            return NotFound();
        var begun = await StartAsync(source ?? "", (code ?? "").Trim(), title ?? "", file, new(Person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""), cancel);
        if (begun.TryGet(out var draft))
            return LocalRedirect(FormAddress.Of(draft.Code));
        (Problems, Response.StatusCode) = (begun.Problems, StatusCodes.Status422UnprocessableEntity);
        return Page();
    }

    private async Task<Result<FormDraft>> StartAsync(string source, string code, string title, IFormFile? file, Change change, CancellationToken cancel)
    {
        if (source == Empty)
            return await installation.Questionnaires.StartAsync(code, title, change, cancel);
        if (Sources.FirstOrDefault(known => known.Value == source) is { Form: { } known })
            return await installation.Questionnaires.StartAsync(known, change, cancel);
        if (source != Uploaded)
            return FormSources.None;
        await using var stream = file?.OpenReadStream();
        var read = FormSources.Read(stream, file?.FileName ?? "");
        return read.TryGet(out var form) ? await installation.Questionnaires.StartAsync(form, change, cancel) : read.Problems;
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (!Person.May(Act.ReadSurveys, new()))
            return false;
        names = await PeopleNames.ReadAsync(installation, cancel);
        Stored = await installation.Questionnaires.ListAsync(cancel);
        Drafts = MayWrite ? [.. (await installation.Questionnaires.DraftsAsync(cancel)).Select(one => (one.Draft, Name(one.By), one.At))] : [];
        ViewData[PageFrame.Key] = new PageFrame(texts["Qn_Title"], [new(texts["Desk_Title"], "/desk"), new(texts["Surveys_Title"], "/desk/surveys")], Person: Person);
        return true;
    }
}
