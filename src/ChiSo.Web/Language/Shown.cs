using System.Globalization;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Web.Language;

/// <summary>Figures as people read them: decimal comma and − in Vietnamese, decimal point and − in English; digits group by three.</summary>
public sealed class Shown
{
    private const string Minus = "\u2212";
    private const string NarrowSpace = "\u00A0";

    private static readonly NumberFormatInfo Vietnamese = NumberFormatInfo.ReadOnly(new() { NumberDecimalSeparator = ",", NumberGroupSeparator = ".", NegativeSign = Minus });
    private static readonly NumberFormatInfo English = NumberFormatInfo.ReadOnly(new() { NumberDecimalSeparator = ".", NumberGroupSeparator = ",", NegativeSign = Minus });

    private readonly NumberFormatInfo format;

    private Shown(NumberFormatInfo format) => this.format = format;

    public static Shown In(Tongue tongue) => tongue == Tongue.English ? new(English) : new(Vietnamese);

    /// <summary>With exactly this many decimals, rounded half away from zero.</summary>
    public string Fixed(decimal value, int decimals)
    {
        var rounded = decimal.Round(value, decimals, MidpointRounding.AwayFromZero);
        return rounded.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), format);
    }

    /// <summary>Rounded as the method rounds its index.</summary>
    public string Rounded(decimal value, int decimals, Method method) => Fixed(Rounder.Publish(value, decimals, method.Rounding), decimals);

    /// <summary>Points with the decimals of the index, two at least, rounded as the method rounds.</summary>
    public string Points(decimal value, Method method) => Fixed(Rounder.PublishPoints(value, method), Rounder.PointDecimals(method));

    /// <summary>Up to this many decimals, without trailing zeros: points and maxima as declared.</summary>
    public string Plain(decimal value, int decimals = 4) =>
        decimal.Round(value, decimals, MidpointRounding.AwayFromZero).ToString("#,0." + new string('#', decimals), format);

    public string Whole(int value) => value.ToString("N0", format);

    /// <summary>"92,27 %", with a space that does not break.</summary>
    public string Percent(decimal value, int decimals) => Fixed(value, decimals) + NarrowSpace + "%";

    public string PlainPercent(decimal value) => Plain(value) + NarrowSpace + "%";

    /// <summary>With its sign, zero without: "+1,76", "−0,50", "0,00".</summary>
    public string WithSign(decimal value, int decimals)
    {
        var text = Fixed(Math.Abs(value), decimals);
        return Math.Sign(decimal.Round(value, decimals, MidpointRounding.AwayFromZero)) switch
        {
            > 0 => "+" + text,
            < 0 => Minus + text,
            _ => text,
        };
    }

    public static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>An instant in Vietnam's time.</summary>
    public static string Instant(DateTime utc) => VietnamTime.Write(utc);

    /// <summary>A figure in an attribute of the page or in JSON: invariant.</summary>
    public static string Raw(decimal value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
