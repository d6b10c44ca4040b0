using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Publication.SurveyReleases;
using ChiSo.Web.Hosting;
using ChiSo.Web.Language;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>Released results of a survey, for everybody; an older version says which took its place, without its figures: two versions one answer apart would tell that answer.</summary>
public sealed class PublicSurveyPage(ReleasedSurveys surveys, Texts texts) : PageModel
{
    public PublicSurvey Published { get; private set; } = null!; // set before the page is rendered

    /// <summary>What took the place of the version shown; <c>null</c> for the newest itself.</summary>
    public PublicSurvey? Newest { get; private set; }

    /// <summary>The newest first.</summary>
    public ImmutableArray<PublicSurvey> Versions { get; private set; } = [];

    /// <param name="version"><c>null</c> for the newest.</param>
    public static string AddressOf(string survey, int? version = null) =>
        version is { } number ? string.Create(CultureInfo.InvariantCulture, $"/survey-results/{survey}/{number}") : $"/survey-results/{survey}";

    public async Task<IActionResult> OnGetAsync(string survey, int? version, CancellationToken cancel)
    {
        Versions = await surveys.FindAsync(survey, cancel);
        if ((version is null ? Versions.FirstOrDefault() : Versions.FirstOrDefault(one => one.Content.Version == version)) is not { } found)
            return NotFound();
        (Published, Newest) = (found, found == Versions[0] ? null : Versions[0]);
        ViewData[PageFrame.Key] = new PageFrame(texts.Say(found.Content.Title), [new(texts["Rounds_Title"], "/")]);
        return FrozenTag.Matches(HttpContext, Versions.Select(one => one.Hash)) ? StatusCode(StatusCodes.Status304NotModified) : Page();
    }
}
