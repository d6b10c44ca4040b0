using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Outcomes;

/// <summary>Outcomes of those who were invited, from invitations alone: whether a link served, and what those who deliver and call wrote down. Never from what was answered.</summary>
public sealed class FieldOutcomes(ChiSoDatabase database, SurveyDesk desk)
{
    /// <summary>Writes outcomes down, all or none; a later one takes the place of an earlier one. Says nothing of who answered: of them it has no effect.</summary>
    /// <returns>How many.</returns>
    public async Task<Result<int>> RecordAsync(string code, IReadOnlyList<RecordedOutcome> list, Change change, CancellationToken cancel)
    {
        if (await desk.FindAsync(code, cancel) is not { } survey)
            return SurveyProblems.Unknown(code);
        return await database.WriteAsync<Result<int>>(
            async context =>
            {
                await Trail.LockAsync(context, SurveyDesk.ChainOf(code), cancel);
                if (await context.Surveys.AnyAsync(stored => stored.Id == survey.Id && stored.ClosedAt != null, cancel))
                    return SurveyProblems.Closed(code);
                var invited = await context.SurveyInvitations.Where(row => row.SurveyId == survey.Id).ToDictionaryAsync(row => (row.Reference, row.Unit), cancel);
                ImmutableArray<Problem> strangers = [.. list.Where(one => !invited.ContainsKey((one.Reference, one.Unit))).Select(one => OutcomeProblems.NotInvited(one.Where, one.Reference, one.Unit))];
                if (!strangers.IsEmpty)
                    return strangers;
                foreach (var one in list)
                    invited[(one.Reference, one.Unit)].Record(one.Outcome);
                await Trail.AppendAsync(context, SurveyDesk.ChainOf(code), change, "survey.outcomes", code, new { people = list.Count, outcomes = list.CountBy(one => one.Outcome.ToString()).ToImmutableSortedDictionary() }, cancel);
                return list.Count;
            }, cancel);
    }

    /// <summary>How many are written down under each outcome, answered or not: that alone is told while answers come.</summary>
    public async Task<OutcomeCounts> WrittenAsync(LiveSurvey survey, CancellationToken cancel)
    {
        await using var context = database.Open();
        var rows = await context.SurveyInvitations.Where(row => row.SurveyId == survey.Id && row.Outcome != null).GroupBy(row => row.Outcome).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancel);
        return OutcomeCounts.Of(rows.Select(row => (row.Key ?? Outcome.Unknown, (double)row.Count)));
    }

    /// <summary>Outcomes and response rates with their formulas in words, to stand beside every estimate; or why there are none.</summary>
    public async Task<ResponseSaid> SaidAsync(LiveSurvey survey, CancellationToken cancel) => ResponseSaid.Of(await BoardAsync(survey, cancel));

    /// <summary>Outcomes and rates once the survey is closed.</summary>
    public async Task<Result<OutcomeBoard>> BoardAsync(LiveSurvey survey, CancellationToken cancel)
    {
        if (!survey.IsClosed)
            return OutcomeProblems.StillOpen(survey.Code);
        await using var context = database.Open();
        var rows = await context.SurveyInvitations.Where(row => row.SurveyId == survey.Id).GroupBy(row => new { row.Used, row.Outcome }).Select(group => new { group.Key.Used, group.Key.Outcome, Count = group.Count() }).ToListAsync(cancel);
        return OutcomeBoard.Of(OutcomeCounts.Of(rows.Select(row => (row.Used ? Outcome.Complete : row.Outcome ?? Outcome.Unknown, (double)row.Count))), await WrittenAsync(survey, cancel), survey.Declaration.MinimumCell);
    }
}
