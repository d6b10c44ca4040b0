using ChiSo.Application.Results;
using ChiSo.Engine;
using ChiSo.Web.Hosting;
using ChiSo.Web.Language;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>The profile of a unit.</summary>
public sealed class UnitPage(PublishedBlocks blocks, Restatements restatements, Texts texts, Shown shown) : PageModel
{
    public UnitView View { get; private set; } = null!; // set before the page is rendered

    public Published Published => View.Published;

    /// <summary>The period before under this one's rules; <c>null</c> when it is not published here.</summary>
    public RestatedPeriod? Before { get; private set; }

    public async Task<IActionResult> OnGetAsync(string round, string block, string unit, CancellationToken cancel)
    {
        if (await blocks.FindAsync(round, block, cancel) is not { } published || UnitView.Of(published, unit) is not { } view)
            return NotFound();
        Before = await restatements.FindAsync(published, cancel);
        if (FrozenTag.Matches(HttpContext, [published.Hash, Before?.Earlier.Hash ?? ""]))
            return StatusCode(StatusCodes.Status304NotModified);
        View = view;
        ViewData[PageFrame.Key] = PageFrame.Of(
            $"{texts.Say(view.Unit.Name)} · {texts.Say(published.Block.RoundName)}",
            published,
            new Crumb(texts["Rounds_Title"], "/"),
            new Crumb(texts.Say(published.Block.BlockName), published.Path));
        return Page();
    }

    /// <summary>"Xếp thứ 3 trên 16 với 94,10 %, tăng 0,80 điểm": the answer in one line.</summary>
    public string Lead()
    {
        var decimals = Published.Block.Input.Method.Decimals;
        var result = View.Result;
        if (result.Rank is not { } rank || result.Published is not { } index)
            return StandingWords.Why(View.Row, texts);
        var where = texts["Unit_Lead", rank, shown.Whole(Published.Block.Result.Summary.Ranked), shown.Percent(index, decimals)];
        return result.Change?.Index switch
        {
            not null when result.Change.LiesWithinMargin() => where + texts["Unit_LeadWithin"],
            > 0 and var rise => where + texts["Unit_LeadRose", shown.Fixed(rise, decimals)],
            < 0 and var fall => where + texts["Unit_LeadFell", shown.Fixed(-fall, decimals)],
            _ => where + ".",
        };
    }

    /// <summary>Why the class is what it is, and how far the next better one is.</summary>
    public IReadOnlyList<string> ClassWords()
    {
        var method = Published.Block.Input.Method;
        IEnumerable<Words?> words = [.. View.Result.ClassReasons.Select(reason => ReasonWords.Of(reason, method)), NextStepWords.Of(View.Result, method)];
        return [.. words.OfType<Words>().Select(texts.Say)];
    }

    /// <summary>"Kỳ 2022 tính lại theo quy định kỳ này được 90,12 %": what the last period would have been; <c>null</c> when that isn't known.</summary>
    public string? RestatedWords()
    {
        var method = Published.Block.Input.Method;
        if (Before is not { } before || before.Find(View.Unit.Code) is not { } then)
            return null;
        if (then.Published is { } index)
            return texts["Years_Restated", before.Period, shown.Percent(index, method.Decimals)] + (View.Result.Published is { } now ? texts["Years_RestatedChange", shown.WithSign(now - index, method.Decimals)] : ".");
        return then is { Standing: Standing.Unknown, Lowest: { } low, Highest: { } high }
            ? texts["Years_RestatedRange", before.Period, shown.Rounded(low, method.Decimals, method), shown.Rounded(high, method.Decimals, method)]
            : null;
    }

    /// <summary>The years as a line; <c>null</c> with fewer than two of them.</summary>
    public ChartData? YearsChart()
    {
        var years = View.Years().Where(year => year.Index is not null).ToList();
        var decimals = Published.Block.Input.Method.Decimals;
        return years.Count < 2 ? null : new("years", texts["Chart_YearsLabel", texts.Say(View.Unit.Name)], 240, new
        {
            Marks = years.Select(year => new ChartMark(year.Period, null, year.Index!.Value, "", shown.Fixed(year.Index!.Value, decimals), "")), // null was filtered above
            Means = Published.Block.Result.Summary.Means.Select(mean => new ChartMark(mean.Period, null, Rounder.Publish(mean.Mean, Published.Block.Input.Method), "", "", "")),
            MeanName = texts["Chart_BlockMean"],
            UnitName = texts.Say(View.Unit.Name),
            Axis = texts["Chart_AxisFrom"],
        });
    }

    public string YearsTitle()
    {
        var years = View.Years().Where(year => year.Index is not null).ToList();
        var decimals = Published.Block.Input.Method.Decimals;
        return years.Count < 2
            ? texts["Years_Title"]
            : texts["Years_Sentence", years[0].Period, shown.Percent(years[0].Index!.Value, decimals), years[^1].Period, shown.Percent(years[^1].Index!.Value, decimals)]; // null was filtered above
    }
}
