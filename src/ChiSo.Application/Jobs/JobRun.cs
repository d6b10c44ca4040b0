using System.Text;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Application.Json;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Jobs;

/// <summary>A job in the hands of this process, as long as its claim holds.</summary>
public sealed class JobRun(Job job, ChiSoDatabase database, FileVault files, TimeProvider clock)
{
    /// <summary>Without a word of its owner this long, a job is another's to take.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>As it was when it was taken.</summary>
    public Job Job => job;

    /// <summary>What was asked.</summary>
    public T Input<T>() => job.ReadInput<T>();

    /// <summary>What an earlier attempt kept with its last step; <c>null</c> at the beginning.</summary>
    public T? Kept<T>() => job.Kept.Length == 0 ? default : EngineJson.Read<T>(Encoding.UTF8.GetBytes(job.Kept));

    /// <summary>Says how far the work is. The effect is stored with it in one transaction: after a crash the work goes on from the last step, and no effect happens twice.</summary>
    /// <exception cref="JobLostException">Another process has taken the job; nothing was stored.</exception>
    /// <exception cref="OperationCanceledException">Somebody asked to end it.</exception>
    public Task StepAsync(JobProgress progress, CancellationToken cancel, Func<ChiSoContext, CancellationToken, Task>? effect = null)
    {
        var until = clock.GetUtcNow().UtcDateTime + Lease;
        return WriteAsync(async context =>
        {
            var stored = await Mine(context).Where(row => !row.CancelAsked).ExecuteUpdateAsync(set => set
                .SetProperty(row => row.Done, progress.Done).SetProperty(row => row.Of, progress.Of).SetProperty(row => row.NoteVi, progress.Note.Vi ?? "").SetProperty(row => row.NoteEn, progress.Note.En ?? "")
                .SetProperty(row => row.Kept, progress.Kept).SetProperty(row => row.Starts, 0).SetProperty(row => row.LeaseUntil, until), cancel);
            if (stored == 0 && await Mine(context).AnyAsync(cancel))
                throw new OperationCanceledException("Somebody asked to end the job.");
            return stored;
        }, effect, cancel);
    }

    /// <summary>Makes a file of what <paramref name="write"/> writes. A file whose job does not end well is forgotten.</summary>
    public async Task<JobFile> MakeAsync(string name, string mediaType, Func<Stream, Task> write, CancellationToken cancel) => new(await files.MakeAsync(write, cancel), name, mediaType);

    /// <summary>Lets others know that this process is at it.</summary>
    /// <returns>Whether it may go on.</returns>
    internal async Task<bool> BeatAsync(CancellationToken cancel)
    {
        var until = clock.GetUtcNow().UtcDateTime + Lease;
        return await database.WriteAsync(context => Mine(context).Where(row => !row.CancelAsked).ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, until), cancel), cancel) == 1;
    }

    /// <summary>Ends the job as its work came out.</summary>
    internal Task EndAsync(JobOutcome outcome, CancellationToken cancel)
    {
        var to = JobStates.After(JobState.Running, outcome.IsDone ? JobStep.Complete : JobStep.Fail)!.Value; // both are in the table
        var problems = outcome.Problems.IsEmpty ? "" : EngineJson.ToText(outcome.Problems);
        var (hash, name, type, length) = outcome.File is { } file ? (file.Stored.Hash, file.Name, file.MediaType, file.Stored.Length) : ("", "", "", 0);
        var now = clock.GetUtcNow().UtcDateTime;
        return WriteAsync(context => Mine(context).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.State, to).SetProperty(row => row.ProblemsJson, problems).SetProperty(row => row.NoteVi, outcome.Note.Vi ?? "").SetProperty(row => row.NoteEn, outcome.Note.En ?? "")
            .SetProperty(row => row.Owner, "").SetProperty(row => row.LeaseUntil, (DateTime?)null).SetProperty(row => row.Starts, 0).SetProperty(row => row.EndedAt, now)
            .SetProperty(row => row.ResultHash, hash).SetProperty(row => row.ResultName, name).SetProperty(row => row.ResultType, type).SetProperty(row => row.ResultLength, length), cancel), outcome.Effect, cancel);
    }

    /// <summary>Ends it because somebody asked to.</summary>
    internal Task CancelAsync(CancellationToken cancel) => LeaveAsync(JobStates.After(JobState.Running, JobStep.Cancel)!.Value, clock.GetUtcNow().UtcDateTime, cancel); // in the table

    /// <summary>Leaves it to whoever comes next.</summary>
    internal Task GiveBackAsync(CancellationToken cancel) => LeaveAsync(JobStates.After(JobState.Running, JobStep.GiveBack)!.Value, null, cancel); // in the table

    internal async Task<bool> IsCancelAskedAsync(CancellationToken cancel)
    {
        await using var context = database.Open();
        return await Mine(context).AnyAsync(row => row.CancelAsked, cancel);
    }

    private IQueryable<Job> Mine(ChiSoContext context) => context.Jobs.Where(row => row.Id == job.Id && row.State == JobState.Running && row.Claim == job.Claim);

    private Task<int> LeaveAsync(JobState to, DateTime? ended, CancellationToken cancel) => WriteAsync(context => Mine(context).ExecuteUpdateAsync(set => set
        .SetProperty(row => row.State, to).SetProperty(row => row.Owner, "").SetProperty(row => row.LeaseUntil, (DateTime?)null).SetProperty(row => row.Starts, 0).SetProperty(row => row.EndedAt, ended), cancel), null, cancel);

    /// <summary>One transaction: first the job's own row, which keeps others out until the end, then the effect.</summary>
    private Task<int> WriteAsync(Func<ChiSoContext, Task<int>> row, Func<ChiSoContext, CancellationToken, Task>? effect, CancellationToken cancel) => database.WriteAsync(async context =>
    {
        if (await row(context) == 0)
            throw new JobLostException(job.Id);
        if (effect is not null)
            await effect(context, cancel);
        return 1;
    }, cancel);
}

/// <summary>The job is no longer this process's: it was too slow, or somebody ended it.</summary>
public sealed class JobLostException(Guid job) : Exception($"Job {job} was taken over.");
