using System.Collections.Immutable;
using ChiSo.Application.Desk;
using ChiSo.Application.Files;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>A whole round on one page for the Chairman: how it stands, what appraisal changed, what blocks publication; and the decision that approves it. Printed, it is one sheet of A4.</summary>
public sealed class OverviewPage(Installation installation, RoundBoard board, Texts texts, Shown shown) : DeskPage
{
    /// <summary>Longer rankings show both ends alone.</summary>
    private const int MostShown = 20;

    private const int Ends = 5;

    public RoundDraft Draft { get; private set; } = null!; // set before the page is rendered

    /// <summary><c>null</c> while the round is not approved, or was frozen without a decision on record.</summary>
    public Approval? Approval { get; private set; }

    /// <summary>Why the virus scanner holds the signed decision back; <c>null</c> when it may be opened.</summary>
    public FileState? ApprovalHold { get; private set; }

    public ImmutableArray<BoardRow> Board { get; private set; } = [];

    /// <summary>Why the approval just sent was refused.</summary>
    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <summary>What stands in the way of publishing.</summary>
    public ImmutableArray<Problem> Blocking { get; private set; } = [];

    /// <summary>Open requests for review that need not hold the approval up.</summary>
    public ImmutableArray<OverriddenRequest> Overridden { get; private set; } = [];

    public PeopleNames Names { get; private set; } = PeopleNames.None;

    public bool MayApprove => Person.May(Act.ApproveResults, new());

    public BlockSentences SayOf(FrozenBlock block) => new(new(block, ""), texts, shown);

    /// <summary>Units with a rank, best first; of a long list both ends.</summary>
    /// <returns>And how many are left out between them.</returns>
    public static (ImmutableArray<RankedUnit> Shown, int LeftOut) RankingOf(FrozenBlock block)
    {
        var all = RankingView.InRankOrder(new(block, ""));
        return all.Length <= MostShown ? (all, 0) : ([.. all[..Ends], .. all[^Ends..]], all.Length - Ends - Ends);
    }

    /// <summary>Units that appraisal took most from, or gave most to, the largest first.</summary>
    public static IEnumerable<UnitStep> GapsOf(DraftBlock block) =>
        (block.Moves?.Units ?? []).Where(unit => unit.Points.Change != 0).OrderByDescending(unit => Math.Abs(unit.Points.Change)).Take(Ends);

    public async Task<IActionResult> OnGetAsync(string round, CancellationToken cancel) => await ReadAsync(round, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string round, string? number, string? decidedOn, IFormFile? file, bool notSecret, CancellationToken cancel)
    {
        if (!Person.May(Act.ReadBoard, new()))
            return NotFound();
        var day = VietnameseDates.TryRead(decidedOn ?? "", out var read) ? read : DateOnly.MaxValue; // refused as a day still to come
        await using var content = file?.OpenReadStream();
        var approved = await installation.Approvals.ApproveAsync(round, new(number ?? "", day, file?.FileName ?? "", notSecret), content, Person, cancel);
        if (approved.TryGet(out _))
            return LocalRedirect($"/desk/rounds/{round}/overview");
        Problems = approved.Problems;
        Response.StatusCode = Problems[0].Code == "approval.not-allowed" ? StatusCodes.Status403Forbidden : StatusCodes.Status422UnprocessableEntity;
        return await ReadAsync(round, cancel) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(string round, CancellationToken cancel)
    {
        if (!Person.May(Act.ReadBoard, new()) || await installation.Drafts.ReadAsync(round, cancel) is not { } draft)
            return false;
        Draft = draft;
        Blocking = [.. await installation.FrozenRecompute.AlarmsAsync(cancel), .. draft.Blocking];
        Approval = draft.Round.FrozenAt is null ? null : await installation.Approvals.FindAsync(round, cancel);
        ApprovalHold = Approval is { } approval ? await installation.Verdicts.HoldAsync(approval.FileHash, cancel) : null;
        Overridden = await installation.RequestOverrides.OfRoundAsync(draft.Round, cancel);
        Names = Overridden.IsEmpty ? PeopleNames.None : await PeopleNames.ReadAsync(installation, cancel);
        Board = await board.OfAsync(draft.Round, cancel);
        ViewData[PageFrame.Key] = new PageFrame(
            $"{texts["Overview_Title"]} · {texts.Say(draft.Round.Name)}", [new(texts["Desk_Title"], "/desk"), new(texts["Rounds_Live"], "/desk/rounds"), new(texts.Say(draft.Round.Name), $"/desk/rounds/{round}")],
            Illustrative: draft.Round.Illustrative ? draft.Blocks[0].Computed : null, Person: Person);
        return true;
    }
}
