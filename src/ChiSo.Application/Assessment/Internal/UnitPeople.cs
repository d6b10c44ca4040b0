using System.Collections.Immutable;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Assessment;

/// <summary>Who of a unit can act at an instant, and to whom work went that was handed over.</summary>
public sealed class UnitPeople
{
    private readonly ImmutableArray<Mandate> mandates;
    private readonly ImmutableDictionary<Guid, string> names;
    private readonly DateTime now;

    /// <param name="mandates">The roles of the unit, ended ones too.</param>
    /// <param name="names">Full names of the accounts that are not closed.</param>
    /// <param name="now">UTC.</param>
    public UnitPeople(IEnumerable<Mandate> mandates, ImmutableDictionary<Guid, string> names, DateTime now) => (this.mandates, this.names, this.now) = ([.. mandates], names, now);

    /// <summary>For rows that name no account.</summary>
    public static UnitPeople Nobody { get; } = new([], ImmutableDictionary<Guid, string>.Empty, default);

    /// <summary>Those who can act, by name.</summary>
    public IEnumerable<InternalPerson> Acting => mandates.Where(mandate => mandate.HoldsAt(now) && names.ContainsKey(mandate.AccountId)).Select(mandate => mandate.AccountId).Distinct()
        .Select(account => new InternalPerson(account, names[account])).OrderBy(one => one.Name, StringComparer.Ordinal);

    /// <summary>Who answers now for what this person was given: of those it was handed over to since, and the person, the last one who can act.</summary>
    /// <param name="given">UTC.</param>
    /// <returns><c>null</c> when none of them has an open account with a role of the unit any more.</returns>
    public InternalPerson? AnswersFor(Guid account, DateTime given)
    {
        var acting = Acting.ToDictionary(one => one.Account);
        var last = acting.GetValueOrDefault(account);
        while (Successor(account, given) is { } next)
        {
            (account, given) = (next.AccountId, next.From); // each handover is later than the one before
            last = acting.GetValueOrDefault(account) ?? last;
        }

        return last;
    }

    /// <summary>Whether a row names somebody who can't act any more, with nobody the work was handed over to.</summary>
    public bool IsOrphan(InternalAssignment row) => row.Account is { } account && AnswersFor(account, row.At) is null;

    internal static async Task<ImmutableDictionary<string, UnitPeople>> ReadAsync(ChiSoContext context, ImmutableArray<string> units, DateTime now, CancellationToken cancel)
    {
        var wanted = units.ToList(); // a list, so that the database can be asked
        var held = await context.Mandates.AsNoTracking().Where(mandate => wanted.Contains(mandate.Unit) && (mandate.Role == Role.UnitOfficer || mandate.Role == Role.UnitLeader)).ToListAsync(cancel);
        var ids = held.Select(mandate => mandate.AccountId).Distinct().ToList();
        var open = (await context.Accounts.AsNoTracking().Where(account => ids.Contains(account.Id) && !account.Closed).Select(account => new { account.Id, account.FullName }).ToListAsync(cancel)).ToImmutableDictionary(account => account.Id, account => account.FullName);
        return units.ToImmutableDictionary(unit => unit, unit => new UnitPeople(held.Where(mandate => mandate.Unit == unit), open, now), StringComparer.Ordinal);
    }

    private Mandate? Successor(Guid account, DateTime given)
    {
        var held = mandates.Where(mandate => mandate.AccountId == account).Select(mandate => mandate.Id).ToHashSet();
        return mandates.Where(mandate => mandate.TakesOver is { } before && held.Contains(before) && given < mandate.From && mandate.From <= now && (mandate.Until is null || mandate.From < mandate.Until)).MinBy(mandate => mandate.From); // one ended before its day never began
    }
}
