using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Fieldwork;
using ChiSo.Application.Vietnamese;
using ChiSo.Web.Language;
using ChiSo.Web.Surveys.Fieldwork;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>Somebody on an interviewer's list: beginning the interview with the code of their slip, writing a visit down.</summary>
public sealed class FieldVisitPage(Installation installation, InterviewTickets tickets, TimeProvider clock, Texts texts) : AreaDeskPage(installation, texts)
{
    [FromRoute]
    public Guid Invited { get; set; }

    public FieldPerson Visited { get; private set; } = null!; // set before the page is rendered

    /// <summary>How they are found; <c>null</c> where nothing is known.</summary>
    public Whereabouts? Found { get; private set; }

    public DateOnly Today => VietnamTime.Today(clock);

    /// <summary>What was typed, shown again after a problem.</summary>
    public string Typed { get; private set; } = "";

    /// <summary>As above.</summary>
    public VisitResult? Result { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await ShowAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostBeginAsync(string? code, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        var begun = await Installation.Interviewing.BeginAsync(Survey, Area, Invited, code ?? "", Person, cancel);
        return begun.TryGet(out var interview) ? LocalRedirect($"/s/{Survey}?k={interview.Key}&i={Uri.EscapeDataString(tickets.Write(interview))}") : Refused(begun.Problems);
    }

    public async Task<IActionResult> OnPostRecordAsync(string? result, string? day, int seen, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        (Typed, Result) = (day ?? "", Enum.TryParse<VisitResult>(result, out var chosen) ? chosen : null);
        var recorded = await Installation.Interviewing.RecordAsync(Survey, Area, new(Invited, Result, Day(day), seen), Person, cancel);
        return recorded.TryGet(out _) ? LocalRedirect($"{Home}/visits") : Refused(recorded.Problems);
    }

    private async Task<bool> ShowAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(Said["Visits_Title"], page => page.MayInterview, cancel) || (await Installation.Interviewing.ListAsync(Place, Person, cancel)).FirstOrDefault(one => one.Invitation == Invited) is not { } visited)
            return false;
        (Visited, Typed) = (visited, VietnameseDates.ToText(Today));
        Found = (await Installation.FieldContacts.OfOwnAsync(Place, Person, cancel)).GetValueOrDefault(Invited);
        return true;
    }
}
