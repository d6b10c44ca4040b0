using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Desk;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Engine;
using ChiSo.Web.Desk;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>Background work: one's own, or everybody's for those who look after it; and what can be asked for from here.</summary>
public sealed class JobsPage(Installation installation, JobDesk desk, SecurityLog log, Texts texts) : DeskPage
{
    public ImmutableArray<JobRow> Jobs { get; private set; } = [];

    /// <summary>Rounds this person may export.</summary>
    public IReadOnlyList<string> Rounds { get; private set; } = [];

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Jobs = await desk.ListAsync(Person, cancel);
        if (RoundExports.IsFor(Person))
            Rounds = await installation.Rounds.CodesAsync(cancel);
        ViewData[PageFrame.Key] = new PageFrame(texts["Jobs_Title"], [new(texts["Desk_Title"], "/desk")], Person: Person);
        return Page();
    }

    public async Task<IActionResult> OnPostExportAsync(string? round, RoundForm form, CancellationToken cancel)
    {
        if (!RoundExports.IsFor(Person))
            return StatusCode(StatusCodes.Status403Forbidden);
        var asked = await installation.RoundExports.AskAsync(round ?? "", form, Person, cancel);
        if (asked.TryGet(out var job))
        {
            log.Write(HttpContext, ReadLog.RoundExported, Person.FullName);
            return LocalRedirect(JobAddress.Of(job));
        }

        Problems = asked.Problems;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await OnGetAsync(cancel);
    }
}
