using System.Globalization;

namespace ChiSo.Engine;

/// <summary>Numbers inside the sentences of problems: with a comma in Vietnamese, with a point in English, without trailing zeros.</summary>
internal static class NumberText
{
    // Pinned here: culture data differs between operating systems, and minimal containers ship none.
    private static readonly NumberFormatInfo Comma = NumberFormatInfo.ReadOnly(new() { NumberDecimalSeparator = "," });

    public static string Vi(decimal value) => value.ToString("0.############", Comma);

    public static string En(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    public static string Vi(double value) => value.ToString("0.############", Comma);

    public static string En(double value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    public static string Vi(int value) => Vi((decimal)value);

    public static string En(int value) => En((decimal)value);
}
