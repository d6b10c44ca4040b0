using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChiSo.Application.Surveys.Collection;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>One form about several units, over HTTP without script.</summary>
public sealed class RaterPageTests(SurveyPages pages) : IClassFixture<SurveyPages>
{
    private const string Code = "can-bo-danh-gia";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Officials_rate_three_units_on_the_form_that_comes_along_and_each_has_its_result()
    {
        const string at = "/desk/surveys/danh-gia-so";
        using var manager = await pages.SignInAsync("khaosat");
        var proposal = await SurveyOpening.ProposeAsync(manager, new(SurveyOpening.Fields("danh-gia-so"))
        {
            ["questionnaire"] = "officials@2026", ["rates"] = "others", ["minimumCell"] = "5", ["target"] = "", ["units"] = "noivu; Sở Nội vụ\ntuphap; Sở Tư pháp\ntaichinh; Sở Tài chính\nyte; Sở Y tế",
        });
        using var second = await pages.SignInAsync("khaosat2");
        WebUtility.HtmlDecode(await second.TextAsync(proposal)).ShouldContain("Sở Nội vụ, Sở Tài chính, Sở Y tế", customMessage: "whoever approves sees who rates whom");
        (await second.PostAsync(proposal, proposal + "?handler=Approve", [])).Headers.Location!.OriginalString.ShouldBe(at); // a redirect has one
        var live = (await pages.Installation.Surveys.FindAsync("danh-gia-so", Cancel)).ShouldNotBeNull();
        Invitee[] officials = [.. live.Declaration.Units.SelectMany(unit => Enumerable.Range(1, 5).Select(number => new Invitee($"{unit.Code}-{number}", unit.Code, "", "")))];
        (await pages.Installation.Surveys.InviteAsync(live.Code, officials, Application.Audit.Change.OnThisMachine(TimeProvider.System, "test"), Cancel)).TryGet(out var links).ShouldBeTrue();
        foreach (var link in links)
            await AnswerAsync(live, link);

        (await manager.PostAsync("/desk", at + "?handler=Close", new() { ["reason"] = "Đủ phiếu" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var results = WebUtility.HtmlDecode(await manager.TextAsync(at + "/results"));
        foreach (var unit in live.Declaration.Units)
            results.ShouldContain($"{at}/results/{unit.Code}");
        using var figures = JsonDocument.Parse(await manager.TextAsync(at + "/results.json"));
        var units = figures.RootElement.GetProperty("blocks").EnumerateArray().SelectMany(block => block.GetProperty("units").EnumerateArray());
        string.Join(", ", units.Select(unit => $"{unit.GetProperty("unit").GetString()} {unit.GetProperty("figures")[0].GetProperty("answers").GetInt32()}").Order(StringComparer.Ordinal)).ShouldBe("noivu 15, taichinh 15, tuphap 15, yte 15", "three groups of five rated each");
        WebUtility.HtmlDecode(await manager.TextAsync(at + "/results/yte")).ShouldContain("Nắm vững chuyên môn, nghiệp vụ");
    }

    [Fact]
    public async Task A_table_of_who_rates_whom_is_uploaded_refused_by_its_cells_and_not_lost_to_another_fault()
    {
        using var manager = await pages.SignInAsync("khaosat");
        (await (await manager.GetAsync("/desk/new-survey/raters.xlsx")).Content.ReadAsByteArrayAsync(Cancel))[..2].ShouldBe("PK"u8.ToArray());
        var refused = await UploadAsync(manager, "tai-bang", "group,name,unit\nnoivu,Sở Nội vụ,noivu\nnoivu,,tuphap\nnoivu,,khac\n");
        refused.ShouldContain("<b>raters.csv:2:unit</b>: Khai báo chưa được: nhóm “noivu”: không ai đánh giá đơn vị của mình (“noivu”).");
        refused.ShouldContain("<b>raters.csv:4:unit</b>");
        var kept = await UploadAsync(manager, "tai-bang", "group,name,unit\nnoivu,Lãnh đạo Sở Nội vụ,tuphap\n", ("telephone", ""));
        kept.ShouldContain("href=\"#f-telephone\"");
        kept.ShouldContain("noivu; Lãnh đạo Sở Nội vụ; tuphap</textarea>", customMessage: "what was uploaded stays, as if typed");
    }

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
            form.ShouldNotContain("Sở Tài chính</h2>", customMessage: "one unit a screen");
            form.ShouldNotContain("Sở Nội vụ</h2>");
            form.ShouldNotContain("value=\"add:rated\"");
            (await official.PressAsync("next")).ShouldContain("class=\"fault\"", customMessage: "the first unit is not rated yet");
            form = WebUtility.HtmlDecode(await official.PressAsync("next", ("a.plan~1", "5")));
            form.ShouldContain("<h2 class=\"rated\">Sở Tài chính</h2>");
            form.ShouldNotContain("Sở Tư pháp</h2>");
            (await official.PressAsync("next")).ShouldContain("class=\"fault\"", customMessage: "nor the second");
            await official.PressAsync("next", ("a.plan~2", "2"), ("a.rated", "9"));
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

    /// <summary>Through the pages, without script: four for everything, and the first unit named gets the best answers.</summary>
    private async Task AnswerAsync(LiveSurvey live, InvitationLink link)
    {
        using var official = new Citizen(pages.Address);
        var welcome = WebUtility.HtmlDecode(await official.OpenAsync($"/s/{live.Code}?k={link.Key}"));
        var rated = live.Declaration.RatedBy(link.To.Unit);
        welcome.ShouldContain(string.Join(", ", rated.Select(unit => unit.Name)));
        await official.PressAsync("begin");
        for (var screen = 0; screen < 12 && !official.Page.Contains("value=\"send\"", StringComparison.Ordinal); screen++)
        {
            var asked = Regex.Matches(official.Page, "name=\"(?<name>a\\.[a-z_]+(?:~\\d)?)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Groups["name"].Value).Distinct().Where(name => name.Split('~')[0] is not "a.comment");
            await official.PressAsync("next", [.. asked.Select(name => (name, name == "a.role" ? "department" : name.EndsWith("~1", StringComparison.Ordinal) ? "5" : "4"))]);
        }

        (await official.PressAsync("send")).ShouldContain("Phiếu đã được ghi nhận");
    }

    private static async Task<string> UploadAsync(Visitor manager, string code, string table, params (string Name, string Value)[] changed)
    {
        using var form = new MultipartFormDataContent { { new StringContent(await manager.TokenAsync(SurveyOpening.Form)), "__RequestVerificationToken" } };
        var fields = new Dictionary<string, string>(SurveyOpening.Fields(code)) { ["questionnaire"] = "officials@2026", ["rates"] = "listed" };
        foreach (var (name, value) in changed)
            fields[name] = value;
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(table)), "raterTable", "raters.csv");
        var answer = await manager.SendAsync(SurveyOpening.Form, form);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
    }
}
