using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Vietnamese;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Deletes what a survey promised to delete, and leaves proof of it in the trail.</summary>
public sealed class SurveyRetention(ChiSoDatabase database, AnswerStore store, SurveyDesk desk, TimeProvider clock)
{
    /// <summary>Erases answers and names of those invited of every survey whose last day of keeping has passed. Counts by day stay; so do the questions.</summary>
    /// <returns>What was erased now; a survey that holds nothing any more is not named.</returns>
    public async Task<ImmutableArray<ErasedSurvey>> EraseDueAsync(Change change, CancellationToken cancel)
    {
        var erased = ImmutableArray.CreateBuilder<ErasedSurvey>();
        foreach (var survey in await desk.ListAsync(cancel))
        {
            if (survey.Declaration.KeepUntil < VietnamTime.Today(clock) && await EraseAsync(survey, change, cancel) is { } done)
                erased.Add(done);
        }

        return erased.ToImmutable();
    }

    /// <summary>Answers first: cut off between the two stores, the next run finds the invitations and writes the proof.</summary>
    private async Task<ErasedSurvey?> EraseAsync(LiveSurvey survey, Change change, CancellationToken cancel)
    {
        var held = await store.EraseAsync(survey.Code, cancel);
        return await database.WriteAsync(
            async context =>
            {
                await Trail.LockAsync(context, SurveyDesk.ChainOf(survey.Code), cancel);
                var invited = await context.SurveyInvitations.Where(row => row.SurveyId == survey.Id).ExecuteDeleteAsync(cancel);
                if (held == 0 && invited == 0)
                    return null;
                var answers = (await store.DaysAsync(survey.Code, cancel)).Sum(day => day.Answers);
                await Trail.AppendAsync(context, SurveyDesk.ChainOf(survey.Code), change, "survey.erased", survey.Code, new { answers, invited, survey.Declaration.KeepUntil }, cancel);
                return new ErasedSurvey(survey.Code, answers, invited);
            }, cancel);
    }
}

/// <param name="Answers">That the survey had taken.</param>
/// <param name="Invited">Invitations erased.</param>
public sealed record ErasedSurvey(string Code, int Answers, int Invited);
