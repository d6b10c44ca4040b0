using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Json;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Web.Assessment;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>Figures others filled in on one line: the unit confirms them, or disputes one. Every form works without script.</summary>
public sealed class PrefilledLinePage(Installation installation, Texts texts) : DeskPage
{
    private DisputeFigure? typed;

    [FromRoute]
    public string Round { get; set; } = "";

    [FromRoute]
    public string Block { get; set; } = "";

    [FromRoute]
    public string Unit { get; set; } = "";

    [FromRoute]
    public string Stage { get; set; } = "";

    [FromRoute]
    public string Field { get; set; } = "";

    [FromRoute]
    public string Line { get; set; } = "";

    public Sheet Sheet { get; private set; } = null!; // set before the page is rendered

    public CriteriaNode Node { get; private set; } = null!; // likewise

    public ImmutableArray<LineFigure> Figures => Sheet.PrefilledOn(Node);

    /// <summary>What the unit entered; <c>null</c> when nothing.</summary>
    public Position? Position => Sheet.Positions.GetValueOrDefault(Node.Code);

    /// <summary>Whether the unit's entry holds its own value of a figure it disputes.</summary>
    public bool IsEntered(LineFigure figure) => Position is { } position && figure.In(EngineJson.Read<Entry>(position.Entry), Node.Scoring!) == figure.Dispute?.OwnValue; // a line of the unit's own is scored

    public int Seen => Position?.Sequence ?? 0;

    public bool Editable => Stage == Stages.Self && installation.Sheets.MayEdit(Sheet, Person, Node.Code);

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    private LineAddress Address => new(Round, Block, Unit, Stage, Node.Code);

    /// <summary>What was typed about a figure and refused; <c>null</c> when nothing was.</summary>
    public DisputeFigure? Typed(string letter) => typed?.Letter == letter ? typed : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostDisputeAsync(string? letter, string? shown, int seen, string? value, string? reason, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel))
            return NotFound();
        typed = new(letter ?? "", shown ?? "", seen, value ?? "", reason ?? "");
        var mark = texts.Tongue == Tongue.English ? DecimalMark.Point : DecimalMark.Comma;
        return await AnswerAsync(await installation.PrefilledFigures.DisputeAsync(Address, typed, Person, mark, cancel), cancel);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(Guid id, int seen, CancellationToken cancel) =>
        await ReadAsync(cancel) ? await AnswerAsync(await installation.PrefilledFigures.WithdrawAsync(Address, id, seen, Person, cancel), cancel) : NotFound();

    private async Task<IActionResult> AnswerAsync(Result<FigureDispute> done, CancellationToken cancel)
    {
        if (done.TryGet(out _))
            return LocalRedirect(PrefilledAddress.OfLine(Sheet, Node));
        if (!await ReadAsync(cancel))
            return NotFound();
        Problems = done.Problems;
        Response.StatusCode = Problems[0].Code switch
        {
            "sheet.not-allowed" => StatusCodes.Status403Forbidden,
            "prefilled.unknown" => StatusCodes.Status404NotFound,
            "prefilled.changed" => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status422UnprocessableEntity,
        };
        return Page();
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (await installation.Sheets.ReadAsync(Round, Block, Unit, Stage, cancel) is not { } sheet
            || !Person.May(Act.ReadSheet, new(Unit))
            || sheet.Own().FirstOrDefault(node => node.Code.Value == Line) is not { } found
            || SheetAddress.FieldOf(sheet, found) is not { } root || root.Code.Value != Field)
            return false;
        (Sheet, Node) = (await installation.Prefilling.WithDecidersAsync(sheet, cancel), found);
        ViewData[PageFrame.Key] = new PageFrame($"{texts["Prefilled_Title"]} {found.Number}",
            [new(texts["Desk_Title"], "/desk"), new(texts.Say(sheet.Unit.Name), SheetAddress.Of(sheet)), new($"{root.Number} {texts.Say(root.Name)}", SheetAddress.OfLine(sheet, found))], Person: Person);
        return true;
    }
}
