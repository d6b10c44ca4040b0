using System.Collections.Immutable;

namespace ChiSo.Engine;

/// <summary>A formula over declared figures in the decimal language of scoring rules: + − × ÷, min, max, if, comparisons, and, or, not. No loops, no calls out.</summary>
/// <remarks>Parsed once to a tree that explains itself; equal when the text and the names it may use are. Described in <c>docs/reference/formulas.md</c>.</remarks>
public sealed record Formula
{
    private Formula(string text, FormulaNode root, ImmutableArray<string> variables) => (Text, Root, Variables) = (text, root, variables);

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>The parsed tree.</summary>
    public FormulaNode Root { get; }

    /// <summary>The names it may use, in the order <see cref="Evaluate"/> takes their values.</summary>
    public ImmutableArray<string> Variables { get; }

    /// <param name="variables">Names the formula may use, in the order values will be given; compared ordinally.</param>
    /// <param name="where">The place of the text, for problems.</param>
    public static Result<Formula> Parse(string text, IReadOnlyList<string> variables, string where)
    {
        var parsed = new FormulaParser(text, variables, where).Parse();
        return parsed.TryGet(out var root) ? new Formula(text, root, [.. variables]) : parsed.Problems;
    }

    /// <summary>The value, or <c>null</c> where a division by zero, or a value too large for a decimal, leaves it undefined.</summary>
    /// <param name="values">In the order of <see cref="Variables"/>.</param>
    /// <exception cref="ArgumentException">There are fewer values than variables.</exception>
    public decimal? Evaluate(ReadOnlySpan<decimal> values)
    {
        try
        {
            return EvaluateQuotient(values) is { IsDefined: true } value ? value.Value : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>The value before its one division, so that a rule can multiply further first.</summary>
    /// <exception cref="OverflowException">A value that had to be compared is too large for a decimal.</exception>
    internal Quotient EvaluateQuotient(ReadOnlySpan<decimal> values)
    {
        if (values.Length < Variables.Length)
            throw new ArgumentException($"{values.Length} values for {Variables.Length} variables.", nameof(values));

        return FormulaEvaluation.Of(Root, values);
    }

    public bool Equals(Formula? other) => other is not null && other.Text == Text && other.Variables.SequenceEqual(Variables);

    public override int GetHashCode() => string.GetHashCode(Text, StringComparison.Ordinal);

    public override string ToString() => Text;
}
