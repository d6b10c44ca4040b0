using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Surveys.Questionnaires;

namespace ChiSo.Application.Surveys.Paper;

/// <summary>The numbers choices are keyed by: their names where all of a list are numbers, such as 1 to 5; else their place in the list.</summary>
public static class PaperCodes
{
    /// <summary>What is keyed for "I have read this".</summary>
    public const string Acknowledged = "1";

    private static readonly char[] Between = [' ', ',', ';'];

    /// <summary>The choices of a question with their codes; none for a question without choices.</summary>
    public static ImmutableArray<(string Code, Choice Choice)> Of(Questionnaire form, Question question)
    {
        var choices = form.List(question.List)?.Choices ?? [];
        var named = choices.All(choice => choice.Name.All(char.IsAsciiDigit));
        return [.. choices.Select((choice, at) => (named ? choice.Name : (at + 1).ToString(CultureInfo.InvariantCulture), choice))];
    }

    /// <summary>Codes as they were keyed for what is stored; what is no code stays as it is.</summary>
    public static string Write(Questionnaire form, Question question, string value)
    {
        if (question.Kind == QuestionKind.Acknowledge)
            return value == "OK" ? Acknowledged : value;
        var codes = Of(form, question);
        return codes.IsEmpty ? value : string.Join(' ', value.Split(' ').Select(name => codes.FirstOrDefault(one => one.Choice.Name == name) is { Choice: not null } one ? one.Code : name));
    }

    /// <summary>What is stored for keyed codes, in the order of the list.</summary>
    /// <returns><c>null</c> where one of them is no code of the question, or where several are keyed for one choice.</returns>
    internal static string? Read(Questionnaire form, Question question, string typed)
    {
        if (question.Kind == QuestionKind.Acknowledge)
            return typed == Acknowledged ? "OK" : null;
        var (codes, keyed) = (Of(form, question), typed.Split(Between, StringSplitOptions.RemoveEmptyEntries));
        if (keyed.Any(code => codes.All(one => one.Code != code)) || (question.Kind == QuestionKind.SelectOne && keyed.Length > 1))
            return null;
        return string.Join(' ', codes.Where(one => keyed.Contains(one.Code)).Select(one => one.Choice.Name));
    }
}
