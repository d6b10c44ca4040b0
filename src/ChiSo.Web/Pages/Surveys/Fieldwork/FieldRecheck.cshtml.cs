using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Fieldwork;
using ChiSo.Application.Vietnamese;
using ChiSo.Web.Language;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>Who of those interviewed in an area is asked again, and what they said of the visit.</summary>
public sealed class FieldRecheckPage(Installation installation, TimeProvider clock, Texts texts) : AreaDeskPage(installation, texts)
{
    public RecheckList List { get; private set; } = null!; // set before the page is rendered

    public DateOnly Today => VietnamTime.Today(clock);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ShowAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostDrawAsync(string? share, string? seed, int seen, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        var drawn = await Installation.Rechecking.DrawAsync(Survey, Area, (int?)Whole(share), seed ?? "", seen, Person, cancel);
        return drawn.TryGet(out _) ? LocalRedirect($"{Home}/recheck") : Refused(drawn.Problems);
    }

    public async Task<IActionResult> OnPostRecordAsync(Guid id, string? result, string? day, string? note, int seen, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        var recorded = await Installation.Rechecking.RecordAsync(Survey, Area, new(id, Enum.TryParse<RecheckResult>(result, out var chosen) ? chosen : null, Day(day), note ?? "", seen), Person, cancel);
        return recorded.TryGet(out _) ? LocalRedirect($"{Home}/recheck") : Refused(recorded.Problems);
    }

    private async Task<bool> ShowAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(Said["Recheck_Title"], page => page.MayRead, cancel))
            return false;
        List = await Installation.Rechecking.ReadAsync(Place, cancel);
        return true;
    }
}
