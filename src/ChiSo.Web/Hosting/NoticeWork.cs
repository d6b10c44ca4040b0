using System.Data.Common;
using ChiSo.Application.Desk;
using ChiSo.Application.Mail;
using ChiSo.Application.Settings;
using ChiSo.Application.Surveys.Mailing;
using ChiSo.Application.Vietnamese;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Web.Hosting;

/// <summary>Sends what waits in the outbox, and once a day, from the declared hour on, queues everybody's digest. What a crash cut off is done after the next start.</summary>
public sealed partial class NoticeWork(Digests digests, Outbox outbox, SurveyMail surveys, NoticeChannels channels, SettingsDesk settings, TimeProvider clock, ILogger<NoticeWork> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private DateOnly? digested;

    /// <summary>Does what is due now, once.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var local = VietnamTime.Local(clock.GetUtcNow().UtcDateTime);
        var today = DateOnly.FromDateTime(local);
        if (TimeOnly.FromDateTime(local) >= settings.Current.DigestAt && digested != today)
        {
            await digests.QueueAsync(channels.Kinds, channels.Address, cancel);
            digested = today;
        }

        await outbox.DeliverAsync([.. channels.All.Select(channel => surveys.Through(channel, channels.Address))], cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (channels.All.IsEmpty)
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
            // The program ends; the outbox keeps what waits.
        }
    }

    /// <summary>A database that does not answer is asked again; people keep being served.</summary>
    private async Task TryAsync(CancellationToken cancel)
    {
        try
        {
            await RunAsync(cancel);
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException or IOException)
        {
            Failed(exception);
        }
    }

    [LoggerMessage(LogLevel.Error, "Notices could not be sent; they are tried again.")]
    private partial void Failed(Exception exception);
}
