using System.Collections.Immutable;
using System.Data.Common;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Web.Hosting;

/// <summary>What the installation does by itself soon after its start and every night: computes frozen results again, erases surveys kept long enough, and forgets old messages.</summary>
public sealed partial class NightlyWork(Installation installation, TimeProvider clock, ILogger<NightlyWork> log) : BackgroundService
{
    /// <summary>Leaves the first minute to those who wait for a page.</summary>
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(1);

    private static readonly TimeOnly Hour = new(2, 0);

    /// <summary>Frozen results that were not what their input gives, the last time they were computed; empty while all is well or nothing was computed yet.</summary>
    public ImmutableArray<Problem> Alarms { get; private set; } = [];

    /// <summary>The next two o'clock at night in Vietnam.</summary>
    public static DateTimeOffset NextNight(DateTimeOffset now)
    {
        var tonight = new DateTimeOffset(VietnamTime.Utc(DateOnly.FromDateTime(VietnamTime.Local(now.UtcDateTime)), Hour));
        return now < tonight ? tonight : tonight.AddDays(1);
    }

    /// <summary>Computes every frozen result again and keeps what doesn't agree as <see cref="Alarms"/>.</summary>
    public async Task RecomputeAsync(CancellationToken cancel)
    {
        Alarms = [.. (await installation.FrozenChecks.CheckAsync(cancel)).Where(block => !block.IsSound).Select(Freezing.Unsound)];
        foreach (var alarm in Alarms)
            Unsound(alarm.Where, alarm.What.En);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var wait = AfterStart; ; wait = NextNight(clock.GetUtcNow()) - clock.GetUtcNow())
            {
                await Task.Delay(wait, clock, stoppingToken);
                await TryAsync(RecomputeAsync, stoppingToken);
                await TryAsync(cancel => installation.Retention.EraseDueAsync(Change.OnThisMachine(clock, "chiso serve"), cancel), stoppingToken);
                await TryAsync(installation.Outbox.SweepAsync, stoppingToken);
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

    [LoggerMessage(LogLevel.Critical, "{where}: {what} Nothing more is frozen before this is settled.")]
    private partial void Unsound(string where, string what);

    [LoggerMessage(LogLevel.Error, "The nightly work could not be done; it is tried again tomorrow.")]
    private partial void Failed(Exception exception);
}
