namespace ChiSo.Web.Surveys;

/// <summary>A screen of questions as people who answer see it.</summary>
/// <param name="Language">Of the questions, as the questionnaire names it.</param>
/// <param name="Unit">The name of the unit asked about; <c>null</c> where there is none.</param>
/// <param name="IdleMinutes">After so many without an answer a machine goes back to its first page; <c>null</c> where nothing does.</param>
public sealed record QuestionsView(AnswerForm Form, string Language, string? Unit, int? IdleMinutes = null)
{
    public AnswerWords Words => AnswerWords.In(Language);
}
