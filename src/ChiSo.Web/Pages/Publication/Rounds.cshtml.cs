using System.Collections.Immutable;
using ChiSo.Web.Hosting;
using ChiSo.Web.Language;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>What has been published, latest first.</summary>
public sealed class RoundsPage(PublishedBlocks blocks, Texts texts) : PageModel
{
    public ImmutableArray<PublishedRound> Rounds { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Rounds = await blocks.RoundsAsync(cancel);
        var illustrative = Rounds.Select(round => round.First).FirstOrDefault(block => block.Illustrative);
        ViewData[PageFrame.Key] = new PageFrame(texts["Rounds_Title"], [], Illustrative: illustrative);
        return FrozenTag.Matches(HttpContext, Rounds.SelectMany(round => round.Blocks).Select(block => block.Hash)) ? StatusCode(StatusCodes.Status304NotModified) : Page();
    }
}
