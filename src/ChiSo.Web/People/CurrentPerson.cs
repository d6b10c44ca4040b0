using System.Security.Claims;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ChiSo.Web.People;

/// <summary>Who sent this request, with the mandates that hold at this moment: read anew each time, so that an ended mandate ends at once.</summary>
public sealed class CurrentPerson(IHttpContextAccessor http, WebOptions options, IOptions<IdentityOptions> identity, IServiceProvider services)
{
    private Task<Person?>? found;

    /// <summary>Whether the person must set up an authenticator before the mandates give any right. Asked after <see cref="FindAsync"/>.</summary>
    public bool MustSetUp { get; private set; }

    /// <summary><c>null</c> when nobody is signed in, the account was closed, its sessions were ended, or the person is made up and this is no demonstration.</summary>
    public Task<Person?> FindAsync(CancellationToken cancel) => found ??= ReadAsync(cancel);

    private async Task<Person?> ReadAsync(CancellationToken cancel)
    {
        if (http.HttpContext?.User is not { } user || !Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var account) || options.ShutsOut(user.Identity?.Name))
            return null;
        var stamp = user.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType) ?? "";
        if (await services.GetRequiredService<Installation>().Accounts.FindAsync(account, cancel, stamp) is not { } person)
            return null;
        MustSetUp = !options.Demo && person.LacksAuthenticator && !AccountSignIn.IsStrong(user);
        return MustSetUp ? person with { Mandates = [] } : person;
    }
}
