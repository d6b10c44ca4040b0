using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Web.Desk;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>The rounds people work in, and those whose results are frozen.</summary>
public sealed class LiveRoundsPage(Installation installation, Texts texts) : DeskPage
{
    public ImmutableArray<LiveRound> Rounds { get; private set; } = [];

    public ImmutableArray<PastRound> Past { get; private set; } = [];

    public bool ReadsPreparation => Person.May(Act.ReadPreparation, new());

    public bool MayPrepare => Person.May(Act.PrepareRound, new());

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!Person.May(Act.ReadBoard, new()))
            return NotFound();
        Rounds = await installation.Live.ListAsync(cancel);
        Past = await PastRound.ListAsync(installation, Person, texts, cancel);
        ViewData[PageFrame.Key] = new PageFrame(texts["Rounds_Live"], [new(texts["Desk_Title"], "/desk")], Person: Person);
        return Page();
    }
}
