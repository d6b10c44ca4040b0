using System.Collections.Immutable;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Fieldwork;

/// <param name="Account">Of the interviewer.</param>
/// <param name="Count">How many of the group who were not given yet, in the order of the list.</param>
public sealed record GivePeople(Guid Account, string Unit, string Stratum, int Count);

/// <param name="Slips">With links.</param>
/// <param name="Forms">Paper forms.</param>
/// <param name="Spoiled">Of those that came back.</param>
public sealed record HandOver(Guid Account, bool IsBack, DateOnly Day, int Slips, int Forms, int Spoiled);

/// <summary>What a coordinator does in the own area: gives invitations to interviewers, never answers.</summary>
public sealed class FieldCoordination(ChiSoDatabase database, FieldAreas areas, FieldReading reading, TimeProvider clock)
{
    private const long MostPaid = 100_000_000;

    /// <summary>Gives the next people of a group to an interviewer.</summary>
    /// <returns>How many.</returns>
    public Task<Result<int>> GiveAsync(string survey, string area, GivePeople request, Person person, CancellationToken cancel) => WriteAsync<int>(survey, area, person, async (context, place, change) =>
    {
        if (place.Survey.IsClosed)
            return SurveyProblems.Closed(survey);
        var book = await reading.BookAsync(context, place, cancel);
        if (book.Workers.FirstOrDefault(worker => worker.Account == request.Account) is not { IsActive: true } worker)
            return FieldProblems.NoInterviewer("interviewer");
        var next = book.People.Where(one => one.Interviewer is null && one.Unit == request.Unit && one.Stratum == request.Stratum).Take(Math.Max(request.Count, 0)).ToList();
        if (next.Count == 0)
            return FieldProblems.NothingToGive("count");
        var interviewer = worker.Id ?? await NumberAsync(context, place, worker.Account, cancel);
        context.FieldAssignments.AddRange(next.Select(one => new FieldAssignment { InvitationId = one.Invitation, InterviewerId = interviewer }));
        await Trail.AppendAsync(context, SurveyDesk.ChainOf(survey), change, "field.given", survey, new { area, interviewer, request.Unit, request.Stratum, people = next.Count }, cancel);
        return next.Count;
    }, cancel);

    /// <summary>Takes everybody an interviewer has not visited yet back, to be given to somebody else.</summary>
    /// <returns>How many.</returns>
    public Task<Result<int>> TakeBackAsync(string survey, string area, Guid account, Person person, CancellationToken cancel) => WriteAsync<int>(survey, area, person, async (context, place, change) =>
    {
        var book = await reading.BookAsync(context, place, cancel);
        if (book.Workers.FirstOrDefault(worker => worker.Account == account) is not { Id: { } interviewer } worker)
            return FieldProblems.NoInterviewer("interviewer");
        var unvisited = book.Of(worker).Where(one => one.Visits.IsEmpty).Select(one => one.Invitation).ToList();
        if (unvisited.Count == 0)
            return FieldProblems.NothingToGive("interviewer");
        await context.FieldAssignments.Where(row => unvisited.Contains(row.InvitationId)).ExecuteDeleteAsync(cancel);
        await Trail.AppendAsync(context, SurveyDesk.ChainOf(survey), change, "field.taken-back", survey, new { area, interviewer, people = unvisited.Count }, cancel);
        return unvisited.Count;
    }, cancel);

    /// <summary>Writes down that slips and forms changed hands.</summary>
    public Task<Result<FieldHandover>> HandOverAsync(string survey, string area, HandOver request, Person person, CancellationToken cancel) => WriteAsync<FieldHandover>(survey, area, person, async (context, place, change) =>
    {
        var book = await reading.BookAsync(context, place, cancel);
        if (book.Workers.FirstOrDefault(worker => worker.Account == request.Account) is not { Id: { } interviewer })
            return FieldProblems.NoInterviewer("interviewer");
        ImmutableArray<Problem> problems =
        [
            .. request.Day > VietnamTime.Today(clock) || request.Day < place.Survey.Declaration.Opens.AddYears(-1) ? [FieldProblems.Day("day")] : Array.Empty<Problem>(),
            .. request.Slips < 0 || request.Forms < 0 || request.Spoiled < 0 || request.Slips + request.Forms == 0 || request.Spoiled > (request.IsBack ? request.Slips + request.Forms : 0) ? [FieldProblems.Counts("slips")] : Array.Empty<Problem>(),
        ];
        if (!problems.IsEmpty)
            return problems;
        var row = new FieldHandover { AreaId = place.Area.Id, InterviewerId = interviewer, Number = book.Handovers.Length + 1, IsBack = request.IsBack, Day = request.Day, Slips = request.Slips, Forms = request.Forms, Spoiled = request.Spoiled, By = person.NameUnder(change.Mandate) };
        context.FieldHandovers.Add(row);
        await Trail.AppendAsync(context, SurveyDesk.ChainOf(survey), change, "field.handed-over", survey, new { area, row.Number, interviewer, row.IsBack, row.Day, row.Slips, row.Forms, row.Spoiled }, cancel);
        return row;
    }, cancel);

    /// <summary>Sets what is paid for each person interviewed.</summary>
    /// <param name="seen">The version shown.</param>
    public Task<Result<FieldArea>> SetPricesAsync(string survey, string area, long? respondent, long? interviewer, int seen, Person person, CancellationToken cancel) => WriteAsync<FieldArea>(survey, area, person, async (context, place, change) =>
    {
        ImmutableArray<Problem> problems = [.. new[] { ("respondent", respondent), ("pay-interviewer", interviewer) }.Where(one => one.Item2 is not (>= 0 and <= MostPaid)).Select(one => FieldProblems.Price(one.Item1))];
        if (!problems.IsEmpty || respondent is not { } toRespondent || interviewer is not { } toInterviewer)
            return problems;
        var stored = await context.FieldAreas.SingleAsync(one => one.Id == place.Area.Id, cancel);
        if (stored.Version != seen)
            return FieldProblems.Overtaken(area);
        stored.Pay(toRespondent, toInterviewer);
        await Trail.AppendAsync(context, SurveyDesk.ChainOf(survey), change, "field.prices-set", survey, new { area, respondent, interviewer }, cancel);
        return stored;
    }, cancel);

    private static async Task<Guid> NumberAsync(ChiSoContext context, FieldPlace place, Guid account, CancellationToken cancel)
    {
        var last = await context.FieldInterviewers.Where(row => row.SurveyId == place.Survey.Id).MaxAsync(row => (int?)row.Number, cancel) ?? 0;
        var made = new FieldInterviewer { SurveyId = place.Survey.Id, AreaId = place.Area.Id, AccountId = account, Number = last + 1 };
        context.FieldInterviewers.Add(made);
        return made.Id;
    }

    private Task<Result<T>> WriteAsync<T>(string survey, string area, Person person, Func<ChiSoContext, FieldPlace, Change, Task<Result<T>>> act, CancellationToken cancel) => database.WriteAsync<Result<T>>(
        async context =>
        {
            await Trail.LockAsync(context, SurveyDesk.ChainOf(survey), cancel);
            if (await areas.FindAsync(context, survey, area, cancel) is not { } place)
                return FieldProblems.UnknownArea(area);
            if (person.MandateTo(Act.RunFieldwork, place.AimAt()) is not { } mandate)
                return FieldProblems.NotAllowed(area);
            return await act(context, place, new(person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, ""));
        }, cancel);
}
