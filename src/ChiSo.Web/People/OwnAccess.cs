using System.Collections.Immutable;
using System.Security.Claims;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace ChiSo.Web.People;

/// <summary>What a person changes about the own way in. The platform's rules decide; the change and its link of the trail are one transaction.</summary>
public sealed class OwnAccess(Installation installation, IServiceProvider services, TimeProvider clock)
{
    /// <summary>As many as fit on a slip of paper.</summary>
    public const int RecoveryCodes = 10;

    /// <summary>Needs the present password. Every other session ends.</summary>
    public Task<OwnChange> ChangePasswordAsync(Guid person, string present, string wanted, CancellationToken cancel) =>
        ChangeAsync(person, "account.password-changed", async (users, account) => new(await users.ChangePasswordAsync(account, present, wanted), []), cancel);

    /// <summary>Turns the authenticator on once a code shows that the app has the secret. Every other session ends.</summary>
    /// <returns>The recovery codes, to be shown once.</returns>
    public Task<OwnChange> TurnOnAsync(Guid person, string code, CancellationToken cancel) => ChangeAsync(person, "account.authenticator-set", async (users, account) =>
    {
        if (!await users.VerifyTwoFactorTokenAsync(account, users.Options.Tokens.AuthenticatorTokenProvider, Digits(code)))
            return OwnChange.WrongCode;
        return await users.SetTwoFactorEnabledAsync(account, enabled: true) is { Succeeded: false } refused ? new(refused, []) : await CodesAsync(users, account);
    }, cancel);

    /// <summary>New recovery codes instead of those before.</summary>
    /// <param name="code">Of the app; <c>null</c> in a session of the break-glass account, which a printed code opened.</param>
    public Task<OwnChange> RenewCodesAsync(Guid person, string? code, CancellationToken cancel) => ChangeAsync(person, "account.recovery-renewed", async (users, account) =>
        account.TwoFactorEnabled && (code is null || await users.VerifyTwoFactorTokenAsync(account, users.Options.Tokens.AuthenticatorTokenProvider, Digits(code)))
            ? await CodesAsync(users, account)
            : OwnChange.WrongCode, cancel);

    /// <summary>The secret the app needs, made on first use; it is shown only until the authenticator is on.</summary>
    public Task<string> SecretAsync(Guid person, CancellationToken cancel) => installation.Database.WriteAsync(async context =>
    {
        using var users = Users(context);
        if (await users.GetAuthenticatorKeyAsync(await FindAsync(users, person)) is { Length: > 0 } known)
            return known;
        var secret = users.GenerateNewAuthenticatorKey();
        context.Set<IdentityUserToken<Guid>>().Add(new() { UserId = person, LoginProvider = "[AspNetUserStore]", Name = "AuthenticatorKey", Value = secret }); // as the platform names it; its own way would end the session
        return secret;
    }, cancel);

    /// <summary>Adds a passkey the browser just made.</summary>
    public Task AddPasskeyAsync(Guid person, UserPasskeyInfo passkey, CancellationToken cancel) =>
        ChangeAsync(person, "account.passkey-added", async (users, account) => new(await users.AddOrUpdatePasskeyAsync(account, passkey), []), cancel);

    /// <summary>Removes a passkey. Every other session ends.</summary>
    public Task RemovePasskeyAsync(Guid person, byte[] passkey, CancellationToken cancel) => ChangeAsync(person, "account.passkey-removed", async (users, account) =>
        await users.RemovePasskeyAsync(account, passkey) is { Succeeded: false } refused ? new(refused, []) : new(await users.UpdateSecurityStampAsync(account), []), cancel);

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<UserPasskeyInfo>> PasskeysAsync(Guid person)
    {
        await using var context = installation.Database.Open();
        using var users = Users(context);
        return [.. (await users.GetPasskeysAsync(await FindAsync(users, person))).OrderBy(passkey => passkey.CreatedAt)];
    }

    public async Task<PasskeyList> PasskeyListAsync(Guid person, ClaimsPrincipal session) => new(await PasskeysAsync(person), await MayChangeFactorsAsync(person, session));

    /// <summary>Whether authenticator and passkeys may be changed in this session: a password alone must not lead round a second factor that is there.</summary>
    public async Task<bool> MayChangeFactorsAsync(Guid person, ClaimsPrincipal session) =>
        AccountSignIn.IsStrong(session) || (!(await FindAsync(person)).TwoFactorEnabled && (await PasskeysAsync(person)).Count == 0);

    /// <summary>Ends every session of the person, the present one too.</summary>
    public Task EndSessionsAsync(Guid person, CancellationToken cancel) => installation.Access.EndSessionsAsync(person, ChangeOf(person), cancel);

    /// <summary>The account as it stands now, read anew.</summary>
    public async Task<Account> FindAsync(Guid person)
    {
        await using var context = installation.Database.Open();
        using var users = Users(context);
        return await FindAsync(users, person);
    }

    /// <summary>How many recovery codes are left.</summary>
    public async Task<int> CodesLeftAsync(Guid person)
    {
        await using var context = installation.Database.Open();
        using var users = Users(context);
        return await users.CountRecoveryCodesAsync(await FindAsync(users, person));
    }

    private async Task<OwnChange> ChangeAsync(Guid person, string name, Func<UserManager<Account>, Account, Task<OwnChange>> act, CancellationToken cancel)
    {
        var outcome = OwnChange.WrongCode;
        await installation.Access.RecordAsync(person, ChangeOf(person), name, async context =>
        {
            using var users = Users(context);
            outcome = await act(users, await FindAsync(users, person));
            return outcome.Done.Succeeded;
        }, cancel);
        return outcome;
    }

    private Change ChangeOf(Guid person) => new(person, Guid.Empty, clock.GetUtcNow().UtcDateTime, "");

    private static async Task<OwnChange> CodesAsync(UserManager<Account> users, Account account) =>
        new(IdentityResult.Success, [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) ?? []]);

    private UserManager<Account> Users(ChiSoContext context) => ActivatorUtilities.CreateInstance<UserManager<Account>>(
        services, new UserOnlyStore<Account, ChiSoContext, Guid, IdentityUserClaim<Guid>, IdentityUserLogin<Guid>, IdentityUserToken<Guid>, IdentityUserPasskey<Guid>>(context));

    private static async Task<Account> FindAsync(UserManager<Account> users, Guid person) =>
        await users.FindByIdAsync(person.ToString("D")) ?? throw new InvalidOperationException($"Account {person} vanished.");

    private static string Digits(string code) => new([.. code.Where(char.IsAsciiDigit)]);
}

/// <summary>A person's passkeys.</summary>
/// <param name="MayChange">Whether they may be changed in this session.</param>
public sealed record PasskeyList(IReadOnlyList<UserPasskeyInfo> Passkeys, bool MayChange);

/// <summary>What became of a change to the own access.</summary>
/// <param name="RecoveryCodes">Shown once; empty unless new ones were made.</param>
public sealed record OwnChange(IdentityResult Done, ImmutableArray<string> RecoveryCodes)
{
    /// <summary>The code of the app was wrong or too old.</summary>
    public static OwnChange WrongCode { get; } = new(IdentityResult.Failed(), []);
}
