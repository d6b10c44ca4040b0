using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Appraisal;

/// <summary>Lets results be approved although a request is open: one person proposes it with a ground, another approves.</summary>
public sealed class RequestOverrides(ChiSoDatabase database, ReviewRequests requests, PublishedSets sets, TimeProvider clock)
{
    /// <summary>The act of a revocation in the trail.</summary>
    internal const string Revoked = "request.override-revoked";

    /// <summary>Letters of the reason of a revocation.</summary>
    internal const int LongestReason = 500;

    public Task<Result<RequestOverride>> ProposeAsync(RequestAddress address, string ground, Person person, CancellationToken cancel) => ChangeAsync(address, person, async (context, found, change) =>
    {
        var told = ground.Trim().Normalize();
        if (told.Length == 0)
            return RequestProblems.NoOverrideGround(found.Where);
        if (found.Case.Override is { } made)
            return made.ProposedBy == person.Id && made.Ground == told ? made : RequestProblems.OverrideThere(found.Where); // a double click is one
        var asked = new RequestOverride { RequestId = found.Request.Id, Ground = told, ProposedBy = change.By, ProposedAt = change.At };
        context.RequestOverrides.Add(asked);
        await Trail.AppendAsync(context, Trail.OfRound(address.Round), change, "request.override-proposed", found.Subject, new { asked.Id, asked.Ground }, cancel);
        return asked;
    }, cancel);

    /// <summary>The second step, by another person.</summary>
    /// <param name="id">The proposal that was seen.</param>
    public Task<Result<RequestOverride>> ApproveAsync(RequestAddress address, Guid id, Person person, CancellationToken cancel) => ChangeAsync(address, person, async (context, found, change) =>
    {
        if (await context.RequestOverrides.SingleOrDefaultAsync(one => one.Id == id && one.RequestId == found.Request.Id, cancel) is not { } asked)
            return RequestProblems.Changed(found.Where);
        if (asked.ApprovedAt is not null)
            return asked; // a double click
        if (await SecondPerson.IsSameAsync(context, Act.OverrideRequest, asked.ProposedBy, asked.ProposedAt, change, cancel))
            return RequestProblems.SamePerson(found.Where);
        asked.Approve(change.By, change.At);
        await Trail.AppendAsync(context, Trail.OfRound(address.Round), change, "request.override-approved", found.Subject, new { asked.Id, asked.Ground }, cancel);
        return asked;
    }, cancel);

    /// <summary>Whoever made a proposal takes it back, or another person of the office rejects it, while nobody has approved it. It is gone from the request, and the trail tells of it.</summary>
    public Task<Result<RequestOverride>> WithdrawAsync(RequestAddress address, Guid id, Person person, CancellationToken cancel) => ChangeAsync(address, person, async (context, found, change) =>
    {
        if (await context.RequestOverrides.SingleOrDefaultAsync(one => one.Id == id && one.RequestId == found.Request.Id, cancel) is not { ApprovedAt: null } asked)
            return RequestProblems.Changed(found.Where);
        context.RequestOverrides.Remove(asked);
        await Trail.AppendAsync(context, Trail.OfRound(address.Round), change, asked.ProposedBy == change.By ? "request.override-withdrawn" : "request.override-rejected", found.Subject, new { asked.Id, asked.Ground }, cancel);
        return asked;
    }, cancel);

    /// <summary>Anybody of the office revokes one that holds, with the reason: the request holds the approval up again. One person is enough, since nothing is let through by it. It is gone from the request, and the trail tells of it.</summary>
    public Task<Result<RequestOverride>> RevokeAsync(RequestAddress address, Guid id, string reason, Person person, CancellationToken cancel) => ChangeAsync(address, person, async (context, found, change) =>
    {
        if (await context.RequestOverrides.SingleOrDefaultAsync(one => one.Id == id && one.RequestId == found.Request.Id, cancel) is not { ApprovedAt: not null } held)
            return RequestProblems.Changed(found.Where);
        var told = reason.Trim().Normalize();
        if (told.Length is 0 or > LongestReason)
            return told.Length == 0 ? RequestProblems.NoRevokeReason(found.Where) : RequestProblems.LongRevokeReason(found.Where);
        context.RequestOverrides.Remove(held);
        await Trail.AppendAsync(context, Trail.OfRound(address.Round), change with { Reason = told }, Revoked, found.Subject, new { held.Id, held.Ground, held.ProposedBy, held.ApprovedBy }, cancel);
        return held;
    }, cancel);

    /// <summary>The newest revocation of an override of a line's requests, from the trail; <c>null</c> where there was none.</summary>
    public async Task<RevokedOverride?> RevokedAsync(string round, ReviewRequest request, CancellationToken cancel)
    {
        await using var context = database.Open();
        var (chain, subject, filed) = (Trail.OfRound(round), request.Subject, request.FiledAt);
        if (await context.AuditLinks.AsNoTracking().Where(link => link.Chain == chain && link.Act == Revoked && link.Subject == subject && link.At >= filed).OrderByDescending(link => link.Sequence).FirstOrDefaultAsync(cancel) is not { } link)
            return null;
        var payload = await context.AuditPayloads.AsNoTracking().SingleOrDefaultAsync(one => one.Chain == chain && one.Sequence == link.Sequence, cancel);
        return new(link.By, link.At, payload is null ? "" : LinkContent.Of(payload.Json).Reason);
    }

    /// <summary>Those of a round that hold, oldest first, while their requests are open.</summary>
    public async Task<ImmutableArray<OverriddenRequest>> OfRoundAsync(LiveRound round, CancellationToken cancel)
    {
        await using var context = database.Open();
        var ids = round.Blocks.Select(block => block.Id).ToList();
        var rows = await (from one in context.RequestOverrides.AsNoTracking()
                          join request in context.ReviewRequests.AsNoTracking() on one.RequestId equals request.Id
                          where one.ApprovedAt != null && ids.Contains(request.BlockId) && RequestStates.Open.Contains(request.State)
                          orderby one.ApprovedAt
                          select new { Override = one, Request = request }).ToListAsync(cancel);
        var told = new List<OverriddenRequest>();
        foreach (var row in rows)
        {
            var block = round.Blocks.First(block => block.Id == row.Request.BlockId);
            var line = (await sets.FindAsync(context, block.CriteriaSetId, cancel)).Leaves().FirstOrDefault(leaf => leaf.Code == row.Request.Criterion);
            var unit = block.Unit(row.Request.Unit)?.Name ?? Words.Same(row.Request.Unit);
            told.Add(new(unit, line?.Number.ToString() ?? row.Request.Criterion.Value, row.Override.Ground, (row.Override.ProposedBy, row.Override.ProposedAt), (row.Override.ApprovedBy.GetValueOrDefault(), row.Override.ApprovedAt.GetValueOrDefault()))); // asked for with both
        }

        return [.. told];
    }

    private Task<Result<RequestOverride>> ChangeAsync(RequestAddress address, Person person, Func<ChiSoContext, FoundRequest, Change, Task<Result<RequestOverride>>> act, CancellationToken cancel) => database.WriteAsync<Result<RequestOverride>>(
        async context =>
        {
            if (await requests.LockAsync(context, address, cancel) is not { } found)
                return RequestProblems.Unknown(address.Block);
            if (person.MandateTo(Act.OverrideRequest, new()) is not { } mandate)
                return RequestProblems.NotOffice(found.Where);
            if (found.Refuse(address, RequestStates.Open) is { } refused)
                return refused;
            if (await requests.InterestOfAsync(context, found, person.Id, cancel) is { } interest)
                return RequestProblems.OverrideBarred(person.FullName, interest);
            return await act(context, found, new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""));
        }, cancel);
}

/// <summary>An override that held and was revoked.</summary>
/// <param name="Reason">Empty where the law had it erased.</param>
public sealed record RevokedOverride(Guid By, DateTime At, string Reason);
