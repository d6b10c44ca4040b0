using System.Security.Claims;
using ChiSo.Application.People;
using ChiSo.Application.Publication;

namespace ChiSo.Web.People;

/// <summary>Who sent this request, with the mandates that hold at this moment: read anew each time, so that an ended mandate ends at once.</summary>
public sealed class CurrentPerson(IHttpContextAccessor http, IServiceProvider services)
{
    private Task<Person?>? found;

    /// <summary><c>null</c> when nobody is signed in, or the account was closed.</summary>
    public Task<Person?> FindAsync(CancellationToken cancel) => found ??= ReadAsync(cancel);

    private async Task<Person?> ReadAsync(CancellationToken cancel) =>
        http.HttpContext?.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } id && Guid.TryParse(id, out var account)
            ? await services.GetRequiredService<Installation>().Accounts.FindAsync(account, cancel)
            : null;
}
