using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Fieldwork;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>The areas of fieldwork a person works in or sees.</summary>
public sealed class FieldworkPage(Installation installation, Texts texts) : DeskPage
{
    public ImmutableArray<FieldPlace> Places { get; private set; } = [];

    /// <summary>Whether the desk leads there.</summary>
    public static bool IsFor(Person person) => person.Mandates.Any(mandate => Roles.IsOfField(mandate.Role)) || person.May(Act.ReadFieldwork, new());

    /// <summary>The page of an area the person begins with.</summary>
    public string AddressOf(FieldPlace place) => $"/desk/fieldwork/{place.Survey.Code}/{place.Area.Code}{(Person.May(Act.ReadFieldwork, place.AimAt()) ? "" : "/visits")}";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!IsFor(Person))
            return NotFound();
        Places = [.. (await installation.FieldAreas.EverywhereAsync(cancel)).Where(place => Person.May(Act.ReadFieldwork, place.AimAt()) || Person.May(Act.Interview, place.AimAt(Person.Id)))];
        ViewData[PageFrame.Key] = new PageFrame(texts["Field_Title"], [new(texts["Desk_Title"], "/desk")], Person: Person);
        return Page();
    }
}
