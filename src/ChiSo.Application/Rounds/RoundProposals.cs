using System.Collections.Immutable;
using System.Text.Json;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Rounds;

/// <summary>Ends what one person proposed about a round and nobody approved: whoever proposed it withdraws it, another person returns it with a reason. It is gone from the round then, and the trail tells of it.</summary>
public sealed class RoundProposals(ChiSoDatabase database, LiveRounds rounds)
{
    private static readonly Dictionary<string, RoundProposalKind> Returned = new(StringComparer.Ordinal)
    {
        ["round.opening-returned"] = RoundProposalKind.Opening,
        ["extension.returned"] = RoundProposalKind.Extension,
        ["pause.returned"] = RoundProposalKind.Pause,
        ["pause.end-returned"] = RoundProposalKind.PauseEnd,
        ["round.dates-change-returned"] = RoundProposalKind.Dates,
        ["criteria.returned"] = RoundProposalKind.Set,
    };

    /// <summary>By another person than whoever proposed it.</summary>
    public Task<Result<RoundProposalState>> ReturnAsync(string code, SeenProposal proposal, string reason, Change change, CancellationToken cancel) => EndAsync(code, proposal, RoundProposalStep.Return, async (context, round, found) =>
    {
        if (WithReason(change, reason) is not { } said)
            return CalendarProblems.NoReturnReason(found.Subject);
        var act = Returned.Single(one => one.Value == proposal.Kind).Key;
        await Trail.AppendAsync(context, Trail.OfRound(round.Code), said, act, found.Subject, new { proposedBy = found.ProposedBy, proposed = found.Content }, cancel);
        return RoundProposalState.Returned;
    }, change, cancel);

    /// <summary>By whoever proposed it.</summary>
    public Task<Result<RoundProposalState>> WithdrawAsync(string code, SeenProposal proposal, Change change, CancellationToken cancel) => EndAsync(code, proposal, RoundProposalStep.Withdraw, async (context, round, found) =>
    {
        var act = proposal.Kind switch
        {
            RoundProposalKind.Opening => "round.opening-withdrawn",
            RoundProposalKind.Extension => "extension.withdrawn",
            RoundProposalKind.Pause => "pause.withdrawn",
            RoundProposalKind.PauseEnd => "pause.end-withdrawn",
            _ => "round.dates-change-withdrawn",
        };
        await Trail.AppendAsync(context, Trail.OfRound(round.Code), change, act, found.Subject, new { proposed = found.Content }, cancel);
        return RoundProposalState.Withdrawn;
    }, change, cancel);

    /// <summary>What was returned since an instant (UTC), criteria sets too; the newest first.</summary>
    public async Task<ImmutableArray<ReturnedProposal>> ReturnedAsync(string code, DateTime since, CancellationToken cancel)
    {
        await using var context = database.Open();
        var (chain, acts) = (Trail.OfRound(code), Returned.Keys.ToList());
        var links = await context.AuditLinks.AsNoTracking().Where(link => link.Chain == chain && acts.Contains(link.Act) && link.At > since).OrderByDescending(link => link.Sequence).ToListAsync(cancel);
        var numbers = links.ConvertAll(link => link.Sequence);
        var payloads = await context.AuditPayloads.AsNoTracking().Where(payload => payload.Chain == chain && numbers.Contains(payload.Sequence)).ToDictionaryAsync(payload => payload.Sequence, payload => payload.Json, cancel);
        return [.. links.Select(link => Of(link, payloads.GetValueOrDefault(link.Sequence)))];
    }

    /// <summary>A change with the reason somebody gave; <c>null</c> where they gave none.</summary>
    internal static Change? WithReason(Change change, string reason) => reason.Trim().Normalize() is { Length: > 0 } why ? change with { Reason = why } : null;

    /// <summary>A payload may have been erased by law: then nobody is named, and no reason.</summary>
    private static ReturnedProposal Of(AuditLink link, string? payload)
    {
        var told = payload is null ? null : LinkContent.Of(payload);
        using var what = JsonDocument.Parse(told?.What ?? "{}");
        var proposer = what.RootElement.TryGetProperty("proposedBy", out var by) && by.TryGetGuid(out var person) ? person : Guid.Empty;
        return new(Returned[link.Act], link.Subject, proposer, link.By, link.At, told?.Reason ?? "");
    }

    private Task<Result<RoundProposalState>> EndAsync(string code, SeenProposal proposal, RoundProposalStep step, Func<ChiSoContext, LiveRound, Found, Task<Result<RoundProposalState>>> tell, Change change, CancellationToken cancel) =>
        rounds.ChangeCalendarAsync<RoundProposalState>(code, async (context, round) =>
        {
            if (await FindAsync(context, round, proposal, cancel) is not { } found)
                return CalendarProblems.NoUnit(code);
            if (await RoundProposalStates.RefuseAsync(context, found.IsApproved ? RoundProposalState.Approved : RoundProposalState.Proposed, step, found.ProposedBy, found.ProposedAt, change, found.Subject, cancel) is { } refused)
                return refused;
            var ended = await tell(context, round, found);
            if (ended.Problems.IsEmpty)
                found.Remove();
            return ended;
        }, cancel);

    /// <returns><c>null</c> when there is none, or it is no longer the one that was seen.</returns>
    private static async Task<Found?> FindAsync(ChiSoContext context, LiveRound round, SeenProposal proposal, CancellationToken cancel)
    {
        var (kind, id) = (proposal.Kind, proposal.Id);
        if (kind == RoundProposalKind.Opening)
            return await context.Rounds.SingleAsync(known => known.Id == round.Id, cancel) is { OpeningProposedBy: { } opening } row ? new(round.Code, opening, null, row.OpenedAt is not null, new { }, row.EndOpening) : null;
        if (kind == RoundProposalKind.Extension)
            return await context.Extensions.SingleOrDefaultAsync(known => known.Id == id && known.RoundId == round.Id, cancel) is { } extension
                ? new(extension.Unit, extension.ProposedBy, extension.ProposedAt, extension.ApprovedAt is not null, new { extension.Id, extension.Stage, extension.Until, extension.Ground }, () => context.Remove(extension)) : null;
        if (kind == RoundProposalKind.Dates)
            return await context.DateChanges.SingleOrDefaultAsync(known => known.Id == id && known.RoundId == round.Id, cancel) is { } dates
                ? new(dates.Stage, dates.ProposedBy, dates.ProposedAt, dates.ApprovedAt is not null, new { dates.Id, before = dates.Before, after = dates.Dates, dates.Ground }, () => context.Remove(dates)) : null;
        if (await context.Pauses.SingleOrDefaultAsync(known => known.Id == id && known.RoundId == round.Id, cancel) is not { } pause)
            return null;
        if (kind == RoundProposalKind.Pause)
            return new(round.Code, pause.ProposedBy, pause.ProposedAt, pause.ApprovedAt is not null, new { pause.Id, pause.Stage, pause.From, pause.Until, pause.Ground }, () => context.Remove(pause));
        return kind == RoundProposalKind.PauseEnd && pause.EndProposedBy is { } proposer && (proposal.Ends == pause.EndsEarly || pause.EndApprovedAt is not null)
            ? new(round.Code, proposer, pause.EndProposedAt, pause.EndApprovedAt is not null, new { pause.Id, pause.EndsEarly, pause.EndGround }, pause.EndProposal) : null;
    }

    /// <param name="ProposedAt">UTC; <c>null</c> where the round doesn't keep it.</param>
    /// <param name="Remove">Takes it out of the round, in the transaction under way.</param>
    private sealed record Found(string Subject, Guid ProposedBy, DateTime? ProposedAt, bool IsApproved, object Content, Action Remove);
}

/// <summary>A proposal as somebody saw it.</summary>
/// <param name="Id">Of the extension, the pause or the change of dates; not looked at for an opening. Criteria sets have a service of their own.</param>
/// <param name="Ends">UTC; when the pause was to end as the page showed it, <c>null</c> for any other kind.</param>
public sealed record SeenProposal(RoundProposalKind Kind, Guid Id, DateTime? Ends = null);

/// <summary>A proposal that was returned.</summary>
/// <param name="Subject">The unit, the stage or the block it was about; the round for others.</param>
public sealed record ReturnedProposal(RoundProposalKind Kind, string Subject, Guid ProposedBy, Guid By, DateTime At, string Reason);
