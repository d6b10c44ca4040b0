using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>What one person answered. No time, no link, no address, no order: nothing but what was answered and the group it counts in.</summary>
/// <param name="Unit">The unit that is rated.</param>
/// <param name="Stratum">Empty without strata.</param>
/// <param name="Mode">How it came.</param>
/// <param name="Language">Of the questions, as the questionnaire names it.</param>
/// <param name="Consent">The version of the text that was agreed to.</param>
/// <param name="Values">By the key of the question.</param>
public sealed record Answer(string Unit, string Stratum, AnswerMode Mode, string Language, string Consent, ImmutableSortedDictionary<string, string> Values)
{
    /// <summary>The group of clusters of the sample its author was drawn in (see <see cref="Sampling.ClusterGroups"/>), for errors of two-stage samples; as it may be shown once small ones are put together; <c>null</c> where none is known.</summary>
    public string? ClusterGroup { get; init; }

    /// <summary>Who asked: the number of an interviewer, or the name of the device it came from; <c>null</c> where nobody did, or while too few answers of the group have it: see <see cref="InterviewerMarks"/>. For those who clean; exports leave it out, because it makes small groups.</summary>
    public string? Interviewer { get; init; }

    /// <summary>Whether it was hurried; <c>false</c> also where that isn't known: whose pace is unknown looks like one who took their time. Told only as far as <see cref="HurriedAnswers"/> lets it be; no export holds it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsHurried { get; init; }

    /// <summary>The random names of its pictures, which stand among the values too; <c>default</c> for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<string> Pictures { get; init; }
}

/// <summary>How an answer came.</summary>
public enum AnswerMode
{
    /// <summary>By the person's own link.</summary>
    Link,

    /// <summary>On the open page.</summary>
    Open,

    /// <summary>At the desk of an office.</summary>
    Kiosk,

    /// <summary>From paper, keyed twice.</summary>
    Paper,

    /// <summary>From the device of an interviewer.</summary>
    Device,

    /// <summary>By the person's own link, with an interviewer who asked and wrote.</summary>
    Interview,

    /// <summary>From the file of a survey run elsewhere.</summary>
    Imported,
}

/// <summary>A form on its way into the store.</summary>
/// <param name="Token">Makes sure that it is taken once; never stored beside the answer.</param>
/// <param name="Answers">One, or those about each unit of one form.</param>
internal sealed record Handed(string Survey, string Token, ImmutableArray<Answer> Answers, DateOnly Day)
{
    /// <summary>The sign of the visit it was asked for on, kept with the tokens that have served; <c>null</c> where nobody asked.</summary>
    public string? Visit { get; init; }

    /// <summary>Those its answers name.</summary>
    public ImmutableArray<SentPicture> Pictures { get; init; } = [];
}

/// <summary>What became of a form on its way into the store.</summary>
internal enum Handing
{
    Stored,

    /// <summary>Its token had been used.</summary>
    Before,

    /// <summary>The survey was closed while it was on its way.</summary>
    Closed,
}

/// <summary>Who asked for an answer.</summary>
/// <param name="Name">The number of an interviewer, or the name of a device.</param>
/// <param name="Visit"><see cref="LinkKey.OfVisit"/> of an interviewer's visit: stored together with the answer, apart from it; <c>null</c> for a device.</param>
public sealed record Asker(string Name, string? Visit = null);
