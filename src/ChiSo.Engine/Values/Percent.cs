using System.Globalization;

namespace ChiSo.Engine;

/// <summary>A share in percent ("tỷ lệ %"), unrounded; may lie outside 0-100 (a rate can pass its target).</summary>
public readonly record struct Percent : IComparable<Percent>
{
    private Percent(decimal value) => Value = value;

    /// <summary>In percent: 95 means 95 %.</summary>
    public decimal Value { get; }

    public static Percent FromPercent(decimal value) => new(value);

    public static Percent FromRatio(decimal ratio) => new(ratio * 100);

    /// <summary>Part of a whole in percent; <c>null</c> when the whole is zero: nothing out of nothing is not 0 %.</summary>
    public static Percent? Of(decimal part, decimal whole) => whole == 0 ? null : new(part * 100 / whole);

    public int CompareTo(Percent other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture) + " %";

    public static bool operator <(Percent left, Percent right) => left.Value < right.Value;

    public static bool operator >(Percent left, Percent right) => left.Value > right.Value;

    public static bool operator <=(Percent left, Percent right) => left.Value <= right.Value;

    public static bool operator >=(Percent left, Percent right) => left.Value >= right.Value;
}
