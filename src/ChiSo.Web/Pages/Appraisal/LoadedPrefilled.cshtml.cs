using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Publication;
using ChiSo.Engine;
using ChiSo.Web.Assessment;
using ChiSo.Web.Desk;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>A file of pre-filled figures: every problem with its cell, and what it would fill in, change, leave, or let fall on confirmed or disputed figures; one press takes it in.</summary>
public sealed class LoadedPrefilledPage(Installation installation, Texts texts) : DeskPage
{
    public PrefilledPlan Plan { get; private set; } = null!; // set before the page is rendered

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <summary>The page of the block's figures.</summary>
    public string Back => PrefilledAddress.Of(Plan.Upload.Round, Plan.Upload.Block);

    public Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => ShowAsync(id, [], cancel);

    public async Task<IActionResult> OnPostAsync(Guid id, string? seen, CancellationToken cancel)
    {
        var asked = await installation.PrefilledImports.AskAsync(id, seen ?? "", Person, cancel);
        return asked.TryGet(out var job) ? LocalRedirect(await JobAddress.AfterAsync(installation, job, PrefilledAddress.OfUpload(id), cancel)) : await ShowAsync(id, asked.Problems, cancel);
    }

    private async Task<IActionResult> ShowAsync(Guid id, ImmutableArray<Problem> problems, CancellationToken cancel)
    {
        if (await installation.PrefilledLoading.PlanAsync(id, Person, cancel) is not { } plan)
            return NotFound();
        (Plan, Problems) = (plan, problems);
        if (!problems.IsEmpty)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        ViewData[PageFrame.Key] = new PageFrame(texts["PrefilledFile_Title"], [new(texts["Desk_Title"], "/desk"), new($"{texts["Prefilled_Title"]} · {texts.Say(plan.Desk.Map.Block.Name)}", Back)], Person: Person);
        return Page();
    }
}
