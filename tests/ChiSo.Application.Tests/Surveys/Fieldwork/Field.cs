using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Fieldwork;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Collection;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Fieldwork;

/// <summary>A survey with one area about the Department of Home Affairs: thirty people invited, a coordinator, two interviewers and a supervisor.</summary>
internal sealed class Field : IDisposable
{
    public const string Area = "dia-ban-1";
    public const int People = 30;

    private Field(OpenSurvey open) => Open = open;

    public OpenSurvey Open { get; }

    public Application.Publication.Installation Installation => Open.Installation;

    public Person Manager { get; } = With(Role.SurveyManager, "", "");

    public Person Coordinator { get; private set; } = null!; // set below

    public Person First { get; private set; } = null!; // as above

    public Person Second { get; private set; } = null!; // as above

    public Person Supervisor { get; private set; } = null!; // as above

    /// <summary>By reference.</summary>
    public ImmutableDictionary<string, string> Keys { get; private set; } = ImmutableDictionary<string, string>.Empty;

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<Field> NewAsync(Kind kind, PostgresServer postgres, SurveyDeclaration? declaration = null, Questionnaire? form = null)
    {
        var field = new Field(await OpenSurvey.NewAsync(kind, postgres, declaration, form));
        field.Keys = (await field.Open.InviteAsync(People)).ToImmutableDictionary(link => link.To.Reference, link => link.Key);
        OpenRound.Must(await field.Installation.FieldAreas.DeclareAsync(OpenSurvey.Code, new(Area, "Địa bàn 1", "noivu", "", 0), field.Manager, Cancel));
        field.Coordinator = await field.HireAsync("dieuphoi", Role.FieldCoordinator);
        field.First = await field.HireAsync("mot", Role.Interviewer);
        field.Second = await field.HireAsync("hai", Role.Interviewer);
        field.Supervisor = await field.HireAsync("giamsat", Role.FieldSupervisor);
        return field;
    }

    /// <summary>Somebody with an account and a mandate for an area.</summary>
    public async Task<Person> HireAsync(string name, Role role, string area = Area)
    {
        var change = Open.Change() with { By = Guid.NewGuid() };
        var account = OpenRound.Must(await Installation.Accounts.CreateAsync(new(name, $"Người {name}"), change, Cancel));
        OpenRound.Must(await Installation.Accounts.GrantAsync(new(account.Id, role, "", "thử") { Survey = OpenSurvey.Code, Area = area }, change, Cancel));
        return (await Installation.Accounts.FindAsync(account.Id, Cancel))!; // made just above
    }

    public Task<Engine.Result<int>> GiveAsync(Person interviewer, int count, Person? by = null) =>
        Installation.FieldCoordination.GiveAsync(OpenSurvey.Code, Area, new(interviewer.Id, "noivu", "", count), by ?? Coordinator, Cancel);

    public async Task<FieldPlace> PlaceAsync(string area = Area) => (await Installation.FieldAreas.FindAsync(OpenSurvey.Code, area, Cancel))!; // declared above

    public async Task<FieldBook> BookAsync() => await Installation.FieldReading.BookAsync(await PlaceAsync(), Cancel);

    public async Task<ImmutableArray<FieldPerson>> ListAsync(Person interviewer) => await Installation.Interviewing.ListAsync(await PlaceAsync(), interviewer, Cancel);

    public Task<Engine.Result<FieldVisit>> VisitAsync(Person interviewer, FieldPerson visited, VisitResult? result, DateOnly? day = null, int? seen = null) =>
        Installation.Interviewing.RecordAsync(OpenSurvey.Code, Area, new(visited.Invitation, result, day ?? new(2026, 3, 10), seen ?? visited.Visits.Length), interviewer, Cancel);

    /// <summary>Interviews somebody with the slip, as the pages do.</summary>
    public async Task<Taken> InterviewAsync(Person interviewer, FieldPerson visited, string good = "yes", string why = "")
    {
        var begun = await BeginAsync(interviewer, visited);
        var taken = await AskAsync(begun, good, why);
        await Installation.InterviewVisits.FinishAsync(begun.Ticket, Cancel);
        return taken;
    }

    public async Task<BegunInterview> BeginAsync(Person interviewer, FieldPerson visited) =>
        OpenRound.Must(await Installation.Interviewing.BeginAsync(OpenSurvey.Code, Area, visited.Invitation, Keys[visited.Reference], interviewer, Cancel));

    /// <summary>The answer alone, as if the program had ended before the visit was written down.</summary>
    public async Task<Taken> AskAsync(BegunInterview begun, string good = "yes", string why = "") =>
        OpenRound.Must(await Open.AnswerAsync(begun.Key, good, why, asker: await Installation.InterviewVisits.AskerAsync(begun.Ticket, Cancel)));

    public void Dispose() => Open.Dispose();

    public static Person With(Role role, string survey, string area) =>
        new(Guid.NewGuid(), "thử", [new Mandate { AccountId = Guid.NewGuid(), Role = role, Unit = Roles.IsOfUnit(role) ? "noivu" : "", Survey = survey, Area = area, Ground = "", GrantedBy = Guid.Empty, From = DateTime.UnixEpoch }]);
}
