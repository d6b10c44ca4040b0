using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Settings;

/// <summary>Settings as they were typed.</summary>
/// <param name="DigestAt">Such as 07:00.</param>
public sealed record TypedSettings(string DigestAt, string SecurityLogDays, string SignInTries);

/// <summary>Reads and changes the settings of the installation. The whole program asks <see cref="Current"/>, which never waits for the database.</summary>
public sealed class SettingsDesk(ChiSoDatabase database)
{
    /// <summary>Ten years: longer than a law asks for.</summary>
    public const int MostDays = 3_653;

    public const int FewestTries = 3;
    public const int MostTries = 120;

    private volatile InstallationSettings current = new();

    /// <summary>As they were last read or changed by this process.</summary>
    public InstallationSettings Current => current;

    /// <summary>Reads what another process may have changed.</summary>
    public async Task<InstallationSettings> ReadAsync(CancellationToken cancel)
    {
        await using var context = database.Open();
        return current = await context.InstallationSettings.AsNoTracking().SingleOrDefaultAsync(cancel) ?? new();
    }

    /// <summary>Changes all of them, or none; every wrong one is told.</summary>
    /// <param name="seen">The version the form was filled against.</param>
    public async Task<Result<InstallationSettings>> SaveAsync(TypedSettings typed, int seen, Change change, CancellationToken cancel)
    {
        var parsed = Parse(typed);
        if (!parsed.TryGet(out var settings))
            return parsed.Problems;
        var saved = await database.WriteAsync<Result<InstallationSettings>>(async context =>
        {
            await Trail.LockAsync(context, Trail.Installation, cancel);
            var stored = await context.InstallationSettings.AsNoTracking().SingleOrDefaultAsync(cancel);
            var before = stored ?? new();
            if (before.Version != seen)
                return Overtaken();
            var after = settings with { Version = before.Version + 1 };
            if (after with { Version = before.Version } == before)
                return before;
            context.Entry(after).State = stored is null ? EntityState.Added : EntityState.Modified;
            await Trail.AppendAsync(context, Trail.Installation, change, "settings.changed", "", new { before, after }, cancel);
            return after;
        }, cancel);
        if (saved.TryGet(out var now))
            current = now;
        return saved;
    }

    private static Result<InstallationSettings> Parse(TypedSettings typed)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        if (!TimeOnly.TryParseExact(typed.DigestAt.Trim(), ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
            problems.Add(Wrong("digest_at", new("Giờ gửi tổng hợp ghi như 07:00.", "The hour of the digest is written like 07:00.")));
        var days = Number(typed.SecurityLogDays, 1, MostDays);
        if (days is null)
            problems.Add(Wrong("log_days", new($"Số ngày giữ nhật ký an ninh là số nguyên từ 1 đến {MostDays}.", $"The days the security log is kept are a whole number from 1 to {MostDays}.")));
        var tries = Number(typed.SignInTries, FewestTries, MostTries);
        if (tries is null)
            problems.Add(Wrong("tries", new($"Số lần thử đăng nhập mỗi phút là số nguyên từ {FewestTries} đến {MostTries}.", $"The tries to sign in within a minute are a whole number from {FewestTries} to {MostTries}.")));
        return problems.Count > 0 ? problems.ToImmutable() : new InstallationSettings { DigestAt = at, SecurityLogDays = days!.Value, SignInTries = tries!.Value }; // a missing one is a problem
    }

    private static int? Number(string typed, int least, int most) =>
        int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    private static Problem Wrong(string field, Words what) => new("settings.wrong", field, what, new("Sửa ô này rồi lưu lại.", "Correct this field, then save again."));

    private static Problem Overtaken() => new("settings.overtaken", "settings", new("Cài đặt vừa được người khác thay đổi sau khi trang này được mở.", "Somebody changed the settings after this page was opened."),
        new("Tải lại trang, xem giá trị mới rồi sửa tiếp.", "Load the page again, look at the new values, then change them."));
}
