using System.Data.Common;
using ChiSo.Application.Jobs;
using ChiSo.Application.Publication;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Web.Hosting;

/// <summary>Does what waits on the queue while pages are served: two jobs at a time, so that a long one does not hold up a short one.</summary>
public sealed partial class JobWork(Installation installation, TimeProvider clock, ILogger<JobWork> log) : BackgroundService
{
    private const int AtOnce = 2;

    /// <summary>Before looking again for what other processes were asked, or left behind.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // pages are served first
        var runner = new JobRunner(installation.Database, installation.JobFiles, installation.JobKinds, clock) { Broke = Broke };
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => WorkAsync(runner, stoppingToken)));
    }

    private async Task WorkAsync(JobRunner runner, CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                if (!await TryAsync(runner, stopping))
                    await installation.Jobs.WaitAsync(Pause, stopping);
                stopping.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The program ends; what was under way was given back.
        }
    }

    /// <summary>A database that does not answer is asked again; people keep being served.</summary>
    private async Task<bool> TryAsync(JobRunner runner, CancellationToken cancel)
    {
        try
        {
            return await runner.RunNextAsync(cancel);
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException or IOException)
        {
            Failed(exception);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "Job {job} broke.")]
    private partial void Broke(Guid job, Exception exception);

    [LoggerMessage(LogLevel.Error, "The queue of jobs could not be read or written; it is tried again.")]
    private partial void Failed(Exception exception);
}
