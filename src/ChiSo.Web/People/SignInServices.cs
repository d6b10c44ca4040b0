using ChiSo.Application.Database;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChiSo.Web.People;

/// <summary>Who may sign in and how: the platform's accounts over ChiSo's own tables.</summary>
internal static class SignInServices
{
    /// <summary>Passwords are sentences (NIST SP 800-63B-4, section 3.1.1: fifteen characters where nothing else is asked, no rules about kinds of characters, none that guessers try first).</summary>
    public const int ShortestPassword = 15;

    private static readonly TimeSpan Session = TimeSpan.FromHours(10);

    public static void Register(IServiceCollection services, WebOptions options)
    {
        services.AddScoped(provider => provider.GetRequiredService<Installation>().Database.Open());
        services.AddScoped<IUserStore<Account>, UserOnlyStore<Account, ChiSoContext, Guid, IdentityUserClaim<Guid>, IdentityUserLogin<Guid>, IdentityUserToken<Guid>, IdentityUserPasskey<Guid>>>();
        services.AddIdentityCore<Account>(Options).AddSignInManager<AccountSignIn>().AddDefaultTokenProviders().AddErrorDescriber<PasswordWords>().AddPasswordValidator<ExpectedPasswords>();
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 210_000);
        services.Configure<SecurityStampValidatorOptions>(stamp => (stamp.ValidationInterval, stamp.OnRefreshingPrincipal) = (TimeSpan.FromMinutes(1), AccountSignIn.KeepMethod));
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(Cookie)); // AddIdentityCookies sets it
        SingleSignOn.Register(services, options);
        services.Configure<IdentityPasskeyOptions>(Passkeys);
        services.AddSingleton<UsedChallenges>();
        services.AddSingleton<KnownDevices>();
        services.AddSingleton(provider => new PasswordTries(provider.GetRequiredService<KnownDevices>(), provider.GetRequiredService<TimeProvider>(), () => provider.GetRequiredService<Installation>().Settings.Current.SignInTries, options.IsBreakGlass));
        services.AddSingleton(provider => new SecurityLog(options, () => provider.GetRequiredService<Installation>().Settings.Current.SecurityLogDays, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SecurityLog>>()));
        services.TryAddSingleton(TimeProvider.System);
        services.AddScoped<CurrentPerson>();
        services.AddScoped<Handovers>();
        services.AddScoped<OwnAccess>();
        services.AddScoped<MandatePlaces>();
    }

    private static void Options(IdentityOptions options)
    {
        options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        options.Password.RequiredLength = ShortestPassword;
        options.Password.RequiredUniqueChars = 5;
        options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        options.User.RequireUniqueEmail = false;
        options.User.AllowedUserNameCharacters = "";
        options.Lockout.MaxFailedAccessAttempts = 10; // wrong codes of an authenticator, which only somebody with the password can try
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
    }

    /// <summary>A passkey counts as two factors because the device makes sure of the person, and it names the person itself.</summary>
    private static void Passkeys(IdentityPasskeyOptions passkeys)
    {
        passkeys.UserVerificationRequirement = "required";
        passkeys.ResidentKeyRequirement = "required";
        passkeys.ValidateOrigin = asked => ValueTask.FromResult(!asked.CrossOrigin && Uri.TryCreate(asked.Origin, UriKind.Absolute, out var origin)
            && (origin.Scheme == Uri.UriSchemeHttps || origin.IsLoopback) && origin.Authority == asked.HttpContext.Request.Host.Value); // a proxy may speak http to us
    }

    private static void Cookie(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "chiso-session";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.ExpireTimeSpan = Session;
        cookie.SlidingExpiration = true;
        cookie.LoginPath = "/sign-in";
        cookie.ReturnUrlParameter = "next";
    }
}
