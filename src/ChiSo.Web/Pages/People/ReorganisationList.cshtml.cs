using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>Reorganisations being put together and those applied; a new one begins with its day.</summary>
public sealed class ReorganisationListPage(Installation installation, TimeProvider clock, Texts texts) : DeskPage
{
    public ImmutableArray<ReorganisationDraft> Drafts { get; private set; } = [];

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    public bool MayStart => Person.May(Act.ManagePeople, new());

    /// <summary>The day as typed.</summary>
    public string On { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => Person.May(Act.ReadInstallation, new()) ? await ShowAsync(cancel) : NotFound();

    public async Task<IActionResult> OnPostAsync(string? on, CancellationToken cancel)
    {
        if (Person.MandateTo(Act.ManagePeople, new()) is not { } mandate)
            return NotFound();
        if (VietnameseDates.TryRead(on ?? "", out var day) && day.Year is >= 1945 and <= 2100)
        {
            var draft = await installation.Reorganisations.StartAsync(day, new Change(Person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""), cancel);
            return LocalRedirect($"/desk/reorganisations/{draft.Id:D}");
        }

        (On, Problems, Response.StatusCode) = (on ?? "", [UnitsPage.NoDay(on ?? "", "on")], StatusCodes.Status422UnprocessableEntity);
        return await ShowAsync(cancel);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        Drafts = await installation.Reorganisations.ListAsync(cancel);
        ViewData[PageFrame.Key] = new PageFrame(texts["Reorg_Title"], [new(texts["Desk_Title"], "/desk"), new(texts["Units_Title"], "/desk/units")], Person: Person);
        return Page();
    }
}
