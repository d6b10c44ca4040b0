using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Engine;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.People;

/// <summary>How a person gets in: links, sessions, password and authenticator. What is secret never enters the trail; that it changed does.</summary>
public sealed class AccountAccess(ChiSoDatabase database)
{
    /// <summary>Ends every session and makes every link given out before, and every key of the feeds, worthless.</summary>
    public Task<Result<Account>> EndSessionsAsync(Guid accountId, Change change, CancellationToken cancel) =>
        ChangeAsync(accountId, change, "account.sessions-ended", (_, _) => Task.CompletedTask, cancel);

    /// <summary>Makes the account ready for a new link to choose a password: earlier links and sessions end, the present password holds until the link is used.</summary>
    public Task<Result<Account>> PrepareLinkAsync(Guid accountId, Change change, CancellationToken cancel) =>
        ChangeAsync(accountId, change, "account.link-made", (_, _) => Task.CompletedTask, cancel);

    /// <summary>Takes authenticator and passkeys away from a person who lost the phone: secret, recovery codes and passkeys are deleted.</summary>
    public Task<Result<Account>> RemoveAuthenticatorAsync(Guid accountId, Change change, CancellationToken cancel) =>
        ChangeAsync(accountId, change, "account.authenticator-removed", async (context, account) =>
        {
            account.TwoFactorEnabled = false;
            await context.Set<IdentityUserPasskey<Guid>>().Where(passkey => passkey.UserId == account.Id).ExecuteDeleteAsync(cancel);
            await context.Set<IdentityUserToken<Guid>>().Where(token => token.UserId == account.Id).ExecuteDeleteAsync(cancel);
        }, cancel);

    /// <summary>Runs a change of the person's own access in one transaction with its link of the trail.</summary>
    /// <param name="act">Returns whether anything changed; when not, the trail says nothing.</param>
    public Task<bool> RecordAsync(Guid accountId, Change change, string name, Func<ChiSoContext, Task<bool>> act, CancellationToken cancel) => database.WriteAsync(
        async context =>
        {
            await Trail.LockAsync(context, Trail.Installation, cancel);
            if (!await act(context))
                return false;
            var account = await context.Accounts.SingleAsync(known => known.Id == accountId, cancel);
            await Trail.AppendAsync(context, Trail.Installation, change, name, account.UserName ?? "", new { account.Id }, cancel);
            return true;
        }, cancel);

    private Task<Result<Account>> ChangeAsync(Guid accountId, Change change, string name, Func<ChiSoContext, Account, Task> act, CancellationToken cancel) => database.WriteAsync<Result<Account>>(
        async context =>
        {
            await Trail.LockAsync(context, Trail.Installation, cancel);
            if (await context.Accounts.SingleOrDefaultAsync(known => known.Id == accountId, cancel) is not { } account)
                return AccountProblems.Unknown();
            await act(context, account);
            await FeedKeyDesk.RevokeAllAsync(context, accountId, change, cancel);
            account.SecurityStamp = Guid.NewGuid().ToString("N");
            account.ConcurrencyStamp = Guid.NewGuid().ToString("N");
            await Trail.AppendAsync(context, Trail.Installation, change, name, account.UserName ?? "", new { account.Id }, cancel);
            return account;
        }, cancel);
}
