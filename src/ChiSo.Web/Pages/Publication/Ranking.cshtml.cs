using System.Collections.Immutable;
using ChiSo.Engine;
using ChiSo.Web.Hosting;
using ChiSo.Web.Language;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>The ranking of a block.</summary>
public sealed class RankingPage(PublishedBlocks blocks, Texts texts, Shown shown) : PageModel
{
    [FromQuery(Name = "sort")]
    public string? Sort { get; set; }

    [FromQuery(Name = "q")]
    public string? Search { get; set; }

    [FromQuery(Name = "page")]
    public string? PageNumber { get; set; }

    public Published Published { get; private set; } = null!; // set before the page is rendered

    public ImmutableArray<Published> Blocks { get; private set; } = [];

    public RankingView View { get; private set; } = null!; // set before the page is rendered

    public BlockSentences Sentences => new(Published, texts, shown);

    public BlockCharts Charts => new(Published, texts, shown);

    public async Task<IActionResult> OnGetAsync(string round, string block, CancellationToken cancel)
    {
        if (await blocks.FindAsync(round, block, cancel) is not { } published)
            return NotFound();
        if (FrozenTag.Matches(HttpContext, [published.Hash]))
            return StatusCode(StatusCodes.Status304NotModified);
        Published = published;
        Blocks = (await blocks.RoundsAsync(cancel)).First(one => one.Code == round).Blocks;
        View = RankingView.Of(published, RankingQuery.Of(Sort, Search, int.TryParse(PageNumber, System.Globalization.CultureInfo.InvariantCulture, out var page) ? page : null));
        var name = texts.Say(published.Block.BlockName);
        ViewData[PageFrame.Key] = PageFrame.Of($"{name} · {texts.Say(published.Block.RoundName)}", published, new Crumb(texts["Rounds_Title"], "/"));
        return Page();
    }

    /// <summary>How many announced totals differ from the sum of their printed parts.</summary>
    public int Differing() => Published.Block.Result.Units.Count(unit => unit.FromParts is { } parts && unit.Published != Rounder.Publish(parts, Published.Block.Input.Method));

    /// <summary>For <c>aria-sort</c>; <c>null</c> on the columns the table is not sorted by.</summary>
    public string? Order(RankingColumn column) => View.Query.Column != column ? null : View.Query.Falling ? "descending" : "ascending";
}
