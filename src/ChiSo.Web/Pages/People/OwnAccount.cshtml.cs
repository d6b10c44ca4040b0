using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>What everybody sets about their own sign-in: password, authenticator, recovery codes, sessions.</summary>
public sealed class OwnAccountPage(Installation installation, OwnAccess access, AccountSignIn signIn, CurrentPerson current, PasswordTries tries, SecurityLog log, WebOptions options, Texts texts) : DeskPage
{
    public string UserName { get; private set; } = "";

    /// <summary>Whether there is a password to change; people who come through single sign-on may have none.</summary>
    public bool HasPassword { get; private set; }

    /// <summary>Whether nothing else opens before the authenticator is set up.</summary>
    public bool MustSetUp { get; private set; }

    /// <summary>Whether a code is asked for at sign-in.</summary>
    public bool IsOn { get; private set; }

    /// <summary>The secret to put into the app; empty once it is on.</summary>
    public string Secret { get; private set; } = "";

    public PasskeyList List { get; private set; } = new([], MayChange: false);

    /// <summary>Whether new recovery codes need a code of the app.</summary>
    public bool AsksApp { get; private set; }

    public int CodesLeft { get; private set; }

    /// <summary>Shown this once; empty otherwise.</summary>
    public ImmutableArray<string> NewCodes { get; private set; } = [];

    /// <summary>Where messages go; empty when the administrator wrote down nothing.</summary>
    public string Contact { get; private set; } = "";

    /// <summary>As <see cref="OnPostDigestAsync"/> takes it.</summary>
    public string Digest { get; private set; } = "";

    public ImmutableArray<string> Errors { get; private set; } = [];

    /// <summary>What was done; empty for nothing.</summary>
    public string Done { get; private set; } = "";

    protected override bool OpensBeforeSetUp => true;

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostPasswordAsync(string? present, string? wanted, CancellationToken cancel)
    {
        if (!await MayTryAsync())
            return await RefusedAsync([texts["SignIn_TooOften"]], StatusCodes.Status429TooManyRequests, cancel);
        var change = await access.ChangePasswordAsync(Person.Id, present ?? "", wanted ?? "", cancel);
        return await AnswerAsync(change, "password.changed", "Own_PasswordChanged", cancel);
    }

    public async Task<IActionResult> OnPostTurnOnAsync(string? code, CancellationToken cancel)
    {
        if (Person.HasAuthenticator)
            return LocalRedirect("/desk/account");
        if (!await access.MayChangeFactorsAsync(Person.Id, User))
            return await RefusedAsync([texts["Passkey_Weak"]], StatusCodes.Status422UnprocessableEntity, cancel);
        if (!await MayTryAsync())
            return await RefusedAsync([texts["SignIn_TooOften"]], StatusCodes.Status429TooManyRequests, cancel);
        return await AnswerAsync(await access.TurnOnAsync(Person.Id, code ?? "", cancel), "authenticator.set", "Own_TurnedOn", cancel);
    }

    public async Task<IActionResult> OnPostCodesAsync(string? code, CancellationToken cancel)
    {
        if (!await MayTryAsync())
            return await RefusedAsync([texts["SignIn_TooOften"]], StatusCodes.Status429TooManyRequests, cancel);
        return await AnswerAsync(await access.RenewCodesAsync(Person.Id, RenewsWithoutApp(await AccountAsync()) ? null : code ?? "", cancel), "authenticator.codes-renewed", "Own_CodesRenewed", cancel);
    }

    /// <param name="digest"><c>vi</c>, <c>en</c>, or anything else for none.</param>
    public async Task<IActionResult> OnPostDigestAsync(string? digest, CancellationToken cancel)
    {
        await installation.Accounts.SetDigestAsync(Person.Id, digest is "vi" or "en", digest == "en", cancel);
        return LocalRedirect("/desk/account#notices");
    }

    public async Task<IActionResult> OnPostOutAsync(CancellationToken cancel)
    {
        await access.EndSessionsAsync(Person.Id, cancel);
        log.Write(HttpContext, "sessions.ended", (await AccountAsync()).UserName ?? "");
        await signIn.SignOutAsync();
        return LocalRedirect("/sign-in");
    }

    /// <summary>The break-glass account has no app at hand: a printed code stood behind its session.</summary>
    private bool RenewsWithoutApp(Account account) => options.IsBreakGlass(account.UserName) && AccountSignIn.IsStrong(User);

    private async Task<bool> MayTryAsync() => tries.TakeTurn(await AccountAsync());

    private async Task<IActionResult> AnswerAsync(OwnChange change, string what, string text, CancellationToken cancel)
    {
        var account = await AccountAsync();
        log.Write(HttpContext, change.Done.Succeeded ? what : what + ".refused", account.UserName ?? "");
        if (!change.Done.Succeeded)
            return await RefusedAsync([.. change.Done.Errors.Select(error => error.Description).DefaultIfEmpty(texts["SignIn_CodeWrong"])], StatusCodes.Status422UnprocessableEntity, cancel);
        if (what == "authenticator.set")
            await signIn.StrengthenAsync(account, User);
        else
            await signIn.RefreshSignInAsync(account);
        (Done, NewCodes) = (texts[text], change.RecoveryCodes);
        return await ShowAsync(cancel);
    }

    private Task<IActionResult> RefusedAsync(ImmutableArray<string> errors, int status, CancellationToken cancel)
    {
        (Errors, Response.StatusCode) = (errors, status);
        return ShowAsync(cancel);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancel)
    {
        var account = await AccountAsync();
        (UserName, IsOn, HasPassword) = (account.UserName ?? "", account.TwoFactorEnabled, account.PasswordHash is not null);
        (Contact, Digest) = (string.Join(", ", new[] { account.Email, account.PhoneNumber }.Where(place => !string.IsNullOrEmpty(place))), account switch { { WithoutDigest: true } => "", { ReadsEnglish: true } => "en", _ => "vi" });
        AsksApp = !RenewsWithoutApp(account);
        MustSetUp = current.MustSetUp && !IsOn;
        List = await access.PasskeyListAsync(Person.Id, User);
        if (IsOn)
            CodesLeft = await access.CodesLeftAsync(Person.Id);
        else if (List.MayChange)
            Secret = await access.SecretAsync(Person.Id, cancel);
        ViewData[PageFrame.Key] = new PageFrame(texts["Own_Title"], [new(texts["Desk_Title"], "/desk")], Person: Person);
        return Page();
    }

    private async Task<Account> AccountAsync() => await access.FindAsync(Person.Id);
}
