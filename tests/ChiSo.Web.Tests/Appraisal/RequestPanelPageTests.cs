using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Files;
using ChiSo.Application.Tests.Files;
using ChiSo.Application.Vietnamese;

namespace ChiSo.Web.Tests.Appraisal;

/// <summary>What is laid beside a request over HTTP: new evidence, the panel's opinions, hearings, and approval despite it.</summary>
public sealed class RequestPanelPageTests(RequestPageTests.Pages pages) : IClassFixture<RequestPageTests.Pages>
{
    private const string Own = "/desk/thu-2024/departments/noivu/requests";
    private const string All = "/desk/thu-2024/departments/requests";
    private const string Line = "TC_XD_TD";
    private const string Other = "TC_XD_QT";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_named_reads_the_request_and_its_new_evidence_hears_the_unit_and_says_what_they_propose()
    {
        var request = await RequestAsync(Line);
        var at = $"{All}/{request.Id:D}";
        using var panelist = await pages.SignInAsync("togiup");
        (await panelist.GetAsync(at)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var file = await ShouldAttachAsync(request);
        using var secretary = await pages.SignInAsync("thuky");
        var people = new Dictionary<string, string> { ["seen"] = "1", ["reason"] = "Có tài liệu mới", ["due"] = "31/12/2099", ["panel"] = (await pages.PersonAsync("thamdinh")).Id.ToString() };
        var barred = await secretary.PostAsync(at, at + "?handler=Admit", people);
        WebUtility.HtmlDecode(await barred.Content.ReadAsStringAsync(Cancel)).ShouldContain("nên không xem xét đề nghị này được.");
        await ShouldKeepTicksAsync(secretary, at);
        (await secretary.PostAsync(at, at + "?handler=Admit", new(people) { ["panel"] = (await pages.PersonAsync("togiup")).Id.ToString() })).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        WebUtility.HtmlDecode(await panelist.TextAsync("/desk")).ShouldContain($"href=\"{at}\">Xem xét đề nghị được giao: Sở Nội vụ");
        var page = WebUtility.HtmlDecode(await panelist.TextAsync(at));
        page.ShouldContain("Tiêu chí được đề nghị");
        (page.Contains("Nếu chấp nhận giá trị đề nghị", StringComparison.Ordinal), page.Contains(">Xếp thứ<", StringComparison.Ordinal)).ShouldBe((true, false), "what the index would be is not for other agencies");
        await ShouldChangePanelAsync(secretary, at);
        page.ShouldContain($"href=\"/desk/request-files/{file.Id:D}\"");
        foreach (var closed in new[] { All, Own, DemoPages.Sheet })
            (await panelist.GetAsync(closed)).StatusCode.ShouldBe(HttpStatusCode.NotFound, closed);
        await ShouldDownloadAsync(panelist, file);
        await ShouldHearAsync(panelist, at);
        await ShouldAdviseAsync(panelist, secretary, at);
    }

    [Fact]
    public async Task Two_people_let_the_results_be_approved_and_the_round_at_a_glance_and_its_annex_say_so()
    {
        (await pages.Installation.Requests.FileAsync(new(DemoPages.Round, "departments", "noivu", new(Other)), new("a=0", "Tờ trình số 13", ""), await pages.PersonAsync("lanhdao"), DecimalMark.Point, Cancel)).Problems.ShouldBeEmpty();
        var request = await RequestAsync(Other);
        var at = $"{All}/{request.Id:D}";
        using var one = await pages.SignInAsync("thuongtruc");
        (await one.PostAsync(at, at + "?handler=Override", new() { ["seen"] = "1", ["ground"] = " " })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await one.PostAsync(at, at + "?handler=Override", new() { ["seen"] = "1", ["ground"] = "Không thể chờ, công văn số 9" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var proposal = (await CaseAsync(request)).Override.ShouldNotBeNull().Id.ToString();
        (await one.PostAsync(at, at + "?handler=ApproveOverride", new() { ["seen"] = "1", ["proposal"] = proposal })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var unit = await pages.SignInAsync("lanhdao");
        (await unit.TextAsync(at)).ShouldNotContain("Không thể chờ, công văn số 9", customMessage: "one person alone proposed it");
        using var second = await pages.SignInAsync("thuongtruc2");
        WebUtility.HtmlDecode(await second.TextAsync(at)).ShouldContain("Bác đề xuất");
        (await second.PostAsync(at, at + "?handler=WithdrawOverride", new() { ["seen"] = "1", ["proposal"] = proposal })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await one.PostAsync(at, at + "?handler=Override", new() { ["seen"] = "1", ["ground"] = "Không thể chờ, công văn số 9" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        proposal = (await CaseAsync(request)).Override.ShouldNotBeNull().Id.ToString();
        WebUtility.HtmlDecode(await second.TextAsync("/desk")).ShouldContain($"href=\"{at}\">Duyệt việc phê duyệt khi đề nghị chưa kết luận: Sở Nội vụ");
        WebUtility.HtmlDecode(await second.TextAsync(at)).ShouldContain("Chuyên viên thường trực (thử) đề xuất");
        (await second.PostAsync(at, at + "?handler=ApproveOverride", new() { ["seen"] = "1", ["proposal"] = proposal })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await one.PostAsync(at, at + "?handler=RevokeOverride", new() { ["seen"] = "1", ["proposal"] = proposal, ["revoke"] = "" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var late = new string('d', 501);
        var refused = await one.PostAsync(at, at + "?handler=RevokeOverride", new() { ["seen"] = "1", ["proposal"] = proposal, ["revoke"] = late });
        (refused.StatusCode, await refused.Content.ReadAsStringAsync(Cancel)).ShouldSatisfyAllConditions(answer => answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity), answer => answer.Item2.ShouldContain("<details open=\"open\">"), answer => answer.Item2.ShouldContain($"value=\"{late}\""));
        (await one.TextAsync(at)).ShouldContain("Thu hồi việc cho phép phê duyệt");

        var glance = WebUtility.HtmlDecode(await second.TextAsync("/desk/rounds/thu-2024/overview"));
        glance.ShouldContain("Sở Nội vụ, tiêu chí 2.1.2: “Không thể chờ, công văn số 9”");
        glance.ShouldNotContain("Đề nghị xem xét lại của Sở Nội vụ về tiêu chí 2.1.2 chưa kết luận.");
        await using var annex = new System.IO.Compression.ZipArchive(await (await second.GetAsync("/desk/rounds/thu-2024/annex.docx")).Content.ReadAsStreamAsync(Cancel));
        using var reader = new StreamReader(await annex.GetEntry("word/document.xml").ShouldNotBeNull().OpenAsync(Cancel));
        (await reader.ReadToEndAsync(Cancel)).ShouldContain("Không thể chờ, công văn số 9");
        var counts = WebUtility.HtmlDecode(await second.TextAsync(All));
        counts.ShouldContain("Cả khối");
        counts.ShouldContain("<th scope=\"col\" class=\"number\">Chấp nhận một phần</th>");
    }

    private async Task<RequestFile> ShouldAttachAsync(ReviewRequest request)
    {
        using var officer = await pages.SignInAsync("canbo");
        (await AttachAsync(officer, request, "%PDF-1.7 mới")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var leader = await pages.SignInAsync("lanhdao");
        (await AttachAsync(leader, request, "chữ thường")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await AttachAsync(leader, request, "%PDF-1.7 nhầm" + new string(' ', 35 * 1024 * 1024))).StatusCode.ShouldBe(HttpStatusCode.Redirect, "a scan of 35 MB is no larger than 50");
        var tooLong = await AttachAsync(leader, request, "%PDF-1.7" + new string(' ', 50 * 1024 * 1024));
        WebUtility.HtmlDecode(await tooLong.Content.ReadAsStringAsync(Cancel)).ShouldContain("Tệp lớn hơn 50 MB.");
        var wrong = (await CaseAsync(request)).NewEvidence.Single();
        (await leader.PostAsync(Own, Own + "?handler=Detach", new() { ["id"] = request.Id.ToString(), ["seen"] = "1", ["file"] = wrong.Id.ToString() })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await AttachAsync(leader, request, "%PDF-1.7 mới")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = WebUtility.HtmlDecode(await leader.TextAsync(Own));
        page.ShouldContain("Tài liệu mới đã nộp");
        page.ShouldContain("Rút công văn.pdf");
        return (await CaseAsync(request)).NewEvidence.Single(file => file.WithdrawnAt is null);
    }

    private async Task ShouldDownloadAsync(Visitor panelist, RequestFile file)
    {
        var path = $"/desk/request-files/{file.Id:D}";
        var answer = await panelist.GetAsync(path);
        (await answer.Content.ReadAsStringAsync(Cancel), answer.Headers.GetValues("Content-Security-Policy").Single()).ShouldBe(("%PDF-1.7 mới", "default-src 'none'; sandbox"));
        await pages.ShouldTellReadAsync("request-file.read", "noivu TC_XD_TD");
        using var appraiser = await pages.SignInAsync("thamdinh");
        (await appraiser.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await HeldFiles.HoldAsync(pages.Installation.Database, file.FileHash, FileState.Pending);
        (await panelist.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Locked);
    }

    /// <summary>What was chosen stands beside the message.</summary>
    private async Task ShouldKeepTicksAsync(Visitor secretary, string at)
    {
        var chosen = (await pages.PersonAsync("togiup")).Id;
        var refused = await secretary.PostAsync(at, at + "?handler=Admit", new() { ["seen"] = "1", ["reason"] = " ", ["due"] = "31/12/2099", ["panel"] = chosen.ToString() });
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync(Cancel)).ShouldContain($"value=\"{chosen}\" checked");
    }

    /// <summary>Another day, with the same person.</summary>
    private async Task ShouldChangePanelAsync(Visitor secretary, string at)
    {
        var member = (await pages.PersonAsync("togiup")).Id;
        var page = WebUtility.HtmlDecode(await secretary.TextAsync(at));
        page.ShouldContain($"value=\"{member}\" checked");
        page.ShouldContain("value=\"31/12/2099\"");
        var people = new Dictionary<string, string> { ["seen"] = "2", ["reason"] = "Thêm thời gian", ["due"] = "30/12/2099", ["panel"] = member.ToString(), ["standIn"] = (await pages.PersonAsync("thuongtruc")).Id.ToString() };
        (await secretary.PostAsync(at, at + "?handler=ChangePanel", new(people) { ["reason"] = " " })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await secretary.PostAsync(at, at + "?handler=ChangePanel", people)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await secretary.PostAsync(at, at + "?handler=ChangePanel", people)).StatusCode.ShouldBe(HttpStatusCode.Conflict, "a double click");
        WebUtility.HtmlDecode(await secretary.TextAsync(at)).ShouldContain("<summary>Để người dự khuyết thay</summary>");
        var refused = await secretary.PostAsync(at, at + "?handler=Seat", new() { ["seen"] = "3", ["leaver"] = member.ToString(), ["why"] = "Absent", ["leaveGround"] = " " });
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Cancel)).ShouldContain("Chưa ghi căn cứ thay người xem xét.");
        using var panelist = await pages.SignInAsync("togiup");
        WebUtility.HtmlDecode(await panelist.TextAsync(at)).ShouldContain("<summary>Xin thôi xem xét đề nghị này</summary>");
        await ShouldResignAsync(panelist, at, member);
        (await secretary.PostAsync(at, at + "?handler=ChangePanel", new(people) { ["seen"] = "4" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    /// <summary>Whoever left reads the request no more; sent twice, it is told in plain words.</summary>
    private static async Task ShouldResignAsync(Visitor panelist, string at, Guid account)
    {
        var resign = new Dictionary<string, string> { ["seen"] = "3", ["leaver"] = account.ToString(), ["why"] = "Resigned", ["leaveGround"] = "Nghỉ ốm" };
        foreach (var _ in (int[])[1, 2])
            (await panelist.PostAsync("/desk", at + "?handler=Seat", resign)).Headers.Location?.ToString().ShouldBe("/desk?left=panel");
        WebUtility.HtmlDecode(await panelist.TextAsync("/desk?left=panel")).ShouldContain("Bạn đã thôi xem xét đề nghị này");
        (await panelist.GetAsync(at)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task ShouldHearAsync(Visitor panelist, string at)
    {
        var today = VietnameseDates.ToText(VietnamTime.Today(TimeProvider.System));
        (await panelist.PostAsync(at, at + "?handler=Hearing", new() { ["seen"] = "5", ["heldOn"] = "31/12/2099", ["place"] = "Trụ sở Sở Nội vụ", ["present"] = "An, Bình", ["said"] = "Trình bày" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await panelist.PostAsync(at, at + "?handler=Hearing", new() { ["seen"] = "5", ["heldOn"] = today, ["place"] = "Trụ sở Sở Nội vụ", ["present"] = "An, Bình", ["said"] = "Trình bày" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await panelist.TextAsync(at)).ShouldContain($"Buổi làm việc ngày {today}");
        (await panelist.PostAsync(at, at + "?handler=Hearing", new() { ["seen"] = "5", ["heldOn"] = today, ["place"] = "Trụ sở Sở Nội vụ", ["present"] = "An, Bình", ["said"] = "Ghi nhầm" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var wrong = Regex.Matches(await panelist.TextAsync(at), "name=\"hearing\" value=\"([^\"]+)\"")[^1].Groups[1].Value;
        (await panelist.PostAsync(at, at + "?handler=WithdrawHearing", new() { ["seen"] = "5", ["hearing"] = wrong, ["withdrawal"] = " " })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await panelist.PostAsync(at, at + "?handler=WithdrawHearing", new() { ["seen"] = "5", ["hearing"] = wrong, ["withdrawal"] = "Ghi nhầm buổi" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var told = WebUtility.HtmlDecode(await panelist.TextAsync(at));
        told.ShouldMatch("<s>[^<]*“Ghi nhầm”</s>\\s*<b>Đã rút: [^<]+</b>\\s*“Ghi nhầm buổi”");
    }

    private async Task ShouldAdviseAsync(Visitor panelist, Visitor secretary, string at)
    {
        var early = await secretary.PostAsync(at, at + "?handler=Conclude", new() { ["seen"] = "5", ["laid"] = await LaidAsync(secretary, at), ["conclusion"] = "Giữ nguyên" });
        WebUtility.HtmlDecode(await early.Content.ReadAsStringAsync(Cancel)).ShouldContain("Mới có 0 trong 1 người xem xét nêu ý kiến; cần quá nửa. Chưa nêu: ");
        var refused = await panelist.PostAsync(at, at + "?handler=Opinion", new() { ["seen"] = "5", ["verdict"] = "InPart", [$"e.{Line}.a"] = "x", [$"e.{Line}.b"] = "5", ["reason"] = "Có dấu đến trong kỳ" });
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Cancel)).ShouldContain("Có dấu đến trong kỳ</textarea>");
        var unseen = await LaidAsync(secretary, at);
        (await panelist.PostAsync(at, at + "?handler=Opinion", new() { ["seen"] = "5", ["verdict"] = "InPart", [$"e.{Line}.a"] = "2", [$"e.{Line}.b"] = "5", ["reason"] = "Có dấu đến trong kỳ" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        Regex.Match(await panelist.TextAsync(at), $"<input[^>]*name=\"e\\.{Line}\\.a\"[^>]*>").Value.ShouldContain("value=\"2\"", customMessage: "what one proposed stands in one's own fields");
        WebUtility.HtmlDecode(await secretary.TextAsync(at)).ShouldContain("“Có dấu đến trong kỳ”");
        using var leader = await pages.SignInAsync("lanhdao");
        WebUtility.HtmlDecode(await leader.TextAsync(at)).ShouldNotContain("Có dấu đến trong kỳ", customMessage: "before it is concluded the unit does not read it");
        (await leader.PostAsync("/desk", at + "?handler=Opinion", new() { ["seen"] = "5", ["verdict"] = "Upheld", ["reason"] = "lạ" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await secretary.PostAsync(at, at + "?handler=Conclude", new() { ["seen"] = "5", ["laid"] = unseen, ["conclusion"] = "Giữ nguyên" })).StatusCode.ShouldBe(HttpStatusCode.Conflict, "somebody spoke meanwhile");
        (await secretary.PostAsync(at, at + "?handler=Conclude", new() { ["seen"] = "5", ["laid"] = await LaidAsync(secretary, at), ["conclusion"] = "Giữ nguyên" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await leader.TextAsync(at)).ShouldContain("“Có dấu đến trong kỳ”");
    }

    private static async Task<string> LaidAsync(Visitor secretary, string at) => Regex.Match(await secretary.TextAsync(at), "name=\"laid\" value=\"([0-9]+)\"").Groups[1].Value;

    private static async Task<HttpResponseMessage> AttachAsync(Visitor visitor, ReviewRequest request, string text)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await visitor.TokenAsync("/desk")), "__RequestVerificationToken" },
            { new StringContent(request.Id.ToString()), "id" },
            { new StringContent("1"), "seen" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", "công văn.pdf" },
            { new StringContent("true"), "NotSecret" },
        };
        return await visitor.SendAsync(Own + "?handler=Attach", form);
    }

    private async Task<ReviewRequest> RequestAsync(string line) =>
        (await pages.Installation.Requests.ReadAsync(DemoPages.Round, "departments", Cancel)).ShouldNotBeNull().Requests.Single(request => request.Criterion.Value == line);

    private async Task<RequestCase> CaseAsync(ReviewRequest request) =>
        (await pages.Installation.Requests.ReadAsync(DemoPages.Round, "departments", Cancel)).ShouldNotBeNull().Case(request.Id).ShouldNotBeNull();
}
