using System.Net;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>One form about several units, over HTTP without script.</summary>
public sealed class RaterPageTests(SurveyPages pages) : IClassFixture<SurveyPages>
{
    private const string Code = "can-bo-danh-gia";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_form_asks_about_exactly_the_units_of_the_group_and_each_gets_its_answers()
    {
        var folder = Directory.CreateTempSubdirectory("chiso-rater-pages-").FullName;
        try
        {
            var links = await RaterSurvey.OpenAsync(pages.Installation, folder, Code);
            using var official = new Citizen(pages.Address);
            var welcome = WebUtility.HtmlDecode(await official.OpenAsync($"/s/{Code}?k={links[0].Key}"));
            welcome.ShouldContain("<strong>Sở Tư pháp, Sở Tài chính</strong>");
            welcome.ShouldNotContain("/offline");
            await official.PressAsync("begin");
            var form = WebUtility.HtmlDecode(await official.PressAsync("next", ("a.role", "head")));
            form.ShouldContain("<h2 class=\"rated\">Sở Tư pháp</h2>");
            form.ShouldContain("<h2 class=\"rated\">Sở Tài chính</h2>");
            form.ShouldNotContain("Sở Nội vụ</h2>");
            form.ShouldNotContain("value=\"add:rated\"");
            (await official.PressAsync("next", ("a.plan~1", "5"))).ShouldContain("class=\"fault\"", customMessage: "the second unit is not rated yet");
            await official.PressAsync("next", ("a.plan~1", "5"), ("a.plan~2", "2"), ("a.rated", "9"));
            await official.PressAsync("send");
            official.Page.ShouldContain("Phiếu đã được ghi nhận");
            (await pages.AnswersAsync(Code)).Select(answer => (answer.Unit, answer.Stratum, answer.Values["plan"])).Order().ShouldBe([("taichinh", "noivu", "2"), ("tuphap", "noivu", "5")]);

            (await official.OpenAsync($"/s/{Code}/offline")).ShouldNotContain("form.json");
            official.Status.ShouldBe(HttpStatusCode.NotFound);
            using var manager = await pages.SignInAsync("khaosat");
            var home = WebUtility.HtmlDecode(await manager.TextAsync("/desk/surveys/" + Code));
            home.ShouldContain("Ai đánh giá ai");
            home.ShouldContain("Lãnh đạo Sở Nội vụ");
            WebUtility.HtmlDecode(await (await manager.PostAsync("/desk/surveys/" + Code, $"/desk/surveys/{Code}?handler=Kiosk", new() { ["unit"] = "noivu", ["place"] = "Quầy 1" })).Content.ReadAsStringAsync(Cancel)).ShouldContain("chỉ trả lời bằng đường dẫn mời riêng");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
