using System.Collections.Immutable;
using System.Diagnostics;

namespace ChiSo.Engine;

/// <summary>Evaluates a parsed formula without allocating.</summary>
internal static class FormulaEvaluation
{
    /// <param name="divideAtOnce">Whether each division is carried out where it stands instead of last.</param>
    /// <returns><c>null</c> after a division by zero.</returns>
    /// <exception cref="OverflowException">A value passes what a decimal holds.</exception>
    public static Quotient? Of(FormulaNode node, ReadOnlySpan<decimal> values, bool divideAtOnce) => node switch
    {
        FormulaNode.Number number => Quotient.Of(number.Value),
        FormulaNode.Variable variable => Quotient.Of(values[variable.Place]),
        FormulaNode.Negate negate => -Of(negate.Of, values, divideAtOnce),
        FormulaNode.Add add => Of(add.Left, values, divideAtOnce) + Of(add.Right, values, divideAtOnce),
        FormulaNode.Subtract subtract => Of(subtract.Left, values, divideAtOnce) + -Of(subtract.Right, values, divideAtOnce),
        FormulaNode.Multiply multiply => Of(multiply.Left, values, divideAtOnce) * Of(multiply.Right, values, divideAtOnce),
        FormulaNode.Divide divide => Divided(divide, values, divideAtOnce),
        FormulaNode.Least least => Extreme(least.Of, values, divideAtOnce, sign: -1),
        FormulaNode.Greatest greatest => Extreme(greatest.Of, values, divideAtOnce, sign: 1),
        FormulaNode.If choice => Holds(choice.Condition, values, divideAtOnce) is { } holds
            ? Of(holds ? choice.Then : choice.Otherwise, values, divideAtOnce)
            : null,
        _ => throw new UnreachableException("The parser lets no condition stand where a number belongs."),
    };

    /// <summary>Compares with both sides rounded first, as every comparison of the method.</summary>
    public static bool Compared(decimal left, Comparison how, decimal right)
    {
        var order = Rounded(left).CompareTo(Rounded(right));
        return how switch
        {
            Comparison.AtLeast => order >= 0,
            Comparison.Above => order > 0,
            Comparison.AtMost => order <= 0,
            Comparison.Below => order < 0,
            Comparison.Equal => order == 0,
            Comparison.NotEqual => order != 0,
            _ => throw new UnreachableException(),
        };
    }

    private static decimal Rounded(decimal value) =>
        value.Scale <= Computation.ComparedDecimals ? value : decimal.Round(value, Computation.ComparedDecimals, MidpointRounding.AwayFromZero);

    private static Quotient? Divided(FormulaNode.Divide divide, ReadOnlySpan<decimal> values, bool divideAtOnce)
    {
        if (Of(divide.Left, values, divideAtOnce) is not { } left || Of(divide.Right, values, divideAtOnce) is not { } right)
            return null;
        return left / right is not { } quotient ? null : divideAtOnce ? Quotient.Of(quotient.Value) : quotient;
    }

    private static Quotient? Extreme(ImmutableArray<FormulaNode> nodes, ReadOnlySpan<decimal> values, bool divideAtOnce, int sign)
    {
        Quotient? best = null;
        foreach (var node in nodes)
        {
            if (Of(node, values, divideAtOnce) is not { } next)
                return null;
            if (best is not { } found || next.Value.CompareTo(found.Value) * sign > 0)
                best = next;
        }

        return best;
    }

    private static bool? Holds(FormulaNode condition, ReadOnlySpan<decimal> values, bool divideAtOnce) => condition switch
    {
        FormulaNode.Compare compare => Of(compare.Left, values, divideAtOnce) is { } left && Of(compare.Right, values, divideAtOnce) is { } right
            ? Compared(left.Value, compare.Is, right.Value)
            : null,
        FormulaNode.Both both => Holds(both.Left, values, divideAtOnce) is { } first
            ? first ? Holds(both.Right, values, divideAtOnce) : false
            : null,
        FormulaNode.Either either => Holds(either.Left, values, divideAtOnce) is { } first
            ? first ? true : Holds(either.Right, values, divideAtOnce)
            : null,
        FormulaNode.Not not => !Holds(not.Of, values, divideAtOnce),
        _ => throw new UnreachableException("The parser lets no number stand where a condition belongs."),
    };
}
