using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Engine.Surveys.Cleaning;
using ChiSo.Web.Language;

namespace ChiSo.Web.Surveys;

/// <summary>Flags, acts and corrections as people read them.</summary>
public static class CleaningTexts
{
    private const int ShortSign = 8;
    private const int SignBytes = 16;

    /// <param name="like">The sign of the answer it is like; empty for none.</param>
    public static string Of(CleaningFlag flag, string like, Texts texts, Shown shown)
    {
        var name = texts.Say(CleaningWords.Of(flag.Rule));
        var share = shown.Percent((decimal)flag.Measure * 100, 0);
        return flag.Rule switch
        {
            CleaningRule.ExactDuplicate => texts["Cleaning_LikeExact", name, like[..ShortSign]],
            CleaningRule.NearDuplicate => texts["Cleaning_LikeNear", name, like[..ShortSign], share],
            CleaningRule.Incomplete => texts["Cleaning_Measured", name, share],
            CleaningRule.TooFast => name,
            _ => texts["Cleaning_InGroup", name, flag.Group],
        };
    }

    public static string Of(ReviewBook book, ReviewAct act, Texts texts, Shown shown) => act.Kind switch
    {
        ReviewActKind.Decide => texts["Cleaning_Act_Decide", shown.Whole(act.Signs.Length / SignBytes), texts.Say(book.OwnOf(act)?.Name ?? CleaningWords.Of(act.State))],
        ReviewActKind.Recheck => texts["Cleaning_Act_Recheck", shown.Whole(act.Signs.Length / SignBytes)],
        ReviewActKind.Undo => texts["Cleaning_Act_Undo", act.Undoes],
        _ => texts["Cleaning_Act_" + act.Kind],
    };

    public static string Of(LiveSurvey survey, AnswerCorrection made, Texts texts) =>
        texts["Cleaning_Corrected", SurveyNames.Figure(survey, made.Key, texts), Value(survey, made.Key, made.Before, texts), Value(survey, made.Key, made.After, texts)];

    /// <summary>An answer by the label of its choice; a dash for none.</summary>
    public static string Value(LiveSurvey survey, string key, string value, Texts texts)
    {
        if (value.Length == 0)
            return "–";
        var question = survey.Form.Questions().FirstOrDefault(one => one.Name == key.Split('~')[0]);
        var choices = survey.Form.List(question?.List)?.Choices ?? [];
        return choices.IsEmpty ? value : string.Join(", ", value.Split(' ').Select(name => choices.FirstOrDefault(choice => choice.Name == name) is { } choice ? $"{SurveyNames.Of(survey.Form, choice.Label, texts)} ({name})" : name));
    }
}
