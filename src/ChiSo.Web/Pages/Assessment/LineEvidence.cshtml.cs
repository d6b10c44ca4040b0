using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Assessment;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Engine;
using ChiSo.Web.Assessment;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>The evidence of one line: files and citations, added one at a time.</summary>
[RequestSizeLimit(MostSent)]
[RequestFormLimits(MultipartBodyLengthLimit = MostSent)]
public sealed class LineEvidencePage(Installation installation, Texts texts) : DeskPage
{
    /// <summary>Bytes of several files and the form around them.</summary>
    private const long MostSent = 4 * EvidenceDesk.LongestFile + 1024 * 1024;

    public Sheet Sheet { get; private set; } = null!; // set before the page is rendered

    public CriteriaNode Node { get; private set; } = null!; // likewise

    public ImmutableArray<EvidenceRow> Rows { get; private set; } = [];

    public bool Editable { get; private set; }

    /// <summary>What stood on the line a year before; <c>null</c> where nothing did.</summary>
    public LastYearLine? LastYear { get; private set; }

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    [BindProperty]
    public string? Number { get; set; }

    [BindProperty]
    public string? IssuedOn { get; set; }

    [BindProperty]
    public string? Issuer { get; set; }

    [BindProperty]
    public string? Abstract { get; set; }

    [BindProperty]
    public string? Place { get; set; }

    /// <summary>The person says that the file bears no secrecy stamp.</summary>
    [BindProperty]
    public bool NotSecret { get; set; }

    /// <summary>Photographs are to become one PDF.</summary>
    [BindProperty]
    public bool Joined { get; set; }

    public async Task<IActionResult> OnGetAsync(string round, string block, string unit, string stage, string field, string line, CancellationToken cancel) =>
        await ReadAsync(round, block, unit, stage, field, line, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string round, string block, string unit, string stage, string field, string line, List<IFormFile> file, CancellationToken cancel)
    {
        if (!await ReadAsync(round, block, unit, stage, field, line, cancel))
            return NotFound();
        var day = DateOnly.TryParseExact(IssuedOn?.Trim(), ["dd/MM/yyyy", "d/M/yyyy", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : (DateOnly?)null;
        return Answer(await AddAsync(new(new(round, block, unit, stage, Node.Code), file.FirstOrDefault()?.FileName ?? "", Number ?? "", day, Issuer ?? "", Abstract ?? "", Place ?? "", NotSecret), file, cancel));
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string round, string block, string unit, string stage, string field, string line, Guid id, CancellationToken cancel)
    {
        if (!await ReadAsync(round, block, unit, stage, field, line, cancel))
            return NotFound();
        return Answer((await installation.Evidence.WithdrawAsync(id, Person, cancel)).Problems);
    }

    /// <summary>Uses a file or citation of last year's line again.</summary>
    public async Task<IActionResult> OnPostReuseAsync(string round, string block, string unit, string stage, string field, string line, Guid id, CancellationToken cancel)
    {
        if (!await ReadAsync(round, block, unit, stage, field, line, cancel))
            return NotFound();
        return Answer((await installation.LastYears.ReuseAsync(new(round, block, unit, stage, Node.Code), id, Person, cancel)).Problems);
    }

    /// <summary>Photographs as one, other files one after another until one is refused.</summary>
    private async Task<ImmutableArray<Problem>> AddAsync(AddEvidence input, List<IFormFile> files, CancellationToken cancel)
    {
        if (files.Count == 0)
            return (await installation.Evidence.AddAsync(input, null, Person, cancel)).Problems;
        if (Joined)
            return (await installation.Photographs.AddAsync(input, [.. files.Select(file => (file.FileName, file.OpenReadStream()))], Person, cancel)).Problems;
        foreach (var file in files)
        {
            await using var content = file.OpenReadStream();
            if (await installation.Evidence.AddAsync(input with { FileName = file.FileName }, content, Person, cancel) is { Problems: { IsEmpty: false } problems })
                return problems;
        }

        return [];
    }

    private IActionResult Answer(ImmutableArray<Problem> problems)
    {
        if (problems.IsEmpty)
            return LocalRedirect(SheetAddress.OfEvidence(Sheet, Node));
        Problems = problems;
        Response.StatusCode = problems[0].Code is "evidence.not-now" or "evidence.locked" ? StatusCodes.Status403Forbidden : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> ReadAsync(string round, string block, string unit, string stage, string field, string line, CancellationToken cancel)
    {
        if (await installation.Sheets.ReadAsync(round, block, unit, stage, cancel) is not { } sheet
            || !Person.May(Act.ReadSheet, new(unit))
            || sheet.Own().FirstOrDefault(node => node.Code.Value == line) is not { } found
            || SheetAddress.FieldOf(sheet, found) is not { } root || root.Code.Value != field)
            return false;
        (Sheet, Node) = (sheet, found);
        Rows = await installation.Evidence.OfAsync(sheet, cancel, found.Code);
        LastYear = (await installation.LastYears.OfAsync(sheet, [found], cancel)).GetValueOrDefault(found.Code);
        Editable = installation.Sheets.MayEdit(sheet, Person, found.Code);
        ViewData[PageFrame.Key] = new PageFrame($"{texts["Line_Evidence"]} {found.Number}",
            [new(texts["Desk_Title"], "/desk"), new(texts.Say(sheet.Unit.Name), SheetAddress.Of(sheet)), new($"{root.Number} {texts.Say(root.Name)}", SheetAddress.OfLine(sheet, found))], Person: Person);
        return true;
    }
}
