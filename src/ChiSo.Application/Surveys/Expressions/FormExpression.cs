using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Expressions;

/// <summary>An expression of a questionnaire: when a question is asked, which answers are allowed, what is computed.</summary>
/// <param name="Source">As written.</param>
public sealed record FormExpression(string Source, ExpressionNode Root)
{
    private const int MaxLength = 4000;

    /// <param name="where">The cell.</param>
    /// <param name="allowColumns">Whether bare names are columns of the choices, as in choice filters.</param>
    public static Result<FormExpression> Parse(string source, string where, bool allowColumns = false)
    {
        if (source.Length > MaxLength)
            return Problem(where, 1, new($"biểu thức dài hơn {MaxLength} ký tự", $"the expression is longer than {MaxLength} letters"));
        try
        {
            return new FormExpression(source, new ExpressionParser(ExpressionTokens.Of(source), allowColumns).Parse());
        }
        catch (ExpressionFault fault)
        {
            return Problem(where, fault.At, fault.What);
        }
    }

    /// <summary>The names of the questions it looks at.</summary>
    public IEnumerable<string> References() => Root.All().OfType<ExpressionNode.Reference>().Select(reference => reference.Name).Distinct();

    /// <summary>The columns of choices it looks at.</summary>
    public IEnumerable<string> Columns() => Root.All().OfType<ExpressionNode.Column>().Select(column => column.Name).Distinct();

    public FormValue Compute(ExpressionScope scope) => Compute(Root, scope);

    private static FormValue Compute(ExpressionNode node, ExpressionScope scope) => node switch
    {
        ExpressionNode.Number number => new FormValue.Number(number.Value),
        ExpressionNode.Text text => new FormValue.Text(text.Value),
        ExpressionNode.Self => new FormValue.Text(scope.Self),
        ExpressionNode.Position => new FormValue.Number(scope.Position),
        ExpressionNode.Reference reference => new FormValue.Several(scope.Answers(reference.Name)),
        ExpressionNode.Column column => new FormValue.Text(scope.Columns.GetValueOrDefault(column.Name, "")),
        ExpressionNode.Negate negate => new FormValue.Number(-Compute(negate.Operand, scope).AsNumber()),
        ExpressionNode.Call { Function: "if" } choice => Compute(choice.Arguments[Compute(choice.Arguments[0], scope).AsTruth() ? 1 : 2], scope),
        ExpressionNode.Call call => FormFunctions.Call(call.Function, [.. call.Arguments.Select(argument => Compute(argument, scope))], scope),
        ExpressionNode.Binary binary => Compute(binary, scope),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static FormValue Compute(ExpressionNode.Binary binary, ExpressionScope scope)
    {
        var left = Compute(binary.Left, scope);
        switch (binary.Operator)
        {
            case "or":
                return new FormValue.Truth(left.AsTruth() || Compute(binary.Right, scope).AsTruth());
            case "and":
                return new FormValue.Truth(left.AsTruth() && Compute(binary.Right, scope).AsTruth());
        }

        var right = Compute(binary.Right, scope);
        var (a, b) = (left.AsNumber(), right.AsNumber());
        return binary.Operator switch
        {
            "=" => new FormValue.Truth(AreEqual(left, right)),
            "!=" => new FormValue.Truth(!AreEqual(left, right)),
            "<" => new FormValue.Truth(a < b),
            "<=" => new FormValue.Truth(a <= b),
            ">" => new FormValue.Truth(a > b),
            ">=" => new FormValue.Truth(a >= b),
            "+" => new FormValue.Number(a + b),
            "-" => new FormValue.Number(a - b),
            "*" => new FormValue.Number(a * b),
            "div" => new FormValue.Number(a / b),
            "mod" => new FormValue.Number(a % b),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>A truth beside anything compares as truths, a number as numbers, the rest as text.</summary>
    private static bool AreEqual(FormValue left, FormValue right) => (left, right) switch
    {
        (FormValue.Truth, _) or (_, FormValue.Truth) => left.AsTruth() == right.AsTruth(),
        (FormValue.Number, _) or (_, FormValue.Number) => left.AsNumber() == right.AsNumber(), // exact, as XPath says
        _ => string.Equals(left.AsText(), right.AsText(), StringComparison.Ordinal),
    };

    private static Problem Problem(string where, int at, Words why) => new("questionnaire.expression", where,
        new($"Không hiểu biểu thức, ở ký tự thứ {at}: {why.Vi}.", $"The expression can't be understood, at letter {at}: {why.En}."),
        new("Sửa biểu thức theo trang mô tả phiếu hỏi.", "Correct it after the page on questionnaires."));
}
