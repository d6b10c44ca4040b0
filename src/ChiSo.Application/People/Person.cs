using System.Collections.Immutable;
using ChiSo.Application.Vietnamese;

namespace ChiSo.Application.People;

/// <summary>What an act is aimed at.</summary>
/// <param name="Unit">Code of the unit concerned; <c>null</c> when none is.</param>
/// <param name="Agency">Code of the agency the line is assigned to; <c>null</c> when to none.</param>
/// <param name="Stage">The stage that is under way; <c>null</c> when none is.</param>
public sealed record Aim(string? Unit = null, string? Agency = null, StageKind? Stage = null)
{
    /// <summary>Code of the survey whose fieldwork is concerned; <c>null</c> when none is.</summary>
    public string? Survey { get; init; }

    /// <summary>Code of the area of that fieldwork; <c>null</c> when none is.</summary>
    public string? Area { get; init; }

    /// <summary>Account of the interviewer whose visits are concerned; <c>null</c> when nobody's are.</summary>
    public Guid? Interviewer { get; init; }

    /// <summary>Accounts named to look at the request for review that is concerned; empty when none is.</summary>
    public IReadOnlyCollection<Guid> Panel { get; init; } = [];

    /// <summary>Accounts that declared an interest of their own in the unit; empty when none did.</summary>
    public IReadOnlyCollection<Guid> Barred { get; init; } = [];
}

/// <summary>Whoever is signed in, with the mandates that hold now.</summary>
public sealed record Person(Guid Id, string FullName, ImmutableArray<Mandate> Mandates)
{
    /// <summary>Whether a code of an authenticator app is asked for at sign-in.</summary>
    public bool HasAuthenticator { get; init; }

    /// <summary>What the units of the mandates inherit from units that were reorganised.</summary>
    public ImmutableArray<Inherited> Inherits { get; init; } = [];

    /// <summary>Names of those the person stands in for, by account.</summary>
    public ImmutableDictionary<Guid, string> Principals { get; init; } = ImmutableDictionary<Guid, string>.Empty;

    /// <summary>The name that stands beside an act: whom the person stood in for, and until when, belongs to it.</summary>
    /// <param name="mandate">Id of the mandate acted under.</param>
    public string NameUnder(Guid mandate)
    {
        if (Mandates.FirstOrDefault(held => held.Id == mandate) is not { ActingFor: { } principal } acting || Principals.GetValueOrDefault(principal) is not { } name)
            return FullName;
        return acting.Until is { } until ? $"{FullName} thay {name}, đến {VietnameseDates.ToText(DateOnly.FromDateTime(VietnamTime.Local(until.AddTicks(-1))))}" : $"{FullName} thay {name}";
    }

    /// <summary>Whether one of the roles asks for an authenticator and there is none yet.</summary>
    public bool LacksAuthenticator => !HasAuthenticator && Mandates.Any(mandate => Roles.NeedsAuthenticator(mandate.Role));

    /// <summary>The first mandate that lets the person do this; <c>null</c> when none does.</summary>
    public Mandate? MandateTo(Act act, Aim aim) => MandatesTo(act, aim).FirstOrDefault();

    /// <summary>Every mandate that lets the person do this.</summary>
    public IEnumerable<Mandate> MandatesTo(Act act, Aim aim) => Mandates.Where(mandate => Permissions.Table.Any(row => Gives(row, mandate, act, aim)));

    public bool May(Act act, Aim aim) => MandateTo(act, aim) is not null;

    /// <summary>Nobody appraises the own unit or one it was made from, under whatever mandate.</summary>
    public bool IsOwn(string? unit) => Mandates.Any(held => held.Unit == unit) || Inherits.Any(one => one.Unit == unit);

    private bool Gives(Permission row, Mandate mandate, Act act, Aim aim) =>
        row.Act == act
        && row.Role == mandate.Role
        && (row.Stages.IsEmpty || (aim.Stage is { } stage && row.Stages.Contains(stage)))
        && row.Reach switch
        {
            Reach.Everywhere => true,
            Reach.OwnUnit => aim.Unit is { } unit && unit == mandate.Unit,
            Reach.Predecessors => Inherits.Any(one => one.By == mandate.Unit && one.Unit == aim.Unit),
            Reach.OpenWork => Inherits.Any(one => one.Work && one.By == mandate.Unit && one.Unit == aim.Unit),
            Reach.OtherUnits => aim.Unit is { } other && !IsOwn(other),
            Reach.AssignedLines => aim.Agency is { } agency && agency == mandate.Unit && !IsOwn(aim.Unit) && !IsBarred(mandate, aim),
            Reach.OwnPanels => aim.Panel.Contains(Id) && !IsOwn(aim.Unit) && !IsBarred(mandate, aim),
            Reach.OwnArea => IsInArea(mandate, aim),
            Reach.OwnVisits => IsInArea(mandate, aim) && aim.Interviewer == Id,
            _ => throw new System.Diagnostics.UnreachableException($"No reach {row.Reach}."),
        };

    /// <summary>Nobody does through another what they may not do themselves: who stands in for somebody with an interest is barred with them.</summary>
    private bool IsBarred(Mandate mandate, Aim aim) => aim.Barred.Contains(Id) || (mandate.ActingFor is { } principal && aim.Barred.Contains(principal));

    private static bool IsInArea(Mandate mandate, Aim aim) => aim.Survey is { Length: > 0 } survey && aim.Area is { Length: > 0 } area && survey == mandate.Survey && area == mandate.Area;
}
