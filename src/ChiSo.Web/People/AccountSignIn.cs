using System.Security.Claims;
using ChiSo.Application.People;
using ChiSo.Application.People.SingleSignOn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ChiSo.Web.People;

/// <summary>The platform's sign-in, and the ways in besides the password.</summary>
public sealed class AccountSignIn(
    UserManager<Account> users, IHttpContextAccessor http, IUserClaimsPrincipalFactory<Account> principals, IOptions<IdentityOptions> options,
    ILogger<SignInManager<Account>> logger, IAuthenticationSchemeProvider schemes, IUserConfirmation<Account> confirmation, UsedChallenges challenges,
    PasswordTries tries, KnownDevices devices, WebOptions web)
    : SignInManager<Account>(users, http, principals, options, logger, schemes, confirmation)
{
    private const string Strong = "mfa";

    private static readonly Account Nobody = new() { FullName = "" };

    /// <summary>Whether a second factor stood behind the session, ours or one the provider vouched for.</summary>
    public static bool IsStrong(ClaimsPrincipal session) => session.HasClaim(SignOnSettings.MethodClaim, Strong);

    /// <summary>Signs in by name and password. Wrong ones shut out the address they come from, never the account.</summary>
    /// <param name="account"><c>null</c> when the name is nobody's or the account is closed.</param>
    /// <returns>Not allowed where the password is that of the break-glass account and it has no second factor.</returns>
    public async Task<SignInResult> PasswordAsync(Account? account, string name, string password)
    {
        if (!tries.Take(Context, name, account))
            return SignInResult.LockedOut;
        if (account is not { PasswordHash: not null } || web.ShutsOut(account.UserName))
        {
            UserManager.PasswordHasher.HashPassword(Nobody, password); // takes as long as looking at a password would: time tells no names
            return SignInResult.Failed;
        }

        if (web.IsBreakGlass(account.UserName) && !await IsTwoFactorEnabledAsync(account))
            return await UserManager.CheckPasswordAsync(account, password) ? SignInResult.NotAllowed : SignInResult.Failed; // a password alone never opens it
        var result = await PasswordSignInAsync(account, password, isPersistent: false, lockoutOnFailure: false);
        if (result.Succeeded || result.RequiresTwoFactor)
            tries.Forgive(Context, name, account);
        return result;
    }

    /// <summary>Every way in ends here: the browser is known from now on.</summary>
    public override async Task SignInWithClaimsAsync(Account user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        await base.SignInWithClaimsAsync(user, authenticationProperties, additionalClaims);
        devices.Remember(Context, user);
    }

    /// <summary>Signs in a person the provider vouched for. Wrong passwords others tried don't stand in the way.</summary>
    /// <param name="secondFactor">Whether the provider asked for a second factor, so that ours need not.</param>
    /// <returns>Success, or that the code of the authenticator is still to come.</returns>
    public async Task<SignInResult> SignOnAsync(Account account, bool secondFactor)
    {
        if (!secondFactor)
            return await SignInOrTwoFactorAsync(account, isPersistent: false, SingleSignOn.Scheme);
        await SignInWithClaimsAsync(account, isPersistent: false, [new(SignOnSettings.MethodClaim, Strong), new(ClaimTypes.AuthenticationMethod, SingleSignOn.Scheme)]);
        return SignInResult.Success;
    }

    /// <summary>Signs in whoever answers with a passkey. The device asked for a finger, a face or a PIN, so that it stands for both factors.</summary>
    /// <param name="credential">What the browser made, as JSON.</param>
    /// <returns><c>null</c> when the answer is wrong, late or given before, or the account is closed, the break-glass account, or a made-up person's outside demo mode.</returns>
    public async Task<Account?> PasskeyAsync(string credential)
    {
        if (!await HasChallengeAsync() || !challenges.Take(credential))
            return null;
        var seen = await PerformPasskeyAssertionAsync(credential);
        if (!seen.Succeeded || seen.User.Closed || web.IsBreakGlass(seen.User.UserName) || web.ShutsOut(seen.User.UserName) || !(await UserManager.AddOrUpdatePasskeyAsync(seen.User, seen.Passkey)).Succeeded)
            return null;
        await SignInWithClaimsAsync(seen.User, isPersistent: false, [new(SignOnSettings.MethodClaim, Strong)]);
        return seen.User;
    }

    /// <summary>The passkey the browser just made; <c>null</c> when the answer is wrong, late or given before.</summary>
    public async Task<UserPasskeyInfo?> ReadNewPasskeyAsync(string credential)
    {
        if (!await HasChallengeAsync() || !challenges.Take(credential))
            return null;
        var seen = await PerformPasskeyAttestationAsync(credential);
        return seen.Succeeded ? seen.Passkey : null;
    }

    /// <summary>Makes the present session one with a second factor, which the person has just shown.</summary>
    public Task StrengthenAsync(Account account, ClaimsPrincipal session) =>
        SignInWithClaimsAsync(account, isPersistent: false, [new(SignOnSettings.MethodClaim, Strong), .. session.FindAll(ClaimTypes.AuthenticationMethod)]);

    /// <summary>Whether a challenge was given to this browser a short while ago.</summary>
    private async Task<bool> HasChallengeAsync() => (await Context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Succeeded;

    /// <summary>Keeps how the session began when the platform renews it.</summary>
    public static Task KeepMethod(SecurityStampRefreshingPrincipalContext context)
    {
        var kept = context.CurrentPrincipal?.FindAll(claim => claim.Type is SignOnSettings.MethodClaim or ClaimTypes.AuthenticationMethod) ?? [];
        ((ClaimsIdentity?)context.NewPrincipal?.Identity)?.AddClaims(kept);
        return Task.CompletedTask;
    }
}
