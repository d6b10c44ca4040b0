using System.Collections.Immutable;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Paper;
using ChiSo.Web.Language;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>How far the paper forms of a survey are: keyed once, keyed twice, lying differently, in the store; how well each person keys.</summary>
public sealed class PaperFormsPage(Installation installation, Texts texts) : PaperPage(installation, texts)
{
    /// <summary>So many numbers of forms are shown in one list; the rest is counted.</summary>
    public const int MostShown = 500;

    public PaperBoard Board { get; private set; } = new([]);

    /// <summary>Forms somebody else keyed once, which this person may key.</summary>
    public ImmutableArray<PaperForm> WaitingForMe { get; private set; } = [];

    /// <summary>Everybody's tally for whoever settles; one's own otherwise.</summary>
    public ImmutableArray<KeyerTally> Keyers => MaySettle ? Board.Keyers : [.. Board.Keyers.Where(keyer => keyer.Person == Person.Id)];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await ReadAsync("", cancel))
            return NotFound();
        Board = await Installation.PaperDesk.BoardAsync(Live, cancel);
        WaitingForMe = [.. Board.In(PaperState.Once).Where(form => form.Keyings[0].Person != Person.Id)];
        return Page();
    }

    public int CountOf(PaperState state) => Board.In(state).Count();
}
