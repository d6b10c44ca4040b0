using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>Name and password, then the code of the authenticator where the account has one.</summary>
public sealed class SignInPage(AccountSignIn signIn, PasswordTries tries, SecurityLog log, WebOptions options, Texts texts, IServiceProvider services) : PageModel
{
    [BindProperty]
    public string UserName { get; set; } = "";

    [BindProperty]
    public string Password { get; set; } = "";

    [BindProperty]
    public string Code { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Next { get; set; } = "";

    /// <summary><c>code</c> where the provider of single sign-on vouched for the person and the authenticator is still asked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string Step { get; set; } = "";

    /// <summary>Why the person comes back from the provider of single sign-on: <c>down</c> or <c>refused</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string Trouble { get; set; } = "";

    /// <summary>The button to the provider of single sign-on; <c>null</c> without one.</summary>
    public string? Provider => options.SignOn is { } settings ? texts.Say(settings.Name) : null;

    /// <summary>Whether nobody but the break-glass account signs in otherwise.</summary>
    public bool IsOnlyWay => options.SignOn is { OnlyWay: true };

    /// <summary>What went wrong; <c>null</c> for nothing.</summary>
    public string? Error { get; private set; }

    public bool AsksCode { get; private set; }

    /// <summary>The accounts one may try in demo mode.</summary>
    public IReadOnlyList<AccountRow> Demo { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        AsksCode = Step == "code" && await signIn.GetTwoFactorAuthenticationUserAsync() is not null;
        if (Provider is { } provider)
            Error = Trouble switch { "down" => texts["SignOn_Down", provider], "refused" => texts["SignOn_Refused", provider], _ => null };
        await ShowAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var account = await signIn.UserManager.FindByNameAsync(UserName.Trim());
        if (!tries.TakeTurn(HttpContext, UserName, account))
            return await TooOftenAsync(account, cancel);

        var mayTry = account is { Closed: false } && (!IsOnlyWay || options.IsBreakGlass(account.UserName));
        var result = await signIn.PasswordAsync(mayTry ? account : null, UserName, Password ?? "");
        log.Write(HttpContext, result.Succeeded ? "sign-in" : result.RequiresTwoFactor ? "sign-in.code-asked" : result.IsLockedOut ? SecurityEvents.LockedOut : result.IsNotAllowed ? SecurityEvents.BreakGlassRefused : "sign-in.failed", account?.UserName ?? ""); // not what was typed: people type passwords into the wrong field
        if (result.Succeeded)
            return LocalRedirect(Target());
        if (!result.RequiresTwoFactor)
            return await AgainAsync(result.IsLockedOut ? "SignIn_Locked" : result.IsNotAllowed ? "BreakGlass_NoSecond" : IsOnlyWay ? "SignOn_OnlyWay" : "SignIn_Wrong", StatusCodes.Status401Unauthorized, cancel);
        AsksCode = true;
        await ShowAsync(cancel);
        return Page();
    }

    /// <summary>The second step: six digits, or a recovery code. The break-glass account has the codes on its paper alone.</summary>
    public async Task<IActionResult> OnPostCodeAsync(CancellationToken cancel)
    {
        var account = await signIn.GetTwoFactorAuthenticationUserAsync();
        if (account is null || !tries.TakeTurn(HttpContext, account.UserName ?? "", account))
            return await TooOftenAsync(account, cancel);

        var digits = new string([.. Code.Where(char.IsLetterOrDigit)]);
        var isBreakGlass = options.IsBreakGlass(account.UserName);
        var result = digits.Length == 6 && !isBreakGlass
            ? await signIn.TwoFactorAuthenticatorSignInAsync(digits, isPersistent: false, rememberClient: false)
            : await signIn.TwoFactorRecoveryCodeSignInAsync(Code.Trim());
        log.Write(HttpContext, result.Succeeded ? "sign-in" : "sign-in.code-wrong", account.UserName ?? "");
        if (result.Succeeded && isBreakGlass)
            await services.GetRequiredService<LastResort>().RaiseAsync(HttpContext, account);
        if (result.Succeeded)
            return LocalRedirect(Target());
        AsksCode = true;
        return await AgainAsync("SignIn_CodeWrong", StatusCodes.Status401Unauthorized, cancel);
    }

    /// <summary>What a passkey must answer, as JSON.</summary>
    public async Task<IActionResult> OnPostPasskeyOptionsAsync() => Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json");

    public async Task<IActionResult> OnPostPasskeyAsync(string? credential, CancellationToken cancel)
    {
        var account = IsOnlyWay ? null : await signIn.PasskeyAsync(credential ?? "");
        log.Write(HttpContext, account is null ? "sign-in.passkey-refused" : "sign-in.passkey", account?.UserName ?? "");
        return account is null ? await AgainAsync("Passkey_Refused", StatusCodes.Status401Unauthorized, cancel) : LocalRedirect(Target());
    }

    public async Task<IActionResult> OnPostOutAsync()
    {
        var throughProvider = options.SignOn is not null && SingleSignOn.Began(User);
        log.Write(HttpContext, SecurityEvents.SignedOut, User.Identity?.Name ?? "");
        await signIn.SignOutAsync();
        return LocalRedirect(throughProvider ? SingleSignOn.Place + "?handler=Out" : "/");
    }

    private Task<IActionResult> TooOftenAsync(Account? account, CancellationToken cancel)
    {
        log.Write(HttpContext, SecurityEvents.TooOften, account?.UserName ?? "");
        return AgainAsync("SignIn_TooOften", StatusCodes.Status429TooManyRequests, cancel);
    }

    private string Target() => Url.IsLocalUrl(Next) ? Next : "/desk";

    private async Task<IActionResult> AgainAsync(string text, int status, CancellationToken cancel)
    {
        Error = texts[text];
        Response.StatusCode = status;
        await ShowAsync(cancel);
        return Page();
    }

    private async Task ShowAsync(CancellationToken cancel)
    {
        ViewData[PageFrame.Key] = new PageFrame(texts["SignIn_Title"], []);
        (Response.Headers.CacheControl, Response.Headers.Pragma) = ("no-cache, no-store", "no-cache");
        if (options.Demo)
            Demo = [.. (await services.GetRequiredService<Installation>().Accounts.ListAsync(cancel)).Where(row => DemoPeople.IsMadeUp(row.UserName))];
    }
}
