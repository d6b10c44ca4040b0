using System.Collections.Immutable;
using ChiSo.Application.Assessment;
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

/// <summary>A unit that has not handed in its self-assessment, and who can be told.</summary>
/// <param name="Due">UTC, with the unit's extension; <c>null</c> without a date.</param>
/// <param name="People">Its officers and leaders.</param>
public sealed record LateUnit(BoardRow Row, DateTime? Due, ImmutableArray<Reachable> People);

/// <summary>A person and where messages go; both are empty for somebody who must be telephoned by hand.</summary>
public sealed record Reachable(Guid Account, string FullName, string Email, string Telephone);

/// <summary>Reminds units that have not handed in ("đôn đốc"), with the letter and the list: one person writes, another sends.</summary>
public sealed class Reminders(ChiSoDatabase database, RoundBoard board, TimeProvider clock)
{
    private const int LongestText = 4_000;

    /// <summary>Why such a message is sent.</summary>
    public static string AboutOf(string round) => $"reminder {round}";

    /// <summary>Units of a round that have not handed in, the longest waiting first.</summary>
    public async Task<ImmutableArray<LateUnit>> LateAsync(LiveRound round, CancellationToken cancel)
    {
        var late = (await board.OfAsync(round, cancel)).Where(row => row.State != SheetState.HandedIn).ToList();
        var people = await PeopleAsync([.. late.Select(row => row.Unit.Code).Distinct()], cancel);
        return [.. late.Select(row => new LateUnit(row, round.Clock.ClosesFor(Stages.Self, row.Unit.Code), [.. people[row.Unit.Code].DistinctBy(one => one.Account)]))];
    }

    /// <summary>What the message says unless the office writes something else.</summary>
    public static string Draft(LiveRound round) =>
        $"Đề nghị đơn vị hoàn thành và nộp bảng tự đánh giá, chấm điểm trên hệ thống đúng thời hạn. Nếu vướng mắc, liên hệ cơ quan thường trực để được hướng dẫn.";

    /// <summary>Reminders of a round, the newest first.</summary>
    public async Task<ImmutableArray<Reminder>> ListAsync(LiveRound round, CancellationToken cancel)
    {
        await using var context = database.Open();
        return [.. await context.Reminders.AsNoTracking().Where(reminder => reminder.RoundId == round.Id).OrderByDescending(reminder => reminder.DraftedAt).ToListAsync(cancel)];
    }

    /// <summary>The first step: the text, and the units that are late now. Nothing leaves.</summary>
    /// <param name="token">Of the form: the same form writes one reminder.</param>
    public async Task<Result<Reminder>> DraftAsync(LiveRound round, string text, Guid token, Change change, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText)
            return ReminderProblems.NoText(LongestText);
        var late = (await LateAsync(round, cancel)).Select(unit => unit.Row.Unit.Code).Distinct().ToImmutableArray();
        if (late.IsEmpty)
            return ReminderProblems.NoneLate();
        return await database.WriteAsync<Result<Reminder>>(async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(round.Code), cancel);
            if (await context.Reminders.SingleOrDefaultAsync(one => one.Id == token, cancel) is { } twin)
                return twin.RoundId == round.Id ? twin : ReminderProblems.Gone(); // a double click
            var reminder = new Reminder { Id = token, RoundId = round.Id, Text = text.Trim().Normalize(), Units = EngineJson.ToText(late), DraftedBy = change.By, DraftedAt = change.At };
            context.Reminders.Add(reminder);
            await Trail.AppendAsync(context, Trail.OfRound(round.Code), change, "reminder.drafted", round.Code, new { reminder.Id, reminder.Text, Units = late }, cancel);
            return reminder;
        }, cancel);
    }

    /// <summary>The second step, by another person: one message a person and channel to those of its units that are late still, all or none. A double click sends nothing twice.</summary>
    /// <param name="channels">That can be used.</param>
    /// <param name="address">Where people reach ChiSo.</param>
    /// <returns>How many messages were queued.</returns>
    public async Task<Result<int>> SendAsync(LiveRound round, Guid id, ImmutableArray<ChannelKind> channels, string address, Change change, CancellationToken cancel)
    {
        var late = await LateAsync(round, cancel);
        return await database.WriteAsync<Result<int>>(async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(round.Code), cancel);
            if (await context.Reminders.SingleOrDefaultAsync(one => one.Id == id && one.RoundId == round.Id, cancel) is not { WithdrawnAt: null } reminder)
                return ReminderProblems.Gone();
            if (reminder.SentAt is not null)
                return 0;
            if (reminder.DraftedBy == change.By)
                return ReminderProblems.SamePerson();

            var still = late.Where(unit => reminder.ReadUnits().Contains(unit.Row.Unit.Code)).ToList();
            var queued = await Outbox.QueueAsync(context, [.. still.SelectMany(unit => unit.People.SelectMany(person => Messages(round, unit, person, reminder.Text, reminder.Id, channels, address)))], cancel);
            if (queued == 0)
                return ReminderProblems.Nobody();
            reminder.Send(change.By, change.At, queued);
            await Trail.AppendAsync(context, Trail.OfRound(round.Code), change, "reminder.sent", round.Code, new { reminder.Id, reminder.DraftedBy, reminder.Text, Units = still.Select(unit => unit.Row.Unit.Code).ToList(), Messages = queued }, cancel);
            return queued;
        }, cancel);
    }

    /// <summary>Takes back a reminder nobody has sent.</summary>
    public Task<Result<Reminder>> WithdrawAsync(LiveRound round, Guid id, Change change, CancellationToken cancel) => database.WriteAsync<Result<Reminder>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(round.Code), cancel);
            if (await context.Reminders.SingleOrDefaultAsync(one => one.Id == id && one.RoundId == round.Id, cancel) is not { IsOpen: true } reminder)
                return ReminderProblems.Gone();
            reminder.Withdraw(change.At);
            await Trail.AppendAsync(context, Trail.OfRound(round.Code), change, "reminder.withdrawn", round.Code, new { reminder.Id }, cancel);
            return reminder;
        }, cancel);

    private IEnumerable<OutgoingMessage> Messages(LiveRound round, LateUnit unit, Reachable person, string text, Guid token, ImmutableArray<ChannelKind> channels, string address)
    {
        var due = unit.Due is { } at ? $" Hạn: {VietnamTime.Write(at)}." : "";
        var left = unit.Row.Lines - unit.Row.Filled;
        var now = clock.GetUtcNow().UtcDateTime;
        OutgoingMessage Of(ChannelKind channel, string to, string subject, string said) => new()
        {
            Key = $"reminder {token:N} {unit.Row.Unit.Code} {person.Account:N} {channel}", Channel = channel, About = AboutOf(round.Code), Account = person.Account, Name = person.FullName, To = to, Subject = subject, Text = said, QueuedAt = now, DueAt = now,
        };

        if (channels.Contains(ChannelKind.Mail) && person.Email.Length > 0)
        {
            yield return Of(ChannelKind.Mail, person.Email, $"[ChiSo] Đôn đốc nộp bảng tự đánh giá: {unit.Row.Unit.Name.Vi}",
                $"Kính gửi {person.FullName}, {unit.Row.Unit.Name.Vi},\n\n{text}\n\nĐến nay đơn vị chưa nộp; còn {VietnameseNumbers.CountText(left)} trong {VietnameseNumbers.CountText(unit.Row.Lines)} dòng chưa nhập.{due}\n\nMở bảng: {address}/desk\n");
        }

        if (channels.Contains(ChannelKind.Telephone) && person.Telephone.Length > 0)
            yield return Of(ChannelKind.Telephone, person.Telephone, "", $"ChiSo: {unit.Row.Unit.Name.Vi} chưa nộp bảng tự đánh giá.{due} Xem tại {address}/desk");
    }

    private async Task<ILookup<string, Reachable>> PeopleAsync(List<string> units, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var context = database.Open();
        var held = await (from mandate in context.Mandates
                          join account in context.Accounts on mandate.AccountId equals account.Id
                          where units.Contains(mandate.Unit) && (mandate.Role == Role.UnitOfficer || mandate.Role == Role.UnitLeader) && !account.Closed
                          orderby account.FullName
                          select new { Mandate = mandate, Account = account }).AsNoTracking().ToListAsync(cancel);
        return held.Where(one => one.Mandate.HoldsAt(now)).ToLookup(one => one.Mandate.Unit, one => new Reachable(one.Account.Id, one.Account.FullName, one.Account.Email ?? "", one.Account.PhoneNumber ?? ""));
    }
}
