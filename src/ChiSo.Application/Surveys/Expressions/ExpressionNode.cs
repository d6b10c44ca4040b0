using System.Collections.Immutable;

namespace ChiSo.Application.Surveys.Expressions;

/// <summary>An expression of a questionnaire as a tree.</summary>
public abstract record ExpressionNode
{
    private ExpressionNode()
    {
    }

    public sealed record Number(double Value) : ExpressionNode;

    public sealed record Text(string Value) : ExpressionNode;

    /// <summary>The answer to a question, written <c>${name}</c>.</summary>
    public sealed record Reference(string Name) : ExpressionNode;

    /// <summary>A column of the choices, written by its bare name; in choice filters only.</summary>
    public sealed record Column(string Name) : ExpressionNode;

    /// <summary>The answer being checked, written <c>.</c></summary>
    public sealed record Self : ExpressionNode;

    /// <summary>The turn of a repeat one is in, from 1, written <c>position(..)</c>.</summary>
    public sealed record Position : ExpressionNode;

    public sealed record Call(string Function, ImmutableArray<ExpressionNode> Arguments) : ExpressionNode;

    public sealed record Binary(string Operator, ExpressionNode Left, ExpressionNode Right) : ExpressionNode;

    public sealed record Negate(ExpressionNode Operand) : ExpressionNode;

    /// <summary>This node and all below it.</summary>
    public IEnumerable<ExpressionNode> All() => this switch
    {
        Call call => call.Arguments.SelectMany(argument => argument.All()).Prepend(this),
        Binary binary => binary.Left.All().Concat(binary.Right.All()).Prepend(this),
        Negate negate => negate.Operand.All().Prepend(this),
        _ => [this],
    };
}
