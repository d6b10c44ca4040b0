using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.People.SingleSignOn;
using ChiSo.Application.Publication;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace ChiSo.Web.Pages;

/// <summary>To the provider of single sign-on and back: the account its word leads to, the mandates it gives, and what to do when it leads to none.</summary>
public sealed class SingleSignOnPage(AccountSignIn signIn, SecurityLog log, WebOptions options, TimeProvider clock, IOptionsMonitor<OpenIdConnectOptions> providers, IServiceProvider services, Texts texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Next { get; set; } = "";

    public string Title { get; private set; } = "";

    /// <summary>The provider as the button names it.</summary>
    public string Provider { get; private set; } = "";

    /// <summary>Whether the person just signed out here.</summary>
    public bool IsOut { get; private set; }

    /// <summary>Whether the provider can be told to end its own session.</summary>
    public bool CanLeave { get; private set; }

    /// <summary>By what the provider named the person; empty when by nothing that could be used.</summary>
    public string Said { get; private set; } = "";

    private string Target => Url.IsLocalUrl(Next) ? Next : "/desk";

    public Task<IActionResult> OnGetAsync() => AskAsync(async () =>
        await HttpContext.ChallengeAsync(SingleSignOn.Scheme, new() { RedirectUri = $"{SingleSignOn.Place}?handler=Done&next={Uri.EscapeDataString(Target)}" }));

    /// <summary>The provider has vouched for somebody.</summary>
    public async Task<IActionResult> OnGetDoneAsync(CancellationToken cancel)
    {
        if (options.SignOn is not { } settings)
            return NotFound();
        var seen = await HttpContext.AuthenticateAsync(IdentityConstants.ExternalScheme);
        if (seen.Principal is null)
            return LocalRedirect("/sign-in?trouble=refused");
        await HttpContext.SignOutAsync(IdentityConstants.ExternalScheme); // its word counts once
        var claims = seen.Principal.Claims.ToLookup(claim => claim.Type, claim => claim.Value);
        var installation = services.GetRequiredService<Installation>();
        Said = claims[settings.Account.Claim].FirstOrDefault() ?? "";
        var isDoubtful = settings.Account.Field == AccountField.Email && claims[AccountClaim.Verified].Any(word => bool.TryParse(word, out var verified) && !verified);
        if (isDoubtful || await installation.SignOn.FindAsync(settings.Account.Field, Said, cancel) is not { } account || options.ShutsOut(account.UserName))
        {
            log.Write(HttpContext, "sign-on.unknown", Said, why: isDoubtful ? "e-mail not verified" : null);
            return Show("SignOn_UnknownTitle", StatusCodes.Status403Forbidden);
        }

        if (options.IsBreakGlass(account.UserName))
        {
            log.Write(HttpContext, SecurityEvents.BreakGlassRefused, account.UserName ?? "", why: "single sign-on");
            return Show("SignOn_UnknownTitle", StatusCodes.Status403Forbidden);
        }

        await GiveAsync(installation, settings, account, claims, cancel);
        var result = await signIn.SignOnAsync(account, settings.HasSecondFactor(claims));
        log.Write(HttpContext, result.Succeeded ? "sign-on" : "sign-on.code-asked", account.UserName ?? "");
        return LocalRedirect(result.Succeeded ? Target : $"/sign-in?step=code&next={Uri.EscapeDataString(Target)}");
    }

    /// <summary>Signed out here; the provider's session may still be open.</summary>
    public async Task<IActionResult> OnGetOutAsync(CancellationToken cancel)
    {
        if (options.SignOn is null)
            return NotFound();
        (IsOut, CanLeave) = (true, await CanLeaveAsync(cancel));
        return Show("SignOn_OutTitle", StatusCodes.Status200OK);
    }

    public Task<IActionResult> OnGetLeaveAsync(CancellationToken cancel) => AskAsync(async () =>
    {
        if (await CanLeaveAsync(cancel))
            await HttpContext.SignOutAsync(SingleSignOn.Scheme, new() { RedirectUri = "/" });
        else
            Response.Redirect("/sign-in?trouble=down");
    });

    private async Task GiveAsync(Installation installation, SignOnSettings settings, Account account, ILookup<string, string> claims, CancellationToken cancel)
    {
        var change = await installation.SignOn.GiveAsync(account.Id, settings.RightsOf(claims), Change.OnThisMachine(clock, "single sign-on"), cancel);
        foreach (var (what, times) in new[] { ("mandate.granted", change.Granted), ("mandate.ended", change.Ended) })
        {
            for (var time = 0; time < times; time++)
                log.Write(HttpContext, what, account.UserName ?? "", Guid.Empty);
        }
    }

    /// <summary>Runs what needs the provider; when it doesn't answer, the sign-in page says so and the password is still there.</summary>
    private async Task<IActionResult> AskAsync(Func<Task> ask)
    {
        if (options.SignOn is null)
            return NotFound();
        try
        {
            await ask();
            return new EmptyResult();
        }
        catch (Exception failed) when (SingleSignOn.IsSilent(failed))
        {
            log.Write(HttpContext, "sign-on.down", "", why: failed.Message);
            return LocalRedirect($"/sign-in?trouble=down&next={Uri.EscapeDataString(Target)}");
        }
    }

    private async Task<bool> CanLeaveAsync(CancellationToken cancel)
    {
        try
        {
            return providers.Get(SingleSignOn.Scheme).ConfigurationManager is { } known && !string.IsNullOrEmpty((await known.GetConfigurationAsync(cancel)).EndSessionEndpoint);
        }
        catch (InvalidOperationException)
        {
            return false; // the provider doesn't answer
        }
    }

    private PageResult Show(string title, int status)
    {
        (Title, Provider, Response.StatusCode) = (texts[title], texts.Say(options.SignOn!.Name), status); // asked before
        ViewData[PageFrame.Key] = new PageFrame(Title, []);
        (Response.Headers.CacheControl, Response.Headers.Pragma) = ("no-cache, no-store", "no-cache");
        return Page();
    }
}
