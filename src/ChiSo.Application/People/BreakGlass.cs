using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Mail;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.People;

/// <summary>A sign-in of the break-glass account that nobody has acknowledged.</summary>
/// <param name="Subject">By which its link in the trail is found: the user name and a number of its own.</param>
/// <param name="Account">That signed in.</param>
/// <param name="At">UTC.</param>
public sealed record BreakGlassUse(string Subject, Guid Account, DateTime At)
{
    private Guid Number => Guid.ParseExact(Subject[^32..], "N");

    /// <summary>Under which somebody may acknowledge it: another administrator, by a mandate of before that the account didn't grant, so that whoever came in makes nobody who ends the alarm. <c>null</c> for nobody.</summary>
    public Mandate? MandateOf(Person person) => person.Id == Account ? null : person.MandatesTo(Act.ManagePeople, new()).FirstOrDefault(mandate =>
        mandate.GrantedBy != Account && mandate.From < At && mandate.Id.CompareTo(Number) < 0); // both numbers tell when they were made; the day a mandate begins is whoever's choice who grants it
}

/// <summary>The alarm of the break-glass account ("tài khoản khẩn cấp"): an administrator's account for when the others can't come in. Each sign-in stands in the trail, goes out to every administrator and the standing office, and waits there until somebody else acknowledges it with the reason.</summary>
public sealed class BreakGlass(ChiSoDatabase database)
{
    /// <summary>Why its messages are sent.</summary>
    public const string About = "break-glass";

    private const int LongestReason = 500;
    private const int MostShown = 20;
    private const string Used = "break-glass.used";
    private const string Acknowledged = "break-glass.acknowledged";

    /// <summary>Records a sign-in and queues the messages, both or neither.</summary>
    /// <param name="channels">That can be used.</param>
    /// <param name="address">Where people reach ChiSo.</param>
    /// <returns>How many messages were queued.</returns>
    public Task<int> RaiseAsync(Guid account, ImmutableArray<ChannelKind> channels, string address, DateTime at, CancellationToken cancel) => database.WriteAsync(
        async context =>
        {
            await Trail.LockAsync(context, Trail.Installation, cancel);
            var held = (await context.Mandates.AsNoTracking().Where(mandate => mandate.Role == Role.Administrator || mandate.Role == Role.StandingOffice).ToListAsync(cancel)).Where(mandate => mandate.HoldsAt(at)).ToLookup(mandate => mandate.AccountId);
            var accounts = await context.Accounts.AsNoTracking().Where(one => !one.Closed).OrderBy(one => one.FullName).ToListAsync(cancel);
            var used = accounts.Single(one => one.Id == account);
            var number = Guid.CreateVersion7();
            var queued = await Outbox.QueueAsync(context, [.. accounts.Where(one => one.Id != account && held.Contains(one.Id)).SelectMany(one => Messages(used, one, number, channels, address, at))], cancel);
            await Trail.AppendAsync(context, Trail.Installation, new(account, held[account].FirstOrDefault()?.Id ?? Guid.Empty, at, ""), Used, $"{used.UserName} {number:N}", new { messages = queued }, cancel);
            return queued;
        }, cancel);

    /// <summary>The newest first, no more than a page shows.</summary>
    public async Task<ImmutableArray<BreakGlassUse>> OpenAsync(CancellationToken cancel)
    {
        await using var context = database.Open();
        var links = context.AuditLinks.AsNoTracking().Where(link => link.Chain == Trail.Installation);
        var acknowledged = links.Where(link => link.Act == Acknowledged).Select(link => link.Subject);
        return [.. await links.Where(link => link.Act == Used && !acknowledged.Contains(link.Subject)).OrderByDescending(link => link.Sequence).Take(MostShown).Select(link => new BreakGlassUse(link.Subject, link.By, link.At)).ToListAsync(cancel)];
    }

    /// <summary>Somebody other than whoever signed in says why it was right, or what was done about it; that is the reason of the link. A second time changes nothing.</summary>
    /// <param name="subject">Of the use.</param>
    public Task<Result<string>> AcknowledgeAsync(string subject, string reason, Person person, DateTime at, CancellationToken cancel) => database.WriteAsync<Result<string>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.Installation, cancel);
            if (!person.May(Act.ManagePeople, new()))
                return Wrong("not-allowed", subject, new("Chỉ quản trị hệ thống xác nhận việc dùng tài khoản khẩn cấp.", "Only administrators acknowledge uses of the break-glass account."), new("Báo quản trị hệ thống.", "Tell an administrator."));
            var links = await context.AuditLinks.AsNoTracking().Where(link => link.Chain == Trail.Installation && link.Subject == subject && (link.Act == Used || link.Act == Acknowledged)).ToListAsync(cancel);
            if (links.Find(link => link.Act == Used) is not { } used)
                return Wrong("unknown", subject, new("Không có lần đăng nhập này.", "There is no such sign-in."), new("Tải lại trang.", "Load the page again."));
            if (links.Exists(link => link.Act == Acknowledged))
                return subject;
            if (used.By == person.Id)
                return Wrong("same-person", subject, new("Người đăng nhập bằng tài khoản khẩn cấp không tự xác nhận được.", "Whoever signed in with the break-glass account doesn't acknowledge it."), new("Nhờ một quản trị hệ thống khác xác nhận.", "Ask another administrator."));
            if (new BreakGlassUse(subject, used.By, used.At).MandateOf(person) is not { } mandate)
                return Wrong("made-since", subject, new("Vai trò quản trị hệ thống của bạn được giao sau lần đăng nhập này, hoặc do chính tài khoản khẩn cấp giao.", "Your role of administrator was granted after this sign-in, or by the break-glass account itself."), new("Nhờ một quản trị hệ thống có vai trò từ trước xác nhận.", "Ask an administrator who had the role before."));
            var told = reason.Trim().Normalize();
            if (told.Length == 0)
                return Wrong("no-reason", subject, new("Chưa ghi lý do.", "The reason is missing."), new("Ghi ai đã dùng, vì sao, đã làm gì.", "Write who used it, why, and what was done."));
            if (told.Length > LongestReason)
                return Wrong("reason-too-long", subject, new($"Lý do dài hơn {LongestReason} ký tự.", $"The reason is longer than {LongestReason} letters."), new("Ghi gọn: ai đã dùng, vì sao, đã làm gì.", "Shorten it: who used it, why, and what was done."));
            await Trail.AppendAsync(context, Trail.Installation, new(person.Id, mandate.Id, at, told), Acknowledged, subject, new { used = used.At }, cancel);
            return subject;
        }, cancel);

    private static IEnumerable<OutgoingMessage> Messages(Account used, Account to, Guid number, ImmutableArray<ChannelKind> channels, string address, DateTime at)
    {
        var (name, instant) = (used.UserName ?? "", VietnamTime.Write(at));
        OutgoingMessage Of(ChannelKind channel, string where, string subject, string text) => new()
        {
            Key = $"{About} {number:N} {to.Id:N} {channel}", Channel = channel, About = About, Account = to.Id, Name = to.FullName, To = where, Subject = subject, Text = text, QueuedAt = at, DueAt = at,
        };

        if (channels.Contains(ChannelKind.Mail) && !string.IsNullOrEmpty(to.Email))
        {
            yield return to.ReadsEnglish
                ? Of(ChannelKind.Mail, to.Email, "[ChiSo] ALARM: the break-glass account was used", $"Dear {to.FullName},\n\nThe break-glass account {name} signed in at {instant}. If you know of no emergency, end its sessions and close it now.\n\nAn administrator acknowledges it with the reason: {address}/desk\n")
                : Of(ChannelKind.Mail, to.Email, "[ChiSo] BÁO ĐỘNG: tài khoản khẩn cấp vừa được dùng", $"Kính gửi {to.FullName},\n\nTài khoản khẩn cấp {name} đã đăng nhập lúc {instant}. Nếu không biết có sự cố nào, hãy kết thúc phiên và khóa tài khoản này ngay.\n\nQuản trị hệ thống xác nhận và ghi lý do tại: {address}/desk\n");
        }

        if (channels.Contains(ChannelKind.Telephone) && !string.IsNullOrEmpty(to.PhoneNumber))
        {
            yield return Of(ChannelKind.Telephone, to.PhoneNumber, "", to.ReadsEnglish
                ? $"ChiSo ALARM: break-glass account {name} signed in at {instant}. See {address}/desk"
                : $"ChiSo BÁO ĐỘNG: tài khoản khẩn cấp {name} đăng nhập lúc {instant}. Xem tại {address}/desk");
        }
    }

    private static Problem Wrong(string code, string where, Words what, Words remedy) => new($"break-glass.{code}", where, what, remedy);
}
