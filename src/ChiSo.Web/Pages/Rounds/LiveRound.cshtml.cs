using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Desk;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Application.Rounds.Sets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Web.Appraisal;
using ChiSo.Web.Assessment;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using ChiSo.Web.Rounds;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>A round: its dates, extensions, and who waits on whom; once its results are frozen, to be read alone.</summary>
public sealed class LiveRoundPage(Installation installation, RoundBoard board, RoundWaits waits, TimeProvider clock, Texts texts) : DeskPage
{
    public LiveRound Round { get; private set; } = null!; // set before the page is rendered

    public ImmutableArray<BlockSet> Sets { get; private set; } = [];

    public ImmutableArray<BoardRow> Board { get; private set; } = [];

    /// <summary>Who waits on whom after the self-assessment, what has waited longest first.</summary>
    public ImmutableArray<Wait> Waits { get; private set; } = [];

    /// <summary>Who would miss a deadline at the pace so far.</summary>
    public ImmutableArray<BodyForecast> Forecasts { get; private set; } = [];

    public DateTime Now { get; } = clock.GetUtcNow().UtcDateTime;

    /// <summary>Of a unit in a block.</summary>
    public IEnumerable<Wait> WaitsOf(BoardRow row) => Waits.Where(wait => wait.Block == row.Block && wait.Unit == row.Unit.Code);

    /// <summary>Everybody others wait for, with what and how much; the oldest first.</summary>
    public IEnumerable<(Wait First, int Units, int Lines)> Holders =>
        from wait in Waits
        group wait by (wait.Kind, wait.Stage, wait.Agency?.Code) into same
        let first = same.MinBy(wait => wait.Since ?? DateTime.MaxValue) ?? same.First()
        orderby first.Since ?? DateTime.MaxValue
        select (first, same.Select(wait => (wait.Block, wait.Unit)).Distinct().Count(), same.Sum(wait => wait.Lines));

    /// <summary>Whom a wait is for: the agency, or what the kind says.</summary>
    public string WhoOf(Wait wait) => wait.Agency is { } agency ? texts.Say(agency.Name) : texts["Wait_Who_" + wait.Kind];

    /// <summary>Proposals that were returned, the newest first.</summary>
    public ImmutableArray<ReturnedProposal> Returned { get; private set; } = [];

    /// <summary>The form that ends a proposal nobody approved.</summary>
    /// <param name="of">What it is about, in words.</param>
    public ProposalEnd EndOf(RoundProposalKind kind, Guid id, Guid? proposer, string of, DateTime? ends = null) => new(kind, id, ends, of, proposer == Person.Id);

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    private PeopleNames names = PeopleNames.None;

    /// <summary>Who proposed or approved, by name.</summary>
    public string Who(Guid? person) => names.Of(person ?? Guid.Empty, texts);

    public bool MayRun => Person.May(Act.RunRound, new()) && Round.FrozenAt is null;

    /// <summary>What stands where a proposal was not approved.</summary>
    public string Unapproved => texts[Round.FrozenAt is null ? "Live_SecondPerson" : "Past_NeverApproved"];

    /// <summary>The unit's name; its code where the round no longer has it.</summary>
    public string NameOf(string unit) => Round.Blocks.Select(block => block.Unit(unit)).OfType<UnitInput>().Select(found => texts.Say(found.Name)).FirstOrDefault(unit);

    /// <summary>Whether the form of this handler was just refused, so that it stays open with what was typed.</summary>
    public bool Refused(string handler) => !Problems.IsEmpty && Request.Query["handler"] == handler;

    /// <summary>What was typed into a field of a form just refused.</summary>
    public string TypedIn(string handler, string field) => Refused(handler) ? this.Typed(field) : "";

    /// <summary>The value of a date field: what was typed where its form was just refused, else what stands.</summary>
    /// <param name="stage">Whose form it is.</param>
    public string Date(string handler, string stage, string field, DateTime? stands) =>
        Refused(handler) && (handler != "Dates" || this.Typed("stage") == stage) ? this.Typed(field) : stands is { } at ? VietnamTime.Write(at) : "";

    /// <summary>Where the work of a block is looked at.</summary>
    public IEnumerable<(string Address, string Title)> PagesOf(string block)
    {
        var reads = Person.May(Act.ReadReview, new());
        if (reads)
        {
            foreach (var stage in Round.Stages.Where(stage => Stages.KindOf(stage) == StageKind.Review || (stage == Stages.FirstLevel && Round.Block(block) is { FirstLevel.IsEmpty: false })))
                yield return (ReviewAddress.Of(Round.Code, block, stage), texts["Stage_" + stage]);
        }

        if (reads && Round.Stages.Contains(Stages.Council))
        {
            yield return (CouncilAddress.Of(Round.Code, block), texts["Council_Title"]);
            yield return (RequestAddresses.Of(Round.Code, block), texts["Request_All"]);
        }

        yield return ($"/desk/{Round.Code}/{block}/late", texts["Late_Title"]);
        if (reads)
        {
            yield return (NotApplicableAddresses.Of(Round.Code, block), texts["NotApplicable_Title"]);
            yield return (PrefilledAddress.Of(Round.Code, block), texts["Prefilled_Title"]);
        }
    }

    public async Task<IActionResult> OnGetAsync(string round, CancellationToken cancel) => await ReadAsync(round, cancel) ? Page() : NotFound();

    public Task<IActionResult> OnPostDatesAsync(string round, string stage, string? opens, string? closes, string? seenOpens, string? seenCloses, string? ground, CancellationToken cancel) => ChangeAsync(round, async change =>
        VietnamTime.Read(opens) is { } from && VietnamTime.ReadEnd(closes) is { } to
            ? (await installation.DateChanges.WriteAsync(round, new(stage, new(from, to), Seen(VietnamTime.Read(seenOpens), seenCloses), ground ?? ""), change, cancel)).Problems
            : [NoDate(stage)], cancel);

    public Task<IActionResult> OnPostRequestsUntilAsync(string round, string? until, string? seenCloses, string? ground, CancellationToken cancel) => ChangeAsync(round, async change =>
        VietnamTime.ReadEnd(until) is { } end
            ? (await installation.DateChanges.WriteAsync(round, new(DateChange.Requests, new(null, end), Seen(null, seenCloses), ground ?? ""), change, cancel)).Problems
            : [NoDate("until")], cancel);

    public Task<IActionResult> OnPostApproveDatesAsync(string round, Guid id, CancellationToken cancel) =>
        ChangeAsync(round, async change => (await installation.DateChanges.ApproveAsync(round, id, change, cancel)).Problems, cancel);

    /// <summary>Returns what another person proposed.</summary>
    public Task<IActionResult> OnPostReturnAsync(string round, RoundProposalKind kind, Guid id, string? seen, string? reason, CancellationToken cancel) =>
        ChangeAsync(round, async change => (await installation.RoundProposals.ReturnAsync(round, new(kind, id, VietnamTime.Read(seen)), reason ?? "", change, cancel)).Problems, cancel);

    /// <summary>Takes back what one proposed oneself.</summary>
    public Task<IActionResult> OnPostWithdrawAsync(string round, RoundProposalKind kind, Guid id, string? seen, CancellationToken cancel) =>
        ChangeAsync(round, async change => (await installation.RoundProposals.WithdrawAsync(round, new(kind, id, VietnamTime.Read(seen)), change, cancel)).Problems, cancel);

    public Task<IActionResult> OnPostProposeAsync(string round, CancellationToken cancel) =>
        ChangeAsync(round, async change => (await installation.Calendar.ProposeOpeningAsync(round, change, cancel)).Problems, cancel);

    public Task<IActionResult> OnPostOpenAsync(string round, CancellationToken cancel) =>
        ChangeAsync(round, async change => (await installation.Calendar.OpenAsync(round, change, cancel)).Problems, cancel);

    public Task<IActionResult> OnPostExtendAsync(string round, string? unit, string? stage, string? until, string? ground, CancellationToken cancel) => ChangeAsync(round, async change =>
        VietnamTime.ReadEnd(until) is { } end
            ? (await installation.Calendar.ProposeExtensionAsync(round, new(unit ?? "", stage ?? "", end, ground ?? ""), change, cancel)).Problems
            : [NoDate("until")], cancel);

    public Task<IActionResult> OnPostApproveAsync(string round, Guid id, CancellationToken cancel) =>
        ChangeAsync(round, async change => (await installation.Calendar.ApproveExtensionAsync(round, id, change, cancel)).Problems, cancel);

    public Task<IActionResult> OnPostPauseAsync(string round, string? stage, string? from, string? until, string? ground, CancellationToken cancel) => ChangeAsync(round, async change =>
        VietnamTime.Read(from) is { } begins && VietnamTime.ReadEnd(until) is { } ends
            ? (await installation.Calendar.ProposePauseAsync(round, new(stage ?? "", begins, ends, ground ?? ""), change, cancel)).Problems
            : [NoDate("until")], cancel);

    public Task<IActionResult> OnPostApprovePauseAsync(string round, Guid id, CancellationToken cancel) =>
        ChangeAsync(round, async change => (await installation.Calendar.ApprovePauseAsync(round, id, change, cancel)).Problems, cancel);

    public Task<IActionResult> OnPostEndPauseAsync(string round, Guid id, string? until, string? ground, CancellationToken cancel) => ChangeAsync(round, async change =>
        VietnamTime.Read(until) is { } ends
            ? (await installation.PauseEnds.ProposeAsync(round, new(id, ends, ground ?? ""), change, cancel)).Problems
            : [NoDate("until")], cancel);

    public Task<IActionResult> OnPostApproveEndAsync(string round, Guid id, string? seen, CancellationToken cancel) => ChangeAsync(round, async change =>
        (await installation.PauseEnds.ApproveAsync(round, id, VietnamTime.Read(seen) ?? default, change, cancel)).Problems, cancel);

    /// <summary>Whether a pause could still end early.</summary>
    public bool MayEnd(Pause pause) => MayRun && pause is { ApprovedAt: not null, EndApprovedAt: null } && clock.GetUtcNow().UtcDateTime < pause.Until;

    private async Task<IActionResult> ChangeAsync(string round, Func<Change, Task<ImmutableArray<Problem>>> act, CancellationToken cancel)
    {
        if (Person.MandateTo(Act.RunRound, new()) is not { } mandate)
            return await ReadAsync(round, cancel) ? StatusCode(StatusCodes.Status403Forbidden) : NotFound();
        Problems = await act(new(Person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""));
        if (Problems.IsEmpty)
            return LocalRedirect($"/desk/rounds/{round}");
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await ReadAsync(round, cancel) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(string code, CancellationToken cancel)
    {
        if (!Person.May(Act.ReadBoard, new()) || await installation.Live.FindAsync(code, cancel) is not { } round)
            return false;
        Round = round;
        Sets = await installation.SetPublishing.ListAsync(code, cancel);
        Board = await board.OfAsync(round, cancel);
        var standing = await waits.OfAsync(round, cancel);
        Waits = standing.Waits;
        Forecasts = RoundForecasts.Of(round, Board, standing.Work, Now);
        Returned = await installation.RoundProposals.ReturnedAsync(code, DateTime.UnixEpoch, cancel);
        if (!Returned.IsEmpty || !round.Clock.Extensions.IsEmpty || !round.Clock.Pauses.IsEmpty || !round.Clock.DateChanges.IsEmpty)
            names = await PeopleNames.ReadAsync(installation, cancel);
        ViewData[PageFrame.Key] = new PageFrame(texts.Say(round.Name), [new(texts["Desk_Title"], "/desk"), new(texts["Rounds_Live"], "/desk/rounds")], Person: Person);
        return true;
    }

    private static StageDates? Seen(DateTime? opens, string? closes) => VietnamTime.Read(closes) is { } at ? new(opens, at) : null;

    private static Problem NoDate(string where) => new("round.no-date", where, new("Ngày giờ chưa đúng.", "The date is wrong."), new("Ghi như 31/12/2026 17:00.", "Write it like 31/12/2026 17:00."));
}
