using System.Net;
using ChiSo.Web.People;
using Microsoft.Extensions.DependencyInjection;

namespace ChiSo.Web.Tests.Accounts.SignOn;

/// <summary>Where the provider is the only way in: passwords sign in nobody but the break-glass account, and the provider doesn't sign that one in.</summary>
public sealed class OnlyWayTests(OnlyWayTests.Pages pages) : IClassFixture<OnlyWayTests.Pages>
{
    private const string Glass = "khan-cap";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_right_password_is_sent_to_the_provider_and_the_provider_lets_people_in()
    {
        using var visitor = pages.Open();
        var page = await visitor.TextAsync("/sign-in");
        page.ShouldContain("<summary>Tài khoản khẩn cấp</summary>");
        page.ShouldNotContain("data-passkey");
        var refused = await visitor.SignInAsync("canbo");
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await refused.Content.ReadAsStringAsync(Cancel)).ShouldContain("Chỉ đăng nhập được bằng nút phía trên");
        (await visitor.PostAsync("/sign-in", "/sign-in?handler=Passkey", new() { ["credential"] = "{}" })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await pages.MakeAsync("chi");
        (await pages.ComeAsync(visitor, "chi", ("groups", ["chiso-officer"]), ("department", ["SNV"]))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await visitor.GetAsync(DemoPages.Sheet)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_break_glass_account_comes_in_by_password_and_printed_code_and_not_through_the_provider()
    {
        await using var scope = pages.Scope();
        var (_, codes) = await BreakGlassTests.SetUpAsync(scope.ServiceProvider.GetRequiredService<OwnAccess>(), await pages.PersonAsync("quantri"));
        using var visitor = pages.Open();
        (await pages.ComeAsync(visitor, "", ("email", [await pages.MailAsync()]), ("amr", ["mfa"]), ("groups", ["chiso-standing"]))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await visitor.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await pages.SecurityLogAsync()).ShouldContain("\"break-glass.refused\"");
        (await visitor.SignInAsync("quantri")).StatusCode.ShouldBe(HttpStatusCode.OK, "the code is asked for");
        (await BreakGlassTests.CodeAsync(visitor, codes[0])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await visitor.TextAsync("/desk")).ShouldContain("Báo động: tài khoản khẩn cấp đã được dùng");
    }

    /// <summary>The provider alone, and the administrator for when it fails.</summary>
    public sealed class Pages : SignOnPages
    {
        protected override WebOptions With(WebOptions options) => base.With(options) is { SignOn: { } settings } signOn ? signOn with { SignOn = settings with { OnlyWay = true }, BreakGlass = Prefix + "quantri" } : options;

        internal AsyncServiceScope Scope() => Services.CreateAsyncScope();

        /// <summary>Gives the administrator an address the provider could vouch for.</summary>
        internal async Task<string> MailAsync()
        {
            (await Installation.Accounts.SetContactAsync((await PersonAsync("quantri")).Id, "", MailOf(Glass), Application.Audit.Change.OnThisMachine(TimeProvider.System, "test"), Cancel)).Problems.ShouldBeEmpty();
            return MailOf(Glass);
        }
    }
}
