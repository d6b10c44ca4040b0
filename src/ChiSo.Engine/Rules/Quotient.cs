namespace ChiSo.Engine;

/// <summary>A value before its one division: multiply first, one division last.</summary>
/// <param name="Under">Never zero.</param>
internal readonly record struct Quotient(decimal Over, decimal Under)
{
    public decimal Value => Under == 1 ? Over : Over / Under;

    public static Quotient Of(decimal value) => new(value, 1);

    public static Quotient operator +(Quotient left, Quotient right) => left.Under == right.Under
        ? new(left.Over + right.Over, left.Under)
        : new((left.Over * right.Under) + (right.Over * left.Under), left.Under * right.Under);

    public static Quotient operator -(Quotient value) => value with { Over = -value.Over };

    public static Quotient operator *(Quotient left, Quotient right) => new(left.Over * right.Over, left.Under * right.Under);

    /// <summary><c>null</c> when <paramref name="right"/> is zero.</summary>
    public static Quotient? operator /(Quotient left, Quotient right) =>
        right.Over == 0 ? null : new(left.Over * right.Under, left.Under * right.Over);
}
