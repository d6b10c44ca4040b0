using System.Net;
using ChiSo.Application.Audit;
using ChiSo.Application.Mail;
using ChiSo.Application.People;
using ChiSo.Web.People;
using ChiSo.Web.Tests.Cli;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>The account for emergencies over HTTP: how it comes in, how it doesn't, and its alarm.</summary>
public sealed class BreakGlassTests(BreakGlassTests.Pages pages) : IClassFixture<BreakGlassTests.Pages>
{
    private const string Glass = "quantri";
    private const string Desk = "/desk";
    private const string Acknowledge = Desk + "?handler=Acknowledge";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_comes_in_by_a_printed_code_alone_and_each_time_raises_an_alarm_until_another_administrator_says_why()
    {
        await pages.GiveAsync("thuongtruc2");
        await pages.MakeAdministratorAsync("uyvien", TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-1));
        using var other = await pages.SignInAsync("thuongtruc2");
        (await other.TextAsync(Desk)).ShouldContain("không còn mã khôi phục nào");
        using var visitor = pages.Open();
        var alone = await visitor.SignInAsync(Glass);
        alone.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "a password alone");
        (await alone.Content.ReadAsStringAsync(Cancel)).ShouldContain("Mật khẩu đúng, nhưng tài khoản khẩn cấp chưa có mã khôi phục");
        (await pages.SecurityLogAsync()).ShouldContain("\"break-glass.refused\"");

        var (secret, codes) = await pages.SetUpAsync(Glass);
        (await other.TextAsync(Desk)).ShouldNotContain("Tài khoản khẩn cấp", Case.Sensitive);
        (await visitor.SignInAsync(Glass)).StatusCode.ShouldBe(HttpStatusCode.OK, "the code is asked for");
        (await CodeAsync(visitor, Totp.Now(secret))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "the app's digits don't do");
        (await pages.SecurityLogAsync()).ShouldNotContain("\"break-glass.used\"");
        (await CodeAsync(visitor, codes[0])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await pages.SecurityLogAsync()).ShouldContain("\"break-glass.used\"");
        SecurityEvents.SeverityOf[SecurityEvents.BreakGlass].ShouldBe(1);
        var sent = await pages.Installation.Outbox.ListAsync(null, BreakGlass.About, 50, Cancel);
        sent.Select(message => message.To).Order().ShouldBe(["0901234567", "tt1@example.vn", "tt2@example.vn"]);
        sent.ShouldAllBe(message => message.Text.Contains(DemoPeople.Prefix + Glass));
        sent.Single(message => message.To == "tt2@example.vn").Subject.ShouldContain("BÁO ĐỘNG");

        var use = (await pages.Installation.BreakGlass.OpenAsync(Cancel)).ShouldHaveSingleItem();
        (await visitor.TextAsync(Desk)).ShouldContain("có vai trò từ trước lần đăng nhập này");
        Dictionary<string, string> said = new() { ["use"] = use.Subject, ["reason"] = "Mất điện thoại của quản trị, đã cấp mã mới" };
        (await visitor.PostAsync(Desk, Acknowledge, said)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var office = await pages.SignInAsync("thuongtruc");
        (await office.TextAsync(Desk)).ShouldNotContain("Báo động");
        (await office.PostAsync(Desk, Acknowledge, said)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var alarm = await other.TextAsync(Desk);
        alarm.ShouldContain("Báo động: tài khoản khẩn cấp đã được dùng");
        alarm[..alarm.IndexOf("aria-labelledby=\"work\"", StringComparison.Ordinal)].ShouldContain("<a href=\"/desk/accounts\">", customMessage: "the alarm leads to where sessions are ended");
        var refused = await other.PostAsync(Desk, Acknowledge, new(said) { ["reason"] = " " });
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync(Cancel)).ShouldContain("Ghi ai đã dùng, vì sao, đã làm gì");
        var unknown = await other.PostAsync(Desk, Acknowledge, new(said) { ["use"] = "khong co" });
        (unknown.StatusCode, await unknown.Content.ReadAsStringAsync(Cancel)).ShouldSatisfyAllConditions(answer => answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity), answer => answer.Item2.ShouldContain("Không có lần đăng nhập này."));
        var long501 = await other.PostAsync(Desk, Acknowledge, new(said) { ["reason"] = new('d', 501) });
        var kept = await long501.Content.ReadAsStringAsync(Cancel);
        (kept.Contains("Lý do dài hơn 500 ký tự.", StringComparison.Ordinal), kept.Contains($"value=\"{new string('d', 501)}\"", StringComparison.Ordinal)).ShouldBe((true, true));
        await pages.MakeAdministratorAsync("canbo", use.At.AddDays(-30));
        using var made = await pages.SignInAsync("canbo");
        var since = await made.PostAsync(Desk, Acknowledge, said);
        (since.StatusCode, await since.Content.ReadAsStringAsync(Cancel)).ShouldSatisfyAllConditions(answer => answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity), answer => answer.Item2.ShouldContain("được giao sau lần đăng nhập này"), answer => answer.Item2.ShouldNotContain("name=\"use\"", Case.Sensitive, "there is no form"));
        await pages.OpenAsync("uyvien");
        using var opened = await pages.SignInAsync("uyvien");
        var entered = await opened.PostAsync(Desk, Acknowledge, said);
        (entered.StatusCode, await entered.Content.ReadAsStringAsync(Cancel)).ShouldSatisfyAllConditions(answer => answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity), answer => answer.Item2.ShouldContain("không chắc ai đang dùng tài khoản"), answer => answer.Item2.ShouldNotContain("name=\"use\"", Case.Sensitive, "there is no form"));
        await pages.RegrantAsync("thuongtruc2");
        (await other.PostAsync(Desk, Acknowledge, said)).StatusCode.ShouldBe(HttpStatusCode.Redirect, "the mandate of then has ended, another holds now");
        (await other.PostAsync(Desk, Acknowledge, said)).StatusCode.ShouldBe(HttpStatusCode.Redirect, "a double click");
        (await other.TextAsync(Desk)).ShouldNotContain("Báo động");
        var trail = (await TrailExport.ReadAsync(pages.Installation.Database, Cancel)).Lines.Where(line => line.Link.Subject == use.Subject).ToList();
        trail.Select(line => line.Link.Act).ShouldBe(["break-glass.used", "break-glass.acknowledged"]);
        trail.ShouldAllBe(line => line.Link.Mandate != Guid.Empty);

        using var again = pages.Open();
        await again.SignInAsync(Glass);
        (await CodeAsync(again, codes[0])).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "a code works once");
        (await CodeAsync(again, codes[1])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await pages.Installation.BreakGlass.OpenAsync(Cancel)).Length.ShouldBe(1, "every sign-in is an alarm of its own");
        (await pages.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
        await AtServerAsync((await pages.Installation.BreakGlass.OpenAsync(Cancel)).Single());

        await pages.UseUpAsync(Glass, codes.Skip(2).Take(5));
        (await other.TextAsync(Desk)).ShouldContain("chỉ còn 3 mã khôi phục");
        (await again.TextAsync("/desk/account")).ShouldNotContain("id=\"renew\"", Case.Sensitive, "the app is not at hand");
        var printed = await again.PostAsync("/desk/account", "/desk/account?handler=Codes", []);
        (printed.StatusCode, await printed.Content.ReadAsStringAsync(Cancel)).ShouldSatisfyAllConditions(answer => answer.StatusCode.ShouldBe(HttpStatusCode.OK), answer => answer.Item2.ShouldContain("<ol class=\"codes\">"));
        (await other.TextAsync(Desk)).ShouldNotContain("chỉ còn 3 mã khôi phục");
        (await other.PostAsync("/desk/account", "/desk/account?handler=Codes", [])).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "others show a code of the app");
    }

    /// <summary>Whoever keeps the server sees the use and ends its alarm.</summary>
    private async Task AtServerAsync(BreakGlassUse use)
    {
        var database = Path.Combine(pages.Folder, "chiso.db");
        (await Run.OfAsync("audit", "break-glass", "--database", database)).Out.ShouldContain($"{use.Number}  ");
        (await Run.OfAsync("audit", "break-glass", "--reason", "thử", "--database", database)).Error.ShouldContain("break-glass.unknown");
        (await Run.OfAsync("audit", "break-glass", "--acknowledge", use.Number, "--database", database)).Error.ShouldContain("break-glass.no-reason");
        (await pages.Installation.BreakGlass.OpenAsync(Cancel)).ShouldHaveSingleItem();
        (await Run.OfAsync("audit", "break-glass", "--acknowledge", use.Number, "--reason", "Quản trị duy nhất mất điện thoại", "--database", database)).Code.ShouldBe(0);
        (await Run.OfAsync("audit", "break-glass", "--acknowledge", use.Number, "--reason", "lần nữa", "--database", database)).Code.ShouldBe(0);
        (await pages.Installation.BreakGlass.OpenAsync(Cancel)).ShouldBeEmpty();
        var link = (await TrailExport.ReadAsync(pages.Installation.Database, Cancel)).Lines.Where(line => line.Link.Act == "break-glass.acknowledged" && line.Link.Subject == use.Subject).ShouldHaveSingleItem().Link;
        (link.By, link.Mandate).ShouldBe((Guid.Empty, Guid.Empty));
    }

    internal static Task<HttpResponseMessage> CodeAsync(Visitor visitor, string code) => visitor.PostAsync("/sign-in", "/sign-in?handler=Code", new() { ["Code"] = code });

    internal static async Task<(string Secret, IReadOnlyList<string> Codes)> SetUpAsync(OwnAccess access, Person person)
    {
        var secret = await access.SecretAsync(person.Id, Cancel);
        return (secret, (await access.TurnOnAsync(person.Id, Totp.Now(secret), Cancel)).RecoveryCodes);
    }

    /// <summary>A server that names the first administrator as its break-glass account, and can send to people.</summary>
    public sealed class Pages : DemoPages
    {
        protected override WebOptions With(WebOptions options) => options with
        {
            BreakGlass = (DemoPeople.Prefix + Glass).ToUpperInvariant(),
            Notices = new("https://chiso.example.vn", new("localhost", "ChiSo <chiso@example.vn>", 1, MailSecurity.None), new("http://localhost:1/")),
            WebhookSecret = "thu",
        };

        /// <summary>Makes somebody an administrator too, and reaches them and the standing office.</summary>
        public async Task GiveAsync(string name)
        {
            var change = Change.OnThisMachine(TimeProvider.System, "thử");
            var (second, office) = (await PersonAsync(name), await PersonAsync("thuongtruc"));
            (await Installation.Accounts.GrantAsync(new(second.Id, Role.Administrator, "", "Quyết định số 3"), change, Cancel)).Problems.ShouldBeEmpty();
            (await Installation.Accounts.SetContactAsync(second.Id, "0901234567", "tt2@example.vn", change, Cancel)).Problems.ShouldBeEmpty();
            (await Installation.Accounts.SetContactAsync(office.Id, "", "tt1@example.vn", change, Cancel)).Problems.ShouldBeEmpty();
        }

        /// <summary>Makes somebody an administrator, by a mandate that begins on any day.</summary>
        public async Task MakeAdministratorAsync(string name, DateTime from) =>
            (await Installation.Accounts.GrantAsync(new((await PersonAsync(name)).Id, Role.Administrator, "", "Quyết định số 5") { From = from }, Change.OnThisMachine(TimeProvider.System, "thử"), Cancel)).Problems.ShouldBeEmpty();

        /// <summary>The break-glass account opens a way into somebody's account.</summary>
        public async Task OpenAsync(string name) =>
            (await Installation.Access.RemoveAuthenticatorAsync((await PersonAsync(name)).Id, new((await PersonAsync(Glass)).Id, Guid.Empty, TimeProvider.System.GetUtcNow().UtcDateTime, ""), Cancel)).Problems.ShouldBeEmpty();

        /// <summary>Ends somebody's mandate of administrator and grants another.</summary>
        public async Task RegrantAsync(string name)
        {
            var held = (await PersonAsync(name)).Mandates.Single(mandate => mandate.Role == Role.Administrator);
            (await Installation.Accounts.EndAsync(held.Id, Change.OnThisMachine(TimeProvider.System, "thử"), Cancel)).Problems.ShouldBeEmpty();
            await MakeAdministratorAsync(name, TimeProvider.System.GetUtcNow().UtcDateTime);
        }

        /// <summary>Crosses printed codes off, as signing in does.</summary>
        public async Task UseUpAsync(string name, IEnumerable<string> codes)
        {
            await using var scope = Services.CreateAsyncScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            var account = (await users.FindByNameAsync(DemoPeople.Prefix + name)).ShouldNotBeNull();
            foreach (var code in codes)
                (await users.RedeemTwoFactorRecoveryCodeAsync(account, code)).Succeeded.ShouldBeTrue();
        }

        /// <summary>The authenticator's secret and the printed codes, as set up before the account was named.</summary>
        public async Task<(string Secret, IReadOnlyList<string> Codes)> SetUpAsync(string name)
        {
            await using var scope = Services.CreateAsyncScope();
            return await BreakGlassTests.SetUpAsync(scope.ServiceProvider.GetRequiredService<OwnAccess>(), await PersonAsync(name));
        }
    }
}
