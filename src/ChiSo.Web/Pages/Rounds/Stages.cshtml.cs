using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>Two stages of a block beside each other: what every unit and every line gained or lost between them.</summary>
public sealed class StagesPage(Installation installation, Texts texts) : DeskPage
{
    [FromQuery]
    public string? From { get; set; }

    [FromQuery]
    public string? To { get; set; }

    public LiveRound Round { get; private set; } = null!; // set before the page is rendered

    public FrozenBlock Block { get; private set; } = null!; // likewise

    public StageComparison Moves { get; private set; } = null!; // likewise

    public async Task<IActionResult> OnGetAsync(string round, string block, CancellationToken cancel)
    {
        if (!Person.May(Act.ReadBoard, new()) || await installation.Live.FindAsync(round, cancel) is not { } live)
            return NotFound();
        (Round, From, To) = (live, From ?? live.Stages[0], To ?? live.Stages[^1]);
        if (await installation.Drafts.CompareAsync(round, block, From, To, cancel) is not var (computed, moves))
            return NotFound();
        (Block, Moves) = (computed, moves);
        ViewData[PageFrame.Key] = new PageFrame(
            $"{texts["Stages_Title"]} · {texts.Say(computed.BlockName)}", [new(texts["Desk_Title"], "/desk"), new(texts["Overview_Title"], $"/desk/rounds/{round}/overview")],
            Illustrative: live.Illustrative ? computed : null, Person: Person);
        return Page();
    }
}
