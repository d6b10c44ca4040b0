using System.Collections.Immutable;

namespace ChiSo.Engine;

/// <summary>A part of a parsed formula. Closed: a new construct of the language is a new case here.</summary>
public abstract record FormulaNode
{
    private FormulaNode() { }

    /// <summary>Whether it is true or false rather than a number.</summary>
    public bool IsCondition => this is Compare or Both or Either or Not;

    public sealed record Number(decimal Value) : FormulaNode;

    /// <param name="Place">Among the formula's variables.</param>
    public sealed record Variable(int Place, string Name) : FormulaNode;

    public sealed record Negate(FormulaNode Of) : FormulaNode;

    public sealed record Add(FormulaNode Left, FormulaNode Right) : FormulaNode;

    public sealed record Subtract(FormulaNode Left, FormulaNode Right) : FormulaNode;

    public sealed record Multiply(FormulaNode Left, FormulaNode Right) : FormulaNode;

    public sealed record Divide(FormulaNode Left, FormulaNode Right) : FormulaNode;

    public sealed record Least(ImmutableArray<FormulaNode> Of) : FormulaNode;

    public sealed record Greatest(ImmutableArray<FormulaNode> Of) : FormulaNode;

    /// <summary>Only the branch taken is evaluated.</summary>
    public sealed record If(FormulaNode Condition, FormulaNode Then, FormulaNode Otherwise) : FormulaNode;

    public sealed record Compare(FormulaNode Left, Comparison Is, FormulaNode Right) : FormulaNode;

    public sealed record Both(FormulaNode Left, FormulaNode Right) : FormulaNode;

    public sealed record Either(FormulaNode Left, FormulaNode Right) : FormulaNode;

    public sealed record Not(FormulaNode Of) : FormulaNode;
}
