using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Imported;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>The figures of a survey run elsewhere, as its source has them: no interval is made, and no units are ranked.</summary>
public sealed class ImportedTablePage(Installation installation, Texts texts) : DeskPage
{
    public ImportedTable Table { get; private set; } = null!; // set before the page is rendered

    public bool MayFeed => Person.May(Act.FeedRound, new());

    public async Task<IActionResult> OnGetAsync(string table, CancellationToken cancel)
    {
        if (!Person.May(Act.ReadSurveys, new()) || await installation.ImportedTables.FindAsync(table, cancel) is not { } found)
            return NotFound();
        Table = found;
        ViewData[PageFrame.Key] = new PageFrame($"{found.By} · {texts.Say(found.Label)}", [new(texts["Desk_Title"], "/desk"), new(texts["Surveys_Title"], "/desk/surveys")], Person: Person);
        return Page();
    }
}
