using System.Net;
using System.Text.RegularExpressions;
using ChiSo.Application.Audit;
using ChiSo.Web.People;

namespace ChiSo.Web.Tests.Accounts;

/// <summary>The same people in an installation that is no demonstration, so that what protects real ones holds.</summary>
public sealed class WorkingPages : DemoPages
{
    protected override bool Demo => false;
}

/// <summary>A person's own password, authenticator, recovery codes and sessions over HTTP. Each test has a person of its own.</summary>
public sealed partial class OwnAccountTests(WorkingPages pages) : IClassFixture<WorkingPages>
{
    private const string Own = "/desk/account";
    private const string NewPassword = "mot-cau-dai-de-nho-lam";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void The_app_of_these_tests_shows_the_codes_of_RFC_6238() =>
        Totp.At("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", DateTimeOffset.FromUnixTimeSeconds(1111111109)).ShouldBe("081804");

    [Fact]
    public async Task A_changed_password_ends_the_other_sessions_and_the_old_one_signs_nobody_in()
    {
        using var here = await pages.SignInAsync("uyvien");
        using var elsewhere = await pages.SignInAsync("uyvien");
        (await ChangeAsync(here, "sai-mat-khau-hien-tai", NewPassword)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var weak = await ChangeAsync(here, DemoPeople.Password, "ngan");
        weak.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await elsewhere.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await ChangeAsync(here, DemoPeople.Password, NewPassword)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await here.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await elsewhere.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var again = pages.Open();
        (await again.SignInAsync("uyvien")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await ActsAsync("that.uyvien")).ShouldBe(["account.password-changed"]);
    }

    [Fact]
    public async Task An_authenticator_is_asked_for_at_every_sign_in_and_a_recovery_code_works_once()
    {
        using var here = await pages.SignInAsync("kiemtoan");
        var secret = SecretIn(await here.TextAsync(Own));
        SecretIn(await here.TextAsync(Own)).ShouldBe(secret);
        (await here.PostAsync(Own, Own + "?handler=TurnOn", new() { ["code"] = "000000" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var on = await here.PostAsync(Own, Own + "?handler=TurnOn", new() { ["code"] = Totp.Now(secret) });
        on.StatusCode.ShouldBe(HttpStatusCode.OK);
        var codes = CodesIn(await on.Content.ReadAsStringAsync());
        codes.Count.ShouldBe(OwnAccess.RecoveryCodes);
        var page = await here.TextAsync(Own);
        CodesIn(page).ShouldBeEmpty();
        page.ShouldNotContain(secret);

        using var again = pages.Open();
        (await again.SignInAsync("kiemtoan")).StatusCode.ShouldBe(HttpStatusCode.OK); // asks for the code
        (await again.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await CodeAsync(again, "kiemtoan", codes[0])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await again.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var third = pages.Open();
        (await CodeAsync(third, "kiemtoan", codes[0])).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await CodeAsync(third, "kiemtoan", Totp.Now(secret))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ActsAsync("that.kiemtoan")).ShouldBe(["account.authenticator-set"]);
    }

    [Theory]
    [InlineData("quantri", "/desk/accounts")]
    [InlineData("thuongtruc", "/desk/rounds")]
    public async Task Roles_that_reach_far_set_the_authenticator_up_before_anything_else(string person, string place)
    {
        using var visitor = await pages.SignInAsync(person);
        foreach (var path in (string[])["/desk", place, DemoPages.Sheet])
            (await visitor.GetAsync(path)).Headers.Location?.OriginalString.ShouldBe(Own, path);
        var page = await visitor.TextAsync(Own);
        page.ShouldContain("Cần bật ứng dụng xác thực hoặc thêm khóa truy cập trước");
        (await visitor.PostAsync(Own, "/desk/accounts", new() { ["UserName"] = "lau", ["FullName"] = "Lậu" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await pages.Installation.Accounts.ListAsync(Cancel)).ShouldNotContain(row => row.UserName == "lau");
        (await visitor.GetAsync($"/desk/evidence/{Guid.NewGuid():D}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await visitor.PostAsync(Own, Own + "?handler=TurnOn", new() { ["code"] = Totp.Now(SecretIn(page)) })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await visitor.GetAsync(place)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session_at_once()
    {
        using var here = await pages.SignInAsync("chutich");
        using var elsewhere = await pages.SignInAsync("chutich");
        (await here.PostAsync(Own, Own + "?handler=Out", [])).Headers.Location?.OriginalString.ShouldBe("/sign-in");
        (await here.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await elsewhere.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task New_recovery_codes_take_the_place_of_the_old_ones()
    {
        using var here = await pages.SignInAsync("thuky");
        var secret = SecretIn(await here.TextAsync(Own));
        var first = CodesIn(await (await here.PostAsync(Own, Own + "?handler=TurnOn", new() { ["code"] = Totp.Now(secret) })).Content.ReadAsStringAsync());
        (await here.PostAsync(Own, Own + "?handler=Codes", new() { ["code"] = "123" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var second = CodesIn(await (await here.PostAsync(Own, Own + "?handler=Codes", new() { ["code"] = Totp.Now(secret) })).Content.ReadAsStringAsync());
        second.Intersect(first).ShouldBeEmpty();
        using var again = pages.Open();
        (await CodeAsync(again, "thuky", first[0])).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await CodeAsync(again, "thuky", second[0])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private static Task<HttpResponseMessage> ChangeAsync(Visitor visitor, string present, string wanted) =>
        visitor.PostAsync(Own, Own + "?handler=Password", new() { ["present"] = present, ["wanted"] = wanted });

    private static async Task<HttpResponseMessage> CodeAsync(Visitor visitor, string person, string code)
    {
        await visitor.SignInAsync(person);
        return await visitor.PostAsync("/sign-in", "/sign-in?handler=Code", new() { ["Code"] = code });
    }

    private async Task<IEnumerable<string>> ActsAsync(string subject) =>
        (await TrailExport.ReadAsync(pages.Installation.Database, Cancel)).Lines.Where(line => line.Link.Subject == subject).Select(line => line.Link.Act);

    internal static string SecretIn(string page)
    {
        var found = Secret().Match(page);
        found.Success.ShouldBeTrue("no secret on the page");
        return found.Groups["secret"].Value;
    }

    private static List<string> CodesIn(string page) => [.. Code().Matches(page).Select(match => match.Groups["code"].Value)];

    [GeneratedRegex("class=\"address\"><code>(?<secret>[a-z2-7 ]+)<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secret();

    [GeneratedRegex("<li><code>(?<code>[0-9A-Z-]+)<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
