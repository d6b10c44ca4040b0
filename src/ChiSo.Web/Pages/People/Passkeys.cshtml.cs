using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>Adding and removing one's own passkeys.</summary>
public sealed class PasskeysPage(OwnAccess access, AccountSignIn signIn, SecurityLog log, Texts texts) : DeskPage
{
    private const int LongestName = 60;

    public PasskeyList List { get; private set; } = new([], MayChange: false);

    /// <summary>What went wrong; <c>null</c> for nothing.</summary>
    public string? Error { get; private set; }

    protected override bool OpensBeforeSetUp => true;

    public async Task<IActionResult> OnGetAsync() => await ShowAsync();

    /// <summary>What the browser must answer to make a passkey, as JSON.</summary>
    public async Task<IActionResult> OnPostOptionsAsync()
    {
        var account = await access.FindAsync(Person.Id);
        if (!await access.MayChangeFactorsAsync(Person.Id, User))
            return await RefusedAsync("Passkey_Weak");
        var name = account.UserName ?? "";
        return Content(await signIn.MakePasskeyCreationOptionsAsync(new() { Id = account.Id.ToString("D"), Name = name, DisplayName = account.FullName }), "application/json");
    }

    public async Task<IActionResult> OnPostAddAsync(string? credential, string? name, CancellationToken cancel)
    {
        if (!await access.MayChangeFactorsAsync(Person.Id, User))
            return await RefusedAsync("Passkey_Weak");
        var account = await access.FindAsync(Person.Id);
        if (await signIn.ReadNewPasskeyAsync(credential ?? "") is not { } passkey)
        {
            log.Write(HttpContext, "passkey.refused", account.UserName ?? "");
            return await RefusedAsync("Passkey_AddFailed");
        }

        var called = (name ?? "").Trim();
        passkey.Name = called.Length == 0 ? texts["Passkey_Title"] : called[..Math.Min(called.Length, LongestName)];
        await access.AddPasskeyAsync(Person.Id, passkey, cancel);
        log.Write(HttpContext, "passkey.added", account.UserName ?? "");
        await signIn.StrengthenAsync(await access.FindAsync(Person.Id), User);
        return LocalRedirect("/desk/account#passkeys");
    }

    public async Task<IActionResult> OnPostRemoveAsync(string? id, CancellationToken cancel)
    {
        if (!await access.MayChangeFactorsAsync(Person.Id, User))
            return await RefusedAsync("Passkey_Weak");
        if ((await access.PasskeysAsync(Person.Id)).FirstOrDefault(passkey => Convert.ToHexString(passkey.CredentialId) == id) is not { } found)
            return await RefusedAsync("Passkey_Gone");
        await access.RemovePasskeyAsync(Person.Id, found.CredentialId, cancel);
        var account = await access.FindAsync(Person.Id);
        log.Write(HttpContext, "passkey.removed", account.UserName ?? "");
        await signIn.RefreshSignInAsync(account);
        return LocalRedirect("/desk/account#passkeys");
    }

    private Task<IActionResult> RefusedAsync(string text)
    {
        (Error, Response.StatusCode) = (texts[text], StatusCodes.Status422UnprocessableEntity);
        return ShowAsync();
    }

    private async Task<IActionResult> ShowAsync()
    {
        List = await access.PasskeyListAsync(Person.Id, User);
        ViewData[PageFrame.Key] = new PageFrame(texts["Own_Title"], [new(texts["Desk_Title"], "/desk"), new(texts["Own_Title"], "/desk/account")], Person: Person);
        return Page();
    }
}
