using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Web.Hosting;

namespace ChiSo.Web.People;

/// <summary>The break-glass account of this server: raises its alarm, and tells administrators while it would not open.</summary>
public sealed class LastResort(Installation installation, NoticeChannels channels, WebOptions options, SecurityLog log, TimeProvider clock)
{
    /// <summary>Told before anybody acts in the session that just began: in the log first, which needs no database.</summary>
    public async Task RaiseAsync(HttpContext context, Account account)
    {
        log.Write(context, SecurityEvents.BreakGlass, account.UserName ?? "");
        await installation.BreakGlass.RaiseAsync(account.Id, channels.Kinds, channels.Address, clock.GetUtcNow().UtcDateTime, CancellationToken.None); // whoever breaks the connection off doesn't silence it
    }

    /// <summary>Why the account could not sign in now, as the key of a text; <c>null</c> where it could, or none is named.</summary>
    /// <param name="codesLeft">How many recovery codes an account has.</param>
    public async Task<string?> TroubleAsync(Func<Guid, Task<int>> codesLeft, CancellationToken cancel)
    {
        if (options.BreakGlass is null)
            return null;
        if ((await installation.Accounts.ListAsync(cancel)).FirstOrDefault(row => options.IsBreakGlass(row.UserName)) is not { Closed: false, HasPassword: true } account)
            return "BreakGlass_NoAccount";
        var now = clock.GetUtcNow().UtcDateTime;
        if (!account.Mandates.Any(mandate => mandate.Role == Role.Administrator && mandate.HoldsAt(now)))
            return "BreakGlass_NoRole";
        return account.HasAuthenticator && await codesLeft(account.Id) > 0 ? null : "BreakGlass_NoCodes";
    }
}
