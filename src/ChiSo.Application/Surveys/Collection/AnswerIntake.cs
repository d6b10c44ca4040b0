using System.Collections.Immutable;
using ChiSo.Application.Database;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Takes answers: each link once, nothing of who answered with them.</summary>
public sealed class AnswerIntake(ChiSoDatabase database, AnswerStore store, TimeProvider clock)
{
    private readonly InvitationBook book = new(database);
    private readonly InterviewerMarks interviewers = new(store);

    /// <summary>What may be done with a key now, without changing anything. Says what the pages tell beforehand; whether a key serves is decided by the store when the answer comes.</summary>
    /// <param name="key">Empty on the open page.</param>
    public async Task<Result<Admission>> AdmitAsync(LiveSurvey survey, string key, CancellationToken cancel)
    {
        var isForAnybody = survey.Declaration.Access == SurveyAccess.Anybody;
        if (LinkKey.Read(key) is not { } good)
            return isForAnybody ? new Admission(Unit: null, "", IsUsed: false) : SurveyProblems.NoLink(survey.Code);
        if (await book.FindAsync(LinkKey.OfInvitation(survey.Code, good), cancel) is { } invited)
            return new Admission(invited.Unit, invited.Stratum, invited.Used);
        return isForAnybody ? new Admission(Unit: null, "", await store.IsSpentAsync(survey.Code, LinkKey.OfAnswer(survey.Code, good), cancel)) : SurveyProblems.NoLink(survey.Code);
    }

    /// <summary>Whether a form of a machine at a desk was sent before.</summary>
    public async Task<bool> IsSentAsync(LiveSurvey survey, string key, CancellationToken cancel) => LinkKey.Read(key) is { } good && await store.IsSpentAsync(survey.Code, LinkKey.OfAnswer(survey.Code, good), cancel);

    /// <summary>Takes an answer for good. Handing in the same twice stores it once, and says so.</summary>
    /// <param name="unit">The unit chosen on the open page, or that of the machine; links have their own.</param>
    /// <param name="mode">From a machine at a desk, or the device of an interviewer, only where the caller knows it.</param>
    /// <param name="filling">Without faults.</param>
    /// <param name="asker">The device it came from, or whoever asked with the person's link; <c>null</c> for neither.</param>
    /// <param name="hurried">Whether it is known to have been; of an answer somebody asked for it isn't kept.</param>
    /// <param name="pictures">Those the filling names: see <see cref="SentPicture.ReadAsync"/>.</param>
    public async Task<Result<Taken>> TakeAsync(LiveSurvey survey, string key, string unit, Filling filling, AnswerMode mode, string language, CancellationToken cancel, Asker? asker = null, bool hurried = false, ImmutableArray<SentPicture> pictures = default)
    {
        var today = VietnamTime.Today(clock);
        if (!survey.TakesAnswers(today))
            return SurveyProblems.NotOpen(survey.Code);
        if (LinkKey.Read(key) is not { } good)
            return SurveyProblems.NoLink(survey.Code);
        var sign = LinkKey.OfInvitation(survey.Code, good);
        var invited = mode is AnswerMode.Kiosk or AnswerMode.Device ? null : await book.RecallAsync(sign, cancel);
        if (invited is null && mode is not (AnswerMode.Kiosk or AnswerMode.Device) && survey.Declaration.Access != SurveyAccess.Anybody)
            return SurveyProblems.NoLink(survey.Code);
        var answers = Answers(survey, invited, unit, filling, mode, language, asker);
        if (answers.IsDefault)
            return SurveyProblems.NoUnit(survey.Code, unit);
        if (invited is { ClusterGroup: { Length: > 0 } group })
            answers = [.. answers.Select(answer => answer with { ClusterGroup = group })];
        if (asker is null && hurried)
            answers = [.. answers.Select(answer => answer with { IsHurried = true })];

        var named = pictures.IsDefault ? [] : pictures.Where(picture => answers.Any(answer => answer.Values.ContainsValue(picture.Name))).ToImmutableArray();
        if (!named.IsEmpty)
            answers = [.. answers.Select(answer => answer with { Pictures = NamedBy(answer, named) })];

        var handing = await store.AddAsync(new(survey.Code, LinkKey.OfAnswer(survey.Code, good), answers, today) { Visit = asker?.Visit, Pictures = named }, CancellationToken.None); // both stores, whatever became of the browser
        if (handing == Handing.Closed)
            return SurveyProblems.NotOpen(survey.Code);
        if (invited is not null)
            await book.UseAsync(sign); // also when an earlier try was cut off between the two stores
        if (handing == Handing.Before)
            return Taken.Before;
        if (asker is not null && invited is not null)
        {
            foreach (var answer in answers)
                await interviewers.HoldAsync(survey, answer, asker.Name);
        }

        return Taken.Stored;
    }

    /// <returns><c>default</c> for none.</returns>
    private static ImmutableArray<string> NamedBy(Answer answer, ImmutableArray<SentPicture> pictures) =>
        pictures.Where(picture => answer.Values.ContainsValue(picture.Name)).Select(picture => picture.Name).ToImmutableArray() is { IsEmpty: false } names ? names : default;

    /// <summary>What a form says of each unit it is about; <c>default</c> where it is about none.</summary>
    private static ImmutableArray<Answer> Answers(LiveSurvey survey, Invited? invited, string unit, Filling filling, AnswerMode mode, string language, Asker? asker)
    {
        if (survey.Declaration.Raters is not null) // one who was not invited, or whose program knows the form for one unit alone, rates nobody
            return invited is not null && survey.Declaration.Rater(invited.Unit) is { } group && ReferenceEquals(filling.Form, survey.Sheet) ? RatedAnswers.Of(survey, group, invited.Stratum, filling, language) : default;
        return survey.Declaration.Unit(invited?.Unit ?? unit) is { } rated ? [new(rated.Code, invited?.Stratum ?? "", mode, language, survey.Declaration.Consent.Version, FillingChecks.Kept(filling)) { Interviewer = mode == AnswerMode.Device ? asker?.Name : null }] : default;
    }
}

/// <summary>What a key opens.</summary>
/// <param name="Unit">The unit it asks about, or the group of those who rate several; <c>null</c> when the person says which.</param>
/// <param name="IsUsed">Whether it has served.</param>
public sealed record Admission(string? Unit, string Stratum, bool IsUsed);

/// <summary>What became of an answer.</summary>
public enum Taken
{
    Stored,

    /// <summary>The link had served before; nothing was changed.</summary>
    Before,
}
