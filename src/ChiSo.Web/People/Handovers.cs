using ChiSo.Application.People;
using Microsoft.AspNetCore.Identity;

namespace ChiSo.Web.People;

/// <summary>An address an administrator hands to a person, who chooses a password there. Whoever has it can take the account, so it is shown once and never stored.</summary>
public sealed record Handover(Guid Account, string UserName, string FullName, string Address);

/// <summary>Makes the links administrators hand over.</summary>
public sealed class Handovers(IServiceScopeFactory scopes, IHttpContextAccessor http)
{
    /// <summary>The link works once, for a day, and until the next one is made.</summary>
    public async Task<Handover> MakeAsync(Guid account)
    {
        await using var scope = scopes.CreateAsyncScope(); // reads the account anew: a link made with an old stamp opens nothing
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var stored = await users.FindByIdAsync(account.ToString("D")) ?? throw new InvalidOperationException($"Account {account} vanished.");
        var request = http.HttpContext?.Request ?? throw new InvalidOperationException("A link is made for a request only.");
        var path = PasswordLink.PathOf(account, await users.GeneratePasswordResetTokenAsync(stored));
        return new(account, stored.UserName ?? "", stored.FullName, $"{request.Scheme}://{request.Host}{path}");
    }
}
