using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Engine;

namespace ChiSo.Web.People;

/// <summary>One area of fieldwork in the illustrative survey of demo mode, with its coordinator, interviewer and supervisor, and people to be visited.</summary>
internal static class DemoFieldwork
{
    public const string Coordinator = "dieuphoi";
    public const string Interviewer = "dieutravien";
    public const string Supervisor = "giamsat";

    private const string Area = "dia-ban-1";
    /// <summary>The first of the survey, which the area holds.</summary>
    public const int Units = 3;

    private const int Given = 12;

    private static readonly (string User, Role Role)[] Roles = [(Coordinator, Role.FieldCoordinator), (Interviewer, Role.Interviewer), (Supervisor, Role.FieldSupervisor)];

    /// <summary>Makes it unless it is there. A second start changes nothing.</summary>
    public static async Task MakeAsync(Installation installation, CancellationToken cancel)
    {
        foreach (var live in (await installation.Live.ListAsync(cancel)).Where(round => round.Illustrative))
        {
            var code = DemoSurvey.CodeOf(live.Period);
            if (await installation.Surveys.FindAsync(code, cancel) is not { IsClosed: false } survey || await installation.FieldAreas.FindAsync(code, Area, cancel) is not null)
                continue;
            var units = survey.Declaration.Units.Take(Units).Select(unit => unit.Code).ToArray();
            var manager = await PersonAsync(installation, "khaosat", cancel);
            Must(await installation.FieldAreas.DeclareAsync(code, new(Area, "Cụm đơn vị 1 (thử)", string.Join('\n', units), "", 0), manager, cancel));
            var change = Change.OnThisMachine(TimeProvider.System, "demo");
            foreach (var (user, role) in Roles)
                Must(await installation.Accounts.GrantAsync(new((await PersonAsync(installation, user, cancel)).Id, role, "", "Chế độ thử") { Survey = code, Area = Area }, change, cancel));
            var interviewer = (await PersonAsync(installation, Interviewer, cancel)).Id;
            Must(await installation.FieldCoordination.GiveAsync(code, Area, new(interviewer, units[0], "", Given), await PersonAsync(installation, Coordinator, cancel), cancel));
        }
    }

    private static async Task<Person> PersonAsync(Installation installation, string user, CancellationToken cancel)
    {
        var id = (await installation.Accounts.ListAsync(cancel)).Single(row => row.UserName == DemoPeople.Prefix + user).Id;
        return await installation.Accounts.FindAsync(id, cancel) ?? throw new InvalidOperationException($"The demo has no {user}.");
    }

    private static void Must<T>(Result<T> result)
    {
        if (!result.TryGet(out _))
            throw new InvalidOperationException(result.Problems[0].ToString());
    }
}
