using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Imported;
using ChiSo.Application.Surveys.Opening;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>Every survey with where it stands.</summary>
public sealed class SurveysPage(Installation installation, Texts texts) : DeskPage
{
    private PeopleNames names = PeopleNames.None;

    public ImmutableArray<LiveSurvey> Surveys { get; private set; } = [];

    /// <summary>Surveys that wait for a second person, or for whoever proposed them.</summary>
    public ImmutableArray<ProposedSurvey> Proposals { get; private set; } = [];

    /// <summary>Surveys run elsewhere: shown apart, under their own label.</summary>
    public ImmutableArray<ImportedTable> Tables { get; private set; } = [];

    public bool MayRun => Person.May(Act.RunSurveys, new());

    public string Who(Guid person) => names.Of(person);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!Person.May(Act.ReadSurveys, new()))
            return NotFound();
        Surveys = [.. (await installation.Surveys.ListAsync(cancel)).OrderByDescending(survey => survey.Declaration.Opens).ThenBy(survey => survey.Code, StringComparer.Ordinal)];
        Proposals = await installation.SurveyProposals.ListAsync(cancel);
        if (!Proposals.IsEmpty)
            names = await PeopleNames.ReadAsync(installation, cancel);
        Tables = await installation.ImportedTables.ListAsync(cancel);
        ViewData[PageFrame.Key] = new PageFrame(texts["Surveys_Title"], [new(texts["Desk_Title"], "/desk")], Person: Person);
        return Page();
    }

    public string StateOf(LiveSurvey survey) => texts["Survey_State_" + installation.SurveyReading.StateOf(survey)];
}
