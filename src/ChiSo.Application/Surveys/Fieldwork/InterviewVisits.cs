using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Vietnamese;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Fieldwork;

/// <summary>Visits whose interview was sent. The answer is stored first, with a sign of the visit that lies apart from it; where the program ended before the visit was written down, the sign tells so at the next look.</summary>
public sealed class InterviewVisits(ChiSoDatabase database, AnswerStore store, TimeProvider clock)
{
    /// <summary>Of each area, who had no interview stored when the answers stood at a version: until they change nobody has.</summary>
    private readonly ConcurrentDictionary<Guid, (int Version, ImmutableHashSet<InterviewTicket> Without)> looked = new();

    /// <summary>Who asks, as it goes with the answer.</summary>
    public async Task<Asker> AskerAsync(InterviewTicket ticket, CancellationToken cancel)
    {
        await using var context = database.Open();
        var number = await context.FieldInterviewers.Where(row => row.Id == ticket.Interviewer).Select(row => row.Number).SingleAsync(cancel);
        return new(number.ToString("00", CultureInfo.InvariantCulture), SignOf(ticket));
    }

    /// <summary>Writes the visit down once its interview is stored. Like an answer it leaves no link in the trail, so that no hour stands anywhere.</summary>
    /// <returns>Whether it is: <c>false</c> where the person had answered without this interviewer.</returns>
    public async Task<bool> FinishAsync(InterviewTicket ticket, CancellationToken cancel)
    {
        if (!await store.IsSpentAsync(ticket.Survey, SignOf(ticket), cancel))
            return false;
        await WriteAsync(ticket.Survey, [ticket], cancel);
        return true;
    }

    /// <summary>Writes down what was cut off in an area.</summary>
    internal async Task MendAsync(FieldPlace place, CancellationToken cancel)
    {
        await using var context = database.Open();
        if (await CutOffAsync(context, place, cancel) is { IsEmpty: false } cut)
            await WriteAsync(place.Survey.Code, cut, cancel);
    }

    /// <summary>The same within a transaction that holds the chain of the survey.</summary>
    internal async Task MendAsync(ChiSoContext context, FieldPlace place, CancellationToken cancel)
    {
        foreach (var ticket in await CutOffAsync(context, place, cancel))
            await AddAsync(context, ticket, cancel);
    }

    private static string SignOf(InterviewTicket ticket) => LinkKey.OfVisit(ticket.Survey, ticket.Invitation, ticket.Interviewer);

    /// <summary>Interviews that are stored and whose visit isn't written down.</summary>
    private async Task<ImmutableArray<InterviewTicket>> CutOffAsync(ChiSoContext context, FieldPlace place, CancellationToken cancel)
    {
        var visited = context.FieldVisits.Where(visit => visit.Result == VisitResult.Interviewed).Select(visit => visit.InvitationId);
        var given = await context.FieldAssignments.Join(context.FieldInterviewers.Where(one => one.AreaId == place.Area.Id), row => row.InterviewerId, one => one.Id, (row, _) => row)
            .Where(row => !visited.Contains(row.InvitationId)).Select(row => new { row.InvitationId, row.InterviewerId }).ToListAsync(cancel);
        var version = await store.VersionAsync(place.Survey.Code, cancel); // before anything is asked
        var without = looked.TryGetValue(place.Area.Id, out var last) && last.Version == version ? last.Without : [];
        var tickets = given.Select(row => new InterviewTicket(place.Survey.Code, place.Area.Code, row.InvitationId, row.InterviewerId)).Where(ticket => !without.Contains(ticket)).ToList();
        if (tickets.Count == 0)
            return [];
        var stored = tickets.Zip(await store.AreSpentAsync(place.Survey.Code, [.. tickets.Select(SignOf)])).ToList();
        looked[place.Area.Id] = (version, without.Union(stored.Where(pair => !pair.Second).Select(pair => pair.First)));
        return [.. stored.Where(pair => pair.Second).Select(pair => pair.First)];
    }

    private Task<bool> WriteAsync(string survey, ImmutableArray<InterviewTicket> tickets, CancellationToken cancel) => database.WriteAsync(
        async context =>
        {
            await Trail.LockAsync(context, SurveyDesk.ChainOf(survey), cancel);
            foreach (var ticket in tickets)
                await AddAsync(context, ticket, cancel);
            return true;
        }, cancel);

    /// <summary>Adds the visit unless it is there, and marks the link, which may have been cut off too.</summary>
    private async Task AddAsync(ChiSoContext context, InterviewTicket ticket, CancellationToken cancel)
    {
        await context.SurveyInvitations.Where(row => row.Id == ticket.Invitation && !row.Used).ExecuteUpdateAsync(set => set.SetProperty(row => row.Used, true), cancel);
        var visits = await context.FieldVisits.Where(visit => visit.InvitationId == ticket.Invitation).Select(visit => visit.Result).ToListAsync(cancel);
        if (visits.Contains(VisitResult.Interviewed) || !await context.FieldAssignments.AnyAsync(row => row.InvitationId == ticket.Invitation && row.InterviewerId == ticket.Interviewer, cancel))
            return;
        context.FieldVisits.Add(new() { InvitationId = ticket.Invitation, InterviewerId = ticket.Interviewer, Number = visits.Count + 1, Day = VietnamTime.Today(clock), Result = VisitResult.Interviewed });
        await context.SaveChangesAsync(cancel);
    }
}

/// <summary>What travels with the form of an interview.</summary>
public sealed record InterviewTicket(string Survey, string Area, Guid Invitation, Guid Interviewer);

/// <param name="Key">Of the link on the slip.</param>
public sealed record BegunInterview(string Key, InterviewTicket Ticket);
