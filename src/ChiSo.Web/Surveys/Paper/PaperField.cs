using System.Collections.Immutable;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Paper;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;
using ChiSo.Web.Language;

namespace ChiSo.Web.Surveys;

/// <summary>A field in which a question of a paper form is keyed.</summary>
/// <param name="Key">Of the answer.</param>
/// <param name="Codes">What may be keyed, with what it means; none for free entries.</param>
/// <param name="Value">What stands in it.</param>
public sealed record PaperField(string Key, string Label, ImmutableArray<(string Code, string Meaning)> Codes, string Value, QuestionKind Kind, ImmutableArray<Problem> Faults)
{
    public string Id => IdOf(Key);

    /// <summary>The hint and the fault; <c>null</c> for neither.</summary>
    public string? DescribedBy => (Codes.IsEmpty ? "" : $"{Id}-codes ") + (Faults.IsEmpty ? "" : $"{Id}-fault") is { Length: > 0 } both ? both.Trim() : null;

    public bool IsLong => Kind == QuestionKind.Text;

    /// <summary>Of the field of a question, the unit or the number.</summary>
    public static string IdOf(string key) => $"p-{key.Replace('~', '-')}";

    public static PaperField Of(LiveSurvey survey, Question question, int turn, string value, ImmutableArray<Problem> problems, Texts texts)
    {
        var key = new AnswerKey(question.Name, turn).ToString();
        var label = LabelOf(survey, key, texts);
        return new(key, label, CodesOf(survey, question, texts), value, question.Kind, [.. problems.Where(problem => problem.Where == key)]);
    }

    /// <summary>The name of a column of a form: the unit, the stratum, or a question with its turn.</summary>
    public static string LabelOf(LiveSurvey survey, string column, Texts texts)
    {
        if (column is "form" or "unit" or "stratum")
            return texts["Paper_F_" + column];
        var parts = column.Split('~');
        var name = SurveyNames.Figure(survey, parts[0], texts);
        return parts.Length > 1 ? $"{name} ({texts["Paper_Turn", parts[1]]})" : name;
    }

    public static ImmutableArray<(string Code, string Meaning)> CodesOf(LiveSurvey survey, Question question, Texts texts) =>
        question.Kind == QuestionKind.Acknowledge ? [(PaperCodes.Acknowledged, texts["Paper_Ticked"])] : [.. PaperCodes.Of(survey.Form, question).Select(one => (one.Code, SurveyNames.Of(survey.Form, one.Choice.Label, texts)))];
}
