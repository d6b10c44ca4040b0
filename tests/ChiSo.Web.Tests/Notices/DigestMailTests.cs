using System.Net;

namespace ChiSo.Web.Tests.Notices;

/// <summary>The daily digest from the person's open work to a real mail server.</summary>
public sealed class DigestMailTests(NoticePages pages) : IClassFixture<NoticePages>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_with_work_gets_the_digest_by_mail_until_it_is_turned_off()
    {
        await pages.ReachAsync("canbo", "canbo@example.vn");
        using var work = pages.NextWorkingDay();
        await work.RunAsync(Cancel);
        var digest = pages.Mail.Taken().Where(mail => mail.To.ToString().Contains("canbo@example.vn", StringComparison.Ordinal) && (mail.TextBody ?? "").Contains("Mở việc của tôi", StringComparison.Ordinal)).ToList();
        digest.ShouldNotBeEmpty();
        digest[^1].TextBody.ShouldNotBeNull().ShouldContain("https://chiso.example.vn/desk");

        using var officer = await pages.SignInAsync("canbo");
        (await officer.TextAsync("/desk/account")).ShouldContain("canbo@example.vn");
        (await officer.PostAsync("/desk/account", "/desk/account?handler=Digest", new() { ["digest"] = "" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await officer.TextAsync("/desk/account")).ShouldContain("Đã tắt thư hằng ngày");
    }
}
