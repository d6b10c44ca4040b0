using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Web.Appraisal;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>Every request for review of a block, open ones first, and how many came to which end.</summary>
public sealed class RequestsPage(Installation installation, Texts texts) : DeskPage
{
    public RequestDesk Desk { get; private set; } = null!; // set before the page is rendered

    /// <summary>The block, then its criteria.</summary>
    public ImmutableArray<RequestCount> Counts => RequestCount.Of(Desk);

    public async Task<IActionResult> OnGetAsync(string round, string block, CancellationToken cancel)
    {
        if (!Person.May(Act.ReadReview, new()) || await installation.Requests.ReadAsync(round, block, cancel) is not { } desk)
            return NotFound();
        Desk = desk with { Cases = [.. desk.Cases.Select(one => one.For(Person))] };
        ViewData[PageFrame.Key] = new PageFrame(
            $"{texts["Request_All"]} · {texts.Say(desk.Sheet.Block.Name)}", [new(texts["Desk_Title"], "/desk"), new($"{texts["Council_Title"]} · {texts.Say(desk.Sheet.Block.Name)}", CouncilAddress.Of(desk.Sheet))], Person: Person);
        return Page();
    }
}
