using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Imported;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using ChiSo.Web.Surveys.Questionnaires;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>Takes in the figures of a survey run elsewhere: who ran it, the document they stand in, their last day, and the table. What was typed stays when something is wrong.</summary>
[RequestSizeLimit(MostBytes)]
[RequestFormLimits(ValueLengthLimit = MostBytes, MultipartBodyLengthLimit = MostBytes)]
public sealed class NewTablePage(Installation installation, Texts texts) : DeskPage
{
    private const int MostBytes = 8 * 1024 * 1024;

    [BindProperty(Name = "code")]
    public string? Code { get; set; }

    /// <summary>Who ran the survey.</summary>
    [BindProperty(Name = "by")]
    public string? By { get; set; }

    /// <summary>The document the figures stand in.</summary>
    [BindProperty(Name = "source")]
    public string? Source { get; set; }

    /// <summary>The last day the figures are about, as typed.</summary>
    [BindProperty(Name = "date")]
    public string? Date { get; set; }

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    public IActionResult OnGet() => Show() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(IFormFile? table, CancellationToken cancel)
    {
        if (!Show())
            return NotFound();
        var read = Read(table);
        var isDay = VietnameseDates.TryRead((Date ?? "").Trim(), out var on);
        ImmutableArray<Problem> wrong = [.. read.Problems, .. isDay ? ImmutableArray<Problem>.Empty : [ImportProblems.NoDay(Date ?? "")]];
        var asked = new ImportedTable((Code ?? "").Trim(), (By ?? "").Trim(), (Source ?? "").Trim(), on, read.TryGet(out var figures) ? figures : []);
        var imported = await installation.ImportedTables.TakeInAsync(asked, wrong, Person, cancel);
        return imported.TryGet(out var kept) ? LocalRedirect($"/desk/survey-tables/{kept.Code}") : Refused(imported.Problems);
    }

    public FormField Field(string name, string value, string hint) => new(name, texts["NewTable_" + name], value, hint, [.. Problems.Where(problem => problem.Where == name)], null);

    /// <summary>Problems that stand at no field above.</summary>
    public ImmutableArray<Problem> Others => [.. Problems.Where(problem => problem.Where is not ("code" or "by" or "source" or "date"))];

    private static Result<ImmutableArray<ImportedFigure>> Read(IFormFile? table)
    {
        if (table is null)
            return ImportProblems.NoTable();
        using var stream = table.OpenReadStream();
        return ImportedTableFile.Read(stream, table.FileName);
    }

    private PageResult Refused(ImmutableArray<Problem> problems)
    {
        Problems = problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private bool Show()
    {
        ViewData[PageFrame.Key] = new PageFrame(texts["NewTable_Title"], [new(texts["Desk_Title"], "/desk"), new(texts["Surveys_Title"], "/desk/surveys")], Person: Person);
        return Person.May(Act.RunSurveys, new());
    }
}
