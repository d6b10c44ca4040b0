using System.Collections.Immutable;
using ChiSo.Application.Publication.SurveyReleases;
using ChiSo.Web.Hosting;
using ChiSo.Web.Language;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>What has been published, latest first.</summary>
public sealed class RoundsPage(PublishedBlocks blocks, ReleasedSurveys surveys, Texts texts) : PageModel
{
    public ImmutableArray<PublishedRound> Rounds { get; private set; } = [];

    /// <summary>Released results of surveys, the latest first.</summary>
    public ImmutableArray<PublicSurvey> Surveys { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Rounds = await blocks.RoundsAsync(cancel);
        Surveys = await surveys.NewestAsync(cancel);
        var illustrative = Rounds.Select(round => round.First).FirstOrDefault(block => block.Illustrative);
        ViewData[PageFrame.Key] = new PageFrame(texts["Rounds_Title"], [], Illustrative: illustrative);
        return FrozenTag.Matches(HttpContext, Rounds.SelectMany(round => round.Blocks).Select(block => block.Hash).Concat(Surveys.Select(survey => survey.Hash))) ? StatusCode(StatusCodes.Status304NotModified) : Page();
    }
}
