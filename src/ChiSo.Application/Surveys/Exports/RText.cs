using System.Globalization;

namespace ChiSo.Application.Surveys.Exports;

/// <summary>Numbers, names and texts as R reads them.</summary>
internal static class RText
{
    public static string Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "NA";

    public static string Name(string column) => $"`{column.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("`", "\\`", StringComparison.Ordinal)}`";

    /// <summary>A text as a cell of CSV.</summary>
    public static string Cell(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
