using System.Collections.Immutable;
using System.Linq.Expressions;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Mail;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.People;

/// <summary>The alarm of the break-glass account ("tài khoản khẩn cấp"): an administrator's account for when the others can't come in. Each sign-in stands in the trail, goes out to every administrator and the standing office, and waits there until somebody else acknowledges it with the reason: see <see cref="BreakGlassWitness"/>.</summary>
public sealed class BreakGlass(ChiSoDatabase database)
{
    /// <summary>Why its messages are sent.</summary>
    public const string About = "break-glass";

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
        return [.. (await links.Where(link => link.Act == Used && !acknowledged.Contains(link.Subject)).OrderByDescending(link => link.Sequence).Take(MostShown).ToListAsync(cancel)).Select(BreakGlassUse.Of)];
    }

    /// <summary>Those of the uses whose alarm this person may end.</summary>
    public async Task<ImmutableHashSet<string>> EndableAsync(ImmutableArray<BreakGlassUse> uses, Person person, CancellationToken cancel)
    {
        await using var context = database.Open();
        var endable = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var use in uses)
        {
            if (await BreakGlassWitness.RefusalAsync(context, use, person, cancel) is null)
                endable.Add(use.Subject);
        }

        return endable.ToImmutable();
    }

    /// <summary>Somebody other than whoever signed in says why it was right, or what was done about it; that is the reason of the link. A second time changes nothing.</summary>
    /// <param name="subject">Of the use.</param>
    public async Task<Result<string>> AcknowledgeAsync(string subject, string reason, Person person, DateTime at, CancellationToken cancel) => person.MandateTo(Act.ManagePeople, new()) is { } mandate
        ? await AcknowledgeAsync(link => link.Subject == subject, subject, new(person.Id, mandate.Id, at, reason), (context, use) => BreakGlassWitness.RefusalAsync(context, use, person, cancel), cancel)
        : BreakGlassProblems.NotAllowed(subject);

    /// <summary>The same by whoever keeps the server, for when no administrator may.</summary>
    /// <param name="number">Of the use.</param>
    public Task<Result<string>> AcknowledgeAtServerAsync(string number, Change change, CancellationToken cancel)
    {
        var end = $" {number.Trim()}"; // of the subject
        return AcknowledgeAsync(link => link.Subject.EndsWith(end), number, change, (_, _) => Task.FromResult<Problem?>(null), cancel);
    }

    private Task<Result<string>> AcknowledgeAsync(Expression<Func<AuditLink, bool>> which, string where, Change change, Func<ChiSoContext, BreakGlassUse, Task<Problem?>> refuse, CancellationToken cancel) => database.WriteAsync<Result<string>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.Installation, cancel);
            var links = await context.AuditLinks.AsNoTracking().Where(link => link.Chain == Trail.Installation && (link.Act == Used || link.Act == Acknowledged)).Where(which).ToListAsync(cancel);
            if (links.Find(link => link.Act == Used) is not { } used)
                return BreakGlassProblems.Unknown(where);
            if (links.Exists(link => link.Act == Acknowledged))
                return used.Subject;
            if (await refuse(context, BreakGlassUse.Of(used)) is { } refused)
                return refused;
            var told = change.Reason.Trim().Normalize();
            if (BreakGlassProblems.OfReason(told, used.Subject) is { } wrong)
                return wrong;
            await Trail.AppendAsync(context, Trail.Installation, change with { Reason = told }, Acknowledged, used.Subject, new { used = used.At }, cancel);
            return used.Subject;
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
}
