using System.Net;
using ChiSo.Application.Audit;
using ChiSo.Application.People;

namespace ChiSo.Web.Tests.Accounts.SignOn;

/// <summary>Signing in through a provider: whom its word leads to, what it gives and takes.</summary>
public sealed class SignOnTests(SignOnPages pages) : IClassFixture<SignOnPages>
{
    private static readonly (string, string[]) Officer = ("groups", ["staff", "chiso-officer"]);
    private static readonly (string, string[]) Home = ("department", ["SNV"]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_known_person_gets_the_role_and_unit_the_provider_tells()
    {
        await pages.MakeAsync("an");
        using var visitor = pages.Open();
        (await visitor.TextAsync("/sign-in")).ShouldContain("href=\"/sign-in/single?next=");

        var desk = await pages.ComeAsync(visitor, "an", Officer, Home);

        desk.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await desk.Content.ReadAsStringAsync(Cancel)).ShouldContain("Người an");
        (await visitor.GetAsync(DemoPages.Sheet)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var mandate = (await RowAsync("an")).Mandates.Single();
        (mandate.Role, mandate.Unit, mandate.Claim).ShouldBe((Role.UnitOfficer, "noivu", "groups = chiso-officer, department = SNV"));
        (await ActsAsync("an")).ShouldBe(["account.created", "mandate.granted"]);
        var log = await LogAsync();
        log.ShouldContain("\"what\":\"sign-on\",\"user\":\"an\"");
        log.ShouldContain("\"what\":\"mandate.granted\",\"user\":\"an\"");

        using var again = pages.Open();
        (await pages.ComeAsync(again, "an", Officer, Home)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await RowAsync("an")).Mandates.Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_claim_that_is_gone_ends_its_mandate_and_leaves_what_people_granted()
    {
        var account = await pages.MakeAsync("binh");
        var granted = await pages.Installation.Accounts.GrantAsync(new(account.Id, Role.Auditor, "", "QĐ 5"), Change.OnThisMachine(TimeProvider.System, "test"), Cancel);
        granted.TryGet(out _).ShouldBeTrue();
        using var first = pages.Open();
        await pages.ComeAsync(first, "binh", Officer, Home);
        (await first.GetAsync(DemoPages.Sheet)).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var second = pages.Open();
        await pages.ComeAsync(second, "binh", ("groups", ["chiso-leader"]), ("department", ["STP"]));

        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        (await RowAsync("binh")).Mandates.Where(mandate => mandate.HoldsAt(now)).Select(mandate => (mandate.Role, mandate.Unit)).ShouldBe([(Role.Auditor, ""), (Role.UnitLeader, "tuphap")], ignoreOrder: true);
        (await ActsAsync("binh")).ShouldBe(["account.created", "mandate.granted", "mandate.granted", "mandate.ended", "mandate.granted"]);
        (await LogAsync()).ShouldContain("\"what\":\"mandate.ended\",\"user\":\"binh\"");
    }

    [Fact]
    public async Task Somebody_unknown_is_told_what_to_do_and_is_not_in()
    {
        using var visitor = pages.Open();
        var page = await pages.ComeAsync(visitor, "ai.do", Officer, Home);
        page.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var text = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync(Cancel));
        text.ShouldContain("Chưa có tài khoản cho bạn");
        text.ShouldContain(SignOnPages.MailOf("ai.do"));
        text.ShouldContain("quản trị hệ thống");
        (await visitor.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await LogAsync()).ShouldContain($"\"what\":\"sign-on.unknown\",\"user\":\"{SignOnPages.MailOf("ai.do")}\"");
    }

    [Fact]
    public async Task An_address_the_provider_never_verified_or_two_accounts_bear_leads_to_nobody()
    {
        await pages.MakeAsync("cuc");
        using var visitor = pages.Open();
        (await pages.ComeAsync(visitor, "cuc", ("email_verified", ["false"]))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await pages.ComeAsync(visitor, "cuc", ("email_verified", ["true"]))).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await pages.Installation.Accounts.CreateAsync(new("cuc.hai", "Cúc Hai", Email: SignOnPages.MailOf("CUC")), Change.OnThisMachine(TimeProvider.System, "test"), Cancel)).TryGet(out _).ShouldBeTrue();
        using var other = pages.Open();
        (await pages.ComeAsync(other, "cuc")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_closed_account_stays_out()
    {
        var account = await pages.MakeAsync("dung");
        using var visitor = pages.Open();
        (await pages.ComeAsync(visitor, "dung")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await pages.Installation.Accounts.SetClosedAsync(account.Id, closed: true, Change.OnThisMachine(TimeProvider.System, "test"), Cancel)).TryGet(out _).ShouldBeTrue();
        (await visitor.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await pages.ComeAsync(visitor, "dung")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_standing_office_needs_a_second_factor_here_unless_the_provider_says_it_asked()
    {
        await pages.MakeAsync("em");
        (string, string[]) office = ("groups", ["chiso-standing"]);
        using var visitor = pages.Open();
        await pages.ComeAsync(visitor, "em", office, ("amr", ["pwd"]));
        (await visitor.GetAsync("/desk/rounds")).Headers.Location?.OriginalString.ShouldBe("/desk/account");

        using var strong = pages.Open();
        await pages.ComeAsync(strong, "em", office, ("amr", ["pwd", "mfa"]));
        (await strong.GetAsync("/desk/rounds")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_code_of_an_authenticator_is_asked_for_unless_the_provider_says_it_asked()
    {
        await pages.MakeAsync("giang");
        using var first = pages.Open();
        await pages.ComeAsync(first, "giang");
        var secret = OwnAccountTests.SecretIn(await first.TextAsync("/desk/account"));
        (await first.PostAsync("/desk/account", "/desk/account?handler=TurnOn", new() { ["code"] = Totp.Now(secret) })).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var visitor = pages.Open();
        var asks = await pages.ComeAsync(visitor, "giang");
        asks.RequestMessage?.RequestUri?.PathAndQuery.ShouldStartWith("/sign-in?step=code");
        (await asks.Content.ReadAsStringAsync(Cancel)).ShouldContain("name=\"Code\"");
        (await visitor.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await visitor.PostAsync("/sign-in?step=code", "/sign-in?handler=Code", new() { ["Code"] = Totp.Now(secret) })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await visitor.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var strong = pages.Open();
        (await pages.ComeAsync(strong, "giang", ("amr", ["mfa"]))).RequestMessage?.RequestUri?.AbsolutePath.ShouldBe("/desk");
    }

    [Fact]
    public async Task Signing_out_offers_to_sign_out_at_the_provider_too()
    {
        await pages.MakeAsync("hoa");
        using var visitor = pages.Open();
        await pages.ComeAsync(visitor, "hoa");
        var left = pages.Provider.Left;
        var done = await visitor.PostAsync("/desk", "/sign-in?handler=Out", []);
        done.Headers.Location?.OriginalString.ShouldBe("/sign-in/single?handler=Out");
        (await visitor.TextAsync("/sign-in/single?handler=Out")).ShouldContain("href=\"/sign-in/single?handler=Leave\"");
        (await visitor.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await visitor.FollowAsync("/sign-in/single?handler=Leave")).RequestMessage?.RequestUri?.AbsoluteUri.ShouldBe(pages.Address + "/");
        pages.Provider.Left.ShouldBe(left + 1);
        using var byPassword = await pages.SignInAsync("canbo");
        (await byPassword.PostAsync("/desk", "/sign-in?handler=Out", [])).Headers.Location?.OriginalString.ShouldBe("/");
    }

    private async Task<AccountRow> RowAsync(string userName) => (await pages.Installation.Accounts.ListAsync(Cancel)).Single(row => row.UserName == userName);

    private async Task<IEnumerable<string>> ActsAsync(string subject) =>
        (await TrailExport.ReadAsync(pages.Installation.Database, Cancel)).Lines.Where(line => line.Link.Subject == subject).Select(line => line.Link.Act);

    private Task<string> LogAsync() => pages.SecurityLogAsync();
}
