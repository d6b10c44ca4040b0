using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Publication.SurveyReleases;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Fieldwork;
using ChiSo.Application.Surveys.Opening;
using ChiSo.Application.Surveys.Paper;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Desk;

/// <summary>Open work on surveys: proposals, visits, re-checks and paper forms.</summary>
internal sealed class SurveyWork(Installation installation)
{
    private ImmutableArray<LiveSurvey>? open;

    public async Task<ImmutableArray<OpenWork>> OfAsync(Person person, CancellationToken cancel) =>
        [.. await ProposalsAsync(person, cancel), .. await ListsAsync(person, cancel), .. await FieldworkAsync(person, cancel), .. await PaperAsync(person, cancel)];

    /// <summary>Surveys that aren't closed, read once.</summary>
    private async Task<ImmutableArray<LiveSurvey>> SurveysAsync(CancellationToken cancel) => open ??= [.. (await installation.Surveys.ListAsync(cancel)).Where(survey => !survey.IsClosed)];

    private async Task<List<OpenWork>> ProposalsAsync(Person person, CancellationToken cancel)
    {
        var work = new List<OpenWork>();
        if (!person.May(Act.RunSurveys, new()))
            return work;
        foreach (var one in await installation.SurveyProposals.ListAsync(cancel))
        {
            var mine = one.Allows(ProposalStep.Replace, person);
            if (mine || one.Allows(ProposalStep.Approve, person))
                work.Add(new(mine ? WorkKind.MendSurvey : WorkKind.ApproveSurvey, "", Words.Same(one.Survey.Declaration.Decision), "", "", one.Title, "", 1, 0, VietnamTime.Utc(one.Survey.Declaration.Opens.AddDays(1))) { Survey = one.Id });
        }

        foreach (var one in (await installation.SurveyReleasing.WaitingAsync(cancel)).Where(one => SurveyReleasing.Allows(one, ProposalStep.Approve, person)))
            work.Add(new(WorkKind.ApproveRelease, one.Code, SurveyReleasing.Read(one).Title, "", "", null, "", 1, 0, null));
        return work;
    }

    /// <summary>Lists the person's units are asked for.</summary>
    private async Task<List<OpenWork>> ListsAsync(Person person, CancellationToken cancel)
    {
        var work = new List<OpenWork>();
        foreach (var unit in person.Mandates.Select(mandate => mandate.Unit).Where(unit => unit.Length > 0 && person.May(Act.HandInPeople, new(unit))).Distinct())
        {
            foreach (var (survey, board) in await installation.UnitLists.OpenForAsync(unit, cancel))
            {
                var handed = board.Of(unit)?.Handed;
                work.Add(new(WorkKind.HandInPeople, survey.Code, survey.Title, "", unit, Words.Same(survey.Declaration.Unit(unit)?.Name ?? unit), "", handed is null ? 1 : 0, handed?.People ?? 0, VietnamTime.Utc(board.Until.AddDays(1))));
            }
        }

        return work;
    }

    private async Task<List<OpenWork>> FieldworkAsync(Person person, CancellationToken cancel)
    {
        var work = new List<OpenWork>();
        if (!person.Mandates.Any(mandate => mandate.Role is Role.Interviewer or Role.FieldSupervisor))
            return work;
        var places = await installation.FieldAreas.EverywhereAsync(await SurveysAsync(cancel), cancel);
        foreach (var (place, given, left) in await installation.Interviewing.CountAsync([.. places.Where(place => person.May(Act.Interview, place.AimAt(person.Id)))], person, cancel))
            Add(place, WorkKind.Visit, left, given, VietnamTime.Utc(place.Survey.Declaration.Closes.AddDays(1)));
        foreach (var (place, drawn, left) in await installation.Rechecking.CountAsync([.. places.Where(place => person.May(Act.Recheck, place.AimAt()))], cancel))
            Add(place, WorkKind.Recheck, left, drawn, due: null);
        return work;

        void Add(FieldPlace place, WorkKind kind, int left, int all, DateTime? due) => work.Add(new(kind, place.Survey.Code, place.Survey.Title, place.Area.Code, "", Words.Same(place.Area.Name), "", left, all, due));
    }

    /// <summary>What somebody else keyed, for those who key; what two people keyed differently, for those who settle and keyed neither.</summary>
    private async Task<List<OpenWork>> PaperAsync(Person person, CancellationToken cancel)
    {
        var work = new List<OpenWork>();
        var (keys, settles) = (person.Mandates.Any(mandate => mandate.Role == Role.Keyer), person.May(Act.SettleForms, new()));
        if (!keys && !settles)
            return work;
        foreach (var survey in await SurveysAsync(cancel))
        {
            var forms = (await installation.PaperDesk.WaitingAsync(survey, cancel)).Where(form => !form.Keyers.Contains(person.Id)).ToLookup(form => form.State);
            Add(WorkKind.KeyForms, keys, PaperState.Once);
            Add(WorkKind.SettleForms, settles, PaperState.Differs);

            void Add(WorkKind kind, bool may, PaperState state)
            {
                if (may && forms[state].Count() is > 0 and var left)
                    work.Add(new(kind, survey.Code, survey.Title, "", "", null, "", left, 0, null));
            }
        }

        return work;
    }
}
