namespace ChiSo.Engine;

/// <summary>The permanent code of a criterion ("mã tiêu chí"), the same over the years whatever number is printed; compared ordinally, never shown as a number.</summary>
public readonly record struct CriterionCode(string Value) : IComparable<CriterionCode>
{
    public int CompareTo(CriterionCode other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static bool operator <(CriterionCode left, CriterionCode right) => left.CompareTo(right) < 0;

    public static bool operator >(CriterionCode left, CriterionCode right) => left.CompareTo(right) > 0;

    public static bool operator <=(CriterionCode left, CriterionCode right) => left.CompareTo(right) <= 0;

    public static bool operator >=(CriterionCode left, CriterionCode right) => left.CompareTo(right) >= 0;
}
