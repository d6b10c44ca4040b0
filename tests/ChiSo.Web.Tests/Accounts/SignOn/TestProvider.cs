using System.Collections.Immutable;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace ChiSo.Web.Tests.Accounts.SignOn;

/// <summary>A real provider of OpenID Connect on loopback. Whoever comes is vouched for as <see cref="Person"/> says, without a question.</summary>
public sealed class TestProvider : IAsyncDisposable
{
    public const string ClientId = "chiso";
    public const string Secret = "a-secret-of-the-tests-alone";
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    private readonly SqliteConnection store = new("Data Source=:memory:");
    private readonly RSA pair = RSA.Create(2048);
    private WebApplication? app;

    public string Address { get; private set; } = "";

    /// <summary>The key its tokens are signed with.</summary>
    public RsaSecurityKey Key => new(pair) { KeyId = "provider" };

    /// <summary>Claims of the next person; <c>null</c> when they decline.</summary>
    public Dictionary<string, string[]>? Person { get; set; } = [];

    /// <summary>Takes the place of the identity token just made; <c>null</c> for an honest provider.</summary>
    public Func<string, string>? Falsify { get; set; }

    /// <summary>How often somebody signed out at the provider.</summary>
    public int Left { get; private set; }

    public async Task StartAsync()
    {
        await store.OpenAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddDbContext<DbContext>(options => options.UseSqlite(store).UseOpenIddict());
        builder.Services.AddOpenIddict().AddCore(core => core.UseEntityFrameworkCore().UseDbContext<DbContext>()).AddServer(Serve);
        app = builder.Build();
        app.Use(FalsifyAsync);
        app.UseAuthentication();
        app.MapGet("/connect/authorize", Vouch);
        app.MapGet("/connect/logout", () =>
        {
            Left++;
            return Results.SignOut(new() { RedirectUri = "/" }, [Scheme]);
        });
        await using (var scope = app.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<DbContext>().Database.EnsureCreatedAsync();
        await app.StartAsync();
        Address = WebHost.AddressOf(app);
    }

    /// <summary>Registers ChiSo as a client that is served at <paramref name="home"/>.</summary>
    public async Task AllowAsync(string home)
    {
        await using var scope = app!.Services.CreateAsyncScope(); // started before
        await scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>().CreateAsync(new OpenIddictApplicationDescriptor
        {
            ClientId = ClientId,
            ClientSecret = Secret,
            ConsentType = ConsentTypes.Implicit,
            RedirectUris = { new(home + "/sign-in/single/return") },
            PostLogoutRedirectUris = { new(home + "/sign-in/single/left") },
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.EndSession, Permissions.GrantTypes.AuthorizationCode,
                Permissions.ResponseTypes.Code, Permissions.Scopes.Email,
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
        await store.DisposeAsync();
        pair.Dispose();
    }

    private void Serve(OpenIddictServerBuilder server)
    {
        server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token").SetEndSessionEndpointUris("connect/logout");
        server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
        server.RegisterScopes(Scopes.Email);
        server.AddEphemeralEncryptionKey().AddSigningKey(Key);
        server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().EnableEndSessionEndpointPassthrough().DisableTransportSecurityRequirement();
    }

    private IResult Vouch(HttpContext context)
    {
        if (Person is null)
            return Results.Forbid(new(new Dictionary<string, string?> { [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.AccessDenied }), [Scheme]);
        var identity = new ClaimsIdentity(TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, "person-" + string.Join('-', Person.Values.SelectMany(values => values)));
        foreach (var (claim, values) in Person)
        {
            if (values is [var word] && bool.TryParse(word, out var truth))
                identity.SetClaim(claim, truth);
            else
                identity.SetClaims(claim, values.ToImmutableArray());
        }

        identity.SetScopes(context.GetOpenIddictServerRequest()!.GetScopes()); // this is its authorisation endpoint
        identity.SetDestinations(_ => [Destinations.IdentityToken]);
        return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: Scheme);
    }

    private async Task FalsifyAsync(HttpContext context, RequestDelegate next)
    {
        if (Falsify is not { } falsify || context.Request.Path != "/connect/token")
        {
            await next(context);
            return;
        }

        var body = context.Response.Body;
        using var held = new MemoryStream();
        context.Response.Body = held;
        await next(context);
        var answer = JsonNode.Parse(held.ToArray())!; // the provider answers JSON
        answer["id_token"] = falsify((string)answer["id_token"]!); // and always with this token
        (context.Response.Body, context.Response.ContentLength) = (body, null);
        await context.Response.WriteAsync(answer.ToJsonString());
    }
}
