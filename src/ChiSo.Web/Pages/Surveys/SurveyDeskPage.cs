using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using ChiSo.Web.Surveys;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>A page about one survey, for those who may read surveys.</summary>
public abstract class SurveyDeskPage(Installation installation, Texts texts) : DeskPage
{
    [FromRoute]
    public string Survey { get; set; } = "";

    protected Installation Installation => installation;

    protected Texts Said => texts;

    public LiveSurvey Live { get; private set; } = null!; // set before the page is rendered

    /// <summary>Whether its answers are made up.</summary>
    public bool IsIllustrative { get; private set; }

    public SurveyState State => installation.SurveyReading.StateOf(Live);

    public bool MayRun => Person.May(Act.RunSurveys, new());

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <param name="title">Of the page; empty on the first page of the survey.</param>
    protected async Task<bool> ReadAsync(string title, CancellationToken cancel)
    {
        if (!Person.May(Act.ReadSurveys, new()) || await installation.Surveys.FindAsync(Survey, cancel) is not { } live)
            return false;
        Live = live;
        IsIllustrative = await installation.SurveyReading.IsIllustrativeAsync(live, cancel);
        ImmutableArray<Crumb> crumbs = [new(texts["Desk_Title"], "/desk"), new(texts["Surveys_Title"], "/desk/surveys")];
        var name = SurveyNames.Title(live, texts);
        ViewData[PageFrame.Key] = new PageFrame(title.Length == 0 ? name : $"{title} · {name}", title.Length == 0 ? crumbs : crumbs.Add(new(name, $"/desk/surveys/{live.Code}")), Person: Person);
        return true;
    }

    /// <summary>The page again with why something was not done.</summary>
    protected PageResult Refused(ImmutableArray<Problem> problems)
    {
        Problems = problems;
        Response.StatusCode = problems[0].Code == "survey.not-allowed" ? StatusCodes.Status403Forbidden : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
