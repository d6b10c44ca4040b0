using System.Globalization;

namespace ChiSo.Engine;

/// <summary>The place of a unit in its block ("xếp thứ"), from 1 for the best; <c>default</c> is no valid rank.</summary>
public readonly record struct Rank(int Value) : IComparable<Rank>
{
    public int CompareTo(Rank other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public static bool operator <(Rank left, Rank right) => left.Value < right.Value;

    public static bool operator >(Rank left, Rank right) => left.Value > right.Value;

    public static bool operator <=(Rank left, Rank right) => left.Value <= right.Value;

    public static bool operator >=(Rank left, Rank right) => left.Value >= right.Value;
}
