using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.People;

/// <summary>The rule of two people: what one proposes another decides, and whoever stands in for somebody counts as both. Everywhere a second person is asked for, this tells who that isn't.</summary>
public static class SecondPerson
{
    /// <summary>Whether somebody behind the first act is behind the second too.</summary>
    /// <param name="act">What gave the right to the first.</param>
    /// <param name="at">UTC; when it was done, <c>null</c> where nothing tells: then whomever the account ever stood in for counts.</param>
    internal static async Task<bool> IsSameAsync(ChiSoContext context, Act act, Guid first, DateTime? at, Change second, CancellationToken cancel)
    {
        if (first == second.By)
            return true;
        if (first == Guid.Empty || second.By == Guid.Empty)
            return false; // the command line on the server acts for nobody
        var principal = await context.Mandates.Where(mandate => mandate.Id == second.Mandate).Select(mandate => mandate.ActingFor).SingleOrDefaultAsync(cancel);
        if (principal == first)
            return true;
        var held = await context.Mandates.AsNoTracking().Where(mandate => mandate.AccountId == first && mandate.From <= second.At).ToListAsync(cancel);
        return PrincipalsOf(held, act, at).Any(behind => behind == second.By || behind == principal);
    }

    /// <summary>Whom somebody stood in for when they did this: nobody where they held the same right themselves, which comes first.</summary>
    /// <param name="mandates">All of the account's.</param>
    internal static IEnumerable<Guid> PrincipalsOf(List<Mandate> mandates, Act act, DateTime? at)
    {
        var roles = Permissions.Table.Where(row => row.Act == act).Select(row => row.Role).ToHashSet();
        var used = mandates.FindAll(mandate => roles.Contains(mandate.Role) && (at is not { } when || mandate.HoldsAt(when)));
        return used.Where(mandate => !used.Exists(own => own.ActingFor is null && own.Role == mandate.Role && own.Unit == mandate.Unit)).Select(mandate => mandate.ActingFor).OfType<Guid>();
    }
}
