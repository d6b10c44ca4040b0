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

    protected virtual bool MayRead => Person.May(Act.ReadSurveys, new());

    /// <summary>What stands above the page.</summary>
    /// <param name="name">Of the survey.</param>
    /// <param name="isFirst">Whether this is the first page of the survey.</param>
    protected virtual ImmutableArray<Crumb> CrumbsTo(string name, bool isFirst)
    {
        ImmutableArray<Crumb> crumbs = [new(texts["Desk_Title"], "/desk"), new(texts["Surveys_Title"], "/desk/surveys")];
        return isFirst ? crumbs : crumbs.Add(new(name, $"/desk/surveys/{Live.Code}"));
    }

    /// <param name="title">Of the page; empty on the first page of the survey.</param>
    protected async Task<bool> ReadAsync(string title, CancellationToken cancel)
    {
        if (!MayRead || await installation.Surveys.FindAsync(Survey, cancel) is not { } live)
            return false;
        Live = live;
        IsIllustrative = await installation.SurveyReading.IsIllustrativeAsync(live, cancel);
        var name = SurveyNames.Title(live, texts);
        ViewData[PageFrame.Key] = new PageFrame(title.Length == 0 ? name : $"{title} · {name}", CrumbsTo(name, title.Length == 0), Person: Person);
        return true;
    }

    /// <summary>One or two languages to print in, as chosen; Vietnamese where that is none.</summary>
    protected static ImmutableArray<string> Printed(string? first, string? second)
    {
        ImmutableArray<string> chosen = [.. new[] { first, second }.OfType<string>().Where(code => code is "vi" or "en" or "km").Distinct()];
        return chosen.IsEmpty ? ["vi"] : chosen;
    }

    /// <summary>The page again with why something was not done.</summary>
    protected PageResult Refused(ImmutableArray<Problem> problems)
    {
        Problems = problems;
        Response.StatusCode = problems[0].Code is "survey.not-allowed" or "survey.paper-not-allowed" ? StatusCodes.Status403Forbidden : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
