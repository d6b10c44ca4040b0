using System.Collections.Immutable;
using ChiSo.Engine;
using ChiSo.Web.Hosting;
using ChiSo.Web.Language;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>How a block is measured, generated from the criteria set and the method frozen with it.</summary>
public sealed class MethodPage(PublishedBlocks blocks, Texts texts, Shown shown) : PageModel
{
    public Published Published { get; private set; } = null!; // set before the page is rendered

    public ImmutableArray<Published> Blocks { get; private set; } = [];

    /// <summary>Codes of lines other blocks of the round have too.</summary>
    public ImmutableHashSet<CriterionCode> Shared { get; private set; } = [];

    public MethodFacts Facts => new(Published.Block.Input, texts, shown);

    public async Task<IActionResult> OnGetAsync(string round, string block, CancellationToken cancel)
    {
        if (await blocks.FindAsync(round, block, cancel) is not { } published)
            return NotFound();
        var whole = (await blocks.RoundsAsync(cancel)).First(one => one.Code == round);
        if (FrozenTag.Matches(HttpContext, whole.Blocks.Select(one => one.Hash)))
            return StatusCode(StatusCodes.Status304NotModified);
        (Published, Blocks, Shared) = (published, whole.Blocks, SharedCriterion.CodesIn(whole));
        ViewData[PageFrame.Key] = PageFrame.Of(
            $"{texts["Method_Title"]} · {texts.Say(published.Block.BlockName)}",
            published,
            new Crumb(texts["Rounds_Title"], "/"),
            new Crumb(texts.Say(published.Block.BlockName), published.Path));
        return Page();
    }

    /// <summary>How deep a line lies: 0 for a field.</summary>
    public IEnumerable<(CriteriaNode Node, int Depth)> Lines() => Published.Block.Input.Criteria.Roots.SelectMany(root => Below(root, 0));

    private static IEnumerable<(CriteriaNode Node, int Depth)> Below(CriteriaNode node, int depth) =>
        node.Children.SelectMany(child => Below(child, depth + 1)).Prepend((node, depth));
}
