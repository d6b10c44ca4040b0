using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
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

/// <summary>One request for review: what it would do to points and rank, whether it is admitted, its panel, its conclusion.</summary>
public sealed class RequestPage(Installation installation, Texts texts) : DeskPage
{
    [FromRoute]
    public string Round { get; set; } = "";

    [FromRoute]
    public string Block { get; set; } = "";

    [FromRoute]
    public Guid Id { get; set; }

    public RequestDesk Desk { get; private set; } = null!; // set before the page is rendered

    public ReviewRequest Review { get; private set; } = null!; // likewise

    public CouncilLine Line { get; private set; } = null!; // likewise

    /// <summary>What stands in the fields of a conclusion.</summary>
    public EntryForm Form { get; private set; } = null!; // likewise

    /// <summary><c>null</c> where nothing can be computed.</summary>
    public RequestEffect? Effect { get; private set; }

    public ImmutableArray<Panelist> Panelists { get; private set; } = [];

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    public bool MayJudge => Desk.TakesRequests && Person.May(Act.JudgeRequest, new());

    public bool Allows(RequestStep step) => MayJudge && RequestStates.Allows(Review.State, step);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostDismissAsync(int seen, string? reason, CancellationToken cancel) =>
        await ReadAsync(cancel) ? await AnswerAsync(await installation.Requests.DismissAsync(Address(seen), reason ?? "", Person, cancel), cancel) : NotFound();

    public async Task<IActionResult> OnPostAdmitAsync(int seen, string? reason, string? due, Guid[] panel, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel))
            return NotFound();
        var day = VietnameseDates.TryRead(due ?? "", out var read) ? read : DateOnly.MaxValue; // refused as wrong
        return await AnswerAsync(await installation.Requests.AdmitAsync(Address(seen), new(reason ?? "", [.. panel], day), Person, cancel), cancel);
    }

    public async Task<IActionResult> OnPostConcludeAsync(int seen, string? grants, string? conclusion, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel))
            return NotFound();
        var typed = EntryForm.Of(Line.Node, await Request.ReadFormAsync(cancel));
        var mark = texts.Tongue == Tongue.English ? DecimalMark.Point : DecimalMark.Comma;
        var done = await installation.Requests.ConcludeAsync(Address(seen), new(grants == "yes", typed.ToText(), conclusion ?? ""), Person, mark, cancel);
        var answer = await AnswerAsync(done, cancel);
        Form = typed;
        return answer;
    }

    internal static int StatusOf(Problem problem) => problem.Code switch
    {
        "request.not-allowed" => StatusCodes.Status403Forbidden,
        "request.wrong-step" or "request.changed" => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    private RequestAddress Address(int seen) => new(Round, Block, Id, seen);

    private async Task<IActionResult> AnswerAsync(Result<ReviewRequest> done, CancellationToken cancel)
    {
        if (done.TryGet(out _))
            return LocalRedirect($"{RequestAddresses.Of(Round, Block)}/{Id:D}");
        if (!await ReadAsync(cancel))
            return NotFound();
        Problems = done.Problems;
        Response.StatusCode = StatusOf(Problems[0]);
        return Page();
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (await installation.Requests.ReadAsync(Round, Block, cancel) is not { } desk || desk.Requests.FirstOrDefault(one => one.Id == Id) is not { } request || desk.LineOf(request) is not { } line
            || !Person.May(Act.ReadSheet, new(request.Unit)))
            return false;
        (Desk, Review, Line) = (desk, request, line);
        Effect = await installation.RequestEffects.OfAsync(desk.Sheet, request, cancel);
        Form = EntryForm.Of(line.Node, RequestDesk.Standing(line), texts.Tongue);
        Panelists = Allows(RequestStep.Admit) ? await installation.Requests.PanelistsAsync(desk, request, cancel) : [];
        ViewData[PageFrame.Key] = new PageFrame(
            $"{texts["Request_One"]} · {texts.Say(line.Unit.Name)}",
            Person.May(Act.ReadReview, new()) ? [new(texts["Desk_Title"], "/desk"), new(texts["Request_All"], RequestAddresses.Of(Round, Block))] : [new(texts["Desk_Title"], "/desk"), new(texts["Request_Title"], RequestAddresses.OfUnit(Round, Block, request.Unit))],
            Person: Person);
        return true;
    }
}
