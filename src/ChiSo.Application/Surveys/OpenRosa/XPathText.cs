using System.Globalization;
using ChiSo.Application.Surveys.Expressions;

namespace ChiSo.Application.Surveys.OpenRosa;

/// <summary>Expressions of a questionnaire in the XPath of ODK XForms, questions by their paths.</summary>
internal static class XPathText
{
    /// <param name="path">The path of a question by its name.</param>
    public static string Of(FormExpression expression, Func<string, string> path) => Of(expression.Root, path);

    private static string Of(ExpressionNode node, Func<string, string> path) => node switch
    {
        ExpressionNode.Number number => number.Value.ToString("0.###############", CultureInfo.InvariantCulture),
        ExpressionNode.Text text => Quoted(text.Value),
        ExpressionNode.Self => ".",
        ExpressionNode.Position => "position(..)",
        ExpressionNode.Reference reference => $" {path(reference.Name)} ",
        ExpressionNode.Column column => column.Name,
        ExpressionNode.Negate negate => $"-({Of(negate.Operand, path)})",
        ExpressionNode.Call call => $"{call.Function}({string.Join(", ", call.Arguments.Select(argument => Of(argument, path)))})",
        ExpressionNode.Binary binary => $"({Of(binary.Left, path)} {binary.Operator} {Of(binary.Right, path)})",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>XPath 1.0 has no sign that lets a quote stand inside quotes.</summary>
    private static string Quoted(string text) =>
        !text.Contains('\'', StringComparison.Ordinal) ? $"'{text}'"
        : !text.Contains('"', StringComparison.Ordinal) ? $"\"{text}\""
        : $"concat({string.Join(", \"'\", ", text.Split('\'').Select(part => $"'{part}'"))})";
}
