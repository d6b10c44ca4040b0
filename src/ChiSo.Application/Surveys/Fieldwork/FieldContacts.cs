using System.Collections.Immutable;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Mailing;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Surveys.Fieldwork;

/// <summary>How people of an area are found, for those who give them out or visit them and for nobody else.</summary>
public sealed class FieldContacts(ChiSoDatabase database)
{
    /// <summary>By invitation: everybody of the area, for its coordinator; for anybody else nobody.</summary>
    public async Task<ImmutableDictionary<Guid, Whereabouts>> OfAreaAsync(FieldPlace place, Person person, CancellationToken cancel)
    {
        if (!person.May(Act.FindPeople, place.AimAt()))
            return ImmutableDictionary<Guid, Whereabouts>.Empty;
        await using var context = database.Open();
        var rows = await context.SurveyAddresses.AsNoTracking().Where(row => row.SurveyId == place.Survey.Id)
            .Join(context.SurveyInvitations, row => row.InvitationId, invitation => invitation.Id, (row, invitation) => new { row.InvitationId, row.Name, row.Place, row.Telephone, invitation.Unit, invitation.Stratum }).ToListAsync(cancel);
        return rows.Where(row => place.Holds(row.Unit, row.Stratum)).ToImmutableDictionary(row => row.InvitationId, row => new Whereabouts(row.Name, row.Place, row.Telephone));
    }

    /// <summary>By invitation: those who were given to the person as an interviewer of the area.</summary>
    public async Task<ImmutableDictionary<Guid, Whereabouts>> OfOwnAsync(FieldPlace place, Person person, CancellationToken cancel)
    {
        if (!person.May(Act.Interview, place.AimAt(person.Id)))
            return ImmutableDictionary<Guid, Whereabouts>.Empty;
        await using var context = database.Open();
        return (await context.FieldInterviewers.Where(one => one.AreaId == place.Area.Id && one.AccountId == person.Id)
            .Join(context.FieldAssignments, one => one.Id, given => given.InterviewerId, (_, given) => given.InvitationId)
            .Join(context.SurveyAddresses, id => id, row => row.InvitationId, (_, row) => new { row.InvitationId, row.Name, row.Place, row.Telephone }).ToListAsync(cancel))
            .ToImmutableDictionary(row => row.InvitationId, row => new Whereabouts(row.Name, row.Place, row.Telephone));
    }
}
