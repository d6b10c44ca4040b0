using System.Collections.Immutable;
using ChiSo.Application.Desk;
using ChiSo.Application.Jobs;
using ChiSo.Engine;
using ChiSo.Web.Desk;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>One job: how far it is, what it came to, and what can be done about it.</summary>
public sealed class JobPage(JobDesk desk, Texts texts) : DeskPage
{
    public JobRow Row { get; private set; } = null!; // set before the page is rendered

    public Job Job => Row.Job;

    /// <summary>Why what was just asked for was refused.</summary>
    public ImmutableArray<Problem> Refused { get; private set; } = [];

    public bool MayCancel => JobDesk.MayMove(Job, Person) && JobStates.After(Job.State, JobStep.Cancel) is not null && !Job.CancelAsked;

    public bool MayRetry => JobDesk.MayMove(Job, Person) && JobStates.After(Job.State, JobStep.AskAgain) is not null;

    public bool MayFetch => JobDesk.MayFetch(Job, Person);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await ReadAsync(id, cancel) ? Page() : NotFound();

    public Task<IActionResult> OnPostCancelAsync(Guid id, CancellationToken cancel) => MoveAsync(id, () => desk.CancelAsync(id, Person, cancel), cancel);

    public Task<IActionResult> OnPostRetryAsync(Guid id, CancellationToken cancel) => MoveAsync(id, () => desk.RetryAsync(id, Person, cancel), cancel);

    private async Task<IActionResult> MoveAsync(Guid id, Func<Task<Result<JobState>>> move, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel) || !JobDesk.MayMove(Job, Person))
            return NotFound();
        var moved = await move();
        if (moved.TryGet(out _))
            return LocalRedirect(JobAddress.Of(id));
        await ReadAsync(id, cancel);
        Refused = moved.Problems;
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private async Task<bool> ReadAsync(Guid id, CancellationToken cancel)
    {
        if (await desk.FindAsync(id, Person, cancel) is not { } row)
            return false;
        Row = row;
        ViewData[PageFrame.Key] = new PageFrame(texts.Say(row.Title), [new(texts["Desk_Title"], "/desk"), new(texts["Jobs_Title"], JobAddress.List)], Person: Person);
        return true;
    }
}
