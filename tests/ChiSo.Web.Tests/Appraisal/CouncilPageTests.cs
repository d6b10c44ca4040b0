using System.Globalization;
using System.Net;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Files;
using ChiSo.Application.Tests.Files;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Web.Tests.Appraisal;

/// <summary>The pages of the council over HTTP, without script: every role, every form, every message.</summary>
public sealed class CouncilPageTests(HandedInPages pages) : IClassFixture<HandedInPages>
{
    private const string Council = "/desk/thu-2024/departments/council";
    private const string Criterion = "TC_XD_TD";
    private const string Line = $"{Council}/noivu/{Criterion}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Yesterday => VietnamTime.Today(TimeProvider.System).AddDays(-1).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Meeting => new()
    {
        ["heldOn"] = Yesterday, ["members"] = "5", ["attendance"] = "An\r\nBình\r\nChi", ["minutes"] = "Biên bản số 05/BB-HĐTĐ",
    };

    [Theory]
    [InlineData("canbo", false)]
    [InlineData("lanhdao", false)]
    [InlineData("thamdinh", false)]
    [InlineData("chutri", false)]
    [InlineData("quantri", false)]
    [InlineData("thuongtruc", true)]
    [InlineData("uyvien", true)]
    [InlineData("chutoa", true)]
    [InlineData("thuky", true)]
    [InlineData("chutich", true)]
    [InlineData("kiemtoan", true)]
    public async Task Every_role_reads_what_it_may_and_does_only_what_is_its_own(string person, bool reads)
    {
        using var visitor = await pages.SignInAsync(person);
        foreach (var page in (string[])[Council, Line])
            (await visitor.GetAsync(page)).StatusCode.ShouldBe(reads ? HttpStatusCode.OK : HttpStatusCode.NotFound, page);

        var refused = reads ? HttpStatusCode.Forbidden : HttpStatusCode.NotFound;
        if (person != "thuky")
        {
            (await visitor.PostAsync("/desk", $"{Council}?handler=Meeting", Meeting)).StatusCode.ShouldBe(refused);
            (await visitor.PostAsync("/desk", $"{Council}?handler=Adopt", [])).StatusCode.ShouldBe(refused);
            (await visitor.PostAsync("/desk", $"{Council}?handler=Pass", [])).StatusCode.ShouldBe(refused);
            (await visitor.PostAsync("/desk", $"{Line}?handler=Decide", [])).StatusCode.ShouldBe(refused);
        }

        if (person is not ("uyvien" or "chutoa"))
            (await visitor.PostAsync("/desk", $"{Line}?handler=Reopen", new() { ["why"] = "thử" })).StatusCode.ShouldBe(refused);
    }

    [Theory]
    [InlineData("/desk/khong-co/departments/council")]
    [InlineData("/desk/thu-2024/khong-co/council")]
    [InlineData("/desk/thu-2024/departments/council/noivu/KHONG_CO")]
    [InlineData("/desk/thu-2024/departments/council/khong-co/TC_XD_TD")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        using var secretary = await pages.SignInAsync("thuky");
        (await secretary.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var nobody = pages.Open();
        (await nobody.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task The_secretary_records_a_meeting_and_a_decision_a_member_reopens_and_the_list_is_passed()
    {
        using var secretary = await pages.SignInAsync("thuky");
        (await secretary.TextAsync("/desk")).ShouldContain("Hội đồng kết luận");
        var wrong = await secretary.PostAsync(Council, $"{Council}?handler=Meeting", new(Meeting) { ["heldOn"] = "mai", ["minutes"] = "" });
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var told = WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync());
        told.ShouldContain("Ngày họp chưa tới.");
        told.ShouldContain("Chưa ghi số, ngày biên bản.");
        told.ShouldContain("An\nBình\nChi".ReplaceLineEndings("\r\n"), customMessage: "what was typed stays");
        (await secretary.PostAsync(Council, $"{Council}?handler=Meeting", Meeting)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var meeting = (await SheetAsync()).Meetings.Single().Id.ToString();

        Dictionary<string, string> decision = new() { ["seen"] = "0", ["meeting"] = meeting, [$"e.{Criterion}.a"] = "3", [$"e.{Criterion}.b"] = "5", ["for"] = "1", ["reason"] = "Hội đồng thống nhất" };
        var lost = await secretary.PostAsync(Line, $"{Line}?handler=Decide", decision);
        lost.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await lost.Content.ReadAsStringAsync()).ShouldContain("1 trên 3 thành viên có mặt tán thành, chưa quá nửa");
        (await secretary.PostAsync(Line, $"{Line}?handler=Decide", new(decision) { ["for"] = "2", ["against"] = "1" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await secretary.TextAsync(Line)).ShouldContain("Tán thành 2, không tán thành 1, không biểu quyết 0; Biên bản số 05/BB-HĐTĐ.");
        (await secretary.PostAsync(Line, $"{Line}?handler=Decide", new(decision) { ["for"] = "3", [$"e.{Criterion}.a"] = "2" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "recorded elsewhere meanwhile");

        using var member = await pages.SignInAsync("uyvien");
        var moved = await member.GetAsync($"{Council}?unit=noivu&criterion={Criterion}");
        moved.Headers.Location!.OriginalString.ShouldBe(Line); // a redirect has one
        (await member.PostAsync(Line, $"{Line}?handler=Reopen", new() { ["why"] = " " })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await member.PostAsync(Line, $"{Line}?handler=Reopen", new() { ["why"] = "Có tờ trình mới" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await secretary.TextAsync(Line)).ShouldContain("Có tờ trình mới");
        (await secretary.PostAsync(Line, $"{Line}?handler=Decide", new(decision) { ["seen"] = "1", ["for"] = "3", ["reason"] = "Giữ nguyên" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var one = (await SheetAsync()).Before.First(line => line.State == CouncilState.Open);
        Dictionary<string, string> adopted = new() { ["line"] = $"{one.Unit.Code}:{one.Node.Code}:{one.Seen}", ["meeting"] = meeting, ["for"] = "3", ["reason"] = "" };
        (await secretary.PostAsync(Council, $"{Council}?handler=Adopt", adopted)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "without a conclusion");
        (await secretary.PostAsync(Council, $"{Council}?handler=Adopt", new(adopted) { ["reason"] = "Theo tự chấm" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await secretary.PostAsync(Council, $"{Council}?handler=Pass", new() { ["meeting"] = meeting })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "lines are open");

        var rest = (await SheetAsync()).Before.Where(line => line.State == CouncilState.Open).Select(line => new SeenLine(line.Unit.Code, line.Node.Code, line.Seen));
        (await pages.Installation.CouncilWork.AdoptAsync(new(DemoPages.Round, "departments"), [.. rest], new(Guid.Parse(meeting), new(3, 0, 0), "Theo tự chấm"), await pages.PersonAsync("thuky"), Cancel)).Problems.ShouldBeEmpty();
        (await secretary.PostAsync(Council, $"{Council}?handler=Pass", new() { ["meeting"] = meeting })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await member.TextAsync(Council)).ShouldContain("Danh sách đã được thông qua lúc");
        (await SheetAsync()).Line("noivu", new CriterionCode(Criterion)).ShouldNotBeNull().State.ShouldBe(CouncilState.Passed);
        await ShouldExchangePapersAsync(secretary, member, meeting);
    }

    private async Task ShouldExchangePapersAsync(Visitor secretary, Visitor member, string meeting)
    {
        foreach (var document in (string[])["/invitation.docx?when=8+giờ&where=Phòng+họp", $"/minutes.docx?meeting={meeting}", "/notice.docx"])
            (await (await member.GetAsync(Council + document)).Content.ReadAsByteArrayAsync(Cancel))[..2].ShouldBe("PK"u8.ToArray(), document);
        foreach (var name in new[] { "giay-moi", "bien-ban", "thong-bao" })
            await pages.ShouldTellReadAsync("council-document.exported", $"thu-2024 departments {name}");
        async Task<HttpResponseMessage> LayInAsync(Visitor visitor, string text, bool says = true)
        {
            using var form = new MultipartFormDataContent
            {
                { new StringContent(await visitor.TokenAsync("/desk")), "__RequestVerificationToken" },
                { new StringContent(meeting), "meeting" },
                { new StringContent("Minutes"), "kind" },
                { new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(text)), "file", "biên bản.pdf" },
                { new StringContent(says ? "true" : ""), "NotSecret" },
            };
            return await visitor.SendAsync($"{Council}?handler=Paper", form);
        }

        (await LayInAsync(member, "%PDF-1.7")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await LayInAsync(secretary, "chữ thường")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await (await LayInAsync(secretary, "%PDF-1.7 ký", says: false)).Content.ReadAsStringAsync(Cancel)).ShouldContain("không biết tệp có dấu mật hay không");
        (await LayInAsync(secretary, "%PDF-1.7 ký")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await member.TextAsync(Council)).ShouldContain("Biên bản đã ký (biên bản.pdf)");
        var paper = (await SheetAsync()).Papers.Single();
        var path = $"/desk/council-papers/{paper.Id:D}";
        (await (await member.GetAsync(path)).Content.ReadAsStringAsync(Cancel)).ShouldBe("%PDF-1.7 ký");
        using var officer = await pages.SignInAsync("canbo");
        (await officer.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await member.TextAsync(Council)).ShouldContain(path);
        await HeldFiles.HoldAsync(pages.Installation.Database, paper.FileHash, FileState.Infected);
        var held = WebUtility.HtmlDecode(await member.TextAsync(Council));
        held.ShouldContain("Có mã độc, không ai mở được");
        held.ShouldNotContain(path, customMessage: "nobody clicks into an error");
    }

    private async Task<CouncilSheet> SheetAsync() => (await pages.Installation.Councils.ReadAsync(DemoPages.Round, "departments", Cancel)).ShouldNotBeNull();
}
