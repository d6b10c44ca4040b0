using System.Globalization;

namespace ChiSo.Application.Vietnamese;

/// <summary>Dates and times as people type them, in Vietnam's one time zone, which has no summer time.</summary>
public static class VietnamTime
{
    private const string Pattern = "dd/MM/yyyy HH:mm";
    private const int FirstYear = 1900;
    private const int LastYear = 2999;
    private static readonly string[] Instants = [Pattern, "d/M/yyyy H:mm", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm"];
    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>UTC; a day alone means its beginning; <c>null</c> when it is no date.</summary>
    public static DateTime? Read(string? text) => Instant(text) ?? Midnight(text, daysLater: 0);

    /// <summary>UTC, exclusive; a day alone means its end, as people mean a deadline; <c>null</c> when it is no date.</summary>
    public static DateTime? ReadEnd(string? text) => Instant(text) ?? Midnight(text, daysLater: 1);

    /// <summary>31/12/2026 17:00.</summary>
    public static string Write(DateTime utc) => Local(utc).ToString(Pattern, CultureInfo.InvariantCulture);

    /// <summary>What clocks in Vietnam show.</summary>
    public static DateTime Local(DateTime utc) => DateTime.SpecifyKind(utc + Offset, DateTimeKind.Unspecified);

    /// <summary>The day in Vietnam.</summary>
    public static DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(Local(clock.GetUtcNow().UtcDateTime));

    /// <summary>UTC, when clocks in Vietnam show this.</summary>
    public static DateTime Utc(DateOnly day, TimeOnly time = default) => Utc(day.ToDateTime(time));

    private static DateTime? Instant(string? text) =>
        DateTime.TryParseExact(text?.Trim(), Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && IsUsual(local.Year) ? Utc(local) : null;

    private static DateTime? Midnight(string? text, int daysLater) =>
        VietnameseDates.TryRead(text ?? "", out var day) && IsUsual(day.Year) ? Utc(day.AddDays(daysLater)) : null;

    /// <summary>A slip of the keyboard (year 0026, 9999) is no date; and at the ends of time nothing can be added.</summary>
    private static bool IsUsual(int year) => year is >= FirstYear and <= LastYear;

    private static DateTime Utc(DateTime local) => DateTime.SpecifyKind(local - Offset, DateTimeKind.Utc);
}
