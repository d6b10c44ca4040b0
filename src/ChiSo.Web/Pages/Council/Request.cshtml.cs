using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Web.Appraisal;
using ChiSo.Web.Assessment;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>One request for review: the line and its evidence, what it would do to points and rank, whether it is admitted, what its panel proposes and heard, its conclusion, and whether the approval waits for it.</summary>
[RequestSizeLimit(MostSent)]
[RequestFormLimits(MultipartBodyLengthLimit = MostSent)]
public sealed class RequestPage(Installation installation, Texts texts) : DeskPage
{
    /// <summary>Bytes of a file and the form around it.</summary>
    internal const long MostSent = EvidenceDesk.LongestFile + 1024 * 1024;

    [FromRoute]
    public string Round { get; set; } = "";

    [FromRoute]
    public string Block { get; set; } = "";

    [FromRoute]
    public Guid Id { get; set; }

    public RequestDesk Desk { get; private set; } = null!; // set before the page is rendered

    public RequestCase Case { get; private set; } = null!; // likewise

    public ReviewRequest Review => Case.Request;

    public CouncilLine Line { get; private set; } = null!; // likewise

    /// <summary>What stands in the fields of a conclusion.</summary>
    public EntryForm Form { get; private set; } = null!; // likewise

    /// <summary><c>null</c> where nothing can be computed.</summary>
    public RequestEffect? Effect { get; private set; }

    /// <summary>Index and rank are not public yet: whoever reads nothing but the request sees the points of its line.</summary>
    public bool ShowsRank => Person.May(Act.ReadReview, new()) || Person.May(Act.ReadSheet, new(Review.Unit));

    /// <summary>Who may look at it; empty where nobody is to be named.</summary>
    public ImmutableArray<Panelist> Panelists { get; private set; } = [];

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <summary>What supports the line, of every stage.</summary>
    public ImmutableArray<EvidenceRow> Evidence { get; private set; } = [];

    /// <summary>Checks at the unit and papers seen there.</summary>
    public ImmutableArray<SiteCheckRow> Checks { get; private set; } = [];

    /// <summary>The first page of somebody who left a panel.</summary>
    private const string Left = "/desk?left=panel";

    /// <summary>What stands in the fields of an opinion.</summary>
    public EntryForm OwnForm { get; private set; } = null!; // likewise

    public PeopleNames Names { get; private set; } = PeopleNames.None;

    /// <summary>Whether the person sits on the panel and it may still say something.</summary>
    public bool MayAdvise => IsLookedAt && Person.May(Act.AdviseOnRequest, Case.Aim);

    public bool MayRecordHearing => MayAdvise || (IsLookedAt && MayJudge);

    /// <summary>What is told of an override that held and was taken away; <c>null</c> where there was none, or there is another.</summary>
    public RevokedOverride? Revoked { get; private set; }

    public bool MayOverride => Desk.TakesRequests && Review.IsOpen && Person.May(Act.OverrideRequest, new()) && !Person.IsOwn(Review.Unit);

    /// <summary>Whether the reason of a revocation was sent.</summary>
    public bool IsRevoking => Request.HasFormContentType && Request.Form.ContainsKey("revoke");

    private bool IsLookedAt => Desk.TakesRequests && Review.State == RequestState.Admitted;

    public bool MayJudge => Desk.TakesRequests && Person.May(Act.JudgeRequest, new()) && !Person.IsOwn(Review.Unit);

    public bool Allows(RequestStep step) => MayJudge && RequestStates.Allows(Review.State, step);

    /// <summary>Whether somebody is chosen for the panel: as it was sent, or else as it is.</summary>
    public bool IsNamed(Guid account) => IsChosen("panel", account, Case.Panel);

    /// <summary>The same for those who take seats that get empty.</summary>
    public bool StandsIn(Guid account) => IsChosen("standIn", account, Case.StandIns);

    /// <summary>Seats stand-ins took, oldest first.</summary>
    public ImmutableArray<SeatTaken> Seats { get; private set; } = [];

    /// <summary>Whether this person sits on the panel, and a stand-in could take the seat.</summary>
    public bool MayResign => MayAdvise && Case.Panel.Contains(Person.Id) && !Case.StandIns.IsEmpty;

    /// <summary>Whether this person may seat a stand-in for any member.</summary>
    public bool MaySeat => Allows(RequestStep.SeatStandIn) && !Case.StandIns.IsEmpty;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostDismissAsync(int seen, string? reason, CancellationToken cancel) =>
        await ReadAsync(cancel) ? await AnswerAsync(await installation.Requests.DismissAsync(Address(seen), reason ?? "", Person, cancel), cancel) : NotFound();

    public async Task<IActionResult> OnPostAdmitAsync(int seen, string? reason, string? due, Guid[] panel, Guid[] standIn, CancellationToken cancel) =>
        await ReadAsync(cancel) ? await AnswerAsync(await installation.Requests.AdmitAsync(Address(seen), Naming(reason, due, panel, standIn), Person, cancel), cancel) : NotFound();

    public async Task<IActionResult> OnPostChangePanelAsync(int seen, string? reason, string? due, Guid[] panel, Guid[] standIn, CancellationToken cancel) =>
        await ReadAsync(cancel) ? await AnswerAsync(await installation.Requests.ChangePanelAsync(Address(seen), Naming(reason, due, panel, standIn), Person, cancel), cancel) : NotFound();

    /// <summary>A stand-in takes the seat of a member who can't look at the request any more. Whoever resigned reads it no more, so they go on to their first page, which says so; whoever sends it twice too.</summary>
    public async Task<IActionResult> OnPostSeatAsync(int seen, Guid leaver, PanelLeave? why, string? leaveGround, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel))
            return leaver == Person.Id && await installation.RequestSeats.HasResignedAsync(Address(seen), leaver, cancel) ? LocalRedirect(Left) : NotFound();
        var done = await installation.RequestSeats.SeatAsync(Address(seen), new(leaver, why, leaveGround ?? ""), Person, cancel);
        return done.TryGet(out _) && leaver == Person.Id ? LocalRedirect(Left) : await AnswerAsync(done, cancel);
    }

    /// <param name="laid">What lay beside the request when it was seen.</param>
    public async Task<IActionResult> OnPostConcludeAsync(int seen, int laid, string? grants, string? conclusion, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel))
            return NotFound();
        var typed = EntryForm.Of(Line.Node, await Request.ReadFormAsync(cancel));
        var mark = texts.Tongue == Tongue.English ? DecimalMark.Point : DecimalMark.Comma;
        var done = await installation.Requests.ConcludeAsync(Address(seen), new(grants == "yes", typed.ToText(), conclusion ?? "", laid), Person, mark, cancel);
        var answer = await AnswerAsync(done, cancel);
        Form = typed;
        return answer;
    }

    /// <summary>What a member of the panel proposes.</summary>
    public async Task<IActionResult> OnPostOpinionAsync(int seen, RequestVerdict? verdict, string? reason, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel))
            return NotFound();
        var typed = EntryForm.Of(Line.Node, await Request.ReadFormAsync(cancel));
        var mark = texts.Tongue == Tongue.English ? DecimalMark.Point : DecimalMark.Comma;
        var answer = await AnswerAsync(await installation.RequestPanels.ProposeAsync(Address(seen), new(verdict, typed.ToText(), reason ?? ""), Person, mark, cancel), cancel);
        OwnForm = typed;
        return answer;
    }

    public async Task<IActionResult> OnPostHearingAsync(int seen, string? heldOn, string? place, string? present, string? said, IFormFile? file, bool notSecret, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel))
            return NotFound();
        var day = VietnameseDates.TryRead(heldOn ?? "", out var read) ? read : DateOnly.MaxValue; // refused as a day still to come
        await using var minutes = file?.OpenReadStream();
        return await AnswerAsync(await installation.RequestFiles.RecordHearingAsync(Address(seen), new(day, place ?? "", present ?? "", said ?? "", new(file?.FileName ?? "", notSecret)), minutes, Person, cancel), cancel);
    }

    public async Task<IActionResult> OnPostWithdrawHearingAsync(int seen, Guid hearing, string? withdrawal, CancellationToken cancel) =>
        await ReadAsync(cancel) ? await AnswerAsync(await installation.RequestFiles.WithdrawHearingAsync(Address(seen), hearing, withdrawal ?? "", Person, cancel), cancel) : NotFound();

    public async Task<IActionResult> OnPostWithdrawMinutesAsync(int seen, Guid file, CancellationToken cancel) =>
        await ReadAsync(cancel) ? await AnswerAsync(await installation.RequestFiles.WithdrawMinutesAsync(Address(seen), file, Person, cancel), cancel) : NotFound();

    public async Task<IActionResult> OnPostOverrideAsync(int seen, string? ground, CancellationToken cancel) =>
        await ReadAsync(cancel) ? await AnswerAsync(await installation.RequestOverrides.ProposeAsync(Address(seen), ground ?? "", Person, cancel), cancel) : NotFound();

    public async Task<IActionResult> OnPostApproveOverrideAsync(int seen, Guid proposal, CancellationToken cancel) =>
        await ReadAsync(cancel) ? await AnswerAsync(await installation.RequestOverrides.ApproveAsync(Address(seen), proposal, Person, cancel), cancel) : NotFound();

    public async Task<IActionResult> OnPostRevokeOverrideAsync(int seen, Guid proposal, string? revoke, CancellationToken cancel) =>
        await ReadAsync(cancel) ? await AnswerAsync(await installation.RequestOverrides.RevokeAsync(Address(seen), proposal, revoke ?? "", Person, cancel), cancel) : NotFound();

    public async Task<IActionResult> OnPostWithdrawOverrideAsync(int seen, Guid proposal, CancellationToken cancel) =>
        await ReadAsync(cancel) ? await AnswerAsync(await installation.RequestOverrides.WithdrawAsync(Address(seen), proposal, Person, cancel), cancel) : NotFound();

    internal static int StatusOf(Problem problem) => problem.Code switch
    {
        "request.not-allowed" or "request.not-on-panel" or "request.not-office" => StatusCodes.Status403Forbidden,
        "request.wrong-step" or "request.changed" => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    private static AdmitRequest Naming(string? reason, string? due, Guid[] panel, Guid[] standIn) =>
        new(reason ?? "", [.. panel], VietnameseDates.TryRead(due ?? "", out var day) ? day : DateOnly.MaxValue) { StandIns = [.. standIn] }; // a wrong day is refused

    private bool IsChosen(string field, Guid account, ImmutableArray<Guid> seated) => Request.HasFormContentType && Request.Form.ContainsKey("due") ? Request.Form[field].Contains(account.ToString()) : seated.Contains(account);

    private RequestAddress Address(int seen) => new(Round, Block, Id, seen);

    private async Task<IActionResult> AnswerAsync<T>(Result<T> done, CancellationToken cancel)
    {
        if (done.TryGet(out _))
            return LocalRedirect(RequestAddresses.Of(Round, Block, Id));
        if (!await ReadAsync(cancel))
            return NotFound();
        Problems = done.Problems;
        Response.StatusCode = StatusOf(Problems[0]);
        return Page();
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (await installation.Requests.ReadAsync(Round, Block, cancel) is not { } desk || desk.Case(Id) is not { Request: var request } found || desk.LineOf(request) is not { } line || !Person.May(Act.ReadSheet, found.Aim))
            return false;
        (Desk, Case, Line) = (desk, found.For(Person), line);
        Evidence = await installation.RequestPanels.EvidenceAsync(desk, request, cancel);
        Checks = await installation.SiteChecks.OfAsync(request.BlockId, request.Unit, request.Criterion, cancel);
        Revoked = Case.Override is null && request.IsOpen ? await installation.RequestOverrides.RevokedAsync(Round, request, cancel) : null;
        Seats = await installation.RequestSeats.OfAsync(Round, request, cancel);
        Names = Case.Override is null && Revoked is null && !MaySeat && (Case.IsHeard || !Allows(RequestStep.Conclude)) ? PeopleNames.None : await PeopleNames.ReadAsync(installation, cancel);
        Effect = await installation.RequestEffects.OfAsync(desk.Sheet, request, cancel);
        Form = EntryForm.Of(line.Node, RequestDesk.Standing(line), texts.Tongue);
        OwnForm = Case.OpinionOf(Person.Id) is { Entry: { Length: > 0 } proposed } ? EntryForm.Of(line.Node, proposed, texts.Tongue) : Form;
        Panelists = Allows(RequestStep.Admit) || Allows(RequestStep.ChangePanel) ? await installation.Requests.PanelistsAsync(desk, request, cancel) : [];
        ViewData[PageFrame.Key] = new PageFrame(
            $"{texts["Request_One"]} · {texts.Say(line.Unit.Name)}",
            Person.May(Act.ReadReview, new()) ? [new(texts["Desk_Title"], "/desk"), new(texts["Request_All"], RequestAddresses.Of(Round, Block))]
                : Person.May(Act.ReadSheet, new(request.Unit)) ? [new(texts["Desk_Title"], "/desk"), new(texts["Request_Title"], RequestAddresses.OfUnit(Round, Block, request.Unit))]
                : [new(texts["Desk_Title"], "/desk")],
            Person: Person);
        return true;
    }
}
