using System.Collections.Immutable;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Vietnamese;

namespace ChiSo.Web.Surveys.Offline;

/// <summary>A form that waited in a browser.</summary>
/// <param name="Key">Of the link; where anybody may answer, one the browser made for this form, so that sending it twice counts once.</param>
/// <param name="Unit">Chosen where anybody may answer.</param>
/// <param name="Language">As the questionnaire names it.</param>
/// <param name="Form">Hash of the survey it was filled in from.</param>
/// <param name="Hurried">Whether the device saw it filled in faster than the form allows for; <c>null</c> where it can't tell.</param>
public sealed record OfflineAnswer(string Key, string? Unit, string? Language, string Form, ImmutableDictionary<string, string> Values, bool? Hurried = null);

/// <summary>What became of it.</summary>
/// <param name="State"><c>stored</c>, <c>before</c>, <c>faults</c>, <c>noLink</c>, <c>notOpen</c>, <c>noUnit</c> or <c>otherForm</c>.</param>
/// <param name="Faults">By the key of the question, in Vietnamese and English.</param>
public sealed record OfflineOutcome(string State, ImmutableDictionary<string, ImmutableArray<string>>? Faults = null);

/// <summary>Takes forms that waited in a browser, by the same rules as the pages.</summary>
public sealed class OfflineDesk(Installation installation, AnswerLimits limits, TimeProvider clock)
{
    /// <returns>A status of HTTP, and what became of the form; nothing when it should be sent again later.</returns>
    public async Task<(int Status, OfflineOutcome? Outcome)> TakeAsync(HttpContext context, string survey, OfflineAnswer answer)
    {
        if (await installation.SurveyViews.FindAsync(survey, context.RequestAborted) is not { } live)
            return (StatusCodes.Status404NotFound, new("otherForm"));
        if (live.Hash != answer.Form)
            return (StatusCodes.Status409Conflict, new("otherForm"));
        if (!(live.Declaration.Access == SurveyAccess.Anybody ? limits.TakeSend(context) : LinkKey.Read(answer.Key) is not { } key || limits.TakeLink(LinkKey.OfAnswer(live.Code, key))))
            return (StatusCodes.Status429TooManyRequests, null);
        var filling = new Filling(live.Form, answer.Values, VietnamTime.Today(clock));
        if (FillingChecks.Faults(filling) is { IsEmpty: false } faults)
            return (StatusCodes.Status422UnprocessableEntity, new("faults", faults.ToImmutableDictionary(fault => fault.Key.ToString(), fault => ImmutableArray.Create(fault.Problem.What.Vi, fault.Problem.What.En))));

        var language = live.Form.Languages.Contains(answer.Language ?? "") ? answer.Language! : live.Form.DefaultLanguage; // contained: not null
        var mode = live.Declaration.Access == SurveyAccess.Anybody ? AnswerMode.Open : AnswerMode.Link;
        var unit = live.Declaration.Units is [var only] ? only.Code : answer.Unit ?? "";
        var taken = await installation.Intake.TakeAsync(live, answer.Key, unit, filling, mode, language, context.RequestAborted, hurried: answer.Hurried == true);
        if (taken.TryGet(out var became))
            return (StatusCodes.Status200OK, new(became == Taken.Stored ? "stored" : "before"));
        return taken.Problems[0].Code switch
        {
            "survey.no-link" => limits.TakeWrong(context) ? (StatusCodes.Status404NotFound, new("noLink")) : (StatusCodes.Status429TooManyRequests, null),
            "survey.not-open" => (StatusCodes.Status422UnprocessableEntity, new("notOpen")),
            _ => (StatusCodes.Status422UnprocessableEntity, new("noUnit")),
        };
    }
}
