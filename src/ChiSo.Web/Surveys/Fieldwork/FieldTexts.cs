using System.Collections.Immutable;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Fieldwork;
using ChiSo.Engine;
using ChiSo.Web.Language;

namespace ChiSo.Web.Surveys.Fieldwork;

/// <summary>Names of what an area counts, in the language of whoever reads.</summary>
public static class FieldTexts
{
    /// <summary>Problems with their fields as pages name them.</summary>
    /// <param name="names">Keys of texts by field.</param>
    public static ImmutableArray<Problem> Placed(ImmutableArray<Problem> problems, Texts texts, params (string Field, string Key)[] names) => [.. problems.Select(problem =>
    {
        var (field, line) = problem.Where.Split(", ", 2) is [var first, var second] ? (first, $", {second}") : (problem.Where, "");
        return names.FirstOrDefault(name => name.Field == field) is { Key: { } key } ? problem with { Where = texts[key] + line } : problem;
    })];

    /// <summary>The choice of a quota as the questionnaire says it; its code where it has no words.</summary>
    public static string Choice(LiveSurvey survey, FieldQuota quota, Texts texts)
    {
        var question = survey.Form.Questions().First(one => one.Name == quota.Question); // quotas name questions that are there
        var label = survey.Form.List(question.List)?.Choices.FirstOrDefault(choice => choice.Name == quota.Choice)?.Label;
        return label is not null && SurveyNames.Of(survey.Form, label, texts) is { Length: > 0 } said ? said : quota.Choice;
    }
}
