using System.Globalization;

namespace ChiSo.Application.Vietnamese;

/// <summary>Dates and times as people type them, in Vietnam's one time zone, which has no summer time.</summary>
public static class VietnamTime
{
    private const string Pattern = "dd/MM/yyyy HH:mm";
    private static readonly string[] Instants = [Pattern, "d/M/yyyy H:mm", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm"];
    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>UTC; a day alone means its beginning; <c>null</c> when it is no date.</summary>
    public static DateTime? Read(string? text) => Instant(text) ?? Midnight(text, daysLater: 0);

    /// <summary>UTC, exclusive; a day alone means its end, as people mean a deadline; <c>null</c> when it is no date.</summary>
    public static DateTime? ReadEnd(string? text) => Instant(text) ?? Midnight(text, daysLater: 1);

    public static string Write(DateTime utc) => (utc + Offset).ToString(Pattern, CultureInfo.InvariantCulture);

    private static DateTime? Instant(string? text) =>
        DateTime.TryParseExact(text?.Trim(), Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? Utc(local) : null;

    private static DateTime? Midnight(string? text, int daysLater) =>
        VietnameseDates.TryRead(text ?? "", out var day) ? Utc(day.AddDays(daysLater).ToDateTime(TimeOnly.MinValue)) : null;

    private static DateTime Utc(DateTime local) => DateTime.SpecifyKind(local - Offset, DateTimeKind.Utc);
}
