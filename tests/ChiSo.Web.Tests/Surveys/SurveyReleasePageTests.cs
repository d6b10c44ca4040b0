using System.Net;
using System.Text.RegularExpressions;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>Results proposed, approved and read by anybody over HTTP, without script.</summary>
public sealed class SurveyReleasePageTests(SurveyPages pages) : IClassFixture<SurveyPages>
{
    [Fact]
    public async Task Anybody_reads_what_two_people_released_in_both_languages()
    {
        const string Code = "cong-bo";
        const string At = $"/desk/surveys/{Code}/release";
        await pages.ClosedAsync(Code);
        using var manager = await pages.SignInAsync("khaosat");
        using var second = await pages.SignInAsync("khaosat2");
        using var anybody = pages.Open();
        (await anybody.GetAsync("/survey-results/" + Code)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await manager.TextAsync($"/desk/surveys/{Code}")).ShouldContain($"href=\"{At}\"");
        (await manager.PostAsync(At, At + "?handler=Propose", [])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var mine = WebUtility.HtmlDecode(await manager.TextAsync(At));
        mine.ShouldContain("Người có thể duyệt: Trưởng nhóm khảo sát (thử).");
        mine.ShouldNotContain("handler=Approve");
        (await anybody.GetAsync("/survey-results/" + Code)).StatusCode.ShouldBe(HttpStatusCode.NotFound, "nothing is public before");

        (await second.TextAsync("/desk")).ShouldContain($"href=\"{At}\"");
        var seen = WebUtility.HtmlDecode(await second.TextAsync(At));
        seen.ShouldContain("Công chúng sẽ xem được");
        var id = Regex.Match(seen, "name=\"id\" value=\"(?<id>[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["id"].Value;
        WebUtility.HtmlDecode(await (await second.PostAsync(At, At + "?handler=Return", new() { ["id"] = id, ["reason"] = "" })).Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Chưa ghi lý do trả lại.");
        (await second.PostAsync(At, At + "?handler=Approve", new() { ["id"] = id })).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await anybody.TextAsync("/")).ShouldContain($"href=\"/survey-results/{Code}\"");
        var vietnamese = WebUtility.HtmlDecode(await anybody.TextAsync("/survey-results/" + Code));
        foreach (var told in (string[])["Sở Nội vụ", "Cách tính chỉ số: ", "không phải SIPAS quốc gia", "Phiên bản 1, công bố", "Khoảng tin cậy được tính theo cách chọn mẫu"])
            vietnamese.ShouldContain(told);
        vietnamese.ShouldMatch("<code class=\"hash\">[0-9a-f]{64}</code>");
        var english = WebUtility.HtmlDecode(await anybody.TextAsync($"/survey-results/{Code}/1?lang=en"));
        foreach (var told in (string[])["Formula of the index: ", "neither the national SIPAS", "Version 1, released"])
            english.ShouldContain(told);
        (await anybody.GetAsync($"/survey-results/{Code}/2")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await manager.PostAsync(At, At + "?handler=Propose", new() { ["reason"] = "Thử lại" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "nothing has changed");
    }
}
