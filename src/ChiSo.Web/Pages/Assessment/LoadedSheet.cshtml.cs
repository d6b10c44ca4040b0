using System.Collections.Immutable;
using ChiSo.Application.Assessment.SheetFiles;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Publication;
using ChiSo.Engine;
using ChiSo.Web.Assessment;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>A unit's filled workbook: every problem with its cell, or every line it would change, with what others saved meanwhile beside it.</summary>
public sealed class LoadedSheetPage(Installation installation, Texts texts) : DeskPage
{
    public SheetPlan Plan { get; private set; } = null!; // set before the page is rendered

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <summary>An entry in words, each figure by what it counts.</summary>
    public string Said(FilledLine line, Entry entry) => string.Join("; ", EntryWords.Of(entry, line.Node.Scoring!).Select(words => texts.Say(words))); // own lines are scored

    /// <summary>Whether an undecided case is about a pre-filled figure of the line.</summary>
    public bool IsDisputed(FilledLine line) => Plan.Sheet.PrefilledOn(line.Node).Any(figure => figure.IsUndecided);

    public Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => ShowAsync(id, [], cancel);

    /// <param name="keep">Codes of lines with a clash on which the workbook's value is to stand.</param>
    public async Task<IActionResult> OnPostAsync(Guid id, string? seen, string[] keep, CancellationToken cancel)
    {
        var taken = await installation.SheetLoading.TakeInAsync(id, seen ?? "", keep.ToHashSet(StringComparer.Ordinal), Person, cancel);
        return taken.TryGet(out var plan) ? LocalRedirect(SheetAddress.Of(plan.Sheet)) : await ShowAsync(id, taken.Problems, cancel);
    }

    private async Task<IActionResult> ShowAsync(Guid id, ImmutableArray<Problem> problems, CancellationToken cancel)
    {
        if (await installation.SheetLoading.PlanAsync(id, Person, cancel) is not { } plan)
            return NotFound();
        (Plan, Problems) = (plan, problems);
        if (!problems.IsEmpty)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        ViewData[PageFrame.Key] = new PageFrame(texts["SheetFile_Title"], [new(texts["Desk_Title"], "/desk"), new($"{texts.Say(plan.Sheet.Unit.Name)} · {texts["Stage_" + plan.Sheet.Stage]}", SheetAddress.Of(plan.Sheet))], Person: Person);
        return Page();
    }
}
