using System.Data.Common;
using ChiSo.Application.Files;
using ChiSo.Application.Publication;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Web.Hosting;

/// <summary>Has files that came in scanned while pages are served. What a crash cut off, and what the scanner did not answer, is scanned later.</summary>
public sealed partial class ScanWork(Installation installation, ILogger<ScanWork> log) : BackgroundService
{
    /// <summary>Before looking again for what is due.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private FileVerdicts Verdicts => installation.Verdicts;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Verdicts.BeginAsync(installation.Files, cancellationToken); // before anything is served
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!Verdicts.IsOn)
            return;
        await Task.Yield(); // pages are served first
        try
        {
            while (true)
            {
                if (await TryAsync(stoppingToken) == 0)
                    await Verdicts.WaitAsync(Pause, stoppingToken);
                stoppingToken.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends; what waits stands in the database.
        }
    }

    /// <summary>A database that does not answer is asked again; people keep being served.</summary>
    private async Task<int> TryAsync(CancellationToken cancel)
    {
        try
        {
            return await Verdicts.ScanDueAsync(installation.Files, cancel);
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException or IOException)
        {
            Failed(exception);
            return 0;
        }
    }

    [LoggerMessage(LogLevel.Error, "Files could not be scanned; they are tried again.")]
    private partial void Failed(Exception exception);
}
