using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>The stages of a round being prepared, their order and their dates, in one form.</summary>
public sealed class PlanStagesPage(Installation installation, StagePlanning planning, TimeProvider clock, Texts texts) : PreparationPage(installation, clock)
{
    public StagePlan Plan { get; private set; } = null!; // set before the page is rendered

    /// <summary>As typed, else as stored.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; private set; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The round's content as the person saw it last: the newest on a fresh page, or once a clash was told.</summary>
    public string Seen { get; private set; } = "";

    /// <summary>Whether the round changed while this form was filled in.</summary>
    public bool IsClash => Problems.Any(problem => problem.Code == "prepare.overtaken");

    /// <summary>What is wrong with a field.</summary>
    public IEnumerable<Problem> WrongAt(string place) => Problems.Where(problem => problem.Where == place);

    /// <summary>Problems that stand at no field.</summary>
    public ImmutableArray<Problem> Others => [.. Problems.Where(problem => !StageForm.IsField(problem.Where))];

    public async Task<IActionResult> OnGetAsync(string round, CancellationToken cancel)
    {
        if (!await ReadAsync(round, cancel))
            return NotFound();
        (Fields, Seen) = (StageForm.Of(Plan), Plan.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string round, string? seen, CancellationToken cancel)
    {
        if (Change is not { } change || !await ReadAsync(round, cancel))
            return NotFound();
        Fields = this.TypedRows(StageForm.IsField);
        var set = await planning.SetAsync(round, Fields, seen ?? "", change, cancel);
        if (set.Problems.IsEmpty)
            return LocalRedirect($"/desk/rounds/{round}/prepare#stages");
        if (!await ReadAsync(round, cancel))
            return NotFound();
        var refused = Refused(set.Problems);
        Seen = IsClash ? Plan.Version : seen ?? "";
        return refused;
    }

    private async Task<bool> ReadAsync(string round, CancellationToken cancel)
    {
        if (!Person.May(Act.PrepareRound, new()) || await planning.FindAsync(round, cancel) is not { } plan)
            return false;
        Plan = plan;
        ViewData[PageFrame.Key] = new PageFrame($"{texts["Plan_Title"]} · {texts.Say(plan.Name)}",
            [new(texts["Desk_Title"], "/desk"), new(texts["Rounds_Live"], "/desk/rounds"), new(texts.Say(plan.Name), $"/desk/rounds/{round}"), new(texts["Prepare_Title"], $"/desk/rounds/{round}/prepare")], Person: Person);
        return true;
    }
}
