using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Opening;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using ChiSo.Web.Surveys;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>A survey that was proposed, whole: a second person opens or returns it, whoever proposed it takes it back.</summary>
public sealed class SurveyProposalPage(Installation installation, TimeProvider clock, Texts texts) : DeskPage
{
    private Dictionary<Guid, string> names = [];

    public ProposedSurvey Proposed { get; private set; } = null!; // set before the page is rendered

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <summary>Those who may approve it, by name.</summary>
    public ImmutableArray<string> Others { get; private set; } = [];

    /// <summary>What was typed.</summary>
    public string Reason { get; private set; } = "";

    public bool May(ProposalStep step) => Proposed.Allows(step, Person);

    public string Who(Guid? person) => person is { } id ? names.GetValueOrDefault(id, "–") : "–";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await ReadAsync(id, cancel) ? Page() : NotFound();

    public Task<IActionResult> OnPostApproveAsync(Guid id, CancellationToken cancel) =>
        TakeAsync(id, () => installation.SurveyProposals.ApproveAsync(id, Person, cancel), survey => $"/desk/surveys/{survey.Code}", cancel);

    public Task<IActionResult> OnPostReturnAsync(Guid id, string? reason, CancellationToken cancel)
    {
        Reason = reason ?? "";
        return TakeAsync(id, () => installation.SurveyProposals.ReturnAsync(id, Reason, Person, cancel), _ => ProposalAddress.Of(id), cancel);
    }

    public Task<IActionResult> OnPostWithdrawAsync(Guid id, CancellationToken cancel) =>
        TakeAsync(id, () => installation.SurveyProposals.WithdrawAsync(id, Person, cancel), _ => "/desk/surveys", cancel);

    private async Task<IActionResult> TakeAsync<T>(Guid id, Func<Task<Result<T>>> act, Func<T, string> next, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel))
            return NotFound();
        if (!Person.May(Act.RunSurveys, new()))
            return StatusCode(StatusCodes.Status403Forbidden);
        var done = await act();
        if (done.TryGet(out var value))
            return LocalRedirect(next(value));
        await ReadAsync(id, cancel);
        Problems = done.Problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> ReadAsync(Guid id, CancellationToken cancel)
    {
        if (!Person.May(Act.ReadSurveys, new()) || await installation.SurveyProposals.FindAsync(id, cancel) is not { } proposed)
            return false;
        Proposed = proposed;
        var accounts = await installation.Accounts.ListAsync(cancel);
        names = accounts.ToDictionary(account => account.Id, account => account.FullName);
        var now = clock.GetUtcNow().UtcDateTime;
        Others = [.. accounts.Where(account => !account.Closed && account.Id != proposed.Proposal.ProposedBy && new Person(account.Id, account.FullName, [.. account.Mandates.Where(mandate => mandate.HoldsAt(now))]).May(Act.RunSurveys, new())).Select(account => account.FullName)];
        ViewData[PageFrame.Key] = new PageFrame(texts["Proposal_Title"], [new(texts["Desk_Title"], "/desk"), new(texts["Surveys_Title"], "/desk/surveys")], Person: Person);
        return true;
    }
}
