using System.Globalization;

namespace ChiSo.Web.Rounds;

/// <summary>Dates and times as people type them, in Vietnam's one time zone, which has no summer time.</summary>
public static class VietnamTime
{
    private const string Pattern = "dd/MM/yyyy HH:mm";
    private static readonly string[] Patterns = [Pattern, "d/M/yyyy H:mm", "d/M/yyyy", "yyyy-MM-ddTHH:mm"];
    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>UTC; <c>null</c> when it is no date.</summary>
    public static DateTime? Read(string? text) =>
        DateTime.TryParseExact(text?.Trim(), Patterns, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? DateTime.SpecifyKind(local - Offset, DateTimeKind.Utc) : null;

    public static string Write(DateTime utc) => (utc + Offset).ToString(Pattern, CultureInfo.InvariantCulture);
}
