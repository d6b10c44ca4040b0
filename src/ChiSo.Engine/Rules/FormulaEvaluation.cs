using System.Collections.Immutable;
using System.Diagnostics;

namespace ChiSo.Engine;

/// <summary>Evaluates a parsed formula without allocating.</summary>
internal static class FormulaEvaluation
{
    /// <returns>Undefined after a division by zero.</returns>
    /// <exception cref="OverflowException">A value that had to be compared passes what a decimal holds.</exception>
    public static Quotient Of(FormulaNode node, ReadOnlySpan<decimal> values) => node switch
    {
        FormulaNode.Variable variable => values[variable.Place],
        FormulaNode.Number number => number.Value,
        FormulaNode.Divide divide => Of(divide.Left, values) / Of(divide.Right, values),
        FormulaNode.Multiply multiply => Of(multiply.Left, values) * Of(multiply.Right, values),
        FormulaNode.Add add => Of(add.Left, values) + Of(add.Right, values),
        FormulaNode.Subtract subtract => Of(subtract.Left, values) - Of(subtract.Right, values),
        FormulaNode.Negate negate => -Of(negate.Of, values),
        FormulaNode.Least least => Extreme(least.Of, values, sign: -1),
        FormulaNode.Greatest greatest => Extreme(greatest.Of, values, sign: 1),
        FormulaNode.If choice => Holds(choice.Condition, values) is { } holds
            ? Of(holds ? choice.Then : choice.Otherwise, values)
            : default,
        _ => throw new UnreachableException("The parser lets no condition stand where a number belongs."),
    };

    /// <summary>Compares with both sides rounded first, as every comparison of the method.</summary>
    public static bool Compared(decimal left, Comparison how, decimal right) => Holds(Rounded(left).CompareTo(Rounded(right)), how);

    /// <summary>Whether two values in this order compare so.</summary>
    /// <param name="order">Below, at or above zero, as of <see cref="decimal.CompareTo(decimal)"/>.</param>
    public static bool Holds(int order, Comparison how) => how switch
        {
            Comparison.AtLeast => order >= 0,
            Comparison.Above => order > 0,
            Comparison.AtMost => order <= 0,
            Comparison.Below => order < 0,
            Comparison.Equal => order == 0,
            Comparison.NotEqual => order != 0,
            _ => throw new UnreachableException(),
        };

    /// <summary>The form in which two values are compared.</summary>
    public static decimal Rounded(decimal value) =>
        value.Scale <= Computation.ComparedDecimals ? value : decimal.Round(value, Computation.ComparedDecimals, MidpointRounding.AwayFromZero);

    private static Quotient Extreme(ImmutableArray<FormulaNode> nodes, ReadOnlySpan<decimal> values, int sign)
    {
        var best = Of(nodes[0], values);
        foreach (var node in nodes.AsSpan(1..))
        {
            var next = Of(node, values);
            if (!best.IsDefined || !next.IsDefined)
                return default;
            if (next.Value.CompareTo(best.Value) * sign > 0)
                best = next;
        }

        return best;
    }

    /// <summary><c>null</c> where a side is undefined.</summary>
    private static bool? Holds(FormulaNode condition, ReadOnlySpan<decimal> values) => condition switch
    {
        FormulaNode.Compare compare => Of(compare.Left, values) is { IsDefined: true } left && Of(compare.Right, values) is { IsDefined: true } right
            ? Compared(left.Value, compare.Is, right.Value)
            : null,
        FormulaNode.Both both => Holds(both.Left, values) is { } first
            ? first ? Holds(both.Right, values) : false
            : null,
        FormulaNode.Either either => Holds(either.Left, values) is { } first
            ? first ? true : Holds(either.Right, values)
            : null,
        FormulaNode.Not not => !Holds(not.Of, values),
        _ => throw new UnreachableException("The parser lets no number stand where a condition belongs."),
    };
}
