using System.Net;
using System.Text.RegularExpressions;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>Surveys proposed, returned, mended, withdrawn and approved over HTTP, without script.</summary>
public sealed class SurveyProposalPageTests(SurveyPages pages) : IClassFixture<SurveyPages>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_manager_returns_it_and_opens_what_comes_back()
    {
        using var manager = await pages.SignInAsync("khaosat");
        using var second = await pages.SignInAsync("khaosat2");
        var first = await SurveyOpening.ProposeAsync(manager, SurveyOpening.Fields("hai-nguoi"));
        var mine = WebUtility.HtmlDecode(await manager.TextAsync(first));
        mine.ShouldContain("Người có thể duyệt: Trưởng nhóm khảo sát (thử).");
        mine.ShouldNotContain("handler=Approve");
        (await manager.TextAsync("/desk")).ShouldNotContain(first);
        (await pages.Open().GetAsync("/s/hai-nguoi")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "nothing is public before");
        (await second.GetAsync("/desk/surveys/hai-nguoi")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await second.TextAsync("/desk")).ShouldContain($"href=\"{first}\"");
        (await second.TextAsync("/desk/surveys")).ShouldContain($"href=\"{first}\"");
        var whole = WebUtility.HtmlDecode(await second.TextAsync(first));
        foreach (var told in (string[])["Home Affairs", "QĐ 12", "Sở Nội vụ; Sở Tư pháp", "Thái độ lịch sự, đúng mực", SurveyOpening.Day(400)])
            whole.ShouldContain(told);
        (await (await second.GetAsync(first + "/form.xlsx")).Content.ReadAsByteArrayAsync(Cancel))[..2].ShouldBe("PK"u8.ToArray());
        (await ShownAsync(second, first, "Return", ("reason", " "))).ShouldContain("Chưa ghi lý do trả lại.");
        (await second.PostAsync(first, first + "?handler=Return", new() { ["reason"] = "Sai số điện thoại" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await manager.TextAsync("/desk")).ShouldContain($"href=\"{first}\"");
        var mend = Regex.Match(await manager.TextAsync(first), "href=\"(?<to>/desk/new-survey[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["to"].Value;
        var form = WebUtility.HtmlDecode(await manager.TextAsync(mend));
        form.ShouldContain("Sai số điện thoại");
        form.ShouldContain("value=\"Home Affairs\"");
        form.ShouldContain("value=\"same\" checked");
        WebUtility.HtmlDecode(await second.TextAsync(mend)).ShouldNotContain("Sai số điện thoại", customMessage: "only whoever proposed mends");
        var again = await manager.PostAsync(mend, mend, new(SurveyOpening.Fields("hai-nguoi")) { ["questionnaire"] = "same", ["telephone"] = "0292 000 000" });
        var next = again.Headers.Location!.OriginalString; // a redirect has one
        (await ShownAsync(second, first, "Approve")).ShouldContain("đã được thay bằng bản trình sau");
        (await second.PostAsync(next, next + "?handler=Approve", [])).Headers.Location!.OriginalString.ShouldBe("/desk/surveys/hai-nguoi"); // as above
        (await pages.Installation.Surveys.FindAsync("hai-nguoi", Cancel)).ShouldNotBeNull().Declaration.Telephone.ShouldBe("0292 000 000");
        WebUtility.HtmlDecode(await manager.TextAsync(next)).ShouldContain("Đã duyệt mở");
        var home = WebUtility.HtmlDecode(await manager.TextAsync("/desk/surveys/hai-nguoi"));
        home.ShouldMatch("<dt>Người trình</dt><dd>Quản lý khảo sát \\(thử\\), [^<]+\\(<a href=\"" + next);
        home.ShouldContain("<dt>Người duyệt mở</dt><dd>Trưởng nhóm khảo sát (thử), ");
        (await second.TextAsync("/desk")).ShouldNotContain(next);
    }

    [Fact]
    public async Task Whoever_proposed_takes_it_back_and_cannot_approve_it()
    {
        using var manager = await pages.SignInAsync("khaosat");
        using var second = await pages.SignInAsync("khaosat2");
        var proposal = await SurveyOpening.ProposeAsync(manager, SurveyOpening.Fields("rut-lai"));
        (await ShownAsync(manager, proposal, "Approve")).ShouldContain("Người trình không tự duyệt hoặc trả lại được.");
        (await ShownAsync(second, proposal, "Withdraw")).ShouldContain("Chỉ người đã trình mới rút được");
        var twice = await second.PostAsync(SurveyOpening.Form, SurveyOpening.Form, SurveyOpening.Fields("rut-lai"));
        twice.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await twice.Content.ReadAsStringAsync(Cancel)).ShouldContain("Đã có bản trình mở khảo sát “rut-lai” đang chờ duyệt.");
        (await manager.PostAsync(proposal, proposal + "?handler=Withdraw", [])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ShownAsync(second, proposal, "Approve")).ShouldContain("đã được rút");
        (await pages.Installation.Surveys.FindAsync("rut-lai", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Those_who_read_see_it_and_decide_nothing()
    {
        using var manager = await pages.SignInAsync("khaosat");
        var proposal = await SurveyOpening.ProposeAsync(manager, SurveyOpening.Fields("chi-xem"));
        using var auditor = await pages.SignInAsync("kiemtoan");
        var shown = await auditor.TextAsync(proposal);
        foreach (var act in (string[])["Approve", "Return", "Withdraw"])
            shown.ShouldNotContain($"handler={act}");
        (await auditor.PostAsync("/desk/account", proposal + "?handler=Approve", [])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var officer = await pages.SignInAsync("canbo");
        (await officer.GetAsync(proposal)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await officer.GetAsync(proposal + "/form.xlsx")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var unknown = $"/desk/survey-proposals/{Guid.NewGuid():D}";
        (await manager.GetAsync(unknown)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await manager.GetAsync(unknown + "/form.xlsx")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await manager.PostAsync("/desk", unknown + "?handler=Approve", [])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<string> ShownAsync(Visitor visitor, string proposal, string handler, params (string Name, string Value)[] fields)
    {
        var answer = await visitor.PostAsync("/desk/account", $"{proposal}?handler={handler}", fields.ToDictionary(field => field.Name, field => field.Value));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
    }
}
