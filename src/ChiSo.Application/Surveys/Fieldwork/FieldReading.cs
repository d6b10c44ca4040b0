using System.Collections.Immutable;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Fieldwork;

/// <summary>What coordinators and supervisors read of their area: from invitations and visits, but for the board, which tells no more than that of the whole survey.</summary>
public sealed class FieldReading(ChiSoDatabase database, SurveyDesk desk, SurveyReading reading, InterviewVisits interviews, TimeProvider clock)
{
    /// <summary>Everybody invited in the area with who visits them and how that went.</summary>
    public async Task<FieldBook> BookAsync(FieldPlace place, CancellationToken cancel)
    {
        await interviews.MendAsync(place, cancel);
        await using var context = database.Open();
        return await ReadAsync(context, place, cancel);
    }

    /// <summary>The same for whoever writes, in their transaction.</summary>
    internal async Task<FieldBook> BookAsync(ChiSoContext context, FieldPlace place, CancellationToken cancel)
    {
        await interviews.MendAsync(context, place, cancel);
        return await ReadAsync(context, place, cancel);
    }

    /// <summary>Answers of the area as the board of the whole survey tells them, and nothing that board hides: sums of other groups would give it away.</summary>
    public async Task<ImmutableArray<FieldworkUnit>> BoardAsync(FieldPlace place, CancellationToken cancel)
    {
        var board = await reading.BoardAsync(place.Survey, cancel);
        var strata = (await desk.CountAsync(place.Survey, cancel)).ToLookup(group => group.Unit, group => group.Stratum, StringComparer.Ordinal);
        var rows = ImmutableArray.CreateBuilder<FieldworkUnit>();
        foreach (var unit in board.Units)
        {
            var all = unit.Strata.Select(one => one.Stratum).Concat(strata[unit.Unit]).Distinct(StringComparer.Ordinal).ToList();
            if (place.Groups.Any(group => group.Stratum is null && group.Holds(unit.Unit, "")) || (all.Count > 0 && all.TrueForAll(one => place.Holds(unit.Unit, one))))
                rows.Add(unit);
            else
                rows.AddRange(unit.Strata.Where(one => place.Holds(unit.Unit, one.Stratum)).Select(one => new FieldworkUnit(unit.Unit, one.Count, [one])));
        }

        return rows.ToImmutable();
    }

    private async Task<FieldBook> ReadAsync(ChiSoContext context, FieldPlace place, CancellationToken cancel)
    {
        var (survey, area) = (place.Survey.Id, place.Area.Id);
        var invited = (await context.SurveyInvitations.AsNoTracking().Where(row => row.SurveyId == survey).Select(row => new { row.Id, row.Reference, row.Unit, row.Stratum }).ToListAsync(cancel)).Where(row => place.Holds(row.Unit, row.Stratum));
        var interviewers = await context.FieldInterviewers.AsNoTracking().Where(row => row.AreaId == area).OrderBy(row => row.Number).ToListAsync(cancel);
        var ids = interviewers.Select(row => row.Id).ToList();
        var given = (await context.FieldAssignments.AsNoTracking().Where(row => ids.Contains(row.InterviewerId)).ToListAsync(cancel)).ToDictionary(row => row.InvitationId, row => row.InterviewerId);
        var visits = (await context.FieldVisits.AsNoTracking().Where(row => ids.Contains(row.InterviewerId)).ToListAsync(cancel)).ToLookup(row => row.InvitationId);
        var people = invited.OrderBy(row => row.Unit, StringComparer.Ordinal).ThenBy(row => row.Stratum, StringComparer.Ordinal).ThenBy(row => row.Reference.Length).ThenBy(row => row.Reference, StringComparer.Ordinal)
            .Select(row => new FieldPerson(row.Id, row.Reference, row.Unit, row.Stratum, given.TryGetValue(row.Id, out var by) ? by : null, [.. visits[row.Id].OrderBy(visit => visit.Number)])).ToImmutableArray();
        var handovers = await context.FieldHandovers.AsNoTracking().Where(row => row.AreaId == area).OrderBy(row => row.Number).ToListAsync(cancel);
        return new(place, people, await InterviewersAsync(context, place, interviewers, cancel), [.. handovers]);
    }

    /// <summary>Those who hold the mandate now, and those who did when people were given to them.</summary>
    private async Task<ImmutableArray<FieldWorker>> InterviewersAsync(ChiSoContext context, FieldPlace place, List<FieldInterviewer> known, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var holding = (await context.Mandates.AsNoTracking().Where(mandate => mandate.Role == Role.Interviewer && mandate.Survey == place.Survey.Code && mandate.Area == place.Area.Code).ToListAsync(cancel))
            .Where(mandate => mandate.HoldsAt(now)).Select(mandate => mandate.AccountId).ToHashSet();
        var accounts = known.Select(row => row.AccountId).Union(holding).ToList();
        var names = await context.Accounts.AsNoTracking().Where(account => accounts.Contains(account.Id)).Select(account => new { account.Id, account.FullName, account.Closed }).ToListAsync(cancel);
        return [.. names.Select(one => new FieldWorker(one.Id, one.FullName, known.Find(row => row.AccountId == one.Id)?.Id, known.Find(row => row.AccountId == one.Id)?.Number, holding.Contains(one.Id) && !one.Closed))
            .OrderBy(one => one.Number ?? int.MaxValue).ThenBy(one => one.Name, Vietnamese.VietnameseOrder.Instance)];
    }
}

/// <summary>Everybody of an area: those invited and those who visit them.</summary>
public sealed record FieldBook(FieldPlace Place, ImmutableArray<FieldPerson> People, ImmutableArray<FieldWorker> Workers, ImmutableArray<FieldHandover> Handovers)
{
    /// <summary>By unit and stratum.</summary>
    public IEnumerable<FieldGroupCount> Groups() => People.GroupBy(person => (person.Unit, person.Stratum)).Select(group => new FieldGroupCount(group.Key.Unit, group.Key.Stratum, group.Count(), group.Count(person => person.Interviewer is not null)));

    public IEnumerable<FieldPerson> Of(FieldWorker worker) => worker.Id is { } id ? People.Where(person => person.Interviewer == id) : [];

    /// <summary>Visits that were done, each with the person: what is paid and checked again.</summary>
    public IEnumerable<(FieldPerson Person, FieldVisit Visit)> Done() => People.Where(person => person.DoneVisit is not null).Select(person => (person, person.DoneVisit!)); // asked just above

    /// <summary>The name behind an interviewer; empty when the account is gone.</summary>
    public FieldWorker? Worker(Guid interviewer) => Workers.FirstOrDefault(worker => worker.Id == interviewer);
}

/// <param name="Invited">People of the group.</param>
/// <param name="Given">Of them, given to an interviewer.</param>
public sealed record FieldGroupCount(string Unit, string Stratum, int Invited, int Given);

/// <summary>Somebody invited in an area.</summary>
/// <param name="Reference">As the list of those invited names them: all the book of invitations holds.</param>
/// <param name="Interviewer">To whom they were given; <c>null</c> for nobody.</param>
/// <param name="Visits">In their order.</param>
public sealed record FieldPerson(Guid Invitation, string Reference, string Unit, string Stratum, Guid? Interviewer, ImmutableArray<FieldVisit> Visits)
{
    public FieldVisit? Last => Visits.IsEmpty ? null : Visits[^1];

    /// <summary>The first visit that was done; <c>null</c> for none. Only it is paid.</summary>
    public FieldVisit? DoneVisit => Visits.FirstOrDefault(visit => VisitResults.IsDone(visit.Result));

    /// <summary>Whether somebody should still go there.</summary>
    public bool IsOpen => Last is not { } last || !VisitResults.IsLast(last.Result);
}

/// <summary>Somebody who interviews in an area.</summary>
/// <param name="Id">Of the interviewer; <c>null</c> before people were given to them.</param>
/// <param name="Number">Beside answers; <c>null</c> as above.</param>
/// <param name="IsActive">Whether the mandate holds now.</param>
public sealed record FieldWorker(Guid Account, string Name, Guid? Id, int? Number, bool IsActive);
