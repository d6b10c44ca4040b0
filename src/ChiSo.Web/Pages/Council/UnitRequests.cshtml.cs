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

/// <summary>A unit's draft result after the council, line by line, and its requests to look at lines again.</summary>
[RequestSizeLimit(RequestPage.MostSent)]
[RequestFormLimits(MultipartBodyLengthLimit = RequestPage.MostSent)]
public sealed class UnitRequestsPage(Installation installation, TimeProvider clock, Texts texts) : DeskPage
{
    [FromRoute]
    public string Round { get; set; } = "";

    [FromRoute]
    public string Block { get; set; } = "";

    [FromRoute]
    public string Unit { get; set; } = "";

    /// <summary>The line a request is written for; <c>null</c> for none.</summary>
    [FromQuery]
    public string? Criterion { get; set; }

    public RequestDesk Desk { get; private set; } = null!; // set before the page is rendered

    /// <summary>The unit's lines that lost points, as they stand.</summary>
    public ImmutableArray<CouncilLine> Lines { get; private set; } = [];

    public ImmutableArray<RequestCase> Requests { get; private set; } = [];

    public CouncilLine? Chosen { get; private set; }

    /// <summary>What stands in the fields of the chosen line; <c>null</c> without one.</summary>
    public EntryForm? Form { get; private set; }

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    public bool MayAsk => Desk.TakesNew(clock.GetUtcNow().UtcDateTime) && Person.May(Act.RequestReview, new(Unit));

    public bool MayWithdraw => Desk.TakesRequests && Person.May(Act.RequestReview, new(Unit));

    /// <summary>UTC; <c>null</c> where no deadline is declared, or nothing is to be asked any more.</summary>
    public DateTime? Until => Desk.TakesRequests ? Desk.Sheet.Round.Clock.RequestsUntil : null;

    public bool IsTooLate => Desk.TakesRequests && !Desk.TakesNew(clock.GetUtcNow().UtcDateTime);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string? grounds, string? newEvidence, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel) || Chosen is null)
            return NotFound();
        var typed = EntryForm.Of(Chosen.Node, await Request.ReadFormAsync(cancel));
        var mark = texts.Tongue == Tongue.English ? DecimalMark.Point : DecimalMark.Comma;
        var filed = await installation.Requests.FileAsync(new(Round, Block, Unit, Chosen.Node.Code), new(typed.ToText(), grounds ?? "", newEvidence ?? ""), Person, mark, cancel);
        return await AnswerAsync(filed, typed, cancel);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(Guid id, int seen, CancellationToken cancel) =>
        await ReadAsync(cancel) && IsOwn(id) ? await AnswerAsync(await installation.Requests.WithdrawAsync(new(Round, Block, id, seen), Person, cancel), null, cancel) : NotFound();

    /// <summary>Lays new evidence beside an open request.</summary>
    public async Task<IActionResult> OnPostAttachAsync(Guid id, int seen, IFormFile? file, bool notSecret, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel) || !IsOwn(id))
            return NotFound();
        await using var content = file?.OpenReadStream();
        return await AnswerAsync(await installation.RequestFiles.AttachAsync(new(Round, Block, id, seen), new(file?.FileName ?? "", notSecret), content, Person, cancel), null, cancel);
    }

    public async Task<IActionResult> OnPostDetachAsync(Guid id, int seen, Guid file, CancellationToken cancel) =>
        await ReadAsync(cancel) && IsOwn(id) ? await AnswerAsync(await installation.RequestFiles.DetachAsync(new(Round, Block, id, seen), file, Person, cancel), null, cancel) : NotFound();

    private bool IsOwn(Guid request) => Requests.Any(one => one.Request.Id == request);

    private async Task<IActionResult> AnswerAsync<T>(Result<T> done, EntryForm? typed, CancellationToken cancel)
    {
        if (done.TryGet(out _))
            return LocalRedirect(RequestAddresses.OfUnit(Round, Block, Unit));
        if (!await ReadAsync(cancel))
            return NotFound();
        (Problems, Form) = (done.Problems, typed ?? Form);
        Response.StatusCode = RequestPage.StatusOf(Problems[0]);
        return Page();
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (!Person.May(Act.ReadSheet, new(Unit)) || await installation.Requests.ReadAsync(Round, Block, cancel) is not { } desk || desk.Sheet.Block.Unit(Unit) is not { } unit)
            return false;
        Desk = desk;
        Lines = desk.Sheet.Pass is null ? [] : [.. desk.Sheet.Lines.Where(line => line.Unit.Code == Unit && RequestDesk.Standing(line) is { } standing && SheetPoints.Of(line.Node, standing) is { } points && points < line.Node.Max.Value)];
        Requests = [.. desk.Cases.Where(one => one.Request.Unit == Unit).Select(one => one.For(Person))];
        Chosen = Criterion is null ? null : desk.Sheet.Line(Unit, new(Criterion));
        Form = Chosen is null ? null : EntryForm.Of(Chosen.Node, RequestDesk.Standing(Chosen), texts.Tongue);
        ViewData[PageFrame.Key] = new PageFrame($"{texts["Request_Title"]} · {texts.Say(unit.Name)}", [new(texts["Desk_Title"], "/desk")], Person: Person);
        return true;
    }
}
