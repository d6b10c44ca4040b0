using System.Collections.Immutable;
using System.Globalization;

namespace ChiSo.Engine;

/// <summary>Recursive descent over the grammar of <c>docs/reference/formulas.md</c>: or, and, not, comparison, sum, product, sign, primary.</summary>
internal sealed class FormulaParser(string text, IReadOnlyList<string> variables, string where)
{
    private const int MaxDepth = 64;
    private const int MaxLength = 1_000; // a chain of sums is as deep as it is long

    private readonly ImmutableArray<FormulaToken> tokens = FormulaTokens.Of(text);
    private int next;
    private int depth;

    private FormulaToken Current => tokens[next];

    public Result<FormulaNode> Parse()
    {
        if (text.Length > MaxLength)
            return new Problem("formula.too-long", where,
                new($"Công thức dài quá {MaxLength} ký tự.", $"The formula is longer than {MaxLength} characters."),
                new("Khai báo số liệu đã cộng sẵn, hoặc chia thành nhiều tiêu chí thành phần.", "Declare a figure that is added up already, or divide the line into several."));

        try
        {
            var start = Current;
            var root = Disjunction();
            return Current.Sign == FormulaSign.End ? Number(root, start) : Fail("formula.unexpected", Unexpected());
        }
        catch (FormulaFault fault)
        {
            return fault.Problem;
        }
    }

    private FormulaNode Disjunction()
    {
        var start = Current;
        var left = Conjunction();
        while (TakeName("or"))
            left = new FormulaNode.Either(Condition(left, start), Condition(Conjunction));
        return left;
    }

    private FormulaNode Conjunction()
    {
        var start = Current;
        var left = Negation();
        while (TakeName("and"))
            left = new FormulaNode.Both(Condition(left, start), Condition(Negation));
        return left;
    }

    private FormulaNode Negation() => TakeName("not") ? Nested(() => new FormulaNode.Not(Condition(Negation))) : Comparing();

    private FormulaNode Comparing()
    {
        var start = Current;
        var left = Sum();
        if (Current.Sign != FormulaSign.Operator || ComparisonOf(Current.Text) is not { } how)
            return left;
        next++;
        return new FormulaNode.Compare(Number(left, start), how, Number(Sum));
    }

    private FormulaNode Sum()
    {
        var start = Current;
        var left = Product();
        while (true)
        {
            if (TakeOperator("+"))
                left = new FormulaNode.Add(Number(left, start), Number(Product));
            else if (TakeOperator("-", "−"))
                left = new FormulaNode.Subtract(Number(left, start), Number(Product));
            else
                return left;
        }
    }

    private FormulaNode Product()
    {
        var start = Current;
        var left = Signed();
        while (true)
        {
            if (TakeOperator("*", "×"))
                left = new FormulaNode.Multiply(Number(left, start), Number(Signed));
            else if (TakeOperator("/", "÷"))
                left = new FormulaNode.Divide(Number(left, start), Number(Signed));
            else
                return left;
        }
    }

    private FormulaNode Signed() => TakeOperator("-", "−") ? Nested(() => new FormulaNode.Negate(Number(Signed))) : Primary();

    private FormulaNode Primary()
    {
        var token = Current;
        next++;
        return token switch
        {
            { Sign: FormulaSign.Number } => new FormulaNode.Number(token.Number),
            { Sign: FormulaSign.Operator, Text: "(" } => Nested(Parenthesis),
            { Sign: FormulaSign.Name, Text: "min" or "max" or "if" } => Nested(() => Call(token)),
            { Sign: FormulaSign.Name } => Variable(token),
            _ => throw new FormulaFault(Fail("formula.unexpected", Unexpected(token))),
        };
    }

    private FormulaNode Parenthesis()
    {
        var inner = Disjunction();
        Expect(")");
        return inner;
    }

    private FormulaNode Call(FormulaToken name) => name.Text == "if" ? Choice(name) : Extreme(name);

    private FormulaNode.If Choice(FormulaToken name)
    {
        Expect("(");
        var condition = Condition(Disjunction);
        var values = FurtherNumbers();
        return values is [var then, var otherwise]
            ? new FormulaNode.If(condition, then, otherwise)
            : throw new FormulaFault(Fail("formula.arguments", new(
                $"\"if\" ở vị trí {At(name)} cần đúng ba phần: điều kiện, giá trị khi đúng, giá trị khi sai.",
                $"\"if\" at position {At(name)} takes exactly three parts: a condition, the value when it holds, the value when not.")));
    }

    private FormulaNode Extreme(FormulaToken name)
    {
        Expect("(");
        ImmutableArray<FormulaNode> numbers = [Number(Disjunction), .. FurtherNumbers()];
        return name.Text == "min" ? new FormulaNode.Least(numbers) : new FormulaNode.Greatest(numbers);
    }

    /// <summary>The numbers after the first argument, up to the closing parenthesis.</summary>
    private List<FormulaNode> FurtherNumbers()
    {
        var numbers = new List<FormulaNode>();
        while (TakeOperator(","))
            numbers.Add(Number(Disjunction));
        Expect(")");
        return numbers;
    }

    private FormulaNode.Variable Variable(FormulaToken token)
    {
        for (var place = 0; place < variables.Count; place++)
        {
            if (variables[place] == token.Text)
                return new(place, token.Text);
        }

        var allowed = string.Join(", ", variables);
        throw new FormulaFault(Fail("formula.unknown-name", new(
            $"Không có số liệu tên \"{token.Text}\" (vị trí {At(token)}). Được dùng: {allowed}.",
            $"There is no figure named \"{token.Text}\" (position {At(token)}). Allowed: {allowed}.")));
    }

    private FormulaNode Nested(Func<FormulaNode> parse)
    {
        if (++depth > MaxDepth)
            throw new FormulaFault(Fail("formula.too-deep", new(
                $"Công thức lồng nhau quá {MaxDepth} lớp, kể từ vị trí {At(tokens[next - 1])}.",
                $"From position {At(tokens[next - 1])} on, the formula is nested more than {MaxDepth} levels deep.")));
        var node = parse();
        depth--;
        return node;
    }

    private FormulaNode Number(Func<FormulaNode> parse)
    {
        var start = Current;
        return Number(parse(), start);
    }

    /// <param name="start">The first word of <paramref name="node"/>, for the message.</param>
    private FormulaNode Number(FormulaNode node, FormulaToken start) => node.IsCondition
        ? throw new FormulaFault(Fail("formula.number-expected", new(
            $"Ở vị trí {At(start)} cần một số, không phải một điều kiện.",
            $"A number belongs at position {At(start)}, not a condition.")))
        : node;

    private FormulaNode Condition(Func<FormulaNode> parse)
    {
        var start = Current;
        return Condition(parse(), start);
    }

    /// <inheritdoc cref="Number(FormulaNode, FormulaToken)"/>
    private FormulaNode Condition(FormulaNode node, FormulaToken start) => node.IsCondition
        ? node
        : throw new FormulaFault(Fail("formula.condition-expected", new(
            $"Ở vị trí {At(start)} cần một điều kiện, ví dụ a >= 10.",
            $"A condition belongs at position {At(start)}, such as a >= 10.")));

    private void Expect(string sign)
    {
        if (!TakeOperator(sign))
            throw new FormulaFault(Fail("formula.unexpected", new($"{Unexpected().Vi} Cần \"{sign}\".", $"{Unexpected().En} \"{sign}\" is expected.")));
    }

    private bool TakeOperator(params ReadOnlySpan<string> signs)
    {
        if (Current.Sign != FormulaSign.Operator || !signs.Contains(Current.Text))
            return false;
        next++;
        return true;
    }

    private bool TakeName(string name)
    {
        if (Current.Sign != FormulaSign.Name || Current.Text != name)
            return false;
        next++;
        return true;
    }

    private static Comparison? ComparisonOf(string sign) => sign switch
    {
        ">=" or "≥" => Comparison.AtLeast,
        ">" => Comparison.Above,
        "<=" or "≤" => Comparison.AtMost,
        "<" => Comparison.Below,
        "=" => Comparison.Equal,
        "<>" or "≠" => Comparison.NotEqual,
        _ => null,
    };

    private Words Unexpected() => Unexpected(Current);

    private static Words Unexpected(FormulaToken token) => token.Sign == FormulaSign.End
        ? new("Công thức kết thúc giữa chừng.", "The formula ends too early.")
        : new($"Không hiểu \"{token.Text}\" ở vị trí {At(token)}.", $"\"{token.Text}\" at position {At(token)} can't be understood.");

    private static string At(FormulaToken token) => token.At.ToString(CultureInfo.InvariantCulture);

    private Problem Fail(string code, Words what) => new(code, where, what, new(
        $"Sửa công thức \"{text}\"; số thập phân viết bằng dấu chấm.",
        $"Mend the formula \"{text}\"; decimals are written with a point."));

    // Carries a problem out of the recursion; never leaves this class.
    private sealed class FormulaFault(Problem problem) : Exception
    {
        public Problem Problem { get; } = problem;
    }
}
