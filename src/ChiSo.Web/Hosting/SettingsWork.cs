using System.Data.Common;
using ChiSo.Application.Publication;

namespace ChiSo.Web.Hosting;

/// <summary>Keeps the settings of this process as the database has them: another process may have changed them.</summary>
public sealed partial class SettingsWork(Installation installation, TimeProvider clock, ILogger<SettingsWork> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await TryAsync(stoppingToken);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends.
        }
    }

    /// <summary>While the database does not answer, what was read last holds.</summary>
    private async Task TryAsync(CancellationToken cancel)
    {
        try
        {
            await installation.Settings.ReadAsync(cancel);
        }
        catch (Exception exception) when (exception is DbException or IOException)
        {
            Failed(exception);
        }
    }

    [LoggerMessage(LogLevel.Error, "The settings could not be read; those read last hold.")]
    private partial void Failed(Exception exception);
}
