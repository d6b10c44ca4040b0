using ChiSo.Application.Assessment;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Web.Appraisal;
using ChiSo.Web.Language;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>The requests of a block that lines don't apply: appraisers propose, the body the criteria name decides.</summary>
public sealed class NotApplicableRequestsPage(Installation installation, Texts texts) : NotApplicablePage
{
    protected override string Address => NotApplicableAddresses.Of(Round, Block);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostProposeAsync(Guid id, int seen, string? supported, string? reason, CancellationToken cancel) =>
        await FindAsync(id, cancel) ? await AnswerAsync(await installation.NotApplicable.ProposeAsync(new(Round, Block, id, seen), supported == "yes", reason ?? "", Person, cancel), cancel) : NotFound();

    public async Task<IActionResult> OnPostDecideAsync(Guid id, int seen, NotApplicableStep step, string? reason, CancellationToken cancel) =>
        step is NotApplicableStep.Grant or NotApplicableStep.Refuse or NotApplicableStep.Lift && await FindAsync(id, cancel)
            ? await AnswerAsync(await installation.NotApplicable.DecideAsync(new(Round, Block, id, seen), step, reason ?? "", Person, cancel), cancel)
            : NotFound();

    public bool MayPropose(NotApplicableRequest request) => Desk.Round.IsWorkable && NotApplicableStates.Allows(request.State, NotApplicableStep.Propose)
        && Desk.Node(request.Node) is { } node && Desk.AimsOf(node, request.Unit).Any(aim => Person.May(Act.Appraise, aim));

    public bool MayDecide(NotApplicableRequest request, NotApplicableStep step) => Desk.Round.IsWorkable && NotApplicableStates.Allows(request.State, step)
        && Desk.Node(request.Node) is { } node && Person.May(Desk.ActOf(node), new());

    protected override async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (await installation.NotApplicable.ReadAsync(Round, Block, cancel) is not { } desk || !(Person.May(Act.ReadReview, new()) || desk.AimsOfBlock().Any(aim => Person.May(Act.ReadReview, aim))))
            return false;
        Desk = desk.For(Person);
        ViewData[PageFrame.Key] = new PageFrame($"{texts["NotApplicable_Title"]} · {texts.Say(desk.Block.Name)}", [new(texts["Desk_Title"], "/desk")], Person: Person);
        return true;
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel) => await ReadAsync(cancel) && Desk.Requests.Any(request => request.Id == id);
}
