using System.Data.Common;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Vietnamese;

namespace ChiSo.Web.Hosting;

/// <summary>What the installation does by itself soon after its start and every night: has frozen results computed again and the data checked, erases surveys kept long enough, and forgets old messages and jobs.</summary>
public sealed partial class NightlyWork(Installation installation, TimeProvider clock, ILogger<NightlyWork> log) : BackgroundService
{
    /// <summary>Leaves the first minute to those who wait for a page.</summary>
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(1);

    private static readonly TimeOnly Hour = new(2, 0);

    /// <summary>The next two o'clock at night in Vietnam.</summary>
    public static DateTimeOffset NextNight(DateTimeOffset now)
    {
        var tonight = new DateTimeOffset(VietnamTime.Utc(DateOnly.FromDateTime(VietnamTime.Local(now.UtcDateTime)), Hour));
        return now < tonight ? tonight : tonight.AddDays(1);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var wait = AfterStart; ; wait = NextNight(clock.GetUtcNow()) - clock.GetUtcNow())
            {
                await Task.Delay(wait, clock, stoppingToken);
                await TryAsync(cancel => installation.FrozenRecompute.AskAsync(clock.GetUtcNow(), cancel), stoppingToken);
                await TryAsync(cancel => installation.Doctor.AskAsync(clock.GetUtcNow(), cancel), stoppingToken);
                await TryAsync(cancel => installation.Retention.EraseDueAsync(Change.OnThisMachine(clock, "chiso serve"), cancel), stoppingToken);
                await TryAsync(installation.Outbox.SweepAsync, stoppingToken);
                await TryAsync(installation.Jobs.SweepAsync, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends; what was cut off is done after the next start.
        }
    }

    /// <summary>A database that does not answer tonight is asked again tomorrow; people keep being served.</summary>
    private async Task TryAsync(Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        try
        {
            await work(cancel);
        }
        catch (Exception exception) when (exception is DbException or IOException or UnauthorizedAccessException)
        {
            Failed(exception);
        }
    }

    [LoggerMessage(LogLevel.Error, "The nightly work could not be done; it is tried again tomorrow.")]
    private partial void Failed(Exception exception);
}
