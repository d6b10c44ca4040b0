using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Publication;
using ChiSo.Engine;
using ChiSo.Web.Appraisal;
using ChiSo.Web.Desk;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>An agency's file of figures: every problem with its cell, or every line it would mark; once taken in, the button that takes it back.</summary>
public sealed class LoadedFiguresPage(Installation installation, Texts texts) : DeskPage
{
    /// <summary>Of more problems or lines the first are shown.</summary>
    public const int Most = 500;

    public LoadPlan Plan { get; private set; } = null!; // set before the page is rendered

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <summary>An entry in words, each figure by what it counts.</summary>
    public string Said(LoadedLine line, Entry entry) => string.Join("; ", EntryWords.Of(entry, line.Line.Node.Scoring!).Select(words => texts.Say(words))); // a review has scored lines only

    public Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => ShowAsync(id, [], cancel);

    public async Task<IActionResult> OnPostAsync(Guid id, string? seen, CancellationToken cancel)
    {
        var asked = await installation.FigureImports.AskAsync(id, seen ?? "", Person, cancel);
        return asked.TryGet(out var job) ? LocalRedirect(await JobAddress.AfterAsync(installation, job, FigureAddress.Of(id), cancel)) : await ShowAsync(id, asked.Problems, cancel);
    }

    public async Task<IActionResult> OnPostUndoAsync(Guid id, CancellationToken cancel) =>
        await ShowAsync(id, (await installation.FigureLoading.UndoAsync(id, Person, cancel)).Problems, cancel);

    private async Task<IActionResult> ShowAsync(Guid id, ImmutableArray<Problem> problems, CancellationToken cancel)
    {
        if (await installation.FigureLoading.PlanAsync(id, Person, cancel) is not { } plan)
            return NotFound();
        if (problems.IsEmpty && HttpMethods.IsPost(Request.Method))
            return LocalRedirect(FigureAddress.Of(id));
        (Plan, Problems) = (plan, problems);
        if (!problems.IsEmpty)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        ViewData[PageFrame.Key] = new PageFrame(texts["Figures_Title"], [new(texts["Desk_Title"], "/desk"), new($"{texts["Stage_" + plan.Review.Stage]} · {texts.Say(plan.Review.Block.Name)}", ReviewAddress.Of(plan.Review))], Person: Person);
        return Page();
    }
}
