namespace ChiSo.Application.Surveys.Collection;

/// <summary>How fast somebody answered, as coarsely as cleaning needs it ("trả lời quá nhanh"). The time itself is kept nowhere.</summary>
public enum Pace
{
    /// <summary>Not known: paper, interviews, form programs, a clock that ran backwards.</summary>
    Unknown,

    /// <summary>In under a third of the minutes the survey declares.</summary>
    Hurried,

    Unhurried,
}

/// <summary>Where one pace ends.</summary>
public static class Paces
{
    private const int Parts = 3;

    /// <summary>Who took less than this hurried.</summary>
    public static TimeSpan HurriedBelow(SurveyDeclaration survey) => TimeSpan.FromMinutes(survey.Minutes) / Parts;

    /// <param name="taken">Below zero where a clock ran backwards.</param>
    public static Pace Of(SurveyDeclaration survey, TimeSpan taken) => taken < TimeSpan.Zero ? Pace.Unknown : taken < HurriedBelow(survey) ? Pace.Hurried : Pace.Unhurried;
}
