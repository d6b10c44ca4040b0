using System.Collections.Immutable;
using System.Text.Json;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Appraisal;

/// <summary>Why a member leaves a panel.</summary>
public enum PanelLeave
{
    /// <summary>They may no longer look at the request ("không được xem xét").</summary>
    Barred,

    /// <summary>They are away ("vắng mặt").</summary>
    Absent,

    /// <summary>They asked to leave ("xin thôi").</summary>
    Resigned,
}

/// <summary>Seats of a panel that get empty: the first stand-in who may takes one, at once. Where none is left the secretary changes the panel.</summary>
public sealed class RequestSeats(ChiSoDatabase database, ReviewRequests requests, TimeProvider clock)
{
    /// <summary>The act of taking a seat in the trail.</summary>
    private const string Seated = "request.stand-in-seated";

    /// <summary>Letters of the ground.</summary>
    internal const int LongestGround = 500;

    /// <summary>Seats the first stand-in who may look at the request: by the council's secretary for whatever reason, or by a member who resigns. What the one replaced proposed is kept and counts no more.</summary>
    public Task<Result<ReviewRequest>> SeatAsync(RequestAddress address, LeavePanel input, Person person, CancellationToken cancel) => database.WriteAsync<Result<ReviewRequest>>(
        async context =>
        {
            if (await requests.LockAsync(context, address, cancel) is not { Request: var request } found)
                return RequestProblems.Unknown(address.Block);
            if (MandateTo(found, input, person) is not { } mandate)
                return input.Account == person.Id && await HasResignedAsync(context, address.Round, request, person.Id, cancel) ? request : RequestProblems.NotAllowed(found.Where); // a double click
            if ((found.Refuse(address, RequestStates.From(RequestStep.SeatStandIn)) ?? Find(found, input)) is { } refused)
                return refused;
            if (await requests.FreeStandInsAsync(context, found, cancel) is not [var seated, ..])
                return RequestProblems.NoStandIn(found.Where);

            var panel = found.Case.Panel.Replace(input.Account, seated.Account);
            var standIns = found.Case.StandIns.Remove(seated.Account);
            var left = (await ReviewRequests.NamesAsync(context, [input.Account], cancel)).FirstOrDefault("");
            context.ReviewRequests.Attach(request);
            request.ChangePanel(await ReviewRequests.NamesAsync(context, panel, cancel), await ReviewRequests.NamesAsync(context, standIns, cancel), request.Due);
            await ReviewRequests.SeatAsync(context, request.Id, panel, standIns, cancel);
            var change = new Change(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, input.Ground.Trim().Normalize());
            await Trail.AppendAsync(context, Trail.OfRound(address.Round), change, Seated, found.Subject,
                new { request.Id, Why = input.Why.ToString(), Left = left, LeftAccount = input.Account, Seated = seated.Name, SeatedAccount = seated.Account, By = person.NameUnder(mandate.Id) }, cancel);
            return request;
        }, cancel);

    /// <summary>Whether somebody gave their own seat to a stand-in: they read the request no more, and may be told why.</summary>
    public async Task<bool> HasResignedAsync(RequestAddress address, Guid account, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await requests.FindAsync(context, address, cancel) is { } found && await HasResignedAsync(context, address.Round, found.Request, account, cancel);
    }

    private static async Task<bool> HasResignedAsync(ChiSoContext context, string round, ReviewRequest request, Guid account, CancellationToken cancel)
    {
        var (chain, subject, filed) = (Trail.OfRound(round), request.Subject, request.FiledAt);
        var contents = await (from link in context.AuditLinks.AsNoTracking()
                              join payload in context.AuditPayloads.AsNoTracking() on new { link.Chain, link.Sequence } equals new { payload.Chain, payload.Sequence }
                              where link.Chain == chain && link.Act == Seated && link.Subject == subject && link.By == account && link.At >= filed
                              select payload.Json).ToListAsync(cancel);
        return contents.Any(json => WhoLeft(json) == (request.Id, account)); // a secretary also gives seats of others
    }

    /// <summary>Seats taken on the panel of a request, from the trail, oldest first; what the law had erased is left out.</summary>
    public async Task<ImmutableArray<SeatTaken>> OfAsync(string round, ReviewRequest request, CancellationToken cancel)
    {
        await using var context = database.Open();
        var (chain, subject, filed) = (Trail.OfRound(round), request.Subject, request.FiledAt);
        var rows = await (from link in context.AuditLinks.AsNoTracking()
                          join payload in context.AuditPayloads.AsNoTracking() on new { link.Chain, link.Sequence } equals new { payload.Chain, payload.Sequence }
                          where link.Chain == chain && link.Act == Seated && link.Subject == subject && link.At >= filed
                          orderby link.Sequence
                          select new { link.At, payload.Json }).ToListAsync(cancel);
        return [.. rows.Select(row => Read(row.At, row.Json)).Where(one => one.Request == request.Id)];
    }

    private static SeatTaken Read(DateTime at, string json)
    {
        using var payload = JsonDocument.Parse(json);
        var what = payload.RootElement.GetProperty("what");
        string Text(string name) => what.GetProperty(name).GetString() ?? "";
        return new(what.GetProperty("id").GetGuid(), Enum.Parse<PanelLeave>(Text("why")), Text("left"), Text("seated"), LinkContent.Of(json).Reason, Text("by"), at);
    }

    private static (Guid Request, Guid Account) WhoLeft(string json)
    {
        using var payload = JsonDocument.Parse(json);
        var what = payload.RootElement.GetProperty("what");
        return (what.GetProperty("id").GetGuid(), what.GetProperty("leftAccount").GetGuid());
    }

    private static Problem? Find(FoundRequest found, LeavePanel input) =>
        !found.Case.Panel.Contains(input.Account) ? RequestProblems.NotSeated(found.Where)
        : input.Why is null ? RequestProblems.NoLeave(found.Where)
        : string.IsNullOrWhiteSpace(input.Ground) ? RequestProblems.NoLeaveGround(found.Where)
        : input.Ground.Trim().Length > LongestGround ? RequestProblems.LongLeaveGround(found.Where)
        : null;

    private static Mandate? MandateTo(FoundRequest found, LeavePanel input, Person person) =>
        (person.IsOwn(found.Request.Unit) ? null : person.MandateTo(Act.JudgeRequest, new()))
        ?? (input.Account == person.Id && input.Why == PanelLeave.Resigned ? person.MandateTo(Act.AdviseOnRequest, found.Case.Aim) : null);
}

/// <summary>A member of a panel who looks at the request no more.</summary>
/// <param name="Why"><c>null</c> when none was chosen.</param>
public sealed record LeavePanel(Guid Account, PanelLeave? Why, string Ground);

/// <summary>A seat a stand-in took.</summary>
/// <param name="Left">Name of who left.</param>
/// <param name="Seated">Name of who took the seat.</param>
/// <param name="At">UTC.</param>
public sealed record SeatTaken(Guid Request, PanelLeave Why, string Left, string Seated, string Ground, string By, DateTime At);
