using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Fieldwork;

/// <param name="Groups">As <see cref="FieldGroup.Read"/> takes them.</param>
/// <param name="Quotas">As <see cref="FieldQuota.Read"/> takes them; empty for none.</param>
/// <param name="Seen">The version shown; 0 for a new area.</param>
public sealed record DeclareArea(string Code, string Name, string Groups, string Quotas, int Seen);

/// <summary>Areas of a survey's fieldwork, declared by its manager.</summary>
public sealed class FieldAreas(ChiSoDatabase database, SurveyDesk desk, TimeProvider clock)
{
    private const int LongestName = 200;
    private const int LongestCode = 60;

    /// <summary>Makes an area or changes it; its code stays.</summary>
    public Task<Result<FieldArea>> DeclareAsync(string survey, DeclareArea request, Person person, CancellationToken cancel) => database.WriteAsync<Result<FieldArea>>(
        async context =>
        {
            if (person.MandateTo(Act.RunSurveys, new()) is not { } mandate)
                return SurveyProblems.NotAllowed(survey);
            await Trail.LockAsync(context, SurveyDesk.ChainOf(survey), cancel);
            if (await desk.FindAsync(context, survey, cancel) is not { } live)
                return SurveyProblems.Unknown(survey);
            if (live.IsClosed)
                return SurveyProblems.Closed(survey);
            var areas = await context.FieldAreas.Where(area => area.SurveyId == live.Id).ToListAsync(cancel);
            var known = areas.Find(area => area.Code == request.Code.Trim());
            var problems = await FaultsAsync(context, live, areas, known, request, cancel);
            if (!problems.IsEmpty)
                return problems;
            if (known is null)
                context.FieldAreas.Add(known = new() { SurveyId = live.Id, Code = request.Code.Trim() });
            known.Declare(request.Name.Trim(), FieldLines.Tidy(request.Groups), FieldLines.Tidy(request.Quotas));
            var change = new Change(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, "");
            await Trail.AppendAsync(context, SurveyDesk.ChainOf(survey), change, "field.area-declared", survey, new { known.Code, known.Name, known.Groups, known.Quotas }, cancel);
            return known;
        }, cancel);

    /// <summary>Areas of a survey by code.</summary>
    public async Task<ImmutableArray<FieldArea>> ListAsync(LiveSurvey survey, CancellationToken cancel)
    {
        await using var context = database.Open();
        return [.. (await context.FieldAreas.AsNoTracking().Where(area => area.SurveyId == survey.Id).ToListAsync(cancel)).OrderBy(area => area.Code, StringComparer.Ordinal)];
    }

    /// <summary>How many people were invited in each area, and in none.</summary>
    public async Task<(ImmutableDictionary<Guid, int> InAreas, int InNone)> CountAsync(LiveSurvey survey, ImmutableArray<FieldArea> areas, CancellationToken cancel)
    {
        var holders = areas.Select(area => (area.Id, Groups: FieldGroup.Of(area, survey.Declaration))).ToList();
        var (inAreas, inNone) = (areas.ToDictionary(area => area.Id, _ => 0), 0);
        foreach (var group in await desk.CountAsync(survey, cancel))
        {
            if (holders.Find(holder => holder.Groups.Any(one => one.Holds(group.Unit, group.Stratum))) is { Groups.IsDefault: false } found)
                inAreas[found.Id] += group.Invited;
            else
                inNone += group.Invited;
        }

        return (inAreas.ToImmutableDictionary(), inNone);
    }

    /// <summary>An area with its survey; <c>null</c> when there is none of these codes.</summary>
    public async Task<FieldPlace?> FindAsync(string survey, string area, CancellationToken cancel)
    {
        await using var context = database.Open();
        return await FindAsync(context, survey, area, cancel);
    }

    /// <summary>The same within a transaction under way: it asks for no second connection.</summary>
    internal async Task<FieldPlace?> FindAsync(ChiSoContext context, string survey, string area, CancellationToken cancel)
    {
        if (await desk.FindAsync(context, survey, cancel) is not { } live)
            return null;
        return await context.FieldAreas.AsNoTracking().SingleOrDefaultAsync(one => one.SurveyId == live.Id && one.Code == area, cancel) is { } found ? new(live, found) : null;
    }

    /// <summary>Every area of every survey that was not closed, for whoever grants mandates.</summary>
    public async Task<ImmutableArray<FieldPlace>> EverywhereAsync(CancellationToken cancel) => await EverywhereAsync([.. (await desk.ListAsync(cancel)).Where(survey => !survey.IsClosed)], cancel);

    /// <summary>Every area of these surveys.</summary>
    public async Task<ImmutableArray<FieldPlace>> EverywhereAsync(ImmutableArray<LiveSurvey> surveys, CancellationToken cancel)
    {
        var open = surveys.ToDictionary(survey => survey.Id);
        var ids = open.Keys.ToList();
        await using var context = database.Open();
        var areas = await context.FieldAreas.AsNoTracking().Where(area => ids.Contains(area.SurveyId)).ToListAsync(cancel);
        return [.. areas.Select(area => new FieldPlace(open[area.SurveyId], area)).OrderBy(place => place.Survey.Code, StringComparer.Ordinal).ThenBy(place => place.Area.Code, StringComparer.Ordinal)];
    }

    private static async Task<ImmutableArray<Problem>> FaultsAsync(ChiSoContext context, LiveSurvey live, List<FieldArea> areas, FieldArea? known, DeclareArea request, CancellationToken cancel)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        var code = request.Code.Trim();
        if (code.Length is 0 or > LongestCode || !code.All(sign => sign is '-' or (>= 'a' and <= 'z') or (>= '0' and <= '9')))
            problems.Add(FieldProblems.Code("code"));
        else if (known is not null && request.Seen == 0)
            problems.Add(FieldProblems.Taken("code", code));
        else if ((known?.Version ?? 0) != request.Seen)
            problems.Add(FieldProblems.Overtaken(code));
        if (request.Name.Trim().Length is 0 or > LongestName)
            problems.Add(FieldProblems.Name("name"));
        problems.AddRange(FieldQuota.Read(request.Quotas, live.Form).Problems);
        var read = FieldGroup.Read(request.Groups, live.Declaration);
        problems.AddRange(read.Problems);
        if (!read.TryGet(out var groups))
            return problems.ToImmutable();
        foreach (var other in areas.Where(other => other != known))
            problems.AddRange(FieldGroup.Of(other, live.Declaration).SelectMany(theirs => groups.Where(theirs.Overlaps).Select(ours => FieldProblems.Overlap("groups", ours.ToString(), $"{other.Name}: {theirs}"))));
        if (known is not null)
        {
            var given = await context.FieldAssignments.Join(context.FieldInterviewers.Where(one => one.AreaId == known.Id), row => row.InterviewerId, one => one.Id, (row, _) => row.InvitationId)
                .Join(context.SurveyInvitations, id => id, invitation => invitation.Id, (_, invitation) => new { invitation.Unit, invitation.Stratum }).ToListAsync(cancel);
            if (given.Count(one => !groups.Any(group => group.Holds(one.Unit, one.Stratum))) is > 0 and var leaving)
                problems.Add(FieldProblems.InUse("groups", leaving));
        }

        return problems.ToImmutable();
    }
}

/// <summary>An area of a survey's fieldwork.</summary>
public sealed record FieldPlace(LiveSurvey Survey, FieldArea Area)
{
    /// <summary>What acts in the area are aimed at.</summary>
    /// <param name="interviewer">Account of the interviewer whose visits are concerned; <c>null</c> when nobody's are.</param>
    public Aim AimAt(Guid? interviewer = null) => new() { Survey = Survey.Code, Area = Area.Code, Interviewer = interviewer };

    public ImmutableArray<FieldGroup> Groups { get; } = FieldGroup.Of(Area, Survey.Declaration);

    public bool Holds(string unit, string stratum) => Groups.Any(group => group.Holds(unit, stratum));
}
