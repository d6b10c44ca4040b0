namespace ChiSo.Application.Surveys.Collection;

/// <summary>Where answering too fast begins ("trả lời quá nhanh"): all that cleaning needs of a time, which itself is kept nowhere.</summary>
public static class Hurry
{
    private const int Parts = 3;

    /// <summary>Who took less than this, a third of the minutes the survey declares, hurried.</summary>
    public static TimeSpan Below(SurveyDeclaration survey) => TimeSpan.FromMinutes(survey.Minutes) / Parts;

    /// <param name="taken">Below zero where a clock ran backwards: then nothing is known, and nobody hurried.</param>
    public static bool Is(SurveyDeclaration survey, TimeSpan taken) => taken >= TimeSpan.Zero && taken < Below(survey);
}
