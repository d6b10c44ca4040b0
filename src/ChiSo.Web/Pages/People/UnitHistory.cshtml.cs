using System.Collections.Immutable;
using ChiSo.Application.Desk;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Vietnamese;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>Everything the register ever said of one unit, what it was made from and what came after it.</summary>
public sealed class UnitHistoryPage(Installation installation, Lineage lineage, TimeProvider clock, Texts texts) : DeskPage
{
    /// <summary>By the days they speak of, what is known now first.</summary>
    public ImmutableArray<UnitFact> Facts { get; private set; } = [];

    public UnitLineage Lineage { get; private set; } = new([], []);

    /// <summary>Names of the units the page names, by code.</summary>
    public ImmutableDictionary<string, string> Names { get; private set; } = ImmutableDictionary<string, string>.Empty;

    public UnitFact Newest => Facts.Where(fact => fact.ReplacedAt is null).OrderBy(fact => fact.From ?? DateOnly.MinValue).LastOrDefault() ?? Facts[^1];

    public async Task<IActionResult> OnGetAsync(string unit, CancellationToken cancel)
    {
        if (!UnitList.IsFor(Person) || await installation.Units.HistoryAsync(unit, cancel) is not { IsEmpty: false } facts)
            return NotFound();
        Facts = facts;
        Lineage = await lineage.OfAsync(unit, VietnamTime.Today(clock), cancel);
        Names = await installation.Units.NamesAsync([unit, .. facts.Select(fact => fact.Parent), .. facts.SelectMany(fact => fact.PredecessorList() ?? [])], cancel);
        ViewData[PageFrame.Key] = new PageFrame($"{Newest.Name} · {texts["Units_Title"]}", [new(texts["Desk_Title"], "/desk"), new(texts["Units_Title"], "/desk/units")], Person: Person);
        return Page();
    }

    public string NameOf(string unit) => Names.GetValueOrDefault(unit, unit);
}
