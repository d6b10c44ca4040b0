using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using Microsoft.AspNetCore.Identity;

namespace ChiSo.Web.People;

/// <summary>No password is ever shipped: the first start makes one administrator and prints a link that works once.</summary>
internal static class FirstAdministrator
{
    private const string UserName = "quantri";

    /// <summary>The address where the first administrator chooses a password; <c>null</c> once somebody has one.</summary>
    public static async Task<string?> LinkAsync(IServiceProvider services, string address, CancellationToken cancel)
    {
        var accounts = services.GetRequiredService<Installation>().Accounts;
        var known = await accounts.ListAsync(cancel);
        var options = services.GetRequiredService<WebOptions>();
        if (known.Any(row => row.HasPassword && !options.ShutsOut(row.UserName)))
            return null;

        var row = known.FirstOrDefault(one => one.UserName == UserName) ?? await MakeAsync(accounts, cancel);
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = await users.FindByIdAsync(row.Id.ToString()) ?? throw new InvalidOperationException($"Account {row.Id} vanished.");
        return address + PasswordLink.PathOf(row.Id, await users.GeneratePasswordResetTokenAsync(account));
    }

    private static async Task<AccountRow> MakeAsync(AccountRegistry accounts, CancellationToken cancel)
    {
        var change = Change.OnThisMachine(TimeProvider.System, "first start");
        var made = await accounts.CreateAsync(new(UserName, "Quản trị hệ thống"), change, cancel);
        if (!made.TryGet(out var account))
            throw new InvalidOperationException(made.Problems[0].ToString());
        await accounts.GrantAsync(new(account.Id, Role.Administrator, "", "Khởi tạo hệ thống"), change, cancel);
        return (await accounts.ListAsync(cancel)).Single(row => row.Id == account.Id);
    }
}

/// <summary>The address under which a person chooses a password; it works once, for a day.</summary>
internal static class PasswordLink
{
    public static string PathOf(Guid account, string token) => $"/password?account={account:D}&token={Uri.EscapeDataString(token)}";
}
