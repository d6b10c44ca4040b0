using System.Globalization;

namespace ChiSo.Application.Vietnamese;

/// <summary>Dates as people write and read them: day, month, year.</summary>
public static class VietnameseDates
{
    private static readonly string[] Accepted = ["d/M/yyyy", "dd/MM/yyyy", "d/MM/yyyy", "dd/M/yyyy", "yyyy-MM-dd"];

    /// <summary>Reads 29/02/2024, 1/7/2025 and the form of files, 2024-02-29. Two-digit years are refused.</summary>
    public static bool TryRead(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text.Trim(), Accepted, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    /// <summary>29/02/2024.</summary>
    public static string ToText(DateOnly date) => date.ToString("dd'/'MM'/'yyyy", CultureInfo.InvariantCulture);
}
