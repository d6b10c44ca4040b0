using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Desk;

/// <summary>What was decided about a unit or answered to it: the draft result while requests for review are taken, and what is new for a week.</summary>
internal static class UnitNews
{
    private static readonly TimeSpan New = TimeSpan.FromDays(7);

    /// <param name="now">UTC.</param>
    public static async Task AddAsync(List<OpenWork> work, Installation installation, LiveRound round, LiveBlock block, UnitInput unit, Person person, DateTime now, CancellationToken cancel)
    {
        var since = now - New;
        await using var context = installation.Database.Open();
        if (await context.CouncilPasses.AnyAsync(pass => pass.BlockId == block.Id, cancel) && await installation.Requests.ReadAsync(round.Code, block.Code, cancel) is { } desk)
        {
            if (desk.TakesNew(now) && person.May(Act.RequestReview, new(unit.Code)))
                Add(WorkKind.DraftResult, round.Clock.RequestsUntil is null ? 0 : 1, 0, round.Clock.RequestsUntil); // without a last day nothing presses
            var ended = desk.Requests.Where(request => request.Unit == unit.Code && (request.State is RequestState.Concluded or RequestState.Inadmissible)).ToList();
            if (ended.Count > 0)
                Add(WorkKind.DecidedRequest, ended.Count(request => request.EndedAt > since), ended.Count, null);
        }

        if (await context.CriterionQuestions.CountAsync(question => question.Round == round.Code && question.Unit == unit.Code && question.AnsweredAt > since, cancel) is > 0 and var answered)
            Add(WorkKind.AnsweredQuestion, answered, answered, null);

        void Add(WorkKind kind, int left, int all, DateTime? due) => work.Add(new(kind, round.Code, round.Name, block.Code, unit.Code, unit.Name, "", left, all, due));
    }
}
