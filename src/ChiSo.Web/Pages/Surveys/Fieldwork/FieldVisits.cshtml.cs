using System.Collections.Immutable;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Fieldwork;
using ChiSo.Web.Language;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>An interviewer's own list: who is to be visited, and how earlier visits ended.</summary>
public sealed class FieldVisitsPage(Installation installation, Texts texts) : AreaDeskPage(installation, texts)
{
    public ImmutableArray<FieldPerson> People { get; private set; } = [];

    /// <summary>How they are found, by invitation.</summary>
    public ImmutableDictionary<Guid, Whereabouts> Found { get; private set; } = ImmutableDictionary<Guid, Whereabouts>.Empty;

    /// <summary>Whether an interview was just sent.</summary>
    public bool Done { get; private set; }

    public async Task<IActionResult> OnGetAsync(bool done, CancellationToken cancel)
    {
        if (!await ReadAsync(Said["Visits_Title"], page => page.MayInterview, cancel))
            return NotFound();
        Done = done;
        People = await Installation.Interviewing.ListAsync(Place, Person, cancel);
        Found = await Installation.FieldContacts.OfOwnAsync(Place, Person, cancel);
        return Page();
    }
}
