using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Surveys.Expressions;
using ChiSo.Application.Surveys.Questionnaires;

namespace ChiSo.Application.Surveys.Paper;

/// <summary>When a question is to be answered, in words for paper: by the numbers of questions and the codes of choices. What can't be said so names the questions it depends on.</summary>
/// <param name="numbers">Of the printed questions, by name.</param>
internal sealed class PaperConditions(Questionnaire form, ImmutableDictionary<string, int> numbers, PaperWords words)
{
    /// <returns>Empty where it is always asked, or depends on nothing that is printed.</returns>
    public string Say(FormExpression? relevant)
    {
        if (relevant is null)
            return "";
        if (Say(relevant.Root) is { } said)
            return Fill(words.OnlyIf, said);
        var named = Read(relevant, []).Where(numbers.ContainsKey).Select(name => numbers[name]).Distinct().Order().ToList();
        return named.Count == 0 ? "" : Fill(words.Depends, string.Join(", ", named));
    }

    /// <summary>The questions an expression reads, also by way of what is computed of them.</summary>
    private IEnumerable<string> Read(FormExpression expression, ImmutableHashSet<string> above) => expression.References().Where(name => !above.Contains(name))
        .SelectMany(name => form.Questions().FirstOrDefault(one => one.Name == name)?.Calculation is { } computed ? Read(computed, above.Add(name)) : [name]);

    /// <returns><c>null</c> where there are no plain words for it.</returns>
    private string? Say(ExpressionNode node) => node switch
    {
        ExpressionNode.Binary { Operator: "and" or "or" } binary when Say(binary.Left) is { } left && Say(binary.Right) is { } right => $"{Part(binary, binary.Left, left)} {(binary.Operator == "and" ? words.And : words.Or)} {Part(binary, binary.Right, right)}",
        ExpressionNode.Binary { Left: ExpressionNode.Reference of, Operator: "=" or "!=" or "<" or "<=" or ">" or ">=" } compared when numbers.TryGetValue(of.Name, out var number) && Value(of.Name, compared.Right) is { } value =>
            $"{Fill(words.Question, $"{number}")} {Sign(compared.Operator)} {value}",
        ExpressionNode.Call { Function: "selected", Arguments: [ExpressionNode.Reference of, var choice] } when numbers.TryGetValue(of.Name, out var number) && Value(of.Name, choice) is { } value => $"{Fill(words.Question, $"{number}")} = {value}",
        ExpressionNode.Call { Function: "not", Arguments: [var inner] } when Say(inner) is { } denied => $"{words.Not} ({denied})",
        _ => null,
    };

    /// <summary>"Or" within "and", or the other way about, stands in brackets.</summary>
    private static string Part(ExpressionNode.Binary whole, ExpressionNode part, string said) => part is ExpressionNode.Binary { Operator: "and" or "or" } inner && inner.Operator != whole.Operator ? $"({said})" : said;

    private static string Sign(string written) => written switch
    {
        "!=" => "≠",
        "<=" => "≤",
        ">=" => "≥",
        _ => written,
    };

    /// <summary>The code a choice has on paper with its label, or a number; <c>null</c> for what is neither.</summary>
    private string? Value(string question, ExpressionNode node)
    {
        var asked = form.Questions().First(one => one.Name == question);
        var written = node switch
        {
            ExpressionNode.Text text => text.Value,
            ExpressionNode.Number number => number.Value.ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
        if (written is null || asked.List is null)
            return node is ExpressionNode.Number ? written : null;
        return PaperCodes.Of(form, asked).FirstOrDefault(one => one.Choice.Name == written) is { Choice: { } choice } found ? $"{found.Code} ({choice.Label.In(form.LanguageOf(words.Code))})" : null;
    }

    private static string Fill(string words, string with) => string.Format(CultureInfo.InvariantCulture, words, with);
}
