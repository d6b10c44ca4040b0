using System.Collections.Immutable;
using ChiSo.Application.Database;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Mail;

/// <summary>Messages waiting to leave. Any number of processes may deliver at once; each message is tried by one at a time.</summary>
public sealed class Outbox(ChiSoDatabase database, TimeProvider clock)
{
    private const int Batch = 50;

    /// <summary>How long whoever tries a message has before another may; longer than a channel waits for its server.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>Between attempts; after the last the message is given up.</summary>
    private static readonly ImmutableArray<TimeSpan> Pauses =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(8), TimeSpan.FromHours(24),
    ];

    private static readonly TimeSpan KeptWhenSent = TimeSpan.FromDays(30);
    private static readonly TimeSpan KeptWhenFailed = TimeSpan.FromDays(90);

    /// <summary>Adds what is not queued yet; all of it, or nothing.</summary>
    /// <returns>How many were new.</returns>
    public Task<int> QueueAsync(IReadOnlyCollection<OutgoingMessage> messages, CancellationToken cancel) => database.WriteAsync(context => QueueAsync(context, messages, cancel), cancel);

    /// <summary>The same within the caller's transaction.</summary>
    /// <returns>How many were new.</returns>
    internal static async Task<int> QueueAsync(ChiSoContext context, IReadOnlyCollection<OutgoingMessage> messages, CancellationToken cancel)
    {
        var keys = messages.Select(message => message.Key).ToList();
        var known = (await context.OutgoingMessages.Where(message => keys.Contains(message.Key)).Select(message => message.Key).ToListAsync(cancel)).ToHashSet();
        var fresh = messages.Where(message => known.Add(message.Key)).ToList();
        context.OutgoingMessages.AddRange(fresh);
        return fresh.Count;
    }

    /// <summary>Tries every message that is due once.</summary>
    /// <returns>How many left.</returns>
    public async Task<int> DeliverAsync(ImmutableArray<IMessageChannel> channels, CancellationToken cancel)
    {
        var sent = 0;
        foreach (var message in await DueAsync([.. channels.Select(channel => channel.Kind)], cancel))
        {
            if (!await ClaimAsync(message, cancel))
                continue;
            var delivery = await channels.First(channel => channel.Kind == message.Channel).SendAsync(message, cancel);
            await RecordAsync(message, delivery, CancellationToken.None); // it has left, whether or not the program ends now
            sent += delivery.Outcome == DeliveryOutcome.Taken ? 1 : 0;
        }

        return sent;
    }

    /// <summary>What is on record, the newest first.</summary>
    /// <param name="state"><c>null</c> for all.</param>
    /// <param name="about">Why it was sent; <c>null</c> for all.</param>
    public async Task<ImmutableArray<OutgoingMessage>> ListAsync(MessageState? state, string? about, int most, CancellationToken cancel)
    {
        await using var context = database.Open();
        var rows = context.OutgoingMessages.AsNoTracking();
        if (state is { } wanted)
            rows = rows.Where(message => message.State == wanted);
        if (about is not null)
            rows = rows.Where(message => message.About == about);
        return [.. await rows.OrderByDescending(message => message.QueuedAt).ThenBy(message => message.Name).Take(most).ToListAsync(cancel)];
    }

    /// <summary>How many there are in each state.</summary>
    public async Task<ImmutableDictionary<MessageState, int>> CountAsync(CancellationToken cancel)
    {
        await using var context = database.Open();
        return (await context.OutgoingMessages.GroupBy(message => message.State).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancel)).ToImmutableDictionary(one => one.Key, one => one.Count);
    }

    /// <summary>Lets a message that was given up be tried again.</summary>
    /// <returns>Whether there was one.</returns>
    public Task<bool> RetryAsync(Guid id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return database.WriteAsync(async context => await context.OutgoingMessages.Where(message => message.Id == id && message.State == MessageState.Failed)
            .ExecuteUpdateAsync(set => set.SetProperty(message => message.State, MessageState.Waiting).SetProperty(message => message.Attempts, 0).SetProperty(message => message.DueAt, now).SetProperty(message => message.EndedAt, (DateTime?)null), cancel) == 1, cancel);
    }

    /// <summary>Forgets what left a month ago, or failed three months ago: messages name people.</summary>
    public Task<int> SweepAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (sent, failed) = (now - KeptWhenSent, now - KeptWhenFailed);
        return database.WriteAsync(context => context.OutgoingMessages.Where(message => (message.State == MessageState.Sent && message.EndedAt < sent) || (message.State == MessageState.Failed && message.EndedAt < failed)).ExecuteDeleteAsync(cancel), cancel);
    }

    private async Task<List<OutgoingMessage>> DueAsync(List<ChannelKind> kinds, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var context = database.Open();
        return await context.OutgoingMessages.AsNoTracking().Where(message => message.State == MessageState.Waiting && message.DueAt <= now && kinds.Contains(message.Channel)).OrderBy(message => message.DueAt).Take(Batch).ToListAsync(cancel);
    }

    /// <summary>Whether the message is ours to try: nobody else took it since it was read.</summary>
    private Task<bool> ClaimAsync(OutgoingMessage seen, CancellationToken cancel)
    {
        var until = clock.GetUtcNow().UtcDateTime + Lease;
        return database.WriteAsync(async context => await context.OutgoingMessages.Where(message => message.Id == seen.Id && message.State == MessageState.Waiting && message.Attempts == seen.Attempts)
            .ExecuteUpdateAsync(set => set.SetProperty(message => message.DueAt, until).SetProperty(message => message.Attempts, seen.Attempts + 1), cancel) == 1, cancel);
    }

    private Task<int> RecordAsync(OutgoingMessage message, Delivery delivery, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var gaveUp = delivery.Outcome == DeliveryOutcome.Never || (delivery.Outcome == DeliveryOutcome.Later && message.Attempts >= Pauses.Length);
        var state = delivery.Outcome == DeliveryOutcome.Taken ? MessageState.Sent : gaveUp ? MessageState.Failed : MessageState.Waiting;
        var next = state == MessageState.Waiting ? now + Pauses[message.Attempts] : now;
        var ended = state == MessageState.Waiting ? (DateTime?)null : now;
        var error = delivery.Error.Length > OutgoingMessage.LongestError ? delivery.Error[..OutgoingMessage.LongestError] : delivery.Error;
        return database.WriteAsync(context => context.OutgoingMessages.Where(row => row.Id == message.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, state).SetProperty(row => row.DueAt, next).SetProperty(row => row.EndedAt, ended).SetProperty(row => row.Error, error), cancel), cancel);
    }
}
