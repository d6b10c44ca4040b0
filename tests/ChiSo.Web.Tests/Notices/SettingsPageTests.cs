using System.Net;

namespace ChiSo.Web.Tests.Notices;

/// <summary>The settings page over HTTP, beside a real mail server.</summary>
public sealed class SettingsPageTests(NoticePages pages) : IClassFixture<NoticePages>
{
    private const string Settings = "/desk/settings";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_administrator_changes_them_and_the_second_of_two_is_told()
    {
        using var administrator = await pages.SignInAsync("quantri");
        WebUtility.HtmlDecode(await administrator.TextAsync("/desk")).ShouldContain($"href=\"{Settings}\"");
        var page = WebUtility.HtmlDecode(await administrator.TextAsync(Settings));
        page.ShouldContain("value=\"00:00\"");
        page.ShouldContain("127.0.0.1, cổng");
        page.ShouldContain("tệp nhận vào không được quét");

        (await administrator.PostAsync(Settings, Settings, Form("0:00", "200", "20", "1"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        pages.Installation.Settings.Current.SignInTries.ShouldBe(20);
        WebUtility.HtmlDecode(await administrator.TextAsync(Settings)).ShouldContain("value=\"200\"");
        var late = await administrator.PostAsync(Settings, Settings, Form("9:00", "200", "20", "1"));
        late.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await late.Content.ReadAsStringAsync(Cancel)).ShouldContain("vừa được người khác thay đổi");
        var wrong = WebUtility.HtmlDecode(await (await administrator.PostAsync(Settings, Settings, Form("bảy giờ", "x", "20", "2"))).Content.ReadAsStringAsync(Cancel));
        wrong.ShouldContain("Giờ gửi tổng hợp ghi như 07:00.");
        wrong.ShouldContain("value=\"bảy giờ\"");
        using var officer = await pages.SignInAsync("canbo");
        (await officer.GetAsync(Settings)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_message_to_try_reaches_the_administrator()
    {
        using var administrator = await pages.SignInAsync("quantri");
        var none = await administrator.PostAsync(Settings, Settings + "?handler=TryNotices", []);
        none.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await none.Content.ReadAsStringAsync(Cancel)).ShouldContain("chưa có thư điện tử");
        await pages.ReachAsync("quantri", "quantri@example.vn");

        (await administrator.PostAsync(Settings, Settings + "?handler=TryNotices", [])).Headers.Location?.OriginalString.ShouldBe("/desk/messages");
        await pages.Work.RunAsync(Cancel);

        pages.Mail.Taken().ShouldContain(mail => mail.Subject == "ChiSo: thông báo thử" && mail.To.Mailboxes.Single().Address == "quantri@example.vn");
    }

    private static Dictionary<string, string> Form(string digest, string days, string tries, string seen) => new() { ["digest_at"] = digest, ["log_days"] = days, ["tries"] = tries, ["seen"] = seen };
}
