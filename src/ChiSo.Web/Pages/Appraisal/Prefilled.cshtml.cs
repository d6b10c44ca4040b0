using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Engine;
using ChiSo.Web.Assessment;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>Figures filled in for the units of a block: from which source and for how many, every case about one, and the form of a file with more.</summary>
[RequestSizeLimit(FigureLoading.LongestFile + FormOverhead)]
[RequestFormLimits(MultipartBodyLengthLimit = FigureLoading.LongestFile + FormOverhead)]
public sealed class PrefilledPage(Installation installation, Texts texts) : DeskPage
{
    private const long FormOverhead = 1024 * 1024;

    [FromRoute]
    public string Round { get; set; } = "";

    [FromRoute]
    public string Block { get; set; } = "";

    public PrefilledDesk Desk { get; private set; } = null!; // set before the page is rendered

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    public bool MayLoad => Desk.Round.IsWorkable && Desk.MandateOf(Person) is not null;

    /// <summary>What is filled in, by line and figure; each has a figure.</summary>
    public IReadOnlyCollection<IReadOnlyList<FigureCell>> Filled { get; private set; } = [];

    /// <summary>Figures with a case about them, open ones first.</summary>
    public IReadOnlyCollection<FigureCell> Disputed { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ReadAsync(cancel) ? Page() : NotFound();

    /// <summary>Keeps a filled file and goes on to what it would fill in.</summary>
    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken cancel)
    {
        if (!await ReadAsync(cancel))
            return NotFound();
        await using var content = file?.OpenReadStream() ?? Stream.Null;
        var laid = await installation.PrefilledLoading.LayInAsync(Round, Block, content, file?.FileName ?? "", Person, cancel);
        if (laid.TryGet(out var id))
            return LocalRedirect(PrefilledAddress.OfUpload(id));
        Problems = laid.Problems;
        Response.StatusCode = Problems[0].Code == "prefill.not-allowed" ? StatusCodes.Status403Forbidden : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        if (await installation.Prefilling.ReadAsync(Round, Block, cancel) is not { } desk || !desk.MayRead(Person))
            return false;
        Desk = desk;
        var filled = desk.CellsFor(Person, Act.ReadReview).Where(cell => cell.Filled is not null).ToList();
        Filled = [.. filled.GroupBy(cell => (cell.Node.Code, cell.Figure.Name)).Select(same => same.ToList())];
        Disputed = [.. filled.Where(cell => cell.Filled!.Dispute is not null).OrderBy(cell => !cell.Filled!.IsUndecided)]; // those without were left out
        ViewData[PageFrame.Key] = new PageFrame($"{texts["Prefilled_Title"]} · {texts.Say(desk.Map.Block.Name)}", [new(texts["Desk_Title"], "/desk")], Person: Person);
        return true;
    }
}
