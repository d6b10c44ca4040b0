using System.Globalization;
using Microsoft.OData.UriParser;

namespace ChiSo.Web.Feeds;

/// <summary>An expression of <c>$filter</c> or <c>$orderby</c>, made into a function of a row. Every number is a double; what is unknown stays unknown, as OData 4.0 says (Part 2, 5.1.1).</summary>
/// <param name="places">Where the columns stand in a row.</param>
internal sealed class FeedExpression(IReadOnlyDictionary<string, int> places)
{
    /// <exception cref="FeedQueryException">It has an operator or a function that is not here.</exception>
    public Func<object?[], object?> Of(QueryNode node) => node switch
    {
        ConstantNode constant when Plain(constant.Value) is var value => _ => value,
        ConvertNode convert => Of(convert.Source),
        SingleValuePropertyAccessNode property when places.TryGetValue(property.Property.Name, out var at) => row => Plain(row[at]),
        UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Not } not when Of(not.Operand) is var of => row => of(row) is bool yes ? !yes : null,
        UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Negate } minus when Of(minus.Operand) is var of => row => of(row) is double number ? -number : null,
        BinaryOperatorNode both => Both(both.OperatorKind, Of(both.Left), Of(both.Right)),
        InNode { Right: CollectionConstantNode list } among => Among(Of(among.Left), [.. list.Collection.Select(one => Plain(one.Value))]),
        SingleValueFunctionCallNode call => Call(call.Name, [.. call.Parameters.Select(Of)]),
        _ => throw new FeedQueryException(FeedProblems.Function(node.Kind.ToString())),
    };

    private static object? Plain(object? value) => value switch
    {
        null or string or bool or double => value,
        int or long or short or byte or sbyte or float or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => throw new FeedQueryException(FeedProblems.Function(value.GetType().Name)),
    };

    private static Func<object?[], object?> Both(BinaryOperatorKind kind, Func<object?[], object?> left, Func<object?[], object?> right) => kind switch
    {
        BinaryOperatorKind.And => row => (left(row) as bool?, right(row) as bool?) switch { (false, _) or (_, false) => false, (true, true) => true, _ => null },
        BinaryOperatorKind.Or => row => (left(row) as bool?, right(row) as bool?) switch { (true, _) or (_, true) => true, (false, false) => false, _ => null },
        BinaryOperatorKind.Equal => row => Equals(left(row), right(row)),
        BinaryOperatorKind.NotEqual => row => !Equals(left(row), right(row)),
        BinaryOperatorKind.GreaterThan => row => Compared(left(row), right(row)) > 0,
        BinaryOperatorKind.GreaterThanOrEqual => row => Compared(left(row), right(row)) >= 0,
        BinaryOperatorKind.LessThan => row => Compared(left(row), right(row)) < 0,
        BinaryOperatorKind.LessThanOrEqual => row => Compared(left(row), right(row)) <= 0,
        BinaryOperatorKind.Add => Counted(left, right, (a, b) => a + b),
        BinaryOperatorKind.Subtract => Counted(left, right, (a, b) => a - b),
        BinaryOperatorKind.Multiply => Counted(left, right, (a, b) => a * b),
        BinaryOperatorKind.Divide => Counted(left, right, (a, b) => a / b),
        BinaryOperatorKind.Modulo => Counted(left, right, (a, b) => a % b),
        _ => throw new FeedQueryException(FeedProblems.Function(kind.ToString())),
    };

    private static Func<object?[], object?> Counted(Func<object?[], object?> left, Func<object?[], object?> right, Func<double, double, double> count) =>
        row => left(row) is double one && right(row) is double other ? count(one, other) : null;

    private static Func<object?[], object?> Among(Func<object?[], object?> left, HashSet<object?> list) => row => list.Contains(left(row));

    /// <returns><c>null</c> where one is unknown, so that every comparison is false.</returns>
    private static int? Compared(object? left, object? right) => (left, right) switch
    {
        (string one, string other) => string.CompareOrdinal(one, other),
        (double one, double other) => one.CompareTo(other),
        (bool one, bool other) => one.CompareTo(other),
        _ => null,
    };

    private static Func<object?[], object?> Call(string name, Func<object?[], object?>[] of) => (name, of) switch
    {
        ("contains", [var text, var part]) => Said(text, part, (one, other) => one.Contains(other, StringComparison.Ordinal)),
        ("startswith", [var text, var part]) => Said(text, part, (one, other) => one.StartsWith(other, StringComparison.Ordinal)),
        ("endswith", [var text, var part]) => Said(text, part, (one, other) => one.EndsWith(other, StringComparison.Ordinal)),
        ("indexof", [var text, var part]) => Said(text, part, (one, other) => (double)one.IndexOf(other, StringComparison.Ordinal)),
        ("concat", [var text, var part]) => Said(text, part, string.Concat),
        ("tolower", [var text]) => row => (text(row) as string)?.ToLowerInvariant(),
        ("toupper", [var text]) => row => (text(row) as string)?.ToUpperInvariant(),
        ("trim", [var text]) => row => (text(row) as string)?.Trim(),
        ("length", [var text]) => row => text(row) is string said ? (double)said.Length : null,
        ("round", [var number]) => row => number(row) is double value ? Math.Round(value, MidpointRounding.AwayFromZero) : null,
        ("floor", [var number]) => row => number(row) is double value ? Math.Floor(value) : null,
        ("ceiling", [var number]) => row => number(row) is double value ? Math.Ceiling(value) : null,
        _ => throw new FeedQueryException(FeedProblems.Function(name)),
    };

    private static Func<object?[], object?> Said<T>(Func<object?[], object?> left, Func<object?[], object?> right, Func<string, string, T> tell) =>
        row => left(row) is string one && right(row) is string other ? tell(one, other) : null;
}
