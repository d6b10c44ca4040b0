using System.Collections.Immutable;
using System.Globalization;

namespace ChiSo.Application.Surveys.Expressions;

/// <summary>What an expression gives: text, a number or a truth, turned into one another as XPath 1.0 does.</summary>
/// <remarks>Source: XPath 1.0, 3.2 to 4.4; dates as numbers (days since 1970-01-01) after the OpenRosa XForms specification.</remarks>
public abstract record FormValue
{
    private FormValue()
    {
    }

    public sealed record Text(string Value) : FormValue;

    /// <param name="Value">NaN for what is no number.</param>
    public sealed record Number(double Value) : FormValue;

    public sealed record Truth(bool Value) : FormValue;

    /// <summary>The answers of all turns of a repeat; alone it counts as its first.</summary>
    public sealed record Several(ImmutableArray<string> Values) : FormValue;

    /// <summary>As text; empty for no answer and for what is no number.</summary>
    public string AsText() => this switch
    {
        Text text => text.Value,
        Number number => Written(number.Value),
        Truth truth => truth.Value ? "true" : "false",
        Several several => several.Values.IsEmpty ? "" : several.Values[0],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>As a number; NaN where it is none, days since 1970-01-01 for a date.</summary>
    public double AsNumber() => this switch
    {
        Number number => number.Value,
        Truth truth => truth.Value ? 1 : 0,
        _ => Read(AsText()),
    };

    /// <summary>Text is true when there is any, a number when it is neither 0 nor NaN.</summary>
    public bool AsTruth() => this switch
    {
        Truth truth => truth.Value,
        Number number => number.Value != 0 && !double.IsNaN(number.Value),
        Several several => several.Values.Any(value => value.Length > 0),
        _ => AsText().Length > 0,
    };

    private static double Read(string text)
    {
        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number))
            return number;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber : double.NaN;
    }

    /// <summary>Fifteen digits: what a double carries, so that 0.1 + 0.2 reads 0.3.</summary>
    private static string Written(double value) => double.IsFinite(value) ? value.ToString("0.###############", CultureInfo.InvariantCulture) : "";
}
