using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Surveys;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>How Excel and Power BI read a survey, and the keys they do it with: the person's own, for every survey the person may read. A key is shown on the page that made it and kept nowhere.</summary>
public sealed class SurveyFeedPage(Installation installation, Texts texts, SecurityLog log, TimeProvider clock) : SurveyDeskPage(installation, texts)
{
    /// <summary>What programs are given.</summary>
    public string Address => $"{Request.Scheme}://{Request.Host}/odata/surveys/{Survey}/";

    /// <summary>Whether programs may send a key to that address.</summary>
    public bool IsSafe => Hosting.BasicSignIn.IsSafe(Request);

    public bool HasAnswers => SurveyFeed.MayReadAnswers(Person, Live);

    /// <summary>The person's own keys that hold, newest first.</summary>
    public ImmutableArray<FeedKey> Keys { get; private set; } = [];

    /// <summary>The key that was just made; empty on every other page.</summary>
    public string Made { get; private set; } = "";

    /// <summary>What was typed.</summary>
    public string Label { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ShowAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostMakeAsync(string? label, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        Label = label ?? "";
        var made = await Installation.FeedKeys.MakeAsync(Label, Change(), cancel);
        if (!made.TryGet(out var key))
            return Refused(made.Problems);
        log.Write(HttpContext, "feed-key.made", Person.FullName);
        (Made, Label) = (key, "");
        await ShowAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid id, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        var revoked = await Installation.FeedKeys.RevokeAsync(id, Change(), cancel);
        if (!revoked.TryGet(out _))
            return Refused(revoked.Problems);
        log.Write(HttpContext, "feed-key.revoked", Person.FullName);
        return LocalRedirect($"/desk/surveys/{Survey}/feed");
    }

    private Change Change() => new(Person.Id, Person.MandateTo(Act.ReadSurveys, new())?.Id ?? Guid.Empty, clock.GetUtcNow().UtcDateTime, "");

    private async Task<bool> ShowAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(Said["Feed_Title"], cancel))
            return false;
        var now = clock.GetUtcNow().UtcDateTime;
        Keys = [.. (await Installation.FeedKeys.ListAsync(Person.Id, cancel)).Where(key => key.HoldsAt(now))];
        return true;
    }
}
