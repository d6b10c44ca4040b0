using System.Net;
using System.Text.RegularExpressions;

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
        WebUtility.HtmlDecode(await manager.TextAsync("/desk/surveys/" + Code + "/results.csv")).ShouldContain("Không mời riêng ai, nên không có tỷ lệ trả lời.");

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
    public async Task While_answers_come_and_for_those_who_only_read_no_answer_is_shown()
    {
        await pages.OpenAsync();
        using var manager = await pages.SignInAsync("khaosat");
        WebUtility.HtmlDecode(await manager.TextAsync($"/desk/surveys/{SurveyPages.ByLink}/cleaning")).ShouldContain("Chưa đóng khảo sát");
        using var office = await pages.SignInAsync("thuongtruc");
        (await office.GetAsync($"/desk/surveys/{SurveyPages.ByLink}/cleaning")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
