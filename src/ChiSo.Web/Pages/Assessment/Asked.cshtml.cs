using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using ChiSo.Web.Assessment;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>What appraisers ask a unit, with the clock; the unit answers here.</summary>
public sealed class AskedPage(Installation installation, TimeProvider clock, Texts texts) : DeskPage
{
    public AskedUnit Asked { get; private set; } = null!; // set before the page is rendered

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <summary>Checks at the unit and papers seen there, on any line the criteria still have.</summary>
    public ImmutableArray<SiteCheckRow> Checks { get; private set; } = [];

    /// <summary>What was typed and isn't stored, by question.</summary>
    public (Guid Ask, string Answer) Typed { get; private set; }

    public async Task<IActionResult> OnGetAsync(string round, string block, string unit, CancellationToken cancel) => await ReadAsync(round, block, unit, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string round, string block, string unit, Guid ask, string? answer, CancellationToken cancel)
    {
        if (!await ReadAsync(round, block, unit, cancel))
            return NotFound();
        var answered = await installation.Asks.AnswerAsync(round, block, unit, ask, answer ?? "", Person, cancel);
        if (answered.TryGet(out _))
            return LocalRedirect(SheetAddress.OfQuestions(round, block, unit));
        (Problems, Typed) = (answered.Problems, (ask, answer ?? ""));
        Response.StatusCode = Problems[0].Code switch
        {
            "ask.not-allowed" => StatusCodes.Status403Forbidden,
            "ask.unknown" => StatusCodes.Status404NotFound,
            "ask.closed" => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status422UnprocessableEntity,
        };
        return Page();
    }

    public bool MayAnswer(Ask ask) => ask.IsOpen && Asked.Round.IsWorkable && Person.May(Act.AnswerAsks, new(Asked.Unit.Code, Stage: Stages.KindOf(ask.Stage)))
        && Asked.Round.Clock.TurnOf(ask.Stage, Asked.Unit.Code, clock.GetUtcNow().UtcDateTime) == Turn.Open;

    private async Task<bool> ReadAsync(string round, string block, string unit, CancellationToken cancel)
    {
        if (await installation.Asks.ReadAsync(round, block, unit, cancel) is not { } asked || !Person.May(Act.ReadSheet, new(unit)))
            return false;
        Asked = asked;
        var lines = asked.Criteria.Leaves().Select(leaf => leaf.Code).ToHashSet();
        Checks = [.. (await installation.SiteChecks.OfAsync(asked.Block.Id, unit, null, cancel)).Where(row => lines.Contains(row.Check.Criterion))];
        ViewData[PageFrame.Key] = new PageFrame($"{texts["Asked_Title"]} · {texts.Say(asked.Unit.Name)}",
            [new(texts["Desk_Title"], "/desk"), new(texts.Say(asked.Unit.Name), SheetAddress.Of(round, block, unit, Stages.Self))], Person: Person);
        return true;
    }
}
