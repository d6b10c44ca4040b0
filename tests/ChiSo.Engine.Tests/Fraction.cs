using System.Globalization;
using System.Numerics;

namespace ChiSo.Engine.Tests;

/// <summary>An exact fraction, in lowest terms with a positive denominator: what the engine's decimals are checked against.</summary>
internal readonly record struct Fraction : IComparable<Fraction>
{
    private readonly BigInteger denominator;

    public Fraction(BigInteger numerator, BigInteger denominator)
    {
        var common = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        (Numerator, this.denominator) = (numerator / common, denominator / common);
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator => denominator.IsZero ? 1 : denominator;

    public static implicit operator Fraction(int value) => new(value, 1);

    public static implicit operator Fraction(decimal value)
    {
        var scale = decimal.GetBits(value)[3] >> 16 & 0xFF;
        return new(BigInteger.Parse(value.ToString(CultureInfo.InvariantCulture).Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture), BigInteger.Pow(10, scale));
    }

    public static Fraction operator +(Fraction left, Fraction right) => new((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    public static Fraction operator -(Fraction left, Fraction right) => left + new Fraction(-right.Numerator, right.Denominator);

    public static Fraction operator *(Fraction left, Fraction right) => new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    public static Fraction operator /(Fraction left, Fraction right) => new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    public static bool operator <(Fraction left, Fraction right) => left.CompareTo(right) < 0;

    public static bool operator >(Fraction left, Fraction right) => left.CompareTo(right) > 0;

    public static bool operator <=(Fraction left, Fraction right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Fraction left, Fraction right) => left.CompareTo(right) >= 0;

    public int CompareTo(Fraction other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    public static Fraction Min(Fraction left, Fraction right) => left < right ? left : right;

    public static Fraction Max(Fraction left, Fraction right) => left > right ? left : right;

    /// <summary>Rounded in exact arithmetic.</summary>
    public decimal Round(int decimals, Rounding rounding)
    {
        var power = BigInteger.Pow(10, decimals);
        var (whole, rest) = BigInteger.DivRem(BigInteger.Abs(Numerator) * power, Denominator);
        var twice = (rest * 2).CompareTo(Denominator);
        var up = rounding switch
        {
            Rounding.HalfAwayFromZero => twice >= 0,
            Rounding.HalfToEven => twice > 0 || (twice == 0 && !whole.IsEven),
            _ => false,
        };
        return (decimal)((whole + (up ? 1 : 0)) * Numerator.Sign) / (decimal)power;
    }
}
