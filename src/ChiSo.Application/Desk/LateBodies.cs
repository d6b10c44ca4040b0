using System.Collections.Immutable;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Assessment;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Rounds;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Desk;

/// <summary>A unit or an agency that is behind with its part of a stage, and who can be told.</summary>
/// <param name="Done">Lines entered, answered or confirmed.</param>
/// <param name="All">Lines it has to do.</param>
/// <param name="Due">UTC, with the unit's extension; <c>null</c> without a date.</param>
/// <param name="People">A unit's officers and leaders; an agency's appraisers and leaders.</param>
public sealed record LateBody(string Code, Words Name, int Done, int All, DateTime? Due, ImmutableArray<Reachable> People);

/// <summary>A person and where messages go; both are empty for somebody who must be telephoned by hand.</summary>
public sealed record Reachable(Guid Account, string FullName, string Email, string Telephone);

/// <summary>Who is behind at a stage: units that have not handed in or explained, agencies with lines undecided.</summary>
public sealed class LateBodies(ChiSoDatabase database, RoundBoard board, Sheets sheets, Reviews reviews, TimeProvider clock)
{
    /// <summary>Stages that have begun and whose work can be urged on, in order; the self-assessment always.</summary>
    public ImmutableArray<string> StagesOf(LiveRound round)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return [.. round.Stages.Where(stage => stage == Stages.Self || (Stages.KindOf(stage) is StageKind.FirstLevel or StageKind.Review or StageKind.Explanation && round.Clock.TurnOf(stage, "", now) is not (Turn.NotSet or Turn.NotYet)))];
    }

    /// <summary>Those behind at a stage of <see cref="StagesOf"/>; nobody at any other. A unit of several blocks is there once for each.</summary>
    public async Task<ImmutableArray<LateBody>> OfAsync(LiveRound round, string stage, CancellationToken cancel)
    {
        if (!StagesOf(round).Contains(stage))
            return [];
        var kind = Stages.KindOf(stage);
        await using var context = database.Open();
        List<LateBody> late = kind switch
        {
            StageKind.Self => await UnitsAsync(round, cancel),
            StageKind.Explanation => await ExplainingAsync(context, round, stage, cancel),
            _ => await AgenciesAsync(context, round, stage, cancel),
        };
        ImmutableArray<Role> roles = kind is StageKind.Self or StageKind.Explanation ? [Role.UnitOfficer, Role.UnitLeader] : [Role.Appraiser, Role.LeadAgencyLeader];
        var people = await PeopleAsync(context, [.. late.Select(body => body.Code).Distinct()], roles, cancel);
        return [.. late.Select(body => body with { People = [.. people[body.Code].DistinctBy(one => one.Account)] })];
    }

    private async Task<List<LateBody>> UnitsAsync(LiveRound round, CancellationToken cancel) =>
        [.. from row in await board.OfAsync(round, cancel)
            where row.State != SheetState.HandedIn
            select new LateBody(row.Unit.Code, row.Unit.Name, row.Filled, row.Lines, round.Clock.ClosesFor(Stages.Self, row.Unit.Code), [])];

    private async Task<List<LateBody>> ExplainingAsync(ChiSoContext context, LiveRound round, string stage, CancellationToken cancel)
    {
        var late = new List<LateBody>();
        foreach (var block in round.Blocks)
        {
            late.AddRange(from sheet in await sheets.ReadAllAsync(context, round, block, stage, cancel)
                          let own = sheet.Own().ToList()
                          where sheet.State != SheetState.HandedIn && own.Count > 0
                          select new LateBody(sheet.Unit.Code, sheet.Unit.Name, sheet.Filled(own), own.Count, round.Clock.ClosesFor(stage, sheet.Unit.Code), []));
        }

        return late;
    }

    /// <summary>Lines the agency has its turn on, over all blocks; what waits for units is not counted.</summary>
    private async Task<List<LateBody>> AgenciesAsync(ChiSoContext context, LiveRound round, string stage, CancellationToken cancel)
    {
        var lines = new List<(string Agency, Words Name, ReviewState State)>();
        foreach (var block in round.Blocks)
        {
            if (await reviews.ReadAsync(context, new(round.Code, block.Code, stage), cancel) is { } review)
                lines.AddRange(review.Lines.Where(line => line.State is ReviewState.Open or ReviewState.Appraised or ReviewState.Confirmed).Select(line => (line.Assigned.Agency, review.Agencies.NameOf(line.Assigned.Agency), line.State)));
        }

        return [.. from agency in lines.GroupBy(line => line.Agency)
                   let left = agency.Count(line => line.State != ReviewState.Confirmed)
                   where left > 0
                   orderby left descending
                   select new LateBody(agency.Key, agency.First().Name, agency.Count() - left, agency.Count(), round.Clock.ClosesFor(stage, ""), [])];
    }

    private async Task<ILookup<string, Reachable>> PeopleAsync(ChiSoContext context, List<string> bodies, ImmutableArray<Role> roles, CancellationToken cancel)
    {
        var (now, wanted) = (clock.GetUtcNow().UtcDateTime, roles.ToList()); // a list, so that the database can be asked
        var held = await (from mandate in context.Mandates
                          join account in context.Accounts on mandate.AccountId equals account.Id
                          where bodies.Contains(mandate.Unit) && wanted.Contains(mandate.Role) && !account.Closed
                          orderby account.FullName
                          select new { Mandate = mandate, Account = account }).AsNoTracking().ToListAsync(cancel);
        return held.Where(one => one.Mandate.HoldsAt(now)).ToLookup(one => one.Mandate.Unit, one => new Reachable(one.Account.Id, one.Account.FullName, one.Account.Email ?? "", one.Account.PhoneNumber ?? ""));
    }
}
