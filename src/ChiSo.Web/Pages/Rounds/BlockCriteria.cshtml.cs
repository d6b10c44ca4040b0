using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Application.Rounds.Sets;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using ChiSo.Web.Rounds;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>The criteria set of a block: its lines, its content's hash, and the two people who publish it.</summary>
public sealed class BlockCriteriaPage(Installation installation, TimeProvider clock, Texts texts) : PreparationPage(installation, clock)
{
    private PeopleNames names = PeopleNames.None;

    public LiveRound Round { get; private set; } = null!; // set before the page is rendered

    public BlockSet Set { get; private set; } = null!; // likewise

    public CriteriaSet Criteria { get; private set; } = null!; // likewise

    /// <summary>Whether the person may propose or publish it, each in turn.</summary>
    public bool MayPublish => Person.May(Act.PrepareRound, new()) && Round.FrozenAt is null;

    /// <summary>Whether the set, or its next version, may be written here.</summary>
    public bool MayEdit { get; private set; }

    /// <summary>Proposals of this set that were returned, the newest first.</summary>
    public ImmutableArray<ReturnedProposal> Returned { get; private set; } = [];

    public string Who(Guid? person) => Who(person ?? Guid.Empty);

    public string Who(Guid person) => names.Of(person, texts);

    public async Task<IActionResult> OnGetAsync(string round, string block, CancellationToken cancel) => await ReadAsync(round, block, cancel) ? Page() : NotFound();

    public Task<IActionResult> OnPostProposeAsync(string round, string block, string? hash, CancellationToken cancel) =>
        ChangeAsync(round, block, change => Installation.SetPublishing.ProposeAsync(round, block, hash ?? "", change, cancel), cancel);

    public Task<IActionResult> OnPostPublishAsync(string round, string block, string? hash, CancellationToken cancel) =>
        ChangeAsync(round, block, change => Installation.SetPublishing.PublishAsync(round, block, hash ?? "", change, cancel), cancel);

    /// <summary>Returns the set to whoever proposed it.</summary>
    public Task<IActionResult> OnPostReturnAsync(string round, string block, string? hash, string? reason, CancellationToken cancel) =>
        ChangeAsync(round, block, change => Installation.SetPublishing.ReturnAsync(round, block, hash ?? "", reason ?? "", change, cancel), cancel);

    /// <summary>Takes the own proposal back.</summary>
    public Task<IActionResult> OnPostWithdrawAsync(string round, string block, string? hash, CancellationToken cancel) =>
        ChangeAsync(round, block, change => Installation.SetPublishing.WithdrawAsync(round, block, hash ?? "", change, cancel), cancel);

    private async Task<IActionResult> ChangeAsync(string round, string block, Func<Change, Task<Result<BlockSet>>> act, CancellationToken cancel)
    {
        if (!await ReadAsync(round, block, cancel))
            return NotFound();
        if (Change is not { } change)
            return StatusCode(StatusCodes.Status403Forbidden);
        var done = await act(change);
        if (done.Problems.IsEmpty)
            return LocalRedirect(SetAddress.Of(round, block));
        return await ReadAsync(round, block, cancel) ? Refused(done.Problems) : NotFound();
    }

    private async Task<bool> ReadAsync(string round, string block, CancellationToken cancel)
    {
        if ((!Person.May(Act.PrepareRound, new()) && !Person.May(Act.ReadBoard, new()))
            || await Installation.Live.FindAsync(round, cancel) is not { } live
            || (await Installation.SetPublishing.ListAsync(round, cancel)).FirstOrDefault(one => one.Block.Code == block) is not { } set)
            return false;
        (Round, Set, Criteria) = (live, set, await Installation.Sets.FindAsync(set.Block.CriteriaSetId, cancel));
        MayEdit = MayPublish && await Installation.SetEditing.FindAsync(round, block, cancel) is not null;
        Returned = [.. (await Installation.RoundProposals.ReturnedAsync(round, DateTime.UnixEpoch, cancel)).Where(one => one.Kind == RoundProposalKind.Set && one.Subject == block)];
        names = await PeopleNames.ReadAsync(Installation, cancel);
        ViewData[PageFrame.Key] = new PageFrame($"{texts["Set_Title"]} · {texts.Say(set.Block.Name)}",
            [new(texts["Desk_Title"], "/desk"), new(texts["Rounds_Live"], "/desk/rounds"), new(texts.Say(live.Name), $"/desk/rounds/{round}")], Person: Person);
        return true;
    }
}
