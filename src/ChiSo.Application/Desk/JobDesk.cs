using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Jobs;
using ChiSo.Application.People;
using ChiSo.Engine;

namespace ChiSo.Application.Desk;

/// <summary>Background work as people see it: their own, and for those who look after the installation or the round everybody's.</summary>
public sealed class JobDesk(JobQueue queue, AccountRegistry accounts, ReadLog reads, ImmutableArray<JobKind> kinds, TimeProvider clock)
{
    private const int Most = 100;

    /// <summary>Whether somebody sees the work of all.</summary>
    public static bool SeesAll(Person person) => person.May(Act.ReadInstallation, new()) || person.May(Act.RunRound, new());

    /// <summary>Whether somebody ends and repeats a job: their own, or any for those who look after the installation or the round.</summary>
    public static bool MayMove(Job job, Person person) => job.By == person.Id || person.May(Act.ManagePeople, new()) || person.May(Act.RunRound, new());

    /// <summary>The newest first.</summary>
    public async Task<ImmutableArray<JobRow>> ListAsync(Person person, CancellationToken cancel)
    {
        var jobs = await queue.ListAsync(SeesAll(person) ? null : person.Id, Most, cancel);
        var names = jobs.All(job => job.By == person.Id) ? new() { [person.Id] = person.FullName } : (await accounts.ListAsync(cancel)).ToDictionary(row => row.Id, row => row.FullName);
        return [.. jobs.Select(job => RowOf(job, names.GetValueOrDefault(job.By)))];
    }

    /// <returns><c>null</c> when there is no such job, or it isn't for this person to see.</returns>
    public async Task<JobRow?> FindAsync(Guid id, Person person, CancellationToken cancel)
    {
        if (await queue.FindAsync(id, cancel) is not { } job || (job.By != person.Id && !SeesAll(person)))
            return null;
        return RowOf(job, job.By == person.Id ? person.FullName : (await accounts.ListAsync(cancel)).FirstOrDefault(row => row.Id == job.By)?.FullName);
    }

    /// <summary>Ends a job.</summary>
    public async Task<Result<JobState>> CancelAsync(Guid id, Person person, CancellationToken cancel) =>
        await FindAsync(id, person, cancel) is { } row && MayMove(row.Job, person) ? await queue.CancelAsync(id, cancel) : JobProblems.Gone(id.ToString());

    /// <summary>Repeats a job; it runs under the rights of whoever asked.</summary>
    public async Task<Result<JobState>> RetryAsync(Guid id, Person person, CancellationToken cancel) =>
        await FindAsync(id, person, cancel) is { } row && MayMove(row.Job, person) ? await queue.RetryAsync(id, cancel) : JobProblems.Gone(id.ToString());

    /// <summary>Whether the person may have what a job made: only whoever asked, and only while the mandate it was asked under holds.</summary>
    public static bool MayFetch(Job job, Person person) => job.ResultHash.Length > 0 && job.By == person.Id && person.Mandates.Any(mandate => mandate.Id == job.Mandate);

    /// <summary>What a job made. That it was fetched is a link of the trail first.</summary>
    /// <returns><c>null</c> when there is none for this person; the caller disposes of the content.</returns>
    public async Task<(Job Job, Stream Content)?> FetchAsync(Guid id, Person person, CancellationToken cancel)
    {
        if (await queue.FindAsync(id, cancel) is not { } job || !MayFetch(job, person) || queue.OpenResult(job) is not { } content)
            return null;
        await reads.RecordAsync(ReadLog.JobResultRead, $"{job.Kind} {job.About}", new(person.Id, job.Mandate, clock.GetUtcNow().UtcDateTime, ""), cancel);
        return (job, content);
    }

    private JobRow RowOf(Job job, string? name) =>
        new(job, kinds.FirstOrDefault(kind => kind.Name == job.Kind)?.Title ?? Words.Same(job.Kind), job.By == Guid.Empty ? new("Hệ thống", "The installation") : Words.Same(name ?? job.By.ToString()));
}

/// <summary>A job with the words for it.</summary>
public sealed record JobRow(Job Job, Words Title, Words AskedBy);
