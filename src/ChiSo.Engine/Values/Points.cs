using System.Globalization;

namespace ChiSo.Engine;

/// <summary>Points a person enters for a criterion ("điểm"): an exact decimal with at most four decimals. What the engine computes is an unrounded <c>decimal</c> score.</summary>
/// <remarks>May be negative: some criteria deduct. <c>default</c> is zero points.
/// A criterion nobody has scored yet is <c>null</c>, never zero.</remarks>
public readonly record struct Points : IComparable<Points>
{
    /// <summary>The decimals people may enter.</summary>
    public const int MaxDecimals = 4;

    public decimal Value { get; }

    /// <exception cref="ArgumentException"><paramref name="value"/> has more than four decimals.</exception>
    public Points(decimal value) => Value = IsExact(value)
        ? value
        : throw new ArgumentException($"{value.ToString(CultureInfo.InvariantCulture)} has more than {MaxDecimals} decimals; round it first.", nameof(value));

    /// <summary>Whether <paramref name="value"/> has at most four decimals.</summary>
    public static bool IsExact(decimal value) => decimal.Round(value, MaxDecimals) == value;

    /// <summary>Whether these points are a whole number of steps; a step of <c>null</c> admits any.</summary>
    public bool IsOn(Points? step) => step is not { Value: > 0 } given || Value % given.Value == 0;

    public static Points operator +(Points left, Points right) => new(left.Value + right.Value);

    public static Points operator -(Points left, Points right) => new(left.Value - right.Value);

    public static bool operator <(Points left, Points right) => left.Value < right.Value;

    public static bool operator >(Points left, Points right) => left.Value > right.Value;

    public static bool operator <=(Points left, Points right) => left.Value <= right.Value;

    public static bool operator >=(Points left, Points right) => left.Value >= right.Value;

    public int CompareTo(Points other) => Value.CompareTo(other.Value);

    /// <summary>The invariant form without trailing zeros, as files and logs write it.</summary>
    public override string ToString() => Value.ToString("0.####", CultureInfo.InvariantCulture);
}
