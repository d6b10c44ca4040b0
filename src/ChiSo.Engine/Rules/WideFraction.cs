using System.Globalization;
using System.Numerics;

namespace ChiSo.Engine;

/// <summary>A fraction of whole numbers of any size: what a <see cref="Quotient"/> becomes when its products pass 64 bits.</summary>
/// <param name="Under">Above zero. Not in lowest terms: formulas are short, and reducing costs more than it saves.</param>
internal sealed record WideFraction(BigInteger Over, BigInteger Under)
{
    private const int MostDecimals = 28;

    private static readonly BigInteger MostDigits = (BigInteger)decimal.MaxValue;

    public static WideFraction Of(decimal value) => new(Digits(value), BigInteger.Pow(10, value.Scale));

    public static WideFraction operator +(WideFraction left, WideFraction right) =>
        new((left.Over * right.Under) + (right.Over * left.Under), left.Under * right.Under);

    public static WideFraction operator -(WideFraction value) => value with { Over = -value.Over };

    public static WideFraction operator *(WideFraction left, WideFraction right) => new(left.Over * right.Over, left.Under * right.Under);

    /// <summary>1 ÷ this, which must not be zero.</summary>
    public WideFraction Inverse() => Over.Sign > 0 ? new(Under, Over) : new(-Under, -Over);

    /// <summary>The nearest decimal of as many digits as it holds; halves to even, as decimals divide.</summary>
    /// <exception cref="OverflowException">It is larger than a decimal.</exception>
    public decimal ToDecimal()
    {
        for (var decimals = MostDecimals; decimals > 0; decimals--)
        {
            var digits = Rounded(decimals);
            if (BigInteger.Abs(digits) <= MostDigits)
                return (decimal)digits * new decimal(1, 0, 0, isNegative: false, (byte)decimals);
        }

        return (decimal)Rounded(decimals: 0);
    }

    private BigInteger Rounded(int decimals)
    {
        var (whole, rest) = BigInteger.DivRem(BigInteger.Abs(Over) * BigInteger.Pow(10, decimals), Under);
        var half = (rest * 2).CompareTo(Under);
        return (half > 0 || (half == 0 && !whole.IsEven) ? whole + 1 : whole) * Over.Sign;
    }

    private static BigInteger Digits(decimal value) =>
        BigInteger.Parse(value.ToString(CultureInfo.InvariantCulture).Replace(".", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
