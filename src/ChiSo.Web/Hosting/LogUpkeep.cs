using ChiSo.Application.Database;
using Microsoft.Data.Sqlite;

namespace ChiSo.Web.Hosting;

/// <summary>Keeps the log of the embedded database short while pages are served.</summary>
public sealed partial class LogUpkeep(ChiSoDatabase database, TimeProvider clock, ILogger<LogUpkeep> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database.IsPostgres)
            return;
        try
        {
            while (true)
            {
                await Task.Delay(Pause, clock, stoppingToken);
                await TryAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends; SQLite moves the rest when the last connection closes, or at the next start.
        }
    }

    private async Task TryAsync(CancellationToken cancel)
    {
        try
        {
            await database.TidyAsync(cancel);
        }
        catch (SqliteException exception)
        {
            Failed(exception);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The log of the database could not be shortened; it is tried again.")]
    private partial void Failed(Exception exception);
}
