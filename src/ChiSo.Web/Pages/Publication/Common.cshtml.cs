using System.Collections.Immutable;
using ChiSo.Web.Hosting;
using ChiSo.Web.Language;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>A criterion that several blocks of a round share, side by side: shares of the maximum, no ranks.</summary>
public sealed class CommonPage(PublishedBlocks blocks, Texts texts) : PageModel
{
    /// <summary>One per block that has the line.</summary>
    public ImmutableArray<CriterionInBlock> Blocks { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string round, string code, CancellationToken cancel)
    {
        if ((await blocks.RoundsAsync(cancel)).FirstOrDefault(one => one.Code == round) is not { } published)
            return NotFound();
        Blocks = SharedCriterion.Find(published, new(code));
        if (Blocks.IsEmpty)
            return NotFound();
        if (FrozenTag.Matches(HttpContext, Blocks.Select(block => block.Published.Hash)))
            return StatusCode(StatusCodes.Status304NotModified);
        var illustrative = Blocks.FirstOrDefault(block => block.Published.Block.Illustrative)?.Published.Block;
        ViewData[PageFrame.Key] = new PageFrame($"{texts.Say(Blocks[0].Node.Name)} · {texts.Say(published.First.RoundName)}",
            [new(texts["Rounds_Title"], "/"), new(texts.Say(published.First.RoundName), $"/{round}")], Illustrative: illustrative);
        return Page();
    }
}
