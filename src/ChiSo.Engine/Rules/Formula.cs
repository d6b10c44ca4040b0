namespace ChiSo.Engine;

/// <summary>A formula over declared figures in the decimal language of scoring rules: + − × ÷, min, max, if, comparisons, and, or. No loops, no calls out.</summary>
/// <remarks>Parsed once; equal when the text is.</remarks>
public sealed record Formula
{
    private Formula(string text) => Text = text;

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <param name="variables">Names the formula may use, in the order values will be given.</param>
    public static Result<Formula> Parse(string text, IReadOnlyList<string> variables, string where) => throw new NotSupportedException();

    /// <summary>The value, or <c>null</c> where a division by zero makes it undefined.</summary>
    /// <param name="values">In the order of the variables given to <see cref="Parse"/>.</param>
    public decimal? Evaluate(ReadOnlySpan<decimal> values) => throw new NotSupportedException();

    public bool Equals(Formula? other) => other is not null && other.Text == Text;

    public override int GetHashCode() => string.GetHashCode(Text, StringComparison.Ordinal);
}
