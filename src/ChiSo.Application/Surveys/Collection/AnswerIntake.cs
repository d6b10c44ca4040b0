using ChiSo.Application.Database;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Takes answers: each link once, nothing of who answered with them.</summary>
public sealed class AnswerIntake(ChiSoDatabase database, AnswerStore store, TimeProvider clock)
{
    /// <summary>What may be done with a key now, without changing anything.</summary>
    /// <param name="key">Empty on the open page.</param>
    public async Task<Result<Admission>> AdmitAsync(LiveSurvey survey, string key, CancellationToken cancel)
    {
        if (LinkKey.Read(key) is not { } good)
            return survey.Declaration.Access == SurveyAccess.Anybody ? new Admission(Unit: null, "", IsUsed: false) : SurveyProblems.NoLink(survey.Code);
        var isUsed = await store.IsSpentAsync(survey.Code, LinkKey.OfAnswer(survey.Code, good), cancel);
        if (await FindAsync(survey, good, cancel) is { } invitation)
            return new Admission(invitation.Unit, invitation.Stratum, isUsed);
        return survey.Declaration.Access == SurveyAccess.Anybody ? new Admission(Unit: null, "", isUsed) : SurveyProblems.NoLink(survey.Code);
    }

    /// <summary>Takes an answer for good. Handing in the same twice stores it once, and says so.</summary>
    /// <param name="unit">The unit chosen on the open page; links have their own.</param>
    /// <param name="filling">Without faults.</param>
    public async Task<Result<Taken>> TakeAsync(LiveSurvey survey, string key, string unit, Filling filling, AnswerMode mode, string language, CancellationToken cancel)
    {
        var today = LiveSurvey.Today(clock);
        if (!survey.TakesAnswers(today))
            return SurveyProblems.NotOpen(survey.Code);
        var admitted = await AdmitAsync(survey, key, cancel);
        if (!admitted.TryGet(out var admission))
            return admitted.Problems;
        if (LinkKey.Read(key) is not { } good)
            return SurveyProblems.NoLink(survey.Code);
        if (survey.Declaration.Unit(admission.Unit ?? unit) is not { } rated)
            return SurveyProblems.NoUnit(survey.Code, unit);

        var answer = new Answer(rated.Code, admission.Stratum, mode, language, survey.Declaration.Consent.Version, FillingChecks.Kept(filling));
        var isStored = await store.AddAsync(new(survey.Code, LinkKey.OfAnswer(survey.Code, good), answer, today), CancellationToken.None); // both stores, whatever became of the browser
        if (admission.Unit is not null)
            await UseAsync(survey, good, CancellationToken.None); // also when an earlier try was cut off between the two stores
        return isStored ? Taken.Stored : Taken.Before;
    }

    private async Task<SurveyInvitation?> FindAsync(LiveSurvey survey, string key, CancellationToken cancel)
    {
        await using var context = database.Open();
        var hash = LinkKey.OfInvitation(survey.Code, key);
        return await context.SurveyInvitations.AsNoTracking().SingleOrDefaultAsync(row => row.KeyHash == hash, cancel);
    }

    private Task<int> UseAsync(LiveSurvey survey, string key, CancellationToken cancel) => database.WriteAsync(
        async context =>
        {
            var hash = LinkKey.OfInvitation(survey.Code, key);
            var invitation = await context.SurveyInvitations.SingleAsync(row => row.KeyHash == hash, cancel);
            invitation.Use();
            return 1;
        }, cancel);
}

/// <summary>What a key opens.</summary>
/// <param name="Unit">The unit it asks about; <c>null</c> when the person says which.</param>
/// <param name="IsUsed">Whether it has served.</param>
public sealed record Admission(string? Unit, string Stratum, bool IsUsed);

/// <summary>What became of an answer.</summary>
public enum Taken
{
    Stored,

    /// <summary>The link had served before; nothing was changed.</summary>
    Before,
}
