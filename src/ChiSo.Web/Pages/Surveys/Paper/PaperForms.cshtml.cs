using System.Collections.Immutable;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
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

    /// <summary>What was asked to be printed, as typed.</summary>
    public (string About, string First, string Count) Order { get; private set; } = ("", "1", "50");

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ShowAsync(cancel) ? Page() : NotFound();

    /// <summary>Numbered forms to print.</summary>
    public async Task<IActionResult> OnPostPrintAsync(string? about, string? number, string? count, string? first, string? second, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        if (!MayRun)
            return Refused([SurveyProblems.NotAllowed(Survey)]);
        Order = (about ?? "", number ?? "", count ?? "");
        var read = PaperOrder.Read(Live, Order.About, Order.First, Order.Count);
        if (!read.TryGet(out var order))
            return Refused(read.Problems);
        var printed = await SurveyPrints.FormsAsync(Live, order, Printed(first, second), cancel);
        return printed.TryGet(out var pdf) ? File(pdf, "application/pdf", $"{Survey}-{order.About.Code}-{order.First}.pdf") : Refused(printed.Problems);
    }

    public int CountOf(PaperState state) => Board.In(state).Count();

    private async Task<bool> ShowAsync(CancellationToken cancel)
    {
        if (!await ReadAsync("", cancel))
            return false;
        Board = await Installation.PaperDesk.BoardAsync(Live, cancel);
        WaitingForMe = [.. Board.In(PaperState.Once).Where(form => form.Keyings[0].Person != Person.Id)];
        return true;
    }
}
