using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Desk;

/// <summary>What was decided about units or answered to them: the draft result while requests for review are taken, and what is new for a week, also after the results were frozen.</summary>
internal static class UnitNews
{
    internal static readonly TimeSpan New = TimeSpan.FromDays(7);

    /// <param name="units">Of the person, by block; a unit of several blocks is there with each.</param>
    /// <param name="now">UTC.</param>
    public static async Task AddAsync(List<OpenWork> work, ChiSoContext context, LiveRound round, IReadOnlyCollection<(LiveBlock Block, UnitInput Unit)> units, Person person, DateTime now, CancellationToken cancel)
    {
        var since = now - New;
        foreach (var (block, unit) in units)
        {
            await AddRequestsAsync(work, context, new(round, block, unit), person, now, cancel);
            AddDecided(work, new(round, block, unit), WorkKind.AnsweredNotApplicable,
                await context.NotApplicableRequests.Where(request => request.BlockId == block.Id && request.Unit == unit.Code && request.DecidedAt != null).Select(request => request.DecidedAt).ToListAsync(cancel), since);
        }

        foreach (var (block, unit) in units.DistinctBy(one => one.Unit.Code)) // questions are about a criterion of the round, whatever the block
        {
            if (await context.CriterionQuestions.CountAsync(question => question.Round == round.Code && question.Unit == unit.Code && question.AnsweredAt > since, cancel) is > 0 and var answered)
                work.Add(new Place(round, block, unit).Work(WorkKind.AnsweredQuestion, answered, answered, null));
        }
    }

    private static async Task AddRequestsAsync(List<OpenWork> work, ChiSoContext context, Place place, Person person, DateTime now, CancellationToken cancel)
    {
        var (since, id, unit) = (now - New, place.Block.Id, place.Unit.Code);
        if (!await context.CouncilPasses.AnyAsync(pass => pass.BlockId == id, cancel))
            return;
        if (place.Round.IsWorkable)
            await AddOpenAsync(work, context, place, person, now, cancel);
        AddDecided(work, place, WorkKind.DecidedRequest,
            await context.ReviewRequests.Where(request => request.BlockId == id && request.Unit == unit && (request.State == RequestState.Concluded || request.State == RequestState.Inadmissible)).Select(request => request.EndedAt).ToListAsync(cancel), since);
    }

    /// <summary>What was decided stays in sight while the round goes on; once it is frozen, what is new alone.</summary>
    private static void AddDecided(List<OpenWork> work, Place place, WorkKind kind, List<DateTime?> decided, DateTime since)
    {
        var fresh = decided.Count(at => at > since);
        if (place.Round.IsWorkable ? decided.Count > 0 : fresh > 0)
            work.Add(place.Work(kind, fresh, decided.Count, null));
    }

    private static async Task AddOpenAsync(List<OpenWork> work, ChiSoContext context, Place place, Person person, DateTime now, CancellationToken cancel)
    {
        var (since, id, unit, clock) = (now - New, place.Block.Id, place.Unit.Code, place.Round.Clock);
        if (clock.TakesRequests(now) && person.May(Act.RequestReview, new(unit)))
            work.Add(place.Work(WorkKind.DraftResult, clock.RequestsUntil is null ? 0 : 1, 0, clock.RequestsUntil)); // without a last day nothing presses
        var overridden = await (from one in context.RequestOverrides
                                join request in context.ReviewRequests on one.RequestId equals request.Id
                                where one.ApprovedAt != null && request.BlockId == id && request.Unit == unit && (request.State == RequestState.Filed || request.State == RequestState.Admitted)
                                select one.ApprovedAt).ToListAsync(cancel);
        if (overridden.Count > 0)
            work.Add(place.Work(WorkKind.OverriddenRequest, overridden.Count(at => at > since), overridden.Count, null));
        if (await RevokedAsync(context, place, since, cancel) is > 0 and var revoked)
            work.Add(place.Work(WorkKind.RevokedOverride, revoked, revoked, null));
    }

    /// <summary>How many open requests lost, since then, an override that held, and have none now. The trail alone tells: the row is gone.</summary>
    private static async Task<int> RevokedAsync(ChiSoContext context, Place place, DateTime since, CancellationToken cancel)
    {
        var (id, unit, chain) = (place.Block.Id, place.Unit.Code, Trail.OfRound(place.Round.Code));
        var overrides = context.RequestOverrides;
        var open = await context.ReviewRequests.AsNoTracking().Where(request => request.BlockId == id && request.Unit == unit && (request.State == RequestState.Filed || request.State == RequestState.Admitted)
            && !overrides.Any(one => one.RequestId == request.Id && one.ApprovedAt != null)).ToListAsync(cancel);
        if (open.Count == 0)
            return 0; // the trail is long, and seldom has to be read
        var subjects = open.Select(request => request.Subject).ToList();
        var links = await context.AuditLinks.AsNoTracking().Where(link => link.Chain == chain && link.Act == RequestOverrides.Revoked && link.At > since && subjects.Contains(link.Subject)).ToListAsync(cancel);
        return open.Count(request => links.Exists(link => link.Subject == request.Subject && link.At >= request.FiledAt));
    }

    private sealed record Place(LiveRound Round, LiveBlock Block, UnitInput Unit)
    {
        public OpenWork Work(WorkKind kind, int left, int all, DateTime? due) => new(kind, Round.Code, Round.Name, Block.Code, Unit.Code, Unit.Name, "", left, all, due);
    }
}
