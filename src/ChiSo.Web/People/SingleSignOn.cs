using System.Security.Claims;
using ChiSo.Application.People.SingleSignOn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;

namespace ChiSo.Web.People;

/// <summary>Signing in through a provider outside (OpenID Connect): code flow with PKCE; the platform checks state, nonce and token.</summary>
internal static class SingleSignOn
{
    public const string Scheme = "single-sign-on";

    /// <summary>Where a person begins.</summary>
    public const string Place = "/sign-in/single";

    /// <summary>To be registered with the provider as the redirect address.</summary>
    public const string ReturnPath = Place + "/return";

    /// <summary>To be registered with the provider as the address after signing out.</summary>
    public const string LeftPath = Place + "/left";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Registers the provider; nothing when there is none.</summary>
    public static void Register(IServiceCollection services, WebOptions options)
    {
        if (options.SignOn is { } settings)
            services.AddAuthentication().AddOpenIdConnect(Scheme, provider => Set(provider, settings, options.SignOnSecret));
    }

    /// <summary>Whether the session was begun through the provider.</summary>
    public static bool Began(ClaimsPrincipal session) => session.HasClaim(ClaimTypes.AuthenticationMethod, Scheme);

    private static void Set(OpenIdConnectOptions provider, SignOnSettings settings, string? secret)
    {
        (provider.Authority, provider.ClientId, provider.ClientSecret) = (settings.Authority, settings.ClientId, secret);
        provider.RequireHttpsMetadata = !new Uri(settings.Authority).IsLoopback;
        provider.ResponseType = "code";
        provider.ResponseMode = "query"; // comes back by GET, so that its cookies need not travel with other sites' forms
        provider.SignInScheme = IdentityConstants.ExternalScheme;
        provider.SignOutScheme = IdentityConstants.ApplicationScheme;
        (provider.CallbackPath, provider.SignedOutCallbackPath, provider.RemoteSignOutPath) = (ReturnPath, LeftPath, PathString.Empty);
        provider.MapInboundClaims = false;
        provider.DisableTelemetry = true;
        provider.BackchannelTimeout = Patience;
        provider.Scope.Clear();
        foreach (var scope in settings.Scopes.IsDefault ? ["openid"] : settings.Scopes.Add("openid"))
            provider.Scope.Add(scope);
        provider.GetClaimsFromUserInfoEndpoint = settings.UserInfo;
        provider.ClaimActions.Clear();
        foreach (var claim in settings.ClaimsRead())
            provider.ClaimActions.MapJsonKey(claim, claim);
        foreach (var cookie in new[] { provider.CorrelationCookie, provider.NonceCookie })
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        provider.Events = Events(settings);
    }

    private static OpenIdConnectEvents Events(SignOnSettings settings) => new()
    {
        OnRedirectToIdentityProvider = asked =>
        {
            asked.ProtocolMessage.RedirectUri = AddressOf(settings, asked.ProtocolMessage.RedirectUri, ReturnPath);
            return Task.CompletedTask;
        },
        OnRedirectToIdentityProviderForSignOut = asked =>
        {
            asked.ProtocolMessage.ClientId = settings.ClientId;
            asked.ProtocolMessage.PostLogoutRedirectUri = AddressOf(settings, asked.ProtocolMessage.PostLogoutRedirectUri, LeftPath);
            return Task.CompletedTask;
        },
        OnTokenValidated = seen =>
        {
            if (string.IsNullOrEmpty(seen.SecurityToken.RawSignature))
                seen.Fail("The token is not signed."); // the platform lets it pass when it comes straight from the provider
            return Task.CompletedTask;
        },
        OnAccessDenied = refused => Refused(refused, "sign-on.declined", null),
        OnRemoteFailure = failed => Refused(failed, "sign-on.refused", failed.Failure),
    };

    /// <summary>Back to the sign-in page, which says what happened; the reason goes to the security log.</summary>
    private static Task Refused(HandleRequestContext<RemoteAuthenticationOptions> context, string what, Exception? why)
    {
        context.HttpContext.RequestServices.GetRequiredService<SecurityLog>().Write(context.HttpContext, what, "", why: why?.Message);
        context.Response.Redirect($"/sign-in?trouble={(IsSilent(why) ? "down" : "refused")}");
        context.HandleResponse();
        return Task.CompletedTask;
    }

    /// <summary>Whether this is what happens when the provider doesn't answer.</summary>
    public static bool IsSilent(Exception? why) => why is HttpRequestException or TaskCanceledException or IOException || (why?.InnerException is { } inner && IsSilent(inner));

    private static string AddressOf(SignOnSettings settings, string seen, string path) => settings.Address is { } address ? address.TrimEnd('/') + path : seen;
}
