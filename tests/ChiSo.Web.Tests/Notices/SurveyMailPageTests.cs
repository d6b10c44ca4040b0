using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ChiSo.Web.Tests.Surveys;

namespace ChiSo.Web.Tests.Notices;

/// <summary>Invitations by mail from the survey desk to the page they open.</summary>
public sealed class SurveyMailPageTests(NoticePages pages) : IClassFixture<NoticePages>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_is_uploaded_letters_arrive_and_their_links_open_the_survey()
    {
        using var manager = await pages.SignInAsync("khaosat");
        await SurveyOpening.OpenAsync(pages, manager, "thu-moi");
        const string At = "/desk/surveys/thu-moi/mail";
        (await SendAsync(manager, At, "id,unit,email\nP1,noivu,khong phai\n")).ShouldContain("không phải là địa chỉ thư");
        (await SendAsync(manager, At, "id,unit,email,language\n" + string.Concat(Enumerable.Range(1, 10).Select(number => $"P{number},noivu,q{number}@example.vn,en\n")))).ShouldContain("Đã xếp 10 thư mời");

        using var work = pages.NextWorkingDay();
        await work.RunAsync(Cancel);
        var letters = pages.Mail.Taken().Where(mail => mail.To.ToString().StartsWith('q')).ToList();
        letters.Count.ShouldBe(10);
        var link = new Uri(Regex.Match(letters[0].TextBody.ShouldNotBeNull(), "https://chiso\\.example\\.vn/s/thu-moi\\?k=[0-9a-z]{24}&l=en", RegexOptions.None, TimeSpan.FromSeconds(1)).Value);
        using var citizen = pages.Open();
        (await citizen.TextAsync(link.PathAndQuery)).ShouldContain("Home Affairs");

        var board = WebUtility.HtmlDecode(await manager.TextAsync(At));
        board.ShouldContain("<dt>Đã gửi</dt><dd>10</dd>");
        board.ShouldNotContain("q1@example.vn");
        (await manager.PostAsync(At, At + "?handler=Remind", [])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await manager.TextAsync(At)).ShouldNotContain("handler=Remind");
        using var administrator = await pages.SignInAsync("quantri");
        WebUtility.HtmlDecode(await administrator.TextAsync("/desk/messages")).ShouldNotContain("q1@example.vn");
    }

    private static async Task<string> SendAsync(Visitor visitor, string page, string list)
    {
        using var form = new MultipartFormDataContent { { new StringContent(await visitor.TokenAsync(page)), "__RequestVerificationToken" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(list)), "lists", "a.csv" } };
        return WebUtility.HtmlDecode(await (await visitor.SendAsync(page + "?handler=Send", form)).Content.ReadAsStringAsync(Cancel));
    }
}
