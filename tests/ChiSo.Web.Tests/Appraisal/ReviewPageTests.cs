using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Rounds;
using ChiSo.Engine;

namespace ChiSo.Web.Tests.Appraisal;

/// <summary>The pages of appraisal over HTTP, without script: every role × page, every form, every message.</summary>
public sealed partial class ReviewPageTests(HandedInPages pages) : IClassFixture<HandedInPages>
{
    private const string Block = "/desk/thu-2024/departments/review/review1";
    private const string Criterion = Block + "/TC_XD_TD";
    private const string Unit = Block + "/unit/noivu";
    private const string Questions = "/desk/thu-2024/departments/noivu/questions";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Evidence_stands_beside_the_claim_and_opens_for_whoever_appraises_the_line()
    {
        using var appraiser = await pages.SignInAsync("thamdinh");
        var link = EvidenceLink().Match(WebUtility.HtmlDecode(await appraiser.TextAsync($"{Block}/{HandedInPages.WithFile}")));
        link.Groups["name"].Value.ShouldBe(HandedInPages.FileName);
        var address = link.Groups["link"].Value;

        (await appraiser.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var (person, opens) in ((string, HttpStatusCode)[])[("chutri", HttpStatusCode.OK), ("lanhdao", HttpStatusCode.OK), ("kiemtoan", HttpStatusCode.OK), ("togiup", HttpStatusCode.NotFound), ("quantri", HttpStatusCode.NotFound)])
        {
            using var visitor = await pages.SignInAsync(person);
            (await visitor.GetAsync(address)).StatusCode.ShouldBe(opens, person);
        }
    }

    [Theory]
    [InlineData("canbo", false, true)]
    [InlineData("lanhdao", false, true)]
    [InlineData("thamdinh", true, false)]
    [InlineData("chutri", true, false)]
    [InlineData("quantri", false, false)]
    [InlineData("thuongtruc", true, true)]
    [InlineData("uyvien", true, true)]
    [InlineData("chutoa", true, true)]
    [InlineData("thuky", true, true)]
    [InlineData("chutich", true, true)]
    [InlineData("kiemtoan", true, true)]
    public async Task Every_role_reads_what_it_may_and_changes_only_what_is_its_own(string person, bool reads, bool readsQuestions)
    {
        using var visitor = await pages.SignInAsync(person);
        foreach (var page in (string[])[Block, Criterion, Unit])
            (await visitor.GetAsync(page)).StatusCode.ShouldBe(reads ? HttpStatusCode.OK : HttpStatusCode.NotFound, page);
        (await visitor.GetAsync(Questions)).StatusCode.ShouldBe(readsQuestions ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        if (reads && person is not ("thamdinh" or "chutri"))
            (await visitor.TextAsync(Criterion)).ShouldNotContain("handler=A");

        foreach (var handler in (string[])["Accept", "Undo", "Confirm", "Appraise", "Ask"])
        {
            if ((person, handler) is ("thamdinh", not "Confirm") or ("chutri", "Confirm"))
                continue; // theirs: the other tests
            var before = await LineAsync("TC_XD_TD");
            var answer = await visitor.PostAsync("/desk", $"{Criterion}?handler={handler}", new() { ["line"] = $"noivu:TC_XD_TD:{before.Seen}", ["e.TC_XD_TD.a"] = "1", ["e.TC_XD_TD.b"] = "5", ["reason"] = "thử", ["kind"] = "Clarify", ["text"] = "thử" });
            answer.StatusCode.ShouldBe(reads ? HttpStatusCode.Forbidden : HttpStatusCode.NotFound, handler);
            (await LineAsync("TC_XD_TD")).Seen.ShouldBe(before.Seen, handler);
        }
    }

    [Theory]
    [InlineData("/desk/khong-co/departments/review/review1/TC_XD_TD")]
    [InlineData("/desk/thu-2024/departments/review/council/TC_XD_TD")]
    [InlineData("/desk/thu-2024/departments/review/review1/KHONG_CO")]
    [InlineData("/desk/thu-2024/departments/review/review1/unit/khong-co")]
    [InlineData("/desk/thu-2024/departments/khong-co/questions")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        using var office = await pages.SignInAsync("thuongtruc");
        (await office.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var nobody = pages.Open();
        (await nobody.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task An_agency_sees_its_own_lines_alone()
    {
        using var appraiser = await pages.SignInAsync("thamdinh");
        var unit = await appraiser.TextAsync(Unit);
        unit.ShouldContain("id=\"TC_XD_TD\"");
        unit.ShouldNotContain("id=\"CD_KH_HT\"");
        (await appraiser.GetAsync(Block + "/CD_KH_HT")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await appraiser.GetAsync(Block + "/unit/tuphap")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "its own unit");
        (await appraiser.TextAsync("/desk")).ShouldContain("Thẩm định");
    }

    [Fact]
    public async Task Ticked_lines_are_accepted_and_one_button_takes_them_back()
    {
        using var appraiser = await pages.SignInAsync("thamdinh");
        var seen = (await LineAsync("TC_XD_QT")).Seen;
        var answer = await appraiser.PostAsync(Unit, $"{Unit}?handler=Accept", new() { ["line"] = $"noivu:TC_XD_QT:{seen}" });
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await appraiser.TextAsync(answer.Headers.Location!.OriginalString); // a redirect has one
        page.ShouldContain("Đã chấp nhận 1 dòng.");
        (await LineAsync("TC_XD_QT")).State.ShouldBe(ReviewState.Appraised);

        var done = DoneLine().Match(page).Groups["line"].Value;
        (await appraiser.PostAsync(Unit, $"{Unit}?handler=Undo", new() { ["line"] = done })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await LineAsync("TC_XD_QT")).State.ShouldBe(ReviewState.Open);
    }

    [Fact]
    public async Task A_change_without_reason_stays_as_typed_with_its_message_and_a_clash_shows_both()
    {
        using var appraiser = await pages.SignInAsync("thamdinh");
        Dictionary<string, string> Typed(string a, string reason, int seen) => new() { ["line"] = $"noivu:TC_RS_TH:{seen}", ["e.TC_RS_TH.a"] = a, ["e.TC_RS_TH.b"] = "9", ["reason"] = reason };
        var page = Block + "/TC_RS_TH";
        var refused = await appraiser.PostAsync(page, $"{page}?handler=Appraise", Typed("3", "", 0));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var text = await refused.Content.ReadAsStringAsync();
        text.ShouldContain("review.no-reason");
        text.ShouldContain("value=\"3\"");

        (await appraiser.PostAsync(page, $"{page}?handler=Appraise", Typed("3", "thiếu văn bản", 0))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var clash = await appraiser.PostAsync(page, $"{page}?handler=Appraise", Typed("4", "đủ hơn", 0));
        clash.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var both = await clash.Content.ReadAsStringAsync();
        both.ShouldContain("đã lưu dòng này trước bạn");
        both.ShouldContain("form=\"noivu-change\"");
        both.ShouldContain("href=\"?#noivu\"");
        both.ShouldContain("value=\"noivu:TC_RS_TH:1\"", customMessage: "keeping one's own names the version it takes the place of");
        (await appraiser.TextAsync(page)).ShouldContain("đủ hơn", customMessage: "the loser is kept and shown");
        (await appraiser.PostAsync(page, $"{page}?handler=Confirm", new() { ["line"] = "noivu:TC_RS_TH:1" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        using var leader = await pages.SignInAsync("chutri");
        (await leader.PostAsync(page, $"{page}?handler=Confirm", new() { ["line"] = "noivu:TC_RS_TH:1" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await LineAsync("TC_RS_TH")).State.ShouldBe(ReviewState.Confirmed);
        (await leader.PostAsync(page, $"{page}?handler=Confirm", new() { ["line"] = "noivu:TC_RS_TH:1" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "the back button");
    }

    [Fact]
    public async Task A_question_is_asked_answered_and_counted()
    {
        using var appraiser = await pages.SignInAsync("thamdinh");
        var page = Block + "/TC_TD_KH";
        (await appraiser.PostAsync(page, $"{page}?handler=Ask", new() { ["line"] = "noivu:TC_TD_KH:0", ["kind"] = "MissingEvidence", ["text"] = "" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await appraiser.PostAsync(page, $"{page}?handler=Ask", new() { ["line"] = "noivu:TC_TD_KH:0", ["kind"] = "MissingEvidence", ["text"] = "Bổ sung kế hoạch" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await appraiser.TextAsync(Block)).ShouldContain("Thiếu tài liệu kiểm chứng: 1 đang chờ trả lời, tổng số 1");

        using var officer = await pages.SignInAsync("canbo");
        (await officer.TextAsync("/desk")).ShouldContain("Trả lời cơ quan thẩm định");
        var ask = (await LineAsync("TC_TD_KH")).Asks[^1].Id.ToString("D");
        (await officer.PostAsync(Questions, Questions, new() { ["ask"] = ask, ["answer"] = " " })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await officer.PostAsync(Questions, Questions, new() { ["ask"] = ask, ["answer"] = "Kế hoạch số 5/KH" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await officer.PostAsync("/desk", Questions, new() { ["ask"] = ask, ["answer"] = "lần nữa" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await appraiser.TextAsync(page)).ShouldContain("Kế hoạch số 5/KH");
        using var auditor = await pages.SignInAsync("kiemtoan");
        (await auditor.PostAsync("/desk", Questions, new() { ["ask"] = ask, ["answer"] = "x" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_returned_line_is_mended_and_handed_in_alone_in_the_pages()
    {
        using var appraiser = await pages.SignInAsync("thamdinh");
        var page = Block + "/TC_TD_XL";
        (await appraiser.PostAsync(page, $"{page}?handler=Ask", new() { ["line"] = "noivu:TC_TD_XL:0", ["kind"] = "Return", ["text"] = "Chọn lại mức" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        using var officer = await pages.SignInAsync("canbo");
        const string Field = DemoPages.Sheet + "/TC";
        (await officer.TextAsync("/desk")).ShouldContain("Sửa dòng được trả lại");
        (await officer.TextAsync(Field)).ShouldContain("Chọn lại mức");
        Dictionary<string, string> mended = new() { ["e.TC_TD_XL.answer"] = "1", ["seen.TC_TD_XL"] = "1", ["evidence.TC_TD_XL"] = "Báo cáo 2", ["reason.TC_TD_XL"] = "chọn lại" };
        (await officer.PostAsync(Field, Field, mended)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await officer.PostAsync(Field, $"{Field}?handler=HandIn&line=TC_TD_XL", new(mended) { ["seen.TC_TD_XL"] = "2" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await officer.PostAsync(Field, Field, new() { ["e.TC_TD_KH.answer"] = "0", ["seen.TC_TD_KH"] = "1" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "the rest stays locked");

        using var leader = await pages.SignInAsync("lanhdao");
        (await leader.PostAsync(Field, $"{Field}?handler=HandIn&line=TC_TD_XL", new(mended) { ["seen.TC_TD_XL"] = "2" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var line = await LineAsync("TC_TD_XL");
        line.State.ShouldBe(ReviewState.Open);
        line.Claim!.Sequence.ShouldBe(2); // it was handed in
    }

    [Fact]
    public async Task Figures_from_a_file_are_shown_taken_in_and_taken_back_by_whoever_sent_them()
    {
        using var appraiser = await pages.SignInAsync("thamdinh");
        (await appraiser.TextAsync(Block)).ShouldContain(Block + "/figures.xlsx");
        (await appraiser.GetAsync(Block + "/figures.xlsx")).Content.Headers.ContentType?.MediaType.ShouldBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        await pages.ShouldTellReadAsync("figures.exported", "thu-2024 departments review1");
        (await SendFiguresAsync(appraiser, "")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var wrong = (await SendFiguresAsync(appraiser, "Mã đơn vị,2.3.2 a,2.3.2 b\nnoivu,nhiều,5\n")).Headers.Location.ShouldNotBeNull().OriginalString;
        (await appraiser.TextAsync(wrong)).ShouldContain("so-lieu.csv:2:2.3.2 a");

        var page = (await SendFiguresAsync(appraiser, "Mã đơn vị,2.3.2 a,2.3.2 b\nnoivu,1,4\n")).Headers.Location.ShouldNotBeNull().OriginalString;
        var shown = await appraiser.TextAsync(page);
        shown.ShouldContain("1 dòng điều chỉnh, 0 dòng chấp nhận");
        (await LineAsync("TC_RS_XL")).State.ShouldBe(ReviewState.Open);
        using var leader = await pages.SignInAsync("chutri");
        (await leader.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.NotFound, "somebody else's file");
        (await leader.PostAsync("/desk", page, [])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await appraiser.PostAsync(page, page, new() { ["seen"] = "cũ" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await appraiser.PostAsync(page, page, new() { ["seen"] = SeenFigures().Match(shown).Groups["seen"].Value })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await LineAsync("TC_RS_XL")).Standing.ShouldNotBeNull().Reason.ShouldBe("theo tệp so-lieu.csv");
        (await appraiser.TextAsync(page)).ShouldContain("Đã nhận lúc");

        (await appraiser.PostAsync(page, page + "?handler=Undo", [])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await LineAsync("TC_RS_XL")).State.ShouldBe(ReviewState.Open);
        (await appraiser.TextAsync(page)).ShouldContain("Đã hoàn tác lúc");
    }

    [Fact]
    public async Task A_line_that_does_not_apply_is_asked_proposed_and_decided_in_the_pages()
    {
        const string own = "/desk/thu-2024/departments/noivu/not-applicable";
        const string all = "/desk/thu-2024/departments/not-applicable";
        using var leader = await pages.SignInAsync("lanhdao");
        (await leader.TextAsync(DemoPages.Sheet)).ShouldContain(own);
        var empty = await leader.PostAsync(own, own, new() { ["node"] = "BM_SX_DV", ["ground"] = " " });
        empty.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await empty.Content.ReadAsStringAsync(Cancel)).ShouldContain("Chưa ghi căn cứ hoặc lý do.");
        (await leader.PostAsync(own, own, new() { ["node"] = "BM_SX_DV", ["ground"] = "Không có đơn vị sự nghiệp" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await leader.GetAsync(all)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        using var group = await pages.SignInAsync("togiup");
        (await group.TextAsync("/desk")).ShouldContain($"<a href=\"{all}\">Cho ý kiến về đề nghị không áp dụng");
        var page = await group.TextAsync(all);
        page.ShouldContain("Không có đơn vị sự nghiệp");
        var id = RequestId().Match(page).Groups["id"].Value;
        (await group.PostAsync(all, all + "?handler=Decide", new() { ["id"] = id, ["seen"] = "1", ["step"] = "Grant", ["reason"] = "x" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await group.PostAsync(all, all + "?handler=Propose", new() { ["id"] = id, ["seen"] = "1", ["supported"] = "yes", ["reason"] = "Đúng" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var secretary = await pages.SignInAsync("thuky");
        (await secretary.TextAsync("/desk")).ShouldContain($"<a href=\"{all}\">Quyết định đề nghị không áp dụng");
        (await secretary.PostAsync(all, all + "?handler=Decide", new() { ["id"] = id, ["seen"] = "1", ["step"] = "Grant", ["reason"] = "Thống nhất" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await secretary.PostAsync(all, all + "?handler=Decide", new() { ["id"] = id, ["seen"] = "2", ["step"] = "Grant", ["reason"] = "Thống nhất" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await leader.TextAsync(own)).ShouldContain("Thống nhất");
        (await leader.TextAsync("/desk")).ShouldContain($"<a href=\"{own}\">Đề nghị không áp dụng đã có quyết định: Sở Nội vụ");
    }

    [Fact]
    public async Task A_check_at_the_unit_is_recorded_beside_the_line_and_the_unit_sees_it()
    {
        using var appraiser = await pages.SignInAsync("thamdinh");
        var page = Block + "/TC_TD_KH";
        Dictionary<string, string> check = new() { ["line"] = "noivu:TC_TD_KH:0", ["kind"] = "PaperSeen", ["on"] = "hôm qua", ["place"] = "Phòng Pháp chế", ["minutes"] = "Biên bản số 3/BB" };
        (await appraiser.PostAsync(page, page + "?handler=Check", check)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await appraiser.PostAsync(page, page + "?handler=Check", new(check) { ["on"] = "15/01/2024" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await appraiser.TextAsync(page)).ShouldContain("Biên bản số 3/BB");
        using var officer = await pages.SignInAsync("canbo");
        (await officer.TextAsync(Questions)).ShouldContain("Phòng Pháp chế");
        (await officer.GetAsync($"/desk/site-checks/{Guid.NewGuid()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var id = CheckId().Match(await appraiser.TextAsync(page)).Groups["id"].Value;
        (await appraiser.PostAsync(page, page + "?handler=WithdrawCheck", new() { ["check"] = id })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await officer.TextAsync(Questions)).ShouldContain("Đã rút");
    }

    [Fact]
    public async Task The_office_sets_what_follows_from_lateness_and_records_who_was_in_time()
    {
        const string late = "/desk/thu-2024/departments/late";
        using var office = await pages.SignInAsync("thuongtruc");
        (await office.TextAsync(late)).ShouldContain("Chưa có quy định");
        (await office.PostAsync(late, late + "?handler=Rule", new() { ["line"] = "DT_CHAM", ["counting"] = "EachStartedDay", ["days"] = "nhiều" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await office.PostAsync(late, late + "?handler=Rule", new() { ["line"] = "DT_CHAM", ["counting"] = "EachStartedDay", ["days"] = "5" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await office.TextAsync(late)).ShouldContain("Ghi nộp đúng hạn cho 1 đơn vị");
        (await office.PostAsync(late, late + "?handler=Rule", new() { ["line"] = "DT_CHAM", ["counting"] = "EachStartedWorkingDay", ["days"] = "5" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await office.TextAsync(late)).ShouldContain("tính mỗi ngày làm việc bắt đầu sau hạn");
        (await office.PostAsync(late, late + "?handler=InTime", [])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await office.TextAsync(late)).ShouldNotContain("Ghi nộp đúng hạn");
        (await office.PostAsync(late, late + "?handler=Waive", new() { ["unit"] = "noivu", ["seen"] = "1", ["reason"] = "x" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_office_declares_the_deadline_of_requests_for_review()
    {
        const string round = "/desk/rounds/thu-2024";
        using var office = await pages.SignInAsync("thuongtruc");
        (await office.PostAsync(round, round + "?handler=RequestsUntil", new() { ["until"] = "mai" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await office.PostAsync(round, round + "?handler=RequestsUntil", new() { ["until"] = "31/12/2098" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await office.TextAsync(round)).ShouldContain("01/01/2099 00:00");
    }

    private static async Task<HttpResponseMessage> SendFiguresAsync(Visitor visitor, string content)
    {
        using var form = new MultipartFormDataContent { { new StringContent(await visitor.TokenAsync(Block)), "__RequestVerificationToken" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "file", "so-lieu.csv" } };
        return await visitor.SendAsync(Block + "?handler=Figures", form);
    }

    private async Task<ReviewLine> LineAsync(string criterion) =>
        (await pages.Installation.Reviews.ReadAsync(new(DemoPages.Round, "departments", Stages.FirstReview), Cancel)).ShouldNotBeNull().Line("noivu", new CriterionCode(criterion)).ShouldNotBeNull();

    [GeneratedRegex("<form method=\"post\" class=\"done\".*?name=\"line\" value=\"(?<line>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex DoneLine();

    [GeneratedRegex("name=\"id\" value=\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RequestId();

    [GeneratedRegex("name=\"check\" value=\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CheckId();

    [GeneratedRegex("name=\"seen\" value=\"(?<seen>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SeenFigures();

    [GeneratedRegex("href=\"(?<link>/desk/evidence/[0-9a-f-]{36})\" download>(?<name>[^<]*)<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EvidenceLink();
}
