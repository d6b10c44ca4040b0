using System.Globalization;
using System.Text.RegularExpressions;

namespace ChiSo.Application.Spreadsheets;

/// <summary>What a stored number stands for.</summary>
internal enum NumberMeaning
{
    Number,
    Percent,
    Date,
}

/// <summary>Number formats of spreadsheet programs.</summary>
internal static partial class NumberFormats
{
    private const int ProgramDigits = 15;
    private const int StoredDigits = 17;

    private static readonly DateTime Epoch1900 = new(1899, 12, 30);
    private static readonly DateTime Epoch1904 = new(1904, 1, 1);

    /// <summary>The meaning of a format by its number, or its code where the file defines one. A format of hours alone is no date.</summary>
    public static NumberMeaning Meaning(uint id, string? code)
    {
        if (code is null)
        {
            return id switch
            {
                9 or 10 => NumberMeaning.Percent,
                >= 14 and <= 17 or 22 or >= 27 and <= 31 or 36 or >= 50 and <= 54 or 57 or 58 => NumberMeaning.Date,
                _ => NumberMeaning.Number,
            };
        }

        var bare = Literals().Replace(code, "");
        if (bare.AsSpan().ContainsAny("dDyY") || (bare.AsSpan().ContainsAny("mM") && !bare.AsSpan().ContainsAny("hHsS")))
            return NumberMeaning.Date;

        return bare.Contains('%', StringComparison.Ordinal) ? NumberMeaning.Percent : NumberMeaning.Number;
    }

    /// <summary>
    /// A stored number. Programs calculate with 15 digits and store up to 17, so the last two are noise: 1.7600000000000002 is 1.76.
    /// More digits than that were written by <see cref="ToStored"/> and are exact. False for what is no number or beyond a decimal.
    /// </summary>
    public static bool TryNumber(string stored, out decimal number)
    {
        var isPlain = decimal.TryParse(stored, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
        if (isPlain && SignificantDigits(stored) is <= ProgramDigits or > StoredDigits)
            return true;

        if (!double.TryParse(stored, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
            return false;

        return decimal.TryParse(value.ToString("G15", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>A number as a workbook stores it, so that <see cref="TryNumber"/> finds every digit again.</summary>
    public static string ToStored(decimal number)
    {
        var text = ToText(number);
        var digits = SignificantDigits(text);
        if (digits is <= ProgramDigits or > StoredDigits)
            return text;

        var mark = text.Contains('.', StringComparison.Ordinal) ? "" : ".";
        return text + mark + new string('0', StoredDigits + 1 - digits);
    }

    private static int SignificantDigits(ReadOnlySpan<char> text)
    {
        var digits = text.TrimStart("-+0.");
        return digits.Length - digits.Count('.');
    }

    public static string ToText(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>yyyy-MM-dd, with the time where there is one; <c>null</c> for a number no calendar has.</summary>
    public static string? DateText(decimal serial, bool from1904)
    {
        if (serial is < 0 or > 2_958_466)
            return null;

        // Excel counts a 29 February 1900 that never was: days before it stand one later than the epoch says.
        var days = !from1904 && serial < 60 ? serial + 1 : serial;
        var moment = (from1904 ? Epoch1904 : Epoch1900).AddSeconds((double)decimal.Round(days * 86400));
        return DateText(moment);
    }

    public static string DateText(DateTime moment) =>
        moment.ToString(moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    // Quoted text, escaped signs, colours, conditions and locales: "[$-42A]dd/mm/yyyy;@".
    [GeneratedRegex("\"[^\"]*\"|\\\\.|_.|\\*.|\\[[^\\]]*\\]|General", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Literals();
}
