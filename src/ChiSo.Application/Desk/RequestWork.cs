using ChiSo.Application.Appraisal;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Application.Vietnamese;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Desk;

/// <summary>Single requests for review that wait for one person: to say what one proposes, or to agree that they need not hold the approval up.</summary>
internal static class RequestWork
{
    public static async Task AddAsync(List<OpenWork> work, Installation installation, LiveRound round, Person person, CancellationToken cancel)
    {
        await using var context = installation.Database.Open();
        var ids = round.Blocks.Select(block => block.Id).ToList();
        var opinions = context.RequestOpinions;
        var advise = await (from one in context.RequestPanelists
                            join request in context.ReviewRequests.AsNoTracking() on one.RequestId equals request.Id
                            where one.Account == person.Id && one.Place == 0 && request.State == RequestState.Admitted && ids.Contains(request.BlockId)
                                && !opinions.Any(opinion => opinion.RequestId == request.Id && opinion.Person == person.Id)
                            orderby request.Due
                            select request).ToListAsync(cancel);
        var barred = await InterestBars.PeopleAsync(context, ids, cancel);
        work.AddRange(advise.Where(request => person.May(Act.AdviseOnRequest, new(request.Unit) { Panel = [person.Id], Barred = [.. barred[(request.BlockId, request.Unit)]] })).Select(request => Of(WorkKind.Advise, round, request, request.Due)));
        if (!person.May(Act.OverrideRequest, new()))
            return;
        var approve = await (from one in context.RequestOverrides
                             join request in context.ReviewRequests.AsNoTracking() on one.RequestId equals request.Id
                             where one.ApprovedAt == null && one.ProposedBy != person.Id && ids.Contains(request.BlockId) && RequestStates.Open.Contains(request.State)
                             orderby one.ProposedAt
                             select request).ToListAsync(cancel);
        work.AddRange(approve.Where(request => !person.IsOwn(request.Unit)).Select(request => Of(WorkKind.ApproveOverride, round, request, null)));
    }

    private static OpenWork Of(WorkKind kind, LiveRound round, ReviewRequest request, DateOnly? due)
    {
        var block = round.Blocks.First(block => block.Id == request.BlockId);
        return new(kind, round.Code, round.Name, block.Code, request.Unit, block.Unit(request.Unit)?.Name, Stages.Council, 1, 1, due is { } day ? VietnamTime.Utc(day.AddDays(1)) : null) { Request = request.Id };
    }
}
