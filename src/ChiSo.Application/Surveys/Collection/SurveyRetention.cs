using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Jobs;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Application.Surveys.Exports;
using ChiSo.Application.Surveys.Mailing;
using ChiSo.Application.Surveys.Sampling;
using ChiSo.Application.Surveys.Sampling.Handed;
using ChiSo.Application.Vietnamese;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Collection;

/// <summary>Deletes what a survey promised to delete, and leaves proof of it in the trail.</summary>
public sealed class SurveyRetention(ChiSoDatabase database, AnswerStore store, SurveyDesk desk, JobQueue jobs, TimeProvider clock)
{
    /// <summary>Erases answers and archives made of them, names of those invited and the lists they were drawn from of every survey whose last day of keeping has passed; how people are found as soon as its last day of answering has, names, places and telephones of those invited on the day it declares for them. Counts by day stay; so do the questions.</summary>
    /// <returns>What was erased now; a survey that holds nothing any more is not named.</returns>
    public async Task<ImmutableArray<ErasedSurvey>> EraseDueAsync(Change change, CancellationToken cancel)
    {
        var erased = ImmutableArray.CreateBuilder<ErasedSurvey>();
        foreach (var survey in await desk.ListAsync(cancel))
        {
            if (survey.IsClosed || survey.Declaration.Closes < VietnamTime.Today(clock))
                await ForgetAddressesAsync(survey, change, cancel);
            if (survey.Declaration.KeepUntil < VietnamTime.Today(clock) && await EraseAsync(survey, change, cancel) is { } done)
                erased.Add(done);
        }

        return erased.ToImmutable();
    }

    /// <summary>Where people were reached.</summary>
    private Task<int> ForgetAddressesAsync(LiveSurvey survey, Change change, CancellationToken cancel) => database.WriteAsync(
        async context =>
        {
            await Trail.LockAsync(context, SurveyDesk.ChainOf(survey.Code), cancel);
            var forgotten = await SurveyMail.ForgetAsync(context, survey, VietnamTime.Today(clock), cancel);
            if (forgotten is not { Addresses: 0, Frames: 0 })
                await Trail.AppendAsync(context, SurveyDesk.ChainOf(survey.Code), change, "survey.addresses-erased", survey.Code, new { addresses = forgotten.Addresses, frames = forgotten.Frames }, cancel);
            return forgotten.Addresses;
        }, cancel);

    /// <summary>Answers first: cut off between the two stores, the next run finds the invitations and writes the proof.</summary>
    private async Task<ErasedSurvey?> EraseAsync(LiveSurvey survey, Change change, CancellationToken cancel)
    {
        var held = await store.EraseAsync(survey.Code, cancel);
        var (erased, files) = await database.WriteAsync<(ErasedSurvey? Erased, ImmutableArray<string> Files)>(
            async context =>
            {
                await Trail.LockAsync(context, SurveyDesk.ChainOf(survey.Code), cancel);
                var archives = await JobQueue.TakeResultsAsync(context, SurveyArchives.Name, survey.Code, cancel);
                var invited = await context.SurveyInvitations.Where(row => row.SurveyId == survey.Id).ExecuteDeleteAsync(cancel);
                var frames = await EraseSampleAsync(context, survey.Id, cancel);
                await context.ReviewActs.Where(act => act.SurveyId == survey.Id).ExecuteDeleteAsync(cancel); // the key of their signs went with the answers; the trail says what was decided
                if (held == 0 && invited == 0 && frames == 0)
                    return (null, archives);
                var answers = (await store.DaysAsync(survey.Code, cancel)).Sum(day => day.Answers);
                await Trail.AppendAsync(context, SurveyDesk.ChainOf(survey.Code), change, "survey.erased", survey.Code, new { answers, invited, survey.Declaration.KeepUntil }, cancel);
                return (new(survey.Code, answers, invited), archives);
            }, cancel);
        jobs.Forget(files);
        return erased;
    }

    /// <summary>The lists units handed in and people were drawn from, and who replaced whom; the trail keeps seeds and hashes.</summary>
    private static async Task<int> EraseSampleAsync(ChiSoContext context, Guid survey, CancellationToken cancel)
    {
        var draws = await context.SurveyDraws.Where(draw => draw.SurveyId == survey).Select(draw => draw.Id).ToListAsync(cancel);
        await context.SampleReplacements.Where(row => draws.Contains(row.DrawId)).ExecuteDeleteAsync(cancel);
        await context.SurveyDraws.Where(draw => draw.SurveyId == survey).ExecuteDeleteAsync(cancel);
        var handed = await context.SurveyHandedLists.Where(list => list.SurveyId == survey).ExecuteDeleteAsync(cancel);
        return handed + await context.SurveyFrames.Where(frame => frame.SurveyId == survey).ExecuteDeleteAsync(cancel);
    }
}

/// <param name="Answers">That the survey had taken.</param>
/// <param name="Invited">Invitations erased.</param>
public sealed record ErasedSurvey(string Code, int Answers, int Invited);
