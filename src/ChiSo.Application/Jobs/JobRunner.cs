using System.Collections.Immutable;
using System.Data.Common;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Jobs;

/// <summary>Does what waits on the queue, one job after another. Any number of runners may work at once, in one process or in many; each job is done by one at a time.</summary>
public sealed class JobRunner(ChiSoDatabase database, FileVault files, ImmutableArray<JobKind> kinds, TimeProvider clock)
{
    /// <summary>After so many starts without a step a job is given up.</summary>
    public const int MostStarts = 10;

    private const int Batch = 200;

    /// <summary>Between two signs of life; a fraction of the lease.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(3);

    /// <summary>Told of faults of the program, with the job they ended.</summary>
    public Action<Guid, Exception>? Broke { get; init; }

    /// <summary>As whom it works; another only in tests.</summary>
    public JobOwner Owner { get; init; } = JobOwner.Current;

    /// <summary>Does the oldest job that is due.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> RunNextAsync(CancellationToken stopping)
    {
        if (await TakeAsync(stopping) is not { } job)
            return false;
        await DoAsync(new(job, database, files, clock), kinds.Single(kind => kind.Name == job.Kind), stopping);
        return true;
    }

    private async Task<Job?> TakeAsync(CancellationToken cancel)
    {
        foreach (var seen in await DueAsync(cancel))
        {
            if (await TryTakeAsync(seen, cancel) is { State: JobState.Running } taken)
                return taken;
        }

        return null;
    }

    private async Task<List<Job>> DueAsync(CancellationToken cancel)
    {
        var (now, names) = (clock.GetUtcNow().UtcDateTime, kinds.Select(kind => kind.Name).ToList());
        await using var context = database.Open();
        var open = await context.Jobs.AsNoTracking().Where(job => (job.State == JobState.Queued || job.State == JobState.Running) && names.Contains(job.Kind)).OrderBy(job => job.AskedAt).ThenBy(job => job.Id).Take(Batch).ToListAsync(cancel);
        return [.. open.Where(job => job.State == JobState.Queued || job.LeaseUntil <= now || new JobOwner(job.Owner).IsKnownDead())];
    }

    /// <summary>Takes a job unless somebody was faster. One that was cancelled meanwhile, or ended every process so far, is ended instead.</summary>
    private async Task<Job?> TryTakeAsync(Job seen, CancellationToken cancel)
    {
        var (now, claim) = (clock.GetUtcNow().UtcDateTime, Guid.CreateVersion7());
        var step = seen.CancelAsked ? JobStep.Cancel : seen.State == JobState.Queued ? JobStep.Take : seen.Starts >= MostStarts ? JobStep.Fail : JobStep.TakeOver;
        if (JobStates.After(seen.State, step) is not { } to)
            return null;
        var runs = to == JobState.Running;
        var (owner, lease, ended) = (runs ? Owner.Text : "", runs ? now + JobRun.Lease : (DateTime?)null, runs ? (DateTime?)null : now);
        var problems = step == JobStep.Fail ? Json.EngineJson.ToText(ImmutableArray.Create(JobProblems.Starts(seen, seen.Starts))) : "";
        return await database.WriteAsync(async context =>
        {
            var taken = await context.Jobs.Where(job => job.Id == seen.Id && job.State == seen.State && job.Claim == seen.Claim).ExecuteUpdateAsync(set => set
                .SetProperty(job => job.State, to).SetProperty(job => job.Claim, claim).SetProperty(job => job.Owner, owner).SetProperty(job => job.LeaseUntil, lease).SetProperty(job => job.StartedAt, now)
                .SetProperty(job => job.Starts, job => job.Starts + 1).SetProperty(job => job.EndedAt, ended).SetProperty(job => job.ProblemsJson, problems), cancel);
            return taken == 1 ? await context.Jobs.AsNoTracking().SingleAsync(job => job.Id == seen.Id, cancel) : null;
        }, cancel);
    }

    private async Task DoAsync(JobRun run, JobKind kind, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var over = new CancellationTokenSource();
        var beats = BeatAsync(run, ended, over.Token);
        try
        {
            await run.EndAsync(await WorkAsync(run, kind, ended.Token), ended.Token);
        }
        catch (JobLostException)
        {
            // Another goes on with it; nothing of this attempt was stored.
        }
        catch (OperationCanceledException)
        {
            await StopAsync(run);
        }
        finally
        {
            await over.CancelAsync();
            await beats;
        }
    }

    private async Task<JobOutcome> WorkAsync(JobRun run, JobKind kind, CancellationToken cancel)
    {
        try
        {
            return await kind.Work(run, cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException and not JobLostException and not DbException { IsTransient: true })
        {
            Broke?.Invoke(run.Job.Id, fault);
            return JobOutcome.Failed(JobProblems.Broke(run.Job, fault));
        }
    }

    /// <summary>The work was asked to end: for good, or because this program ends and another goes on.</summary>
    private static async Task StopAsync(JobRun run)
    {
        try
        {
            await (await run.IsCancelAskedAsync(CancellationToken.None) ? run.CancelAsync(CancellationToken.None) : run.GiveBackAsync(CancellationToken.None));
        }
        catch (JobLostException)
        {
            // Somebody else has it already.
        }
    }

    private async Task BeatAsync(JobRun run, CancellationTokenSource ended, CancellationToken over)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Beat, clock, over);
                if (!await run.BeatAsync(over))
                    await ended.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The work is over.
        }
        catch (Exception unheard) when (unheard is DbException or DbUpdateException)
        {
            // The database does not answer: the work finds out itself, or the lease runs out.
        }
    }
}
