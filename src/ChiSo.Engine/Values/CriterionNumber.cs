using System.Globalization;

namespace ChiSo.Engine;

/// <summary>The number a criteria set prints before a line, such as "2.1.10": compared part by part, by number where both parts are numbers.</summary>
public readonly record struct CriterionNumber(string Value) : IComparable<CriterionNumber>
{
    public int CompareTo(CriterionNumber other)
    {
        var left = Value.Split('.');
        var right = other.Value.Split('.');
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            var order = ComparePart(left[i], right[i]);
            if (order != 0)
                return order;
        }

        return left.Length.CompareTo(right.Length);
    }

    public override string ToString() => Value;

    public static bool operator <(CriterionNumber left, CriterionNumber right) => left.CompareTo(right) < 0;

    public static bool operator >(CriterionNumber left, CriterionNumber right) => left.CompareTo(right) > 0;

    public static bool operator <=(CriterionNumber left, CriterionNumber right) => left.CompareTo(right) <= 0;

    public static bool operator >=(CriterionNumber left, CriterionNumber right) => left.CompareTo(right) >= 0;

    private static int ComparePart(string left, string right) =>
        int.TryParse(left, NumberStyles.None, CultureInfo.InvariantCulture, out var a)
        && int.TryParse(right, NumberStyles.None, CultureInfo.InvariantCulture, out var b)
            ? a.CompareTo(b)
            : string.CompareOrdinal(left, right);
}
