using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Web.Desk;
using ChiSo.Web.Language;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>A round's file before it is taken in: every problem with its cell, or everything it would change.</summary>
public sealed class UploadedRoundPage(Installation installation, TimeProvider clock, Texts texts) : PreparationPage(installation, clock)
{
    /// <summary>Of more changed rows of a table the first are shown.</summary>
    public const int MostRows = 40;

    public UploadPlan Plan { get; private set; } = null!; // set before the page is rendered

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await ReadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, string? seen, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel))
            return NotFound();
        var asked = await Installation.RoundImports.AskAsync(id, seen ?? "", Person, cancel);
        return asked.TryGet(out var job) ? LocalRedirect(await JobAddress.AfterAsync(Installation, job, $"/desk/rounds/{Plan.Round!.Code}/prepare", cancel)) : Refused(asked.Problems); // nothing is asked for a file with problems
    }

    private async Task<bool> ReadAsync(Guid id, CancellationToken cancel)
    {
        if (!Person.May(Act.PrepareRound, new()) || await Installation.Preparation.PlanAsync(id, cancel) is not { } plan)
            return false;
        Plan = plan;
        ViewData[PageFrame.Key] = new PageFrame(texts["Upload_Title"], [
            new(texts["Desk_Title"], "/desk"), new(texts["Rounds_Live"], "/desk/rounds"),
            plan.Upload.Round.Length == 0 ? new(texts["NewRound_Title"], "/desk/new-round") : new(texts["Prepare_Title"], $"/desk/rounds/{plan.Upload.Round}/prepare"),
        ], Person: Person);
        return true;
    }
}
