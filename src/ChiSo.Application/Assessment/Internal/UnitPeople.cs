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

    /// <summary>Those who can act, by name.</summary>
    public IEnumerable<InternalPerson> Acting => mandates.Where(mandate => mandate.HoldsAt(now) && names.ContainsKey(mandate.AccountId)).Select(mandate => mandate.AccountId).Distinct()
        .Select(account => new InternalPerson(account, names[account])).OrderBy(one => one.Name, StringComparer.Ordinal);

    /// <summary>Who answers now for what this person was given: the last one it was handed over to since.</summary>
    /// <param name="given">UTC.</param>
    /// <returns><c>null</c> when that person's account is closed or holds no role of the unit any more.</returns>
    public InternalPerson? AnswersFor(Guid account, DateTime given)
    {
        while (Successor(account, given) is { } next)
            (account, given) = (next.AccountId, next.From); // each handover is later than the one before
        return Acting.FirstOrDefault(one => one.Account == account);
    }

    internal static async Task<UnitPeople> ReadAsync(ChiSoContext context, string unit, DateTime now, CancellationToken cancel)
    {
        var held = await context.Mandates.AsNoTracking().Where(mandate => mandate.Unit == unit && (mandate.Role == Role.UnitOfficer || mandate.Role == Role.UnitLeader)).ToListAsync(cancel);
        var ids = held.Select(mandate => mandate.AccountId).Distinct().ToList();
        var open = await context.Accounts.AsNoTracking().Where(account => ids.Contains(account.Id) && !account.Closed).Select(account => new { account.Id, account.FullName }).ToListAsync(cancel);
        return new(held, open.ToImmutableDictionary(account => account.Id, account => account.FullName), now);
    }

    private Mandate? Successor(Guid account, DateTime given)
    {
        var held = mandates.Where(mandate => mandate.AccountId == account).Select(mandate => mandate.Id).ToHashSet();
        return mandates.Where(mandate => mandate.TakesOver is { } before && held.Contains(before) && given < mandate.From && mandate.From <= now).MinBy(mandate => mandate.From);
    }
}
