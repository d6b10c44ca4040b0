using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.People;

/// <summary>Keys of the feeds: made and revoked by the person they belong to, and revoked with the person's sessions by the administrator.</summary>
public sealed class FeedKeyDesk(ChiSoDatabase database, AccountRegistry accounts, TimeProvider clock)
{
    public const int LongestLabel = 100;

    /// <summary>Days a key holds.</summary>
    public const int Days = 365;

    private const int MostKeys = 20;

    /// <returns>The key. It stands nowhere else: whoever loses it makes another.</returns>
    public Task<Result<string>> MakeAsync(string label, Change change, CancellationToken cancel) => database.WriteAsync<Result<string>>(
        async context =>
        {
            if (label.Trim().Length is 0 or > LongestLabel)
                return FeedKeyProblems.NoLabel();
            await Trail.LockAsync(context, Trail.Installation, cancel);
            if (await Holding(context, change.By, change.At).CountAsync(cancel) >= MostKeys)
                return FeedKeyProblems.TooMany(MostKeys);
            var secret = FeedKey.New();
            var key = new FeedKey { AccountId = change.By, Label = label.Trim(), KeyHash = FeedKey.Hash(secret), MadeAt = change.At, Until = change.At.AddDays(Days) };
            context.FeedKeys.Add(key);
            await RecordAsync(context, key, change, "feed-key.made", cancel);
            return secret;
        }, cancel);

    /// <summary>Ends a key of the person's own. Doing it twice changes nothing.</summary>
    public Task<Result<Guid>> RevokeAsync(Guid id, Change change, CancellationToken cancel) => database.WriteAsync<Result<Guid>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.Installation, cancel);
            if (await context.FeedKeys.SingleOrDefaultAsync(known => known.Id == id && known.AccountId == change.By, cancel) is not { } key)
                return FeedKeyProblems.Unknown();
            if (key.RevokedAt is not null)
                return id;
            key.Revoke(change.At);
            await RecordAsync(context, key, change, "feed-key.revoked", cancel);
            return id;
        }, cancel);

    /// <summary>Every key of a person, newest first, revoked ones too.</summary>
    public async Task<ImmutableArray<FeedKey>> ListAsync(Guid accountId, CancellationToken cancel)
    {
        await using var context = database.Open();
        return [.. await context.FeedKeys.AsNoTracking().Where(key => key.AccountId == accountId).OrderByDescending(key => key.MadeAt).ThenBy(key => key.Id).ToListAsync(cancel)];
    }

    /// <summary>The person a key belongs to, with the mandates that hold now, and the user name; <c>null</c> when it holds no longer, or never did.</summary>
    public async Task<(Person Person, string UserName)?> FindAsync(string secret, CancellationToken cancel)
    {
        var (hash, now) = (FeedKey.Hash(secret), clock.GetUtcNow().UtcDateTime);
        await using var context = database.Open();
        if (await context.FeedKeys.AsNoTracking().SingleOrDefaultAsync(key => key.KeyHash == hash, cancel) is not { } found || !found.HoldsAt(now) || await accounts.FindAsync(found.AccountId, cancel) is not { } person)
            return null;
        return (person, await context.Accounts.Where(account => account.Id == person.Id).Select(account => account.UserName).SingleAsync(cancel) ?? "");
    }

    /// <summary>Ends every key of a person, in the transaction under way.</summary>
    internal static async Task RevokeAllAsync(ChiSoContext context, Guid accountId, Change change, CancellationToken cancel)
    {
        foreach (var key in await Holding(context, accountId, change.At).OrderBy(key => key.MadeAt).ToListAsync(cancel))
        {
            key.Revoke(change.At);
            await RecordAsync(context, key, change, "feed-key.revoked", cancel);
        }
    }

    private static IQueryable<FeedKey> Holding(ChiSoContext context, Guid accountId, DateTime now) =>
        context.FeedKeys.Where(key => key.AccountId == accountId && key.RevokedAt == null && key.Until > now);

    private static async Task RecordAsync(ChiSoContext context, FeedKey key, Change change, string act, CancellationToken cancel)
    {
        var owner = await context.Accounts.Where(account => account.Id == key.AccountId).Select(account => account.UserName).SingleAsync(cancel);
        await Trail.AppendAsync(context, Trail.Installation, change, act, owner ?? "", new { key = key.Id, key.Label, key.Until }, cancel);
    }
}

/// <summary>What can be wrong with keys of the feeds.</summary>
internal static class FeedKeyProblems
{
    public static Problem NoLabel() => new("feed-key.label", "label", new("Chưa ghi khóa dùng ở đâu, hoặc ghi dài quá 100 ký tự.", "Where the key is used is missing, or longer than 100 characters."),
        new("Ghi ngắn gọn, như “Power BI, máy phòng tổng hợp”.", "Write it shortly, such as “Power BI, planning office”."));

    public static Problem TooMany(int most) => new("feed-key.many", "label", new($"Đã có {most} khóa còn hiệu lực.", $"There are {most} keys in force already."),
        new("Thu hồi khóa không dùng nữa trước.", "Revoke a key that is no longer used first."));

    public static Problem Unknown() => new("feed-key.unknown", "id", new("Không có khóa này.", "There is no such key."), new("Tải lại trang và chọn từ danh sách.", "Load the page again and choose from the list."));
}
