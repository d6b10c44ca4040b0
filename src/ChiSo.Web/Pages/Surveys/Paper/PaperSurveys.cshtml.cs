using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>The surveys whose paper forms may be keyed now.</summary>
public sealed class PaperSurveysPage(Installation installation, Texts texts) : DeskPage
{
    public ImmutableArray<LiveSurvey> Surveys { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!Person.May(Act.KeyForms, new()))
            return NotFound();
        Surveys = [.. (await installation.Surveys.ListAsync(cancel)).Where(survey => !survey.IsClosed).OrderByDescending(survey => survey.Declaration.Opens).ThenBy(survey => survey.Code, StringComparer.Ordinal)];
        ViewData[PageFrame.Key] = new PageFrame(texts["Paper_Title"], [new(texts["Desk_Title"], "/desk")], Person: Person);
        return Page();
    }
}
