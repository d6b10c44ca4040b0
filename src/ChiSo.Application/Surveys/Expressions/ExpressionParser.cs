using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Expressions;

/// <summary>Reads the expressions XLSForm uses (a subset of XPath 1.0) by recursive descent, weakest operators first.</summary>
internal sealed class ExpressionParser(List<ExpressionToken> tokens, bool allowColumns)
{
    private const int MaxDepth = 64;
    private static readonly string[][] Levels = [["or"], ["and"], ["=", "!="], ["<=", "<", ">=", ">"], ["+", "-"], ["*", "div", "mod"]];

    private int next;
    private int depth;

    private ExpressionToken Current => tokens[next];

    /// <exception cref="ExpressionFault">The text is no expression.</exception>
    public ExpressionNode Parse()
    {
        var node = Level(0);
        return Current.Kind == TokenKind.End ? node : throw Unexpected();
    }

    private ExpressionNode Level(int level)
    {
        if (level == Levels.Length)
            return Unary();

        var node = Level(level + 1);
        while (Current.Kind is TokenKind.Sign or TokenKind.Name && Levels[level].Contains(Current.Text, StringComparer.Ordinal))
        {
            var sign = Take().Text;
            node = new ExpressionNode.Binary(sign, node, Level(level + 1));
        }

        return node;
    }

    private ExpressionNode Unary()
    {
        if (++depth > MaxDepth)
            throw new ExpressionFault(Current.At, new("biểu thức lồng nhau quá sâu", "the expression is nested too deeply"));
        var node = IsSign("-") && Take().Kind == TokenKind.Sign ? new ExpressionNode.Negate(Unary()) : Primary();
        depth--;
        return node;
    }

    private ExpressionNode Primary()
    {
        var token = Take();
        switch (token.Kind)
        {
            case TokenKind.Number:
                return new ExpressionNode.Number(double.Parse(token.Text, CultureInfo.InvariantCulture));
            case TokenKind.Text:
                return new ExpressionNode.Text(token.Text);
            case TokenKind.Reference:
                return new ExpressionNode.Reference(token.Text);
            case TokenKind.Name when IsSign("("):
                return Call(token);
            case TokenKind.Name when allowColumns:
                return new ExpressionNode.Column(token.Text);
            case TokenKind.Sign when token.Text == ".":
                return new ExpressionNode.Self();
            case TokenKind.Sign when token.Text == "(":
                var inner = Level(0);
                Expect(")");
                return inner;
            default:
                next--;
                throw Unexpected();
        }
    }

    private ExpressionNode Call(ExpressionToken name)
    {
        Expect("(");
        if (name.Text == "position" && IsSign(".."))
        {
            Take();
            Expect(")");
            return new ExpressionNode.Position();
        }

        if (FormFunctions.Arity(name.Text) is not { } arity)
            throw new ExpressionFault(name.At, new($"không có hàm “{name.Text}”; có các hàm: {string.Join(", ", FormFunctions.Names)}", $"there is no function “{name.Text}”; there are: {string.Join(", ", FormFunctions.Names)}"));

        var arguments = ImmutableArray.CreateBuilder<ExpressionNode>();
        while (!IsSign(")"))
        {
            if (arguments.Count > 0)
                Expect(",");
            arguments.Add(Level(0));
        }

        Expect(")");
        CheckArguments(name, arguments, arity);
        return new ExpressionNode.Call(name.Text, arguments.ToImmutable());
    }

    private static void CheckArguments(ExpressionToken name, ImmutableArray<ExpressionNode>.Builder arguments, (int Least, int Most) arity)
    {
        if (arguments.Count < arity.Least || arguments.Count > arity.Most)
            throw new ExpressionFault(name.At, new($"hàm “{name.Text}” không nhận {arguments.Count} tham số", $"“{name.Text}” does not take {arguments.Count} arguments"));
        if (name.Text == "regex" && (arguments[1] is not ExpressionNode.Text pattern || FormFunctions.Pattern(pattern.Value) is null))
            throw new ExpressionFault(name.At, new("mẫu của regex phải viết sẵn trong dấu nháy và là mẫu đơn giản", "the pattern of regex must be written in quotes and be a plain one"));
    }

    private ExpressionToken Take() => Current.Kind == TokenKind.End ? throw Unexpected() : tokens[next++];

    private bool IsSign(string sign) => Current.Kind == TokenKind.Sign && Current.Text == sign;

    private void Expect(string sign)
    {
        if (!IsSign(sign))
            throw new ExpressionFault(Current.At, new($"thiếu “{sign}”", $"“{sign}” is missing"));
        next++;
    }

    private ExpressionFault Unexpected() => Current.Kind == TokenKind.End
        ? new(Current.At, new Words("biểu thức dừng giữa chừng", "the expression breaks off"))
        : new(Current.At, new Words($"không hiểu “{Current.Text}” ở đây", $"“{Current.Text}” is not understood here"));
}
