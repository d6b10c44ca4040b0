using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ChiSo.Web.Pages;

/// <summary>Where a person chooses a password, by a link that works once.</summary>
public sealed class PasswordPage(UserManager<Account> users, SecurityLog log, WebOptions options, Texts texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Account { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    [BindProperty]
    public string Password { get; set; } = "";

    public ImmutableArray<string> Errors { get; private set; } = [];

    public bool Done { get; private set; }

    public string UserName { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync() => await FrameAsync() is null ? NotFound() : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FrameAsync() is not { } account)
            return NotFound();
        var reset = await users.ResetPasswordAsync(account, Token, Password);
        log.Write(HttpContext, reset.Succeeded ? "password.set" : "password.refused", account.UserName ?? "");
        (Errors, Done) = ([.. reset.Errors.Select(error => error.Description)], reset.Succeeded);
        Response.StatusCode = reset.Succeeded ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        return Page();
    }

    private async Task<Account?> FrameAsync()
    {
        ViewData[PageFrame.Key] = new PageFrame(texts["Password_Title"], []);
        (Response.Headers.CacheControl, Response.Headers.Pragma) = ("no-cache, no-store", "no-cache");
        var account = await users.FindByIdAsync(Account.ToString());
        UserName = account?.UserName ?? "";
        return account is { Closed: false } && !options.ShutsOut(account.UserName) ? account : null;
    }
}
