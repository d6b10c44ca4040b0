using System.Collections.Immutable;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
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

/// <summary>Reminds units that have not handed in ("đôn đốc"), with the letter and the list.</summary>
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

    /// <summary>Queues one message a person and channel, all or none, and leaves a link of the trail. A double click sends nothing twice.</summary>
    /// <param name="token">Of the form: the same form sends once.</param>
    /// <param name="channels">That can be used.</param>
    /// <param name="address">Where people reach ChiSo.</param>
    /// <returns>How many messages were queued.</returns>
    public async Task<Result<int>> SendAsync(LiveRound round, string text, Guid token, ImmutableArray<ChannelKind> channels, string address, Change change, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText)
            return new Problem("reminder.text", "text", new($"Nội dung còn trống hoặc dài hơn {VietnameseNumbers.CountText(LongestText)} ký tự.", $"The text is empty or longer than {VietnameseNumbers.CountEnglish(LongestText)} characters."),
                new("Ghi ngắn gọn việc cần làm và thời hạn.", "Write shortly what is to be done and until when."));
        var late = await LateAsync(round, cancel);
        var messages = late.SelectMany(unit => unit.People.SelectMany(person => Messages(round, unit, person, text.Trim().Normalize(), token, channels, address))).ToList();
        if (messages.Count == 0)
            return new Problem("reminder.nobody", "text", new("Không gửi được cho ai: chưa có kênh gửi, hoặc không đơn vị nào chưa nộp có địa chỉ.", "Nobody can be reached: there is no channel, or no address of any unit that is late."),
                new("Ghi thư điện tử hoặc số điện thoại ở trang tài khoản, hoặc gửi công văn bằng bản in.", "Write e-mail addresses or telephone numbers on the page of accounts, or send the letter on paper."));
        return await database.WriteAsync<Result<int>>(async context =>
        {
            await Trail.LockAsync(context, Trail.OfRound(round.Code), cancel);
            var queued = await Outbox.QueueAsync(context, messages, cancel);
            if (queued > 0)
                await Trail.AppendAsync(context, Trail.OfRound(round.Code), change, "reminder.sent", round.Code, new { Text = text.Trim(), Units = late.Select(unit => unit.Row.Unit.Code).ToList(), Messages = queued }, cancel);
            return queued;
        }, cancel);
    }

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
