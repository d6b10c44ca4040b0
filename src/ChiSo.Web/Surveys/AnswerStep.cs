namespace ChiSo.Web.Surveys;

/// <summary>What somebody who answers sees.</summary>
public enum AnswerStep
{
    /// <summary>Who asks, what for, and consent.</summary>
    Welcome,
    Questions,
    Thanks,

    /// <summary>The link has served.</summary>
    Before,
    NoLink,
    NotOpen,
}
