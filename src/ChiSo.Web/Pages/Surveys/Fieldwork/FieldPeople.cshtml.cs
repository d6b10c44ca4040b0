using System.Collections.Immutable;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Fieldwork;
using ChiSo.Web.Language;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>Everybody invited in an area and how they are found, for its coordinator alone.</summary>
public sealed class FieldPeoplePage(Installation installation, Texts texts) : AreaDeskPage(installation, texts)
{
    public FieldBook Book { get; private set; } = null!; // set before the page is rendered

    /// <summary>By invitation.</summary>
    public ImmutableDictionary<Guid, Whereabouts> Found { get; private set; } = ImmutableDictionary<Guid, Whereabouts>.Empty;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(Said["Found_Title"], page => page.MayFind, cancel))
            return NotFound();
        Book = await Installation.FieldReading.BookAsync(Place, cancel);
        Found = await Installation.FieldContacts.OfAreaAsync(Place, Person, cancel);
        return Page();
    }
}
