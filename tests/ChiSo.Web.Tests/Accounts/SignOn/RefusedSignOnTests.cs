using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ChiSo.Web.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ChiSo.Web.Tests.Accounts.SignOn;

/// <summary>What is refused of a provider, and what happens when it is away.</summary>
public sealed class RefusedSignOnTests(SignOnPages pages, AbsentProviderPages absent) : IClassFixture<SignOnPages>, IClassFixture<AbsentProviderPages>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("honest", "")]
    [InlineData("nonce", "nonce")]
    [InlineData("audience", "Audience validation failed")]
    [InlineData("issuer", "Issuer validation failed")]
    [InlineData("expired", "The token is expired")]
    [InlineData("unsigned", "The token is not signed")]
    [InlineData("other key", "Signature validation failed")]
    public async Task A_token_that_is_not_for_this_sign_in_is_refused(string fault, string reason)
    {
        var comesIn = reason.Length == 0;
        var name = "token-" + fault.Replace(' ', '-');
        await pages.MakeAsync(name);
        using var visitor = pages.Open();
        pages.Provider.Falsify = token => Falsified(token, fault);
        try
        {
            var last = await pages.ComeAsync(visitor, name);
            last.RequestMessage?.RequestUri?.PathAndQuery.ShouldBe(comesIn ? "/desk" : "/sign-in?trouble=refused");
            if (!comesIn)
                WebUtility.HtmlDecode(await last.Content.ReadAsStringAsync(Cancel)).ShouldContain("Chưa đăng nhập được qua");
        }
        finally
        {
            pages.Provider.Falsify = null;
        }

        (await visitor.GetAsync("/desk")).StatusCode.ShouldBe(comesIn ? HttpStatusCode.OK : HttpStatusCode.Redirect);
        if (!comesIn)
            (await pages.SecurityLogAsync()).Split('\n').Last(line => line.Length > 0).ShouldContain(reason);
    }

    [Fact]
    public async Task A_made_up_person_of_demo_mode_does_not_come_in()
    {
        var name = DemoPeople.Prefix + "canbo";
        await pages.MakeAsync(name);
        using var visitor = pages.Open();
        (await pages.ComeAsync(visitor, name)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await visitor.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await pages.MakeAsync(name + "2");
        (await pages.ComeAsync(visitor, name + "2")).RequestMessage?.RequestUri?.PathAndQuery.ShouldBe("/desk", "somebody real named alike does");
    }

    [Fact]
    public async Task A_return_with_another_state_in_another_browser_or_a_second_time_is_refused()
    {
        await pages.MakeAsync("state");
        pages.Provider.Person = new() { ["email"] = [SignOnPages.MailOf("state")] };
        using var visitor = pages.Open();
        using var other = pages.Open();
        var back = (await visitor.FollowAsync("/sign-in/single", SingleSignOn.ReturnPath)).Headers.Location!.AbsoluteUri; // a redirect has it
        async Task<string?> ArriveAsync(Visitor who, string address) => (await who.FollowAsync(address)).RequestMessage?.RequestUri?.PathAndQuery;

        (await ArriveAsync(other, back)).ShouldBe("/sign-in?trouble=refused");
        (await ArriveAsync(visitor, back.Replace("state=", "state=x", StringComparison.Ordinal))).ShouldBe("/sign-in?trouble=refused");
        (await ArriveAsync(visitor, back)).ShouldBe("/desk");
        using var later = pages.Open();
        (await ArriveAsync(visitor, back)).ShouldBe("/sign-in?trouble=refused");
        (await ArriveAsync(later, "/sign-in/single?handler=Done")).ShouldBe("/sign-in?trouble=refused");
    }

    [Fact]
    public async Task Who_declines_at_the_provider_comes_back_to_the_sign_in_page()
    {
        pages.Provider.Person = null;
        using var visitor = pages.Open();
        (await visitor.FollowAsync("/sign-in/single")).RequestMessage?.RequestUri?.PathAndQuery.ShouldBe("/sign-in?trouble=refused");
    }

    [Fact]
    public async Task While_the_provider_is_away_the_page_says_so_and_the_password_works()
    {
        using var visitor = absent.Open();
        var page = await visitor.FollowAsync("/sign-in/single?next=%2Fdesk");
        page.RequestMessage?.RequestUri?.PathAndQuery.ShouldStartWith("/sign-in?trouble=down");
        WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync(Cancel)).ShouldContain("hiện không trả lời");
        (await visitor.SignInAsync("canbo")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await visitor.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await visitor.TextAsync("/sign-in/single?handler=Out")).ShouldNotContain("handler=Leave");
    }

    [Fact]
    public void A_renewed_session_still_says_how_it_began()
    {
        ClaimsPrincipal Session(params Claim[] claims) => new(new ClaimsIdentity(claims, "test"));
        var renewed = new SecurityStampRefreshingPrincipalContext { CurrentPrincipal = Session(new("amr", "mfa"), new(ClaimTypes.AuthenticationMethod, SingleSignOn.Scheme), new("other", "x")), NewPrincipal = Session() };
        AccountSignIn.KeepMethod(renewed).IsCompletedSuccessfully.ShouldBeTrue();
        AccountSignIn.IsStrong(renewed.NewPrincipal).ShouldBeTrue();
        SingleSignOn.Began(renewed.NewPrincipal).ShouldBeTrue();
        renewed.NewPrincipal.HasClaim("other", "x").ShouldBeFalse();
    }

    private string Falsified(string token, string fault)
    {
        var payload = JsonNode.Parse(Base64UrlEncoder.Decode(new JsonWebToken(token).EncodedPayload))!; // a token has one
        switch (fault)
        {
            case "nonce":
                payload["nonce"] = "another";
                break;
            case "audience":
                payload["aud"] = "another-client";
                break;
            case "issuer":
                payload["iss"] = "https://another.example/";
                break;
            case "expired":
                payload["exp"] = TimeProvider.System.GetUtcNow().AddHours(-1).ToUnixTimeSeconds();
                break;
            case "unsigned":
                payload.AsObject().Remove("at_hash"); // it would fail for want of an algorithm
                return $"{Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes("{\"alg\":\"none\",\"typ\":\"JWT\"}"))}.{Base64UrlEncoder.Encode(payload.ToJsonString())}.";
            default:
                break;
        }

        using var stranger = RSA.Create(2048);
        var key = fault == "other key" ? new RsaSecurityKey(stranger) { KeyId = pages.Provider.Key.KeyId } : pages.Provider.Key;
        return new JsonWebTokenHandler().CreateToken(payload.ToJsonString(), new SigningCredentials(key, SecurityAlgorithms.RsaSha256) { CryptoProviderFactory = new() { CacheSignatureProviders = false } });
    }
}

/// <summary>An installation whose provider does not answer.</summary>
public sealed class AbsentProviderPages : DemoPages
{
    protected override WebOptions With(WebOptions options) => options with { SignOn = SignOnPages.SettingsFor("http://127.0.0.1:1") };
}
