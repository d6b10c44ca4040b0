using System.Collections.Immutable;
using System.Diagnostics;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>A formula as people write it, from its parsed tree: signs of arithmetic instead of those of files, numbers in the reader's language, parentheses only where they are needed.</summary>
internal static class FormulaWords
{
    /// <summary>How tightly a part holds together; a looser part inside a tighter one needs parentheses.</summary>
    private enum Bond
    {
        Choice,
        Or,
        And,
        Not,
        Comparison,
        Sum,
        Product,
        Sign,
        Single,
    }

    public static Words Of(Formula formula) => Of(formula.Root);

    private static Words Of(FormulaNode node) => node switch
    {
        FormulaNode.Number number => VietnameseNumbers.ToWords(number.Value),
        FormulaNode.Variable variable => Words.Same(variable.Name),
        FormulaNode.Negate negate => Around("−", Inside(negate.Of, Bond.Sign), ""),
        FormulaNode.Add add => Joined(Inside(add.Left, Bond.Sum), Words.Same(" + "), Inside(add.Right, Bond.Product)),
        FormulaNode.Subtract subtract => Joined(Inside(subtract.Left, Bond.Sum), Words.Same(" − "), Inside(subtract.Right, Bond.Product)),
        FormulaNode.Multiply multiply => Joined(Inside(multiply.Left, Bond.Product), Words.Same(" × "), Inside(multiply.Right, Bond.Sign)),
        FormulaNode.Divide divide => Joined(Inside(divide.Left, Bond.Product), Words.Same(" ÷ "), Inside(divide.Right, Bond.Sign)),
        FormulaNode.Least least => Extreme(new("số nhỏ nhất trong", "the smallest of"), least.Of),
        FormulaNode.Greatest greatest => Extreme(new("số lớn nhất trong", "the largest of"), greatest.Of),
        FormulaNode.If choice => Choice(Of(choice.Condition), Inside(choice.Then, Bond.Sum), Inside(choice.Otherwise, Bond.Sum)),
        _ => Condition(node),
    };

    private static Words Condition(FormulaNode node) => node switch
    {
        FormulaNode.Compare compare => Joined(Inside(compare.Left, Bond.Sum), Words.Same($" {SignOf(compare.Is)} "), Inside(compare.Right, Bond.Sum)),
        FormulaNode.Both both => Joined(Inside(both.Left, Bond.And), new(" và ", " and "), Inside(both.Right, Bond.Not)),
        FormulaNode.Either either => Joined(Inside(either.Left, Bond.Or), new(" hoặc ", " or "), Inside(either.Right, Bond.And)),
        FormulaNode.Not not => Joined(new("không phải ", "not "), Words.Same(""), Inside(not.Of, Bond.Single)),
        _ => throw new UnreachableException($"No words for {node}."),
    };

    private static Bond BondOf(FormulaNode node) => node switch
    {
        FormulaNode.If => Bond.Choice,
        FormulaNode.Either => Bond.Or,
        FormulaNode.Both => Bond.And,
        FormulaNode.Not => Bond.Not,
        FormulaNode.Compare => Bond.Comparison,
        FormulaNode.Add or FormulaNode.Subtract => Bond.Sum,
        FormulaNode.Multiply or FormulaNode.Divide => Bond.Product,
        FormulaNode.Negate => Bond.Sign,
        _ => Bond.Single,
    };

    private static Words Inside(FormulaNode part, Bond around) => BondOf(part) < around ? Around("(", Of(part), ")") : Of(part);

    private static Words Extreme(Words name, ImmutableArray<FormulaNode> of)
    {
        var parts = of.Select(part => Inside(part, Bond.Sum)).ToList();
        return new($"{name.Vi} ({string.Join("; ", parts.Select(part => part.Vi))})", $"{name.En} ({string.Join(", ", parts.Select(part => part.En))})");
    }

    private static Words Choice(Words condition, Words then, Words otherwise) => new(
        $"nếu {condition.Vi} thì {then.Vi}, nếu không thì {otherwise.Vi}",
        $"{then.En} if {condition.En}, otherwise {otherwise.En}");

    private static string SignOf(Comparison comparison) => comparison switch
    {
        Comparison.AtLeast => "≥",
        Comparison.Above => ">",
        Comparison.AtMost => "≤",
        Comparison.Below => "<",
        Comparison.Equal => "=",
        Comparison.NotEqual => "≠",
        _ => throw new UnreachableException($"No sign for {comparison}."),
    };

    private static Words Joined(Words left, Words sign, Words right) => new(left.Vi + sign.Vi + right.Vi, left.En + sign.En + right.En);

    private static Words Around(string before, Words words, string after) => new(before + words.Vi + after, before + words.En + after);
}
