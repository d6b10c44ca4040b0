using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Json;
using ChiSo.Application.Mail;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Desk;

/// <summary>Reminds whoever is behind at a stage ("đôn đốc"), with the letter and the list: one person writes, another sends.</summary>
public sealed class Reminders(ChiSoDatabase database, LateBodies bodies, TimeProvider clock)
{
    private const int LongestText = 4_000;

    /// <summary>Why such a message is sent.</summary>
    public static string AboutOf(string round) => $"reminder {round}";

    /// <summary>Who is behind at a stage, the longest waiting or those with most left first.</summary>
    public Task<ImmutableArray<LateBody>> LateAsync(LiveRound round, string stage, CancellationToken cancel) => bodies.OfAsync(round, stage, cancel);

    /// <summary>Stages whose work can be urged on now.</summary>
    public ImmutableArray<string> StagesOf(LiveRound round) => bodies.StagesOf(round);

    /// <summary>What the message says unless the office writes something else.</summary>
    public static string Draft(string stage) => ReminderWords.Draft(stage);

    /// <summary>Reminders of a round, the newest first.</summary>
    public async Task<ImmutableArray<Reminder>> ListAsync(LiveRound round, CancellationToken cancel)
    {
        await using var context = database.Open();
        return [.. await context.Reminders.AsNoTracking().Where(reminder => reminder.RoundId == round.Id).OrderByDescending(reminder => reminder.DraftedAt).ToListAsync(cancel)];
    }

    /// <summary>The first step: the text, and those who are behind now. Nothing leaves.</summary>
    /// <param name="token">Of the form: the same form writes one reminder.</param>
    public async Task<Result<Reminder>> DraftAsync(LiveRound round, string stage, string text, Guid token, Change change, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText)
            return ReminderProblems.NoText(LongestText);
        var late = (await LateAsync(round, stage, cancel)).Select(body => body.Code).Distinct().ToImmutableArray();
        if (late.IsEmpty)
            return ReminderProblems.NoneLate();
        return await ChangeAsync<Reminder>(round, async context =>
        {
            if (await context.Reminders.SingleOrDefaultAsync(one => one.Id == token, cancel) is { } twin)
                return twin.RoundId == round.Id ? twin : ReminderProblems.Gone(); // a double click
            var reminder = new Reminder { Id = token, RoundId = round.Id, Stage = stage, Text = text.Trim().Normalize(), Units = EngineJson.ToText(late), DraftedBy = change.By, DraftedAt = change.At };
            context.Reminders.Add(reminder);
            await Trail.AppendAsync(context, Trail.OfRound(round.Code), change, "reminder.drafted", round.Code, new { reminder.Id, reminder.Stage, reminder.Text, Units = late }, cancel);
            return reminder;
        }, cancel);
    }

    /// <summary>The second step, by another person: one message a person and channel to those of its list who are behind still, all or none. A double click sends nothing twice.</summary>
    /// <param name="channels">That can be used.</param>
    /// <param name="address">Where people reach ChiSo.</param>
    /// <returns>How many messages were queued.</returns>
    public async Task<Result<int>> SendAsync(LiveRound round, Guid id, ImmutableArray<ChannelKind> channels, string address, Change change, CancellationToken cancel)
    {
        if (await FindAsync(round, id, cancel) is not { } written)
            return ReminderProblems.Gone();
        var late = await LateAsync(round, written.Stage, cancel);
        return await ChangeAsync<int>(round, async context =>
        {
            if (await context.Reminders.SingleOrDefaultAsync(one => one.Id == id && one.RoundId == round.Id, cancel) is not { WithdrawnAt: null } reminder)
                return ReminderProblems.Gone();
            if (reminder.SentAt is not null)
                return 0;
            if (await SecondPerson.IsSameAsync(context, Act.RunRound, reminder.DraftedBy, reminder.DraftedAt, change, cancel))
                return ReminderProblems.SamePerson();

            var still = late.Where(body => reminder.ReadUnits().Contains(body.Code)).ToList();
            var queued = await Outbox.QueueAsync(context, [.. still.SelectMany(body => body.People.SelectMany(person => Messages(round, reminder, body, person, channels, address)))], cancel);
            if (queued == 0)
                return ReminderProblems.Nobody();
            reminder.Send(change.By, change.At, queued);
            await Trail.AppendAsync(context, Trail.OfRound(round.Code), change, "reminder.sent", round.Code, new { reminder.Id, reminder.DraftedBy, reminder.Stage, reminder.Text, Units = still.Select(body => body.Code).ToList(), Messages = queued }, cancel);
            return queued;
        }, cancel);
    }

    /// <summary>Takes back a reminder nobody has sent.</summary>
    public Task<Result<Reminder>> WithdrawAsync(LiveRound round, Guid id, Change change, CancellationToken cancel) => ChangeAsync<Reminder>(round,
        async context =>
        {
            if (await context.Reminders.SingleOrDefaultAsync(one => one.Id == id && one.RoundId == round.Id, cancel) is not { IsOpen: true } reminder)
                return ReminderProblems.Gone();
            reminder.Withdraw(change.At);
            await Trail.AppendAsync(context, Trail.OfRound(round.Code), change, "reminder.withdrawn", round.Code, new { reminder.Id }, cancel);
            return reminder;
        }, cancel);

    /// <summary>One act on the reminders of a round whose results aren't frozen; its chain is taken first.</summary>
    private Task<Result<T>> ChangeAsync<T>(LiveRound round, Func<ChiSoContext, Task<Result<T>>> act, CancellationToken cancel) => database.WriteAsync<Result<T>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(round.Code), cancel);
            return await context.Rounds.AnyAsync(known => known.Id == round.Id && known.FrozenAt != null, cancel) ? CalendarProblems.FrozenAlready(round.Code) : await act(context);
        }, cancel);

    private async Task<Reminder?> FindAsync(LiveRound round, Guid id, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await context.Reminders.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id && one.RoundId == round.Id, cancel);
    }

    private IEnumerable<OutgoingMessage> Messages(LiveRound round, Reminder reminder, LateBody body, Reachable person, ImmutableArray<ChannelKind> channels, string address)
    {
        var due = body.Due is { } at ? $" Hạn: {VietnamTime.Write(at)}." : "";
        var now = clock.GetUtcNow().UtcDateTime;
        OutgoingMessage Of(ChannelKind channel, string to, string subject, string said) => new()
        {
            Key = $"reminder {reminder.Id:N} {body.Code} {person.Account:N} {channel}", Channel = channel, About = AboutOf(round.Code), Account = person.Account, Name = person.FullName, To = to, Subject = subject, Text = said, QueuedAt = now, DueAt = now,
        };

        if (channels.Contains(ChannelKind.Mail) && person.Email.Length > 0)
        {
            yield return Of(ChannelKind.Mail, person.Email, $"[ChiSo] Đôn đốc {ReminderWords.What(reminder.Stage)}: {body.Name.Vi}",
                $"Kính gửi {person.FullName}, {body.Name.Vi},\n\n{reminder.Text}\n\n{ReminderWords.Left(reminder.Stage, body)}{due}\n\nMở việc của tôi: {address}/desk\n");
        }

        if (channels.Contains(ChannelKind.Telephone) && person.Telephone.Length > 0)
            yield return Of(ChannelKind.Telephone, person.Telephone, "", $"ChiSo: {body.Name.Vi} {ReminderWords.Short(reminder.Stage)}.{due} Xem tại {address}/desk");
    }
}
