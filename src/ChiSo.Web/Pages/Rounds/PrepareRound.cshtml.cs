using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds.Sets;
using ChiSo.Web.Language;
using ChiSo.Web.Publication;
using ChiSo.Web.Rounds;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>A round that is not open yet: its blocks, its file out and in, and what is left to do.</summary>
public sealed class PrepareRoundPage(Installation installation, StagePlanning planning, TimeProvider clock, Texts texts) : PreparationPage(installation, clock)
{
    public PreparedRound Prepared { get; private set; } = null!; // set before the page is rendered

    /// <summary><c>null</c> where the round holds entries and is not changed here.</summary>
    public StagePlan? Plan { get; private set; }

    /// <summary>Each block beside that of the year before.</summary>
    public ImmutableArray<BlockPlan> Blocks { get; private set; } = [];

    public ImmutableArray<BlockSet> Sets { get; private set; } = [];

    public bool MayPrepare => Person.May(Act.PrepareRound, new());

    public async Task<IActionResult> OnGetAsync(string round, CancellationToken cancel) => await ReadAsync(round, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string round, IFormFile? file, CancellationToken cancel)
    {
        if (Change is not { } change || !await ReadAsync(round, cancel))
            return NotFound();
        var laid = await LayInAsync(file, round, change, cancel);
        return laid.TryGet(out var id) ? LocalRedirect(UploadAddress.Of(id)) : Refused(laid.Problems);
    }

    private async Task<bool> ReadAsync(string round, CancellationToken cancel)
    {
        if (!Person.May(Act.ReadPreparation, new()) || await Installation.Preparation.FindAsync(round, cancel) is not { } prepared)
            return false;
        (Prepared, Blocks) = (prepared, await Installation.Preparation.AgainstEarlierAsync(prepared.Round, cancel));
        Plan = await planning.FindAsync(round, cancel);
        Sets = await Installation.SetPublishing.ListAsync(round, cancel);
        ViewData[PageFrame.Key] = new PageFrame($"{texts["Prepare_Title"]} · {texts.Say(prepared.Round.Name)}",
            [new(texts["Desk_Title"], "/desk"), new(texts["Rounds_Live"], "/desk/rounds"), new(texts.Say(prepared.Round.Name), $"/desk/rounds/{round}")], Person: Person);
        return true;
    }
}
