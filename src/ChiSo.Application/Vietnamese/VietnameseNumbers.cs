using System.Buffers;
using System.Globalization;
using ChiSo.Engine;

namespace ChiSo.Application.Vietnamese;

/// <summary>The sign a file or field declares between whole and decimals.</summary>
public enum DecimalMark
{
    /// <summary>Nothing declared: what can be read in one way only is read, the rest refused.</summary>
    Undeclared,

    Comma,

    Point,
}

/// <summary>How reading a number went.</summary>
public enum NumberReading
{
    Read,

    /// <summary>Nothing but blanks.</summary>
    Empty,

    NotANumber,

    /// <summary>One sign followed by exactly three digits may part thousands or decimals: 92.830.</summary>
    Ambiguous,

    /// <summary>Thousands are parted: 1.234.567 or 1 250.</summary>
    GroupSeparator,

    /// <summary>Decimals stand behind the sign that was not declared: 92.83 where a comma is.</summary>
    OtherMark,

    /// <summary>More digits than an exact decimal holds.</summary>
    TooLarge,
}

/// <summary>Numbers as people write and read them in Vietnamese (92,27) and in English (92.27). Pinned here: culture data differs between machines.</summary>
public static class VietnameseNumbers
{
    /// <summary>The minus sign printed before negative numbers.</summary>
    public const string Minus = "\u2212";

    private const int MaxDigits = 28;

    private static readonly SearchValues<char> Signs = SearchValues.Create("0123456789., ");
    private static readonly NumberFormatInfo Vietnamese = Format(",", ".");
    private static readonly NumberFormatInfo English = Format(".", ",");

    /// <summary>Reads a number by its declared decimal mark, guessing nothing. A hyphen and a minus sign both mean negative.</summary>
    public static NumberReading Read(string text, DecimalMark mark, out decimal value)
    {
        value = 0;
        var trimmed = NfcText.Clean(text);
        if (trimmed.Length == 0)
            return NumberReading.Empty;

        var digits = trimmed.Replace(Minus, "-", StringComparison.Ordinal).AsSpan();
        var negative = digits[0] == '-';
        if (digits[0] is '-' or '+')
            digits = digits[1..];

        var shape = Shape(digits, mark);
        if (shape != NumberReading.Read)
            return shape;

        var invariant = digits.ToString().Replace(',', '.');
        if (IsTooLong(invariant)
            || !decimal.TryParse(invariant, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value))
            return NumberReading.TooLarge;

        if (negative)
            value = -value;
        return NumberReading.Read;
    }

    // What has more would be rounded in silence; zeros before the first digit cost nothing.
    private static bool IsTooLong(string invariant)
    {
        var point = invariant.IndexOf('.', StringComparison.Ordinal);
        return (point >= 0 && invariant.Length - point - 1 > MaxDigits) || invariant.AsSpan().TrimStart("0.").ToString().Count(char.IsAsciiDigit) > MaxDigits;
    }

    /// <summary>The whole value with a decimal comma and no more digits than it has: 1,25.</summary>
    public static string ToText(decimal value) => Plain(value, Vietnamese);

    /// <summary>With exactly so many decimals: 92,27. A published figure is rounded by its method before; what still has more decimals is rounded half away from zero.</summary>
    public static string ToText(decimal value, int decimals) => Fixed(value, decimals, Vietnamese);

    /// <summary>With thousands parted: 1.800.000.</summary>
    public static string CountText(long count) => count.ToString("N0", Vietnamese);

    /// <summary>The whole value with a decimal point.</summary>
    public static string ToEnglish(decimal value) => Plain(value, English);

    /// <summary>With a decimal point and exactly so many decimals, rounded like <see cref="ToText(decimal, int)"/>.</summary>
    public static string ToEnglish(decimal value, int decimals) => Fixed(value, decimals, English);

    /// <summary>With thousands parted: 1,800,000.</summary>
    public static string CountEnglish(long count) => count.ToString("N0", English);

    /// <summary>Both languages at once.</summary>
    public static Words ToWords(decimal value) => new(ToText(value), ToEnglish(value));

    /// <summary>Both languages at once, with exactly so many decimals.</summary>
    public static Words ToWords(decimal value, int decimals) => new(ToText(value, decimals), ToEnglish(value, decimals));

    private static NumberReading Shape(ReadOnlySpan<char> digits, DecimalMark mark)
    {
        if (digits.IsEmpty || !char.IsAsciiDigit(digits[0]) || !char.IsAsciiDigit(digits[^1]) || digits.ContainsAnyExcept(Signs))
            return NumberReading.NotANumber;

        if (digits.Contains(' '))
            return NumberReading.GroupSeparator;

        var first = digits.IndexOfAny(',', '.');
        if (first < 0)
            return NumberReading.Read;

        if (first != digits.LastIndexOfAny(',', '.'))
            return NumberReading.GroupSeparator;

        var written = digits[first] == ',' ? DecimalMark.Comma : DecimalMark.Point;
        if (written == mark)
            return NumberReading.Read;

        // Thousands are parted before exactly three digits, after one to three that do not start with zero.
        var mayPartThousands = digits.Length - first - 1 == 3 && first <= 3 && digits[0] != '0';
        if (mayPartThousands)
            return NumberReading.Ambiguous;

        return mark == DecimalMark.Undeclared ? NumberReading.Read : NumberReading.OtherMark;
    }

    private static string Plain(decimal value, NumberFormatInfo format) => value.ToString("0.############################", format);

    private static string Fixed(decimal value, int decimals, NumberFormatInfo format)
    {
        var rounded = decimal.Round(value, decimals, MidpointRounding.AwayFromZero);
        return (rounded == 0 ? 0m : rounded).ToString($"F{decimals.ToString(CultureInfo.InvariantCulture)}", format);
    }

    private static NumberFormatInfo Format(string mark, string group) => NumberFormatInfo.ReadOnly(new()
    {
        NumberDecimalSeparator = mark,
        NumberGroupSeparator = group,
        NegativeSign = Minus,
    });
}
