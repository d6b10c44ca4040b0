using System.Collections.Immutable;
using System.Text.Json;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Application.Json;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Jobs;

/// <summary>Work waiting to be done, under way, and over. Any number of processes may ask and work at once; see <see cref="JobRunner"/>.</summary>
/// <param name="files">What jobs made.</param>
public sealed class JobQueue(ChiSoDatabase database, FileVault files, TimeProvider clock) : IDisposable
{
    private const int MostAwake = 8;

    /// <summary>Between two looks at a job somebody waits for.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan ResultsKept = TimeSpan.FromDays(7);
    private static readonly TimeSpan RowsKept = TimeSpan.FromDays(90);
    private static readonly TimeSpan StraysKept = TimeSpan.FromDays(1);

    private readonly SemaphoreSlim asked = new(0);

    /// <summary>Puts work on the queue.</summary>
    /// <returns>Its id; of the work asked before where the key is known.</returns>
    public async Task<Guid> AskAsync(AskedJob job, CancellationToken cancel)
    {
        var at = clock.GetUtcNow().UtcDateTime;
        var id = await TryAskAsync(job, at, cancel) ?? await TryAskAsync(job, at, cancel) ?? throw new InvalidOperationException($"The key {job.Key} is taken and not there.");
        Wake();
        return id;
    }

    /// <summary>The same within the caller's transaction: asked with the act, or not at all.</summary>
    /// <param name="at">UTC.</param>
    public static async Task<Guid> AskAsync(ChiSoContext context, AskedJob job, DateTime at, CancellationToken cancel)
    {
        var id = Guid.CreateVersion7();
        var key = job.Key ?? id.ToString();
        if (job.Key is not null && await context.Jobs.AsNoTracking().Where(known => known.Key == key).Select(known => (Guid?)known.Id).SingleOrDefaultAsync(cancel) is { } before)
            return before;
        context.Jobs.Add(new() { Id = id, Key = key, Kind = job.Kind, Input = JsonSerializer.Serialize(job.Input, job.Input.GetType(), EngineJson.Options), About = job.About, By = job.By, Mandate = job.Mandate, AskedAt = at });
        return id;
    }

    /// <summary>Until something was asked in this process, or for this long.</summary>
    public Task WaitAsync(TimeSpan most, CancellationToken cancel) => asked.WaitAsync(most, cancel);

    /// <summary>Waits for work that is usually over before a page is.</summary>
    /// <returns>The job as it stands then, over or not; <c>null</c> when there is none.</returns>
    public async Task<Job?> WaitForEndAsync(Guid id, TimeSpan most, CancellationToken cancel)
    {
        var until = clock.GetUtcNow() + most;
        var job = await FindAsync(id, cancel);
        while (job is { IsOver: false } && clock.GetUtcNow() < until)
        {
            await Task.Delay(Look, clock, cancel);
            job = await FindAsync(id, cancel);
        }

        return job;
    }

    /// <summary>The newest first.</summary>
    /// <param name="by">Whoever asked; <c>null</c> for everybody.</param>
    public async Task<ImmutableArray<Job>> ListAsync(Guid? by, int most, CancellationToken cancel)
    {
        await using var context = database.Open();
        return [.. await context.Jobs.AsNoTracking().Where(job => by == null || job.By == by).OrderByDescending(job => job.AskedAt).ThenByDescending(job => job.Id).Take(most).ToListAsync(cancel)];
    }

    public async Task<Job?> FindAsync(Guid id, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await context.Jobs.AsNoTracking().SingleOrDefaultAsync(job => job.Id == id, cancel);
    }

    /// <summary>The last job of a kind that was done; <c>null</c> while there is none.</summary>
    public async Task<Job?> LastDoneAsync(string kind, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await context.Jobs.AsNoTracking().Where(job => job.Kind == kind && job.State == JobState.Done).OrderByDescending(job => job.EndedAt).FirstOrDefaultAsync(cancel);
    }

    /// <summary>What waits or runs and was asked before this instant (UTC), the oldest first.</summary>
    public async Task<ImmutableArray<Job>> OpenSinceAsync(DateTime before, CancellationToken cancel)
    {
        await using var context = database.Open();
        return [.. await context.Jobs.AsNoTracking().Where(job => (job.State == JobState.Queued || job.State == JobState.Running) && job.AskedAt < before).OrderBy(job => job.AskedAt).ToListAsync(cancel)];
    }

    /// <summary>Ends what waits at once; what runs is asked to end, and does so with nothing half done.</summary>
    public Task<Result<JobState>> CancelAsync(Guid id, CancellationToken cancel) => MoveAsync(id, JobStep.Cancel, async (context, job) =>
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var mine = context.Jobs.Where(row => row.Id == id && row.State == job.State && row.Claim == job.Claim);
        return await (job.State == JobState.Running
            ? mine.ExecuteUpdateAsync(set => set.SetProperty(row => row.CancelAsked, true), cancel)
            : mine.ExecuteUpdateAsync(set => set.SetProperty(row => row.State, JobState.Cancelled).SetProperty(row => row.EndedAt, now), cancel));
    }, cancel);

    /// <summary>Has what failed or was cancelled done after all, from where it got to.</summary>
    public async Task<Result<JobState>> RetryAsync(Guid id, CancellationToken cancel)
    {
        var moved = await MoveAsync(id, JobStep.AskAgain, (context, job) => context.Jobs.Where(row => row.Id == id && row.State == job.State && row.Claim == job.Claim).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.State, JobState.Queued).SetProperty(row => row.Starts, 0).SetProperty(row => row.CancelAsked, false).SetProperty(row => row.ProblemsJson, "").SetProperty(row => row.EndedAt, (DateTime?)null), cancel), cancel);
        Wake();
        return moved;
    }

    /// <summary>Forgets files a week after their job and jobs after three months, and files no job knows of.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (results, rows) = (now - ResultsKept, now - RowsKept);
        var known = await database.WriteAsync(async context =>
        {
            await context.Jobs.Where(job => job.EndedAt < rows).ExecuteDeleteAsync(cancel);
            await context.Jobs.Where(job => job.EndedAt < results && job.ResultHash != "").ExecuteUpdateAsync(set => set.SetProperty(job => job.ResultHash, ""), cancel);
            return (await context.Jobs.Where(job => job.ResultHash != "").Select(job => job.ResultHash).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        }, cancel);
        files.Forget(now - StraysKept, known);
    }

    /// <summary>Takes away what jobs of a kind made about something, within the caller's transaction; when that is stored, <see cref="Forget"/> removes the files. Cut off between the two, the sweep does.</summary>
    /// <returns>Hashes of the files no job has any more.</returns>
    public static async Task<ImmutableArray<string>> TakeResultsAsync(ChiSoContext context, string kind, string about, CancellationToken cancel)
    {
        var made = context.Jobs.Where(job => job.Kind == kind && job.About == about && job.ResultHash != "");
        var hashes = await made.Select(job => job.ResultHash).Distinct().ToListAsync(cancel);
        await made.ExecuteUpdateAsync(set => set.SetProperty(job => job.ResultHash, ""), cancel);
        var others = await context.Jobs.Where(job => hashes.Contains(job.ResultHash)).Select(job => job.ResultHash).ToListAsync(cancel);
        return [.. hashes.Except(others, StringComparer.Ordinal)];
    }

    /// <summary>Removes files no job has, at once.</summary>
    public void Forget(ImmutableArray<string> hashes)
    {
        foreach (var hash in hashes)
            files.Remove(hash);
    }

    /// <summary>What a job made; <c>null</c> when it made nothing, or it is no longer kept. The caller disposes of it.</summary>
    public Stream? OpenResult(Job job)
    {
        try
        {
            return job.ResultHash.Length == 0 ? null : files.Open(job.ResultHash);
        }
        catch (IOException gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null; // after a restore: results are in no backup
        }
    }

    public void Dispose() => asked.Dispose();

    private void Wake()
    {
        if (asked.CurrentCount < MostAwake)
            asked.Release();
    }

    /// <returns><c>null</c> when another process has just asked under this key.</returns>
    private async Task<Guid?> TryAskAsync(AskedJob job, DateTime at, CancellationToken cancel)
    {
        try
        {
            return await database.WriteAsync(context => AskAsync(context, job, at, cancel), cancel);
        }
        catch (DbUpdateException) when (job.Key is not null)
        {
            return null;
        }
    }

    private async Task<Result<JobState>> MoveAsync(Guid id, JobStep step, Func<ChiSoContext, Job, Task<int>> move, CancellationToken cancel) => await database.WriteAsync<Result<JobState>>(async context =>
    {
        if (await context.Jobs.AsNoTracking().SingleOrDefaultAsync(job => job.Id == id, cancel) is not { } job)
            return JobProblems.Gone(id.ToString());
        return JobStates.After(job.State, step) is { } to && await move(context, job) == 1 ? to : JobProblems.NoSuchStep(job);
    }, cancel);
}
