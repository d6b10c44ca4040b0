using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Web.Language;

namespace ChiSo.Web.Surveys;

/// <summary>Names of surveys, units, factors and questions in the language of whoever reads.</summary>
public static class SurveyNames
{
    public static string Title(LiveSurvey survey, Texts texts) => texts.Say(survey.Title);

    /// <summary>One of texts by the code of their language.</summary>
    public static string Say(IReadOnlyDictionary<string, string> said, Texts texts) => said.GetValueOrDefault(texts.Tongue == Tongue.English ? "en" : "vi") ?? said.GetValueOrDefault("vi") ?? said.Values.FirstOrDefault() ?? "";

    public static string Unit(LiveSurvey survey, string code) => survey.Declaration.Unit(code)?.Name ?? survey.Declaration.Rater(code)?.Name ?? code;

    /// <summary>Whoever was invited under a code: the unit asked about, or the group of those who rate several.</summary>
    public static string Invited(LiveSurvey survey, string code) => survey.Declaration.Rater(code)?.Name ?? Unit(survey, code);

    /// <summary>A factor, a question, or the whole index.</summary>
    public static string Figure(LiveSurvey survey, string code, Texts texts) =>
        survey.Form.Factors.FirstOrDefault(factor => factor.Code == code) is { } factor ? Or(Of(survey.Form, factor.Label, texts), code)
        : survey.Form.Questions().FirstOrDefault(question => question.Name == code) is { } question ? Or(Of(survey.Form, question.Label, texts), code)
        : texts["Survey_Whole"];

    /// <summary>A text of a questionnaire.</summary>
    public static string Of(Questionnaire form, Translated text, Texts texts) => texts.Say(form.Say(text));

    private static string Or(string text, string code) => text.Length > 0 ? text : code;
}
