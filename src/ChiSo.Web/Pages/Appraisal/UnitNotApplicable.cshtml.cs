using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Web.Appraisal;
using ChiSo.Web.Assessment;
using ChiSo.Web.Language;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>A unit's requests that lines don't apply to it, and the form of another.</summary>
public sealed class UnitNotApplicablePage(Installation installation, TimeProvider clock, Texts texts) : NotApplicablePage
{
    [FromRoute]
    public string Unit { get; set; } = "";

    public bool MayAsk => Person.May(Act.AskNotApplicable, new(Unit, Stage: StageKind.Self)) && Desk.Round.IsWorkable;

    public bool IsOpen => Desk.Round.Clock.TurnOf(Stages.Self, Unit, clock.GetUtcNow().UtcDateTime) == Turn.Open;

    protected override string Address => NotApplicableAddresses.OfUnit(Round, Block, Unit);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string? node, string? ground, CancellationToken cancel) =>
        await ReadAsync(cancel) ? await AnswerAsync(await installation.NotApplicable.AskAsync(Round, Block, new(Unit, new(node ?? ""), ground ?? ""), Person, cancel), cancel) : NotFound();

    public async Task<IActionResult> OnPostWithdrawAsync(Guid id, int seen, CancellationToken cancel) =>
        await ReadAsync(cancel) && Desk.Requests.Any(request => request.Id == id) ? await AnswerAsync(await installation.NotApplicable.WithdrawAsync(new(Round, Block, id, seen), Person, cancel), cancel) : NotFound();

    protected override async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (!Person.May(Act.ReadSheet, new(Unit)) || await installation.NotApplicable.ReadAsync(Round, Block, cancel) is not { } desk || desk.Block.Unit(Unit) is not { } unit)
            return false;
        Desk = desk.OfUnit(Unit);
        ViewData[PageFrame.Key] = new PageFrame($"{texts["NotApplicable_Title"]} · {texts.Say(unit.Name)}", [new(texts["Desk_Title"], "/desk"), new(texts.Say(unit.Name), SheetAddress.Of(Round, Block, Unit, Stages.Self))], Person: Person);
        return true;
    }
}
