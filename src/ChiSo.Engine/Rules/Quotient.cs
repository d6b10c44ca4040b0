namespace ChiSo.Engine;

/// <summary>A value before its one division: multiply first, one division last. A whole number over a whole number, so always exact: of 64 bits where both fit, of any size elsewhere.</summary>
/// <remarks><c>default</c> is undefined, as after a division by zero; so is whatever is made of it.</remarks>
internal readonly struct Quotient
{
    private readonly long over;
    private readonly long under; // zero where undefined, above zero otherwise; 1 beside a wide fraction
    private readonly WideFraction? wide;

    private Quotient(long over, long under) => (this.over, this.under) = (over, under);

    private Quotient(WideFraction wide) => (under, this.wide) = (1, wide);

    public bool IsDefined => under != 0;

    /// <summary>The division carried out, to the 28 digits of a decimal. Only of what is defined.</summary>
    /// <exception cref="OverflowException">It is larger than a decimal.</exception>
    public decimal Value => wide is not null ? wide.ToDecimal() : under == 1 ? over : (decimal)over / under;

    /// <summary>The powers of ten that common decimals divide by.</summary>
    private static ReadOnlySpan<long> Powers =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
        10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
    ];

    private WideFraction Wide => wide ?? new(over, under);

    public static implicit operator Quotient(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        if (bits[2] != 0 || bits[1] < 0 || value.Scale >= Powers.Length)
            return new(WideFraction.Of(value));

        var digits = ((long)bits[1] << 32) | (uint)bits[0];
        return new(bits[3] < 0 ? -digits : digits, Powers[value.Scale]);
    }

    public static Quotient operator +(Quotient left, Quotient right)
    {
        if (left.wide is null && right.wide is null)
        {
            if (left.under == right.under && TryAdd(left.over, right.over, out var sum))
                return new(sum, left.under);
            if (TryMultiply(left.over, right.under, out var first) && TryMultiply(right.over, left.under, out var second)
                && TryAdd(first, second, out sum) && TryMultiply(left.under, right.under, out var under))
            {
                return new(sum, under);
            }
        }

        return left.IsDefined && right.IsDefined ? new(left.Wide + right.Wide) : default;
    }

    public static Quotient operator -(Quotient value) => value.wide is { } wide ? new(-wide) : new(-value.over, value.under);

    public static Quotient operator -(Quotient left, Quotient right) => left + -right;

    public static Quotient operator *(Quotient left, Quotient right)
    {
        if (left.wide is null && right.wide is null && TryMultiply(left.over, right.over, out var over) && TryMultiply(left.under, right.under, out var under))
            return new(over, under);
        return left.IsDefined && right.IsDefined ? new(left.Wide * right.Wide) : default;
    }

    public static Quotient operator /(Quotient left, Quotient right) => left * right.Inverse();

    /// <summary>Whether both divide by the same, so that their sum needs no larger products.</summary>
    public bool DividesAs(Quotient other) => wide is null && other.wide is null && under == other.under;

    /// <summary>Throws where <see cref="Value"/> would; what fits 64 bits never does.</summary>
    /// <exception cref="OverflowException">It is larger than a decimal.</exception>
    public void EnsureFits() => wide?.ToDecimal();

    /// <summary>The order after both sides are rounded, as in every comparison of the method.</summary>
    /// <remarks>Rounding never turns an order round: only values closer than 2⁻³⁸, some four of the last digit compared, need their division.</remarks>
    public int ComparedTo(Quotient bound)
    {
        if (wide is null && bound.wide is null)
        {
            var apart = Math.BigMul(over, bound.under) - Math.BigMul(bound.over, under);
            if (Int128.Abs(apart) > Math.BigMul(under, bound.under) >> 38)
                return Int128.Sign(apart);
        }

        return FormulaEvaluation.Rounded(Value).CompareTo(FormulaEvaluation.Rounded(bound.Value));
    }

    private Quotient Inverse() =>
        wide is not null ? wide.Over.IsZero ? default : new(wide.Inverse())
        : over > 0 ? new(under, over)
        : over < 0 ? new(-under, -over)
        : default;

    private static bool TryMultiply(long left, long right, out long product)
    {
        var high = Math.BigMul(left, right, out product);
        return high == product >> 63 && product != long.MinValue; // the least long can't change its sign
    }

    private static bool TryAdd(long left, long right, out long sum)
    {
        sum = unchecked(left + right);
        return ((left ^ sum) & (right ^ sum)) >= 0 && sum != long.MinValue;
    }
}
