using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Publication.SurveyReleases;
using ChiSo.Application.Surveys.Opening;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>Results of a closed survey on their way to the public: proposed frozen by one person, approved or returned by another, corrected by a new version with a reason.</summary>
public sealed class SurveyReleasePage(Installation installation, TimeProvider clock, Texts texts) : SurveyDeskPage(installation, texts)
{
    private PeopleNames names = PeopleNames.None;

    /// <summary>What waits for a second person; <c>null</c> for nothing.</summary>
    public SurveyRelease? Waiting { get; private set; }

    /// <summary>What <see cref="Waiting"/> would show.</summary>
    public FrozenSurvey? Shown { get; private set; }

    /// <summary>Those that were decided on, the newest first.</summary>
    public ImmutableArray<SurveyRelease> Past { get; private set; } = [];

    /// <summary>What the public reads now; <c>null</c> for nothing.</summary>
    public SurveyRelease? Newest => Past.Where(one => one.Released is not null).MaxBy(one => one.Released);

    /// <summary>Those who may approve it, by name.</summary>
    public ImmutableArray<string> Others { get; private set; } = [];

    /// <summary>The reason that was typed.</summary>
    public string Typed { get; private set; } = "";

    public bool May(ProposalStep step) => Waiting is not null && SurveyReleasing.Allows(Waiting, step, Person);

    public string Who(Guid? person) => person is { } id ? names.Of(id) : "–";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ShowAsync(cancel) ? Page() : NotFound();

    public Task<IActionResult> OnPostProposeAsync(string? reason, CancellationToken cancel) => TakeAsync(reason, () => Installation.SurveyReleasing.ProposeAsync(Survey, reason ?? "", Person, cancel), cancel);

    public Task<IActionResult> OnPostApproveAsync(Guid id, CancellationToken cancel) => TakeAsync("", () => Installation.SurveyReleasing.ApproveAsync(id, Person, cancel), cancel);

    public Task<IActionResult> OnPostReturnAsync(Guid id, string? reason, CancellationToken cancel) => TakeAsync(reason, () => Installation.SurveyReleasing.ReturnAsync(id, reason ?? "", Person, cancel), cancel);

    public Task<IActionResult> OnPostWithdrawAsync(Guid id, CancellationToken cancel) => TakeAsync("", () => Installation.SurveyReleasing.WithdrawAsync(id, Person, cancel), cancel);

    private async Task<IActionResult> TakeAsync(string? typed, Func<Task<Result<SurveyRelease>>> act, CancellationToken cancel)
    {
        Typed = typed ?? "";
        if (!await ShowAsync(cancel))
            return NotFound();
        if (!MayRun)
            return StatusCode(StatusCodes.Status403Forbidden);
        var done = await act();
        if (done.TryGet(out _))
            return LocalRedirect($"/desk/surveys/{Survey}/release");
        await ShowAsync(cancel);
        return Refused(done.Problems);
    }

    private async Task<bool> ShowAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(Said["Release_Title"], cancel))
            return false;
        var all = await Installation.SurveyReleasing.OfAsync(Live, cancel);
        (Waiting, Past) = (all.FirstOrDefault(one => one.State == ReleaseState.Waiting), [.. all.Where(one => one.State != ReleaseState.Waiting)]);
        Shown = Waiting is null ? null : SurveyReleasing.Read(Waiting);
        var accounts = await Installation.Accounts.ListAsync(cancel);
        names = PeopleNames.Of(accounts);
        var now = clock.GetUtcNow().UtcDateTime;
        Others = [.. accounts.Where(account => !account.Closed && account.Id != Waiting?.ProposedBy && new Person(account.Id, account.FullName, [.. account.Mandates.Where(mandate => mandate.HoldsAt(now))]).May(Act.RunSurveys, new())).Select(account => account.FullName)];
        return true;
    }
}
