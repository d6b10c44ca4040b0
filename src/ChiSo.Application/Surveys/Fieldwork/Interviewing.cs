using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Fieldwork;

/// <param name="Seen">How many visits were shown.</param>
public sealed record RecordVisit(Guid Invitation, VisitResult? Result, DateOnly? Day, int Seen);

/// <summary>What an interviewer does with the people on the own list. The code of somebody's link comes from their slip: it stands nowhere here.</summary>
public sealed class Interviewing(ChiSoDatabase database, FieldAreas areas, FieldReading reading, TimeProvider clock)
{
    /// <summary>Everybody who was given to the person in the area, those still to be visited first.</summary>
    public async Task<ImmutableArray<FieldPerson>> ListAsync(FieldPlace place, Person person, CancellationToken cancel)
    {
        var book = await reading.BookAsync(place, cancel);
        return book.Workers.FirstOrDefault(worker => worker.Account == person.Id) is { } own ? [.. book.Of(own).OrderBy(one => !one.IsOpen)] : [];
    }

    /// <summary>How many people were given to the person in each of these areas, and how many are still to be visited; areas without any are left out.</summary>
    public async Task<ImmutableArray<OwnVisits>> CountAsync(IReadOnlyCollection<FieldPlace> places, Person person, CancellationToken cancel)
    {
        var ids = places.Select(place => place.Area.Id).ToList();
        await using var context = database.Open();
        var visits = context.FieldVisits.AsQueryable();
        var given = await context.FieldInterviewers.Where(one => one.AccountId == person.Id && ids.Contains(one.AreaId))
            .Join(context.FieldAssignments, one => one.Id, row => row.InterviewerId, (one, row) => new { one.AreaId, row.InvitationId })
            .Select(row => new { row.AreaId, Last = visits.Where(visit => visit.InvitationId == row.InvitationId).OrderByDescending(visit => visit.Number).Select(visit => (VisitResult?)visit.Result).FirstOrDefault() }).ToListAsync(cancel);
        var counts = given.ToLookup(row => row.AreaId, row => row.Last is not { } last || !VisitResults.IsLast(last));
        return [.. places.Where(place => counts.Contains(place.Area.Id)).Select(place => new OwnVisits(place, counts[place.Area.Id].Count(), counts[place.Area.Id].Count(isOpen => isOpen)))];
    }

    /// <summary>Lets the person ask somebody of the own list whose slip is at hand.</summary>
    /// <param name="typed">The code on the slip, or the whole link.</param>
    public async Task<Result<BegunInterview>> BeginAsync(string survey, string area, Guid invitation, string typed, Person person, CancellationToken cancel)
    {
        var admitted = await AdmitAsync(survey, area, person, cancel);
        if (!admitted.TryGet(out var may))
            return admitted.Problems;
        if (!may.Place.Survey.TakesAnswers(VietnamTime.Today(clock)))
            return SurveyProblems.NotOpen(survey);
        await using var context = database.Open();
        if (await OwnAsync(context, may.Place, invitation, person, cancel) is not { } interviewer)
            return FieldProblems.NotYours("person");
        var key = LinkKey.Read(typed.Contains("k=", StringComparison.Ordinal) ? typed[(typed.LastIndexOf("k=", StringComparison.Ordinal) + 2)..] : typed);
        var sign = key is null ? "" : LinkKey.OfInvitation(survey, key);
        return await context.SurveyInvitations.AnyAsync(row => row.Id == invitation && row.KeyHash == sign, cancel) ? new BegunInterview(key!, new(survey, area, invitation, interviewer)) : FieldProblems.OtherKey("code"); // a sign needs a key
    }

    /// <summary>Writes a visit down, and with it what became of the person. Says nothing of who answered by link: of them it has no effect.</summary>
    public async Task<Result<FieldVisit>> RecordAsync(string survey, string area, RecordVisit request, Person person, CancellationToken cancel)
    {
        var admitted = await AdmitAsync(survey, area, person, cancel);
        if (!admitted.TryGet(out var may))
            return admitted.Problems;
        if (may.Place.Survey.IsClosed)
            return SurveyProblems.Closed(survey);
        ImmutableArray<Problem> problems =
        [
            .. request.Result is null or VisitResult.Interviewed || !Enum.IsDefined(request.Result.Value) ? [FieldProblems.Result("result")] : Array.Empty<Problem>(),
            .. request.Day is not { } typed || typed > VietnamTime.Today(clock) || typed < may.Place.Survey.Declaration.Opens ? [FieldProblems.Day("day")] : Array.Empty<Problem>(),
        ];
        if (!problems.IsEmpty || request.Result is not { } result || request.Day is not { } day)
            return problems;
        return await database.WriteAsync<Result<FieldVisit>>(
            async context =>
            {
                await Trail.LockAsync(context, SurveyDesk.ChainOf(survey), cancel);
                if (await OwnAsync(context, may.Place, request.Invitation, person, cancel) is not { } interviewer)
                    return FieldProblems.NotYours("person");
                var visits = await context.FieldVisits.CountAsync(visit => visit.InvitationId == request.Invitation, cancel);
                if (visits != request.Seen)
                    return FieldProblems.Overtaken("result");
                var visit = new FieldVisit { InvitationId = request.Invitation, InterviewerId = interviewer, Number = visits + 1, Day = day, Result = result };
                context.FieldVisits.Add(visit);
                if (VisitResults.OutcomeOf(result) is { } outcome)
                    (await context.SurveyInvitations.SingleAsync(row => row.Id == request.Invitation, cancel)).Record(outcome);
                await Trail.AppendAsync(context, SurveyDesk.ChainOf(survey), may.Change, "field.visited", survey, new { area, interviewer, result = result.ToString() }, cancel); // no names: the chain outlives the lists
                return visit;
            }, cancel);
    }

    private async Task<Result<Admitted>> AdmitAsync(string survey, string area, Person person, CancellationToken cancel)
    {
        if (await areas.FindAsync(survey, area, cancel) is not { } place)
            return FieldProblems.UnknownArea(area);
        return person.MandateTo(Act.Interview, place.AimAt(person.Id)) is { } mandate ? new Admitted(place, new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, "")) : FieldProblems.NotAllowed(area);
    }

    /// <returns>The interviewer the person is where somebody was given to them; <c>null</c> otherwise.</returns>
    private static Task<Guid?> OwnAsync(ChiSoContext context, FieldPlace place, Guid invitation, Person person, CancellationToken cancel) =>
        context.FieldAssignments.Where(row => row.InvitationId == invitation)
            .Join(context.FieldInterviewers.Where(one => one.AreaId == place.Area.Id && one.AccountId == person.Id), row => row.InterviewerId, one => one.Id, (_, one) => (Guid?)one.Id).SingleOrDefaultAsync(cancel);

    private sealed record Admitted(FieldPlace Place, Change Change);
}

/// <param name="Given">People of the area who were given to an interviewer, or drawn to be asked again.</param>
/// <param name="Open">Of them, still to be visited or asked.</param>
public sealed record OwnVisits(FieldPlace Place, int Given, int Open);
