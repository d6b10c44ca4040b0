using System.Net;
using System.Text;
using ChiSo.Application.Audit;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>Outcomes of those who were invited, over HTTP.</summary>
public sealed class RatesPageTests(SurveyPages pages) : IClassFixture<SurveyPages>
{
    private const string At = $"/desk/surveys/{SurveyPages.ByLink}/rates";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Outcomes_are_written_down_while_answers_come_and_rates_shown_afterwards()
    {
        await pages.InviteAsync();
        var live = (await pages.Installation.Surveys.FindAsync(SurveyPages.ByLink, Cancel)).ShouldNotBeNull();
        var invited = await pages.Installation.Surveys.InvitedAsync(live, Cancel);
        using var manager = await pages.SignInAsync("khaosat");
        WebUtility.HtmlDecode(await manager.TextAsync(At)).ShouldContain("Tỷ lệ hiện khi khảo sát đã đóng");
        (await SendAsync(manager, "id,unit,outcome\n" + string.Concat(invited.Take(3).Select(one => $"{one.Reference},{one.Unit},refusal\n")))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await manager.TextAsync(At)).ShouldContain("<dd class=\"big\">3</dd>");
        var refused = await SendAsync(manager, "id,unit,outcome\nai-do,noivu,refusal\n");
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Cancel)).ShouldContain("“ai-do” không có trong danh sách mời");
        (await manager.PostAsync(At, At, [])).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "no file");

        using var office = await pages.SignInAsync("thuongtruc");
        (await office.TextAsync(At)).ShouldNotContain("name=\"file\"");
        (await office.PostAsync("/desk", At, [])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await pages.Installation.Surveys.CloseAsync(SurveyPages.ByLink, Change.OnThisMachine(TimeProvider.System, "test"), Cancel)).Problems.ShouldBeEmpty();
        var closed = WebUtility.HtmlDecode(await office.TextAsync(At));
        closed.ShouldContain("COOP4");
        closed.ShouldContain("Kết quả của 10 người được mời");
        (await SendAsync(manager, "id,unit,outcome\n" + string.Concat(invited.Take(3).Select(one => $"{one.Reference},{one.Unit},other\n")), "/desk")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "it is closed");
    }

    private static async Task<HttpResponseMessage> SendAsync(Visitor manager, string table, string page = At)
    {
        using var form = new MultipartFormDataContent { { new StringContent(await manager.TokenAsync(page)), "__RequestVerificationToken" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(table)), "file", "outcomes.csv" } };
        return await manager.SendAsync(At, form);
    }
}
