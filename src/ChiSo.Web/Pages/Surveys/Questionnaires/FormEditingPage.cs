using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Editing;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Web.Hosting;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using ChiSo.Web.Surveys.Questionnaires;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>A page on which the survey manager writes a questionnaire. Others don't know of it.</summary>
[RequestSizeLimit(MostBytes)]
[RequestFormLimits(ValueCountLimit = 8192, MultipartBodyLengthLimit = MostBytes)]
public abstract class FormEditingPage(Installation installation, TimeProvider clock, Texts texts) : DeskPage
{
    private const long MostBytes = 8 * 1024 * 1024;
    private PeopleNames names = PeopleNames.None;

    [FromRoute]
    public string Code { get; set; } = "";

    public EditedForm Edited { get; private set; } = null!; // set before the page is rendered

    public ImmutableArray<Problem> Problems { get; protected set; } = [];

    protected Installation Installation => installation;

    protected Texts Said => texts;

    /// <summary>Who changes something now; <c>null</c> for those who may not.</summary>
    protected Change? Change => Person.MandateTo(Act.RunSurveys, new()) is { } mandate ? new(Person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, "") : null;

    /// <summary>Whether somebody else saved other content while this form was filled in.</summary>
    public bool IsClash => Problems.Any(problem => problem.Code == "questionnaire.overtaken");

    /// <summary>Whoever changed the draft last.</summary>
    public string LastBy => names.Of(Edited.By);

    /// <summary>The draft's title in the language of whoever reads.</summary>
    public string Title => FormWords.TitleOf(Edited.Draft, texts);

    protected bool IsPosted(string field) => Request.HasFormContentType && Request.Form.ContainsKey(field);

    /// <summary>What somebody else saved in a field meanwhile; <c>null</c> where nothing differs.</summary>
    protected string? Theirs(string field, string stored) => IsClash && IsPosted(field) && NfcText.Clean(this.Typed(field)) != stored ? stored : null;

    /// <param name="title">Of the page; empty on the first page of the questionnaire.</param>
    protected async Task<bool> ReadAsync(string title, CancellationToken cancel)
    {
        if (!Person.May(Act.RunSurveys, new()) || await installation.FormEditing.FindAsync(Code, cancel) is not { } edited)
            return false;
        Edited = edited;
        names = await PeopleNames.ReadAsync(installation, cancel);
        SecurityHeaders.LetFrame(Response);
        ImmutableArray<Crumb> crumbs = [new(texts["Desk_Title"], "/desk"), new(texts["Surveys_Title"], "/desk/surveys"), new(texts["Qn_Title"], FormAddress.All)];
        ViewData[PageFrame.Key] = new PageFrame(title.Length == 0 ? Title : $"{title} · {Title}", title.Length == 0 ? crumbs : crumbs.Add(new(Title, FormAddress.Of(Code))), Person: Person);
        return true;
    }

    /// <summary>Back to an address when it was done, else the page as it is now, with what is wrong.</summary>
    protected async Task<IActionResult> AnswerAsync<T>(Result<T> done, string back, Func<Task<bool>> again)
    {
        if (done.Problems.IsEmpty)
            return LocalRedirect(back);
        return await again() ? Refused(done.Problems) : NotFound();
    }

    protected PageResult Refused(ImmutableArray<Problem> problems)
    {
        (Problems, Response.StatusCode) = (problems, StatusCodes.Status422UnprocessableEntity);
        return Page();
    }
}
