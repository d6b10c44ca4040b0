using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Database;
using ChiSo.Application.Mail;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Desk;

/// <summary>One message a day to everybody who has something to do and is reached: by mail, and on the telephone too when something is due today.</summary>
public sealed class Digests(ChiSoDatabase database, AccountRegistry accounts, PersonDesk desk, Outbox outbox, TimeProvider clock)
{
    public const string About = "digest";

    /// <summary>Queues today's digests; those queued already stay as they are, so that it may be run any number of times.</summary>
    /// <param name="channels">That can be used.</param>
    /// <param name="address">Where people reach ChiSo.</param>
    /// <returns>How many messages were queued.</returns>
    public async Task<int> QueueAsync(ImmutableArray<ChannelKind> channels, string address, CancellationToken cancel)
    {
        var queued = 0;
        foreach (var account in await ReceiversAsync(cancel))
        {
            if (await accounts.FindAsync(account.Id, cancel) is not { } person)
                continue;
            var now = clock.GetUtcNow().UtcDateTime;
            var open = (await desk.OfAsync(person, cancel)).Where(work => work.Left > 0).ToLookup(work => work.IsNews);
            var digest = new Digest(person.FullName, [.. open[false]], now, account.ReadsEnglish) { News = [.. open[true]] };
            var messages = Messages(account, digest, channels, address);
            if (messages.Count > 0)
                queued += await outbox.QueueAsync(messages, cancel);
        }

        return queued;
    }

    /// <summary>Accounts that can be reached and did not say no, without those who have today's digest already.</summary>
    private async Task<List<Account>> ReceiversAsync(CancellationToken cancel)
    {
        var day = Day(clock.GetUtcNow().UtcDateTime);
        await using var context = database.Open();
        var done = (await context.OutgoingMessages.Where(message => message.About == About && message.Key.StartsWith(About + " " + day)).Select(message => message.Account).ToListAsync(cancel)).ToHashSet();
        var all = await context.Accounts.AsNoTracking().Where(account => !account.Closed && !account.WithoutDigest && ((account.Email != null && account.Email != "") || (account.PhoneNumber != null && account.PhoneNumber != ""))).ToListAsync(cancel);
        return [.. all.Where(account => !done.Contains(account.Id))];
    }

    private static List<OutgoingMessage> Messages(Account account, Digest digest, ImmutableArray<ChannelKind> channels, string address)
    {
        var messages = new List<OutgoingMessage>();
        if (digest.IsEmpty || (IsWeekend(digest.Now) && digest.Urgency > Urgency.Today))
            return messages;
        if (channels.Contains(ChannelKind.Mail) && !string.IsNullOrEmpty(account.Email))
            messages.Add(Of(account, ChannelKind.Mail, account.Email, digest.Subject, digest.ToText(address), digest.Now));
        if (channels.Contains(ChannelKind.Telephone) && !string.IsNullOrEmpty(account.PhoneNumber) && digest.Urgency <= Urgency.Today)
            messages.Add(Of(account, ChannelKind.Telephone, account.PhoneNumber, "", digest.ToShortText(address), digest.Now));
        return messages;
    }

    private static OutgoingMessage Of(Account account, ChannelKind channel, string to, string subject, string text, DateTime now) => new()
    {
        Key = $"{About} {Day(now)} {account.Id:N} {channel}", Channel = channel, About = About, Account = account.Id, Name = account.FullName, To = to, Subject = subject, Text = text, QueuedAt = now, DueAt = now,
    };

    private static bool IsWeekend(DateTime now) => WorkDays.IsWeekend(DateOnly.FromDateTime(VietnamTime.Local(now)));

    private static string Day(DateTime now) => VietnamTime.Local(now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
