using System.Net;
using System.Text.RegularExpressions;
using ChiSo.Application.Surveys.Cleaning;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>Reviewing answers over HTTP, without script.</summary>
public sealed class CleaningPageTests(SurveyPages pages) : IClassFixture<SurveyPages>
{
    private const string Code = "lam-sach";
    private const string At = "/desk/surveys/lam-sach/cleaning";

    private static readonly string First = "policy_" + SurveyPages.Policies[0];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_manager_accepts_what_is_plain_looks_at_one_corrects_it_and_takes_a_decision_back()
    {
        var survey = await pages.ClosedAsync(Code);
        using var manager = await pages.SignInAsync("khaosat");
        (await manager.TextAsync("/desk/surveys/" + Code)).ShouldContain($"href=\"{At}\"");
        var list = WebUtility.HtmlDecode(await manager.TextAsync(At));
        list.ShouldContain("Giống hệt phiếu khác (");
        list.ShouldContain("Tính mọi phiếu: chưa rà soát.");
        (await manager.PostAsync(At, At + "?handler=Decide", new() { ["reach"] = "free", ["decision"] = "Accepted", ["reason"] = "", ["seen"] = "0" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "a decision has a reason");
        (await manager.PostAsync(At, At + "?handler=Decide", new() { ["reach"] = "free", ["decision"] = "Accepted", ["reason"] = "Không có dấu hiệu", ["seen"] = "0" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await manager.PostAsync(At, At + "?handler=Decide", new() { ["reach"] = "all", ["decision"] = "Accepted", ["reason"] = "Chậm", ["seen"] = "0" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "somebody was faster");
        WebUtility.HtmlDecode(await manager.TextAsync("/desk/surveys/" + Code + "/results")).ShouldContain("Chỉ tính phiếu được chấp nhận: 11; chưa quyết định 1");
        var results = WebUtility.HtmlDecode(await manager.TextAsync("/desk/surveys/" + Code + "/results"));
        results.ShouldContain("Phiếu trả lời dưới 50 % số câu được hỏi được giữ lại");
        results.ShouldContain("Không mời riêng ai, nên không có tỷ lệ trả lời.", customMessage: "they came on paper");
        WebUtility.HtmlDecode(await manager.TextAsync("/desk/surveys/" + Code + "/results-about.csv")).ShouldContain("Không mời riêng ai, nên không có tỷ lệ trả lời.");
        (await manager.TextAsync("/desk/surveys/" + Code + "/results.csv")).ShouldNotContain("Chỉ tính", customMessage: "what holds of all rows stands once, in a file of its own");

        var sign = Regex.Match(await manager.TextAsync(At + "?which=Flagged&rule=ExactDuplicate"), "name=\"sign\" value=\"(?<sign>[0-9a-f]{32})\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["sign"].Value;
        var one = $"{At}/{sign}";
        (await manager.PostAsync(one, At + "?which=Flagged&handler=Decide", new() { ["sign"] = sign, ["decision"] = "SetAside", ["reason"] = "Chép lại", ["seen"] = "1" })).Headers.Location!.OriginalString.ShouldBe(At + "?which=Flagged"); // a redirect has one
        var page = WebUtility.HtmlDecode(await manager.TextAsync(one + "?fix=" + First));
        page.ShouldContain("Loại ra");
        page.ShouldContain("(60)", customMessage: "twelve are of this age");
        page.ShouldNotContain("(self)", customMessage: "nine were alone: too few to tell it of one");
        page.ShouldContain("dưới 10<");
        page.ShouldContain("Lý do: Chép lại");
        var corrected = await manager.PostAsync(one, one + "?handler=Correct", new() { ["question"] = First, ["value"] = "99", ["reason"] = "Phiếu giấy", ["seen"] = "2" });
        corrected.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await corrected.Content.ReadAsStringAsync(Cancel)).ShouldContain("không nằm trong các lựa chọn");
        (await manager.PostAsync(one, one + "?handler=Correct", new() { ["question"] = First, ["value"] = "1", ["reason"] = "Phiếu giấy", ["seen"] = "2" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await pages.AnswersAsync(Code)).ShouldAllBe(answer => answer.Values[First] != "1", "the original stays");
        (await manager.PostAsync(At, At + "?handler=Undo", new() { ["act"] = "2", ["reason"] = "Không phải chép lại", ["seen"] = "3" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await manager.TextAsync(one)).ShouldContain("Chưa quyết định");

        (await manager.PostAsync(At, At + "?handler=Draw", new() { ["share"] = "mười", ["seed"] = "7", ["reason"] = "Phúc tra", ["seen"] = "4" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await manager.PostAsync(At, At + "?handler=Draw", new() { ["share"] = "7,5", ["seed"] = "7", ["reason"] = "Phúc tra", ["seen"] = "4" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await manager.TextAsync(At)).ShouldContain("Đã rút 1 phiếu.");
        (await manager.PostAsync(At, At + "?handler=Rules", new() { ["near"] = "90", ["compared"] = "5", ["straight"] = "5", ["complete"] = "50", ["interviewer"] = "", ["reason"] = "Phiếu dài", ["seen"] = "5" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await manager.TextAsync(At)).ShouldContain("name=\"near\" value=\"90\"");
        (await manager.GetAsync($"{At}/{new string('0', 32)}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        survey.IsClosed.ShouldBeTrue();
    }

    [Fact]
    public async Task Groups_of_questions_are_set_in_the_browser_and_given_back_to_the_questionnaire()
    {
        const string code = "nhom-cau";
        const string at = "/desk/surveys/nhom-cau/cleaning/groups";
        await pages.ClosedAsync(code);
        using var manager = await pages.SignInAsync("khaosat");
        (await manager.TextAsync("/desk/surveys/nhom-cau/cleaning")).ShouldContain($"href=\"{at}\"");
        var page = WebUtility.HtmlDecode(await manager.TextAsync(at));
        page.ShouldContain("Đang dùng nhóm phiếu hỏi gợi ý");
        page.ShouldContain("value=\"satisfied\"");
        var groups = new Dictionary<string, string> { ["seen"] = "0", ["count"] = "3", ["name1"] = "Chính sách", ["name2"] = "", ["name3"] = "Không dùng", ["reason"] = "Phiếu mới" };
        foreach (var policy in SurveyPages.Policies)
            groups["g.policy_" + policy] = policy == "reform" ? "0" : "1";
        groups["r.policy_roads"] = "on";

        var unnamed = await manager.PostAsync(at, at, new(groups) { ["g.policy_reform"] = "2" });
        unnamed.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var told = WebUtility.HtmlDecode(await unnamed.Content.ReadAsStringAsync(Cancel));
        told.ShouldContain("thiếu tên");
        told.ShouldContain("value=\"Chính sách\"", customMessage: "what was typed stays");
        var mixed = await manager.PostAsync(at, at, new(groups) { ["g.no_money"] = "1", ["g.money"] = "1", ["g.bothered"] = "1", ["g.visits"] = "1" });
        WebUtility.HtmlDecode(await mixed.Content.ReadAsStringAsync(Cancel)).ShouldContain("có thang điểm khác các câu trong nhóm");
        (await manager.PostAsync(at, at, new(groups) { ["reason"] = "" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "every change has a reason");
        (await manager.PostAsync(at, at, groups)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await manager.PostAsync(at, at, groups)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "somebody was faster");
        var made = (await ThresholdsAsync(code)).Groups.ShouldNotBeNull().ShouldHaveSingleItem();
        (made.Name, made.Items.Length, made.Lowest, made.Highest).ShouldBe(("Chính sách", 8, 1, 5));
        made.Reversed.ShouldBe(["policy_roads"]);

        (await manager.PostAsync("/desk/surveys/nhom-cau/cleaning", "/desk/surveys/nhom-cau/cleaning?handler=Rules", new() { ["near"] = "90", ["compared"] = "5", ["straight"] = "5", ["complete"] = "50", ["interviewer"] = "", ["reason"] = "Phiếu dài", ["seen"] = "1" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ThresholdsAsync(code)).Groups.ShouldNotBeNull("thresholds leave the groups").ShouldHaveSingleItem();
        (await manager.PostAsync(at, at + "?handler=Suggest", new() { ["seen"] = "2", ["reason"] = "Như cũ" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var back = await ThresholdsAsync(code);
        (back.Groups, back.NearDuplicate).ShouldBe((null, 0.9));
        (await manager.GetAsync("/desk/surveys/khong-co/cleaning/groups")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await pages.OpenAsync();
        (await manager.GetAsync($"/desk/surveys/{SurveyPages.ByLink}/cleaning/groups")).Headers.Location!.OriginalString.ShouldBe($"/desk/surveys/{SurveyPages.ByLink}/cleaning"); // a redirect has one
    }

    [Fact]
    public async Task States_of_its_own_are_named_in_the_browser_and_offered_with_every_decision()
    {
        const string desk = "/desk/surveys/tinh-trang/cleaning";
        await pages.ClosedAsync("tinh-trang");
        using var manager = await pages.SignInAsync("khaosat");
        (await manager.TextAsync(desk)).ShouldContain($"href=\"{desk}/states\"");
        var states = new Dictionary<string, string> { ["seen"] = "0", ["count"] = "3", ["vi1"] = "Chờ gọi lại", ["en1"] = "Waits for a call", ["as1"] = "Reask", ["vi2"] = "Chờ gọi lại", ["as2"] = "SetAside", ["vi3"] = "", ["en3"] = "", ["as3"] = "Reask", ["reason"] = "Theo quy trình của tỉnh" };
        var twice = await manager.PostAsync(desk + "/states", desk + "/states", states);
        twice.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await twice.Content.ReadAsStringAsync(Cancel)).ShouldSatisfyAllConditions(told => told.ShouldContain("trùng với một tình trạng khác"), told => told.ShouldContain("value=\"Waits for a call\"", customMessage: "what was typed stays"));
        (await manager.PostAsync(desk + "/states", desk + "/states", new(states) { ["vi2"] = "Đã đối chiếu" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ThresholdsAsync("tinh-trang")).OwnStates.ShouldBe([new("1", "Chờ gọi lại", "Waits for a call", AnswerState.Reask), new("2", "Đã đối chiếu", "Đã đối chiếu", AnswerState.SetAside)]);

        (await manager.PostAsync(desk, desk + "?handler=Decide", new() { ["reach"] = "all", ["decision"] = "Reask.1", ["reason"] = "Gọi lại", ["seen"] = "1" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var list = WebUtility.HtmlDecode(await manager.TextAsync(desk + "?which=All&state=Reask.1"));
        list.ShouldContain("Hỏi lại: Chờ gọi lại");
        list.ShouldContain("value=\"SetAside.2\"");
        (await manager.PostAsync(desk, desk + "?handler=Decide", new() { ["reach"] = "all", ["decision"] = "Khac", ["reason"] = "Gọi lại", ["seen"] = "2" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await manager.TextAsync(desk + "/states")).ShouldContain("Đã dùng.");
    }

    private async Task<CleaningThresholds> ThresholdsAsync(string code) =>
        (await pages.Installation.Reviewing.ReadAsync((await pages.Installation.Surveys.FindAsync(code, Cancel)).ShouldNotBeNull(), Cancel)).Book.Thresholds;

    [Fact]
    public async Task While_answers_come_and_for_those_who_only_read_no_answer_is_shown()
    {
        await pages.OpenAsync();
        using var manager = await pages.SignInAsync("khaosat");
        WebUtility.HtmlDecode(await manager.TextAsync($"/desk/surveys/{SurveyPages.ByLink}/cleaning")).ShouldContain("Chưa đóng khảo sát");
        using var office = await pages.SignInAsync("thuongtruc");
        (await office.GetAsync($"/desk/surveys/{SurveyPages.ByLink}/cleaning")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
