using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Web.Pages;
using SurveyTables = ChiSo.Web.Surveys.SurveyTables;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>The survey manager's desk over HTTP, without script.</summary>
public sealed class SurveyDeskTests(SurveyPages pages) : IClassFixture<SurveyPages>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_manager_opens_a_survey_invites_people_and_sees_answers_come()
    {
        using var manager = await pages.SignInAsync("khaosat");
        (await manager.TextAsync("/desk")).ShouldContain("href=\"/desk/surveys\"");
        var wrong = await manager.PostAsync(SurveyOpening.Form, SurveyOpening.Form, new(SurveyOpening.Fields("ban-quan-ly")) { ["opens"] = "mai", ["telephone"] = "" });
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var told = WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync(Cancel));
        told.ShouldContain("“mai” không phải là ngày dạng 31/12/2026");
        told.ShouldContain("href=\"#f-telephone\"");
        told.ShouldContain("value=\"Home Affairs\"", customMessage: "what was typed stays");

        await SurveyOpening.OpenAsync(pages, manager, "ban-quan-ly");
        (await manager.PostAsync(SurveyOpening.Form, SurveyOpening.Form, new(SurveyOpening.Fields("ban-quan-ly")) { ["minutes"] = "9" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "what was opened never changes");
        (await manager.TextAsync("/desk/surveys")).ShouldContain("/desk/surveys/ban-quan-ly");

        var page = await InviteAsync(manager, "ban-quan-ly", "https://khaosat.example.vn", ("so-noi-vu.csv", List(1, 30)), ("bo-sung.csv", List(25, 40)));
        WebUtility.HtmlDecode(page).ShouldContain("Đã tạo 40 đường dẫn");
        WebUtility.HtmlDecode(page).ShouldContain("Bỏ 6 dòng trùng trong danh sách và 0 người");
        var links = WebUtility.HtmlDecode(Regex.Match(page, "name=\"links\" value=\"(?<links>[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["links"].Value);
        var saved = await manager.PostAsync("/desk", "/desk/surveys/ban-quan-ly?handler=Links", new() { ["links"] = links });
        saved.Content.Headers.ContentDisposition!.FileName.ShouldBe("ban-quan-ly-links.csv"); // a file has one
        var keys = Regex.Matches(await saved.Content.ReadAsStringAsync(Cancel), "https://khaosat\\.example\\.vn/s/ban-quan-ly\\?k=(?<key>[0-9a-z]{24})", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Groups["key"].Value).ToArray();
        keys.Distinct().Count().ShouldBe(40);
        (await manager.PostAsync("/desk", "/desk/surveys/ban-quan-ly?handler=Links", new() { ["links"] = links.Replace("ban-quan-ly?k", "khac?k", StringComparison.Ordinal) })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "nothing but links of this survey is handed back");

        var live = (await pages.Installation.Surveys.FindAsync("ban-quan-ly", Cancel)).ShouldNotBeNull();
        await AnswerAsync(live, keys.Take(9));
        WebUtility.HtmlDecode(await manager.TextAsync("/desk/surveys/ban-quan-ly")).ShouldContain("dưới 10<");
        await AnswerAsync(live, keys.Skip(9).Take(3));
        var board = WebUtility.HtmlDecode(await manager.TextAsync("/desk/surveys/ban-quan-ly"));
        board.ShouldContain("30,0");
        board.ShouldNotContain("dưới 10<");
        await ShouldCloseBeforeResultsAsync(manager);
        await ShouldShowResultsAsync(manager);
    }

    [Fact]
    public async Task Files_say_that_changes_are_told_against_what_was_released()
    {
        await pages.OpenAsync();
        var live = (await pages.Installation.Surveys.FindAsync(SurveyPages.ByLink, Cancel)).ShouldNotBeNull();
        var year = new YearOnYear(live, ImmutableDictionary<(string Unit, string Code), FigureChange>.Empty) { IsOfRelease = true };
        var said = SurveyTables.About(live, Words.Same(""), new(Words.Same(""), []), year).Rows.Single(row => row.Cells[0].Text == "compared");
        said.Cells[1].Text.ShouldContain("so với số đã công bố");
        said.Cells[2].Text.ShouldContain("what is compared is what was released");
        SurveyTables.About(live, Words.Same(""), new(Words.Same(""), []), year with { IsOfRelease = false }).Rows.ShouldNotContain(row => row.Cells[0].Text == "compared");
    }

    [Fact]
    public async Task Lists_are_refused_row_by_row()
    {
        await pages.OpenAsync();
        using var manager = await pages.SignInAsync("khaosat");
        var told = WebUtility.HtmlDecode(await InviteAsync(manager, SurveyPages.ByLink, "https://khaosat.example.vn", ("a.csv", "id,unit\nP1,khong-co\n,noivu\n"), ("b.csv", "name\nx\n")));
        told.ShouldContain("a.csv:3");
        told.ShouldContain("b.csv");
        WebUtility.HtmlDecode(await InviteAsync(manager, SurveyPages.ByLink, "https://khaosat.example.vn", ("a.csv", "id,unit\nP1,khong-co\n"))).ShouldContain("Không có đơn vị \"khong-co\"");
        WebUtility.HtmlDecode(await InviteAsync(manager, SurveyPages.ByLink, "khaosat", ("a.csv", List(1, 10)))).ShouldContain("Địa chỉ công khai phải bắt đầu bằng");
        WebUtility.HtmlDecode(await InviteAsync(manager, SurveyPages.ByLink, "https://khaosat.example.vn")).ShouldContain("Chưa chọn tệp danh sách");
    }

    [Fact]
    public async Task Those_who_read_see_the_pages_and_can_do_nothing()
    {
        await pages.OpenAsync();
        using var office = await pages.SignInAsync("thuongtruc");
        foreach (var path in (string[])["/desk/surveys", $"/desk/surveys/{SurveyPages.ByLink}", $"/desk/surveys/{SurveyPages.ByLink}/results"])
            (await office.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK, path);
        (await office.GetAsync("/desk/new-survey")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await office.TextAsync($"/desk/surveys/{SurveyPages.ByLink}")).ShouldNotContain("handler=Invite");
        (await office.PostAsync("/desk", $"/desk/surveys/{SurveyPages.ByLink}?handler=Close", new() { ["reason"] = "vì" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var officer = await pages.SignInAsync("canbo");
        (await officer.GetAsync($"/desk/surveys/{SurveyPages.ByLink}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var manager = await pages.SignInAsync("khaosat");
        foreach (var path in (string[])["/desk/surveys/khong-co", "/desk/surveys/khong-co/results", $"/desk/surveys/{SurveyPages.ByLink}/results/khong-co", $"/desk/surveys/{SurveyPages.ByLink}/results.csv"])
            (await manager.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
    }

    [Fact]
    public async Task A_survey_is_closed_with_a_reason_and_takes_nothing_more()
    {
        using var manager = await pages.SignInAsync("khaosat");
        await SurveyOpening.OpenAsync(pages, manager, "dong-lai");
        (await manager.PostAsync("/desk", "/desk/surveys/dong-lai?handler=Close", new() { ["reason"] = " " })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await manager.PostAsync("/desk", "/desk/surveys/dong-lai?handler=Close", new() { ["reason"] = "Đủ phiếu" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await manager.TextAsync("/desk/surveys/dong-lai")).ShouldContain("Đã đóng");
        WebUtility.HtmlDecode(await InviteAsync(manager, "dong-lai", "https://khaosat.example.vn", ("a.csv", List(1, 10)), home: "/desk")).ShouldContain("Cuộc khảo sát này đã đóng.");
    }

    [Fact]
    public async Task A_machine_at_a_desk_is_opened_with_an_address_shown_once_and_closed_again()
    {
        using var manager = await pages.SignInAsync("khaosat");
        const string at = "/desk/surveys/may-quay";
        await SurveyOpening.OpenAsync(pages, manager, "may-quay");
        (await manager.PostAsync(at, at + "?handler=Kiosk", new() { ["unit"] = "noivu", ["place"] = "" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var opened = await (await manager.PostAsync(at, at + "?handler=Kiosk", new() { ["unit"] = "noivu", ["place"] = "Quầy số 3" })).Content.ReadAsStringAsync(Cancel);
        var address = Regex.Match(opened, "<code>(?<address>[^<]+/s/may-quay\\?m=[0-9a-z]{24})</code>", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["address"].Value;
        using var citizen = new Citizen(pages.Address);
        (await citizen.OpenAsync(new Uri(address).PathAndQuery)).ShouldContain("Sở Nội vụ");
        var page = await manager.TextAsync(at);
        page.ShouldNotContain("?m=");
        var id = Regex.Match(page, "name=\"id\" value=\"(?<id>[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["id"].Value;
        (await manager.PostAsync(at, at + "?handler=CloseKiosk", new() { ["id"] = id })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await citizen.OpenAsync(new Uri(address).PathAndQuery);
        citizen.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_uploaded_questionnaire_with_faults_is_told_by_its_cells()
    {
        using var manager = await pages.SignInAsync("khaosat");
        using var form = new MultipartFormDataContent { { new StringContent(await manager.TokenAsync("/desk/new-survey")), "__RequestVerificationToken" } };
        foreach (var (name, value) in new Dictionary<string, string>(SurveyOpening.Fields("tai-len")) { ["questionnaire"] = "upload" })
            form.Add(new StringContent(value), name);
        form.Add(new ByteArrayContent("không phải Excel"u8.ToArray()), "form", "phieu.xlsx");
        var answer = await manager.SendAsync("/desk/new-survey", form);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("phieu.xlsx");
    }

    [Theory]
    [InlineData(100, 90)]
    [InlineData(87.5, 80)]
    [InlineData(0, 0)]
    public void The_axis_of_intervals_begins_before_its_end(double lower, int from) =>
        SurveyResultsPage.AxisFrom([new("index", ResultLevel.Whole, lower, lower, 100, 12, IsHidden: false)]).ShouldBe(from);

    private static async Task ShouldCloseBeforeResultsAsync(Visitor manager)
    {
        WebUtility.HtmlDecode(await manager.TextAsync("/desk/surveys/ban-quan-ly/results")).ShouldContain("Cuộc khảo sát chưa đóng nên chưa có kết quả");
        (await manager.GetAsync("/desk/surveys/ban-quan-ly/results/noivu")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var ending in (string[])["csv", "json", "xlsx"])
            (await manager.GetAsync("/desk/surveys/ban-quan-ly/results." + ending)).StatusCode.ShouldBe(HttpStatusCode.NotFound, ending);
        (await manager.PostAsync("/desk", "/desk/surveys/ban-quan-ly?handler=Close", new() { ["reason"] = "Đủ phiếu" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private static async Task ShouldShowResultsAsync(Visitor manager)
    {
        var results = WebUtility.HtmlDecode(await manager.TextAsync("/desk/surveys/ban-quan-ly/results"));
        results.ShouldContain("không phải SIPAS quốc gia");
        results.ShouldContain("Dưới 10 phiếu hợp lệ nên chưa có chỉ số riêng: Sở Tư pháp.");
        WebUtility.HtmlDecode(await manager.TextAsync("/desk/surveys/ban-quan-ly/results/noivu")).ShouldContain("Công chức trực tiếp giải quyết");
        var csv = await manager.TextAsync("/desk/surveys/ban-quan-ly/results.csv");
        csv.ShouldContain("staff_polite");
        using var json = JsonDocument.Parse(await manager.TextAsync("/desk/surveys/ban-quan-ly/results.json"));
        json.RootElement.GetProperty("kind").GetString().ShouldBe("own");
        json.RootElement.TryGetProperty("released", out _).ShouldBeTrue();
        json.RootElement.GetProperty("blocks")[0].GetProperty("units")[0].GetProperty("figures")[0].GetProperty("answers").GetInt32().ShouldBe(12);
        (await (await manager.GetAsync("/desk/surveys/ban-quan-ly/results.xlsx")).Content.ReadAsByteArrayAsync(Cancel))[..2].ShouldBe("PK"u8.ToArray());
        (await manager.TextAsync("/desk/surveys/ban-quan-ly/fieldwork.csv")).ShouldContain("tuphap");
        (await (await manager.GetAsync("/desk/surveys/ban-quan-ly/invitees.xlsx")).Content.ReadAsByteArrayAsync(Cancel))[..2].ShouldBe("PK"u8.ToArray());
    }

    /// <summary>Everything that must be answered, satisfied in every third form.</summary>
    private async Task AnswerAsync(LiveSurvey live, IEnumerable<string> keys)
    {
        foreach (var (at, key) in keys.Index())
        {
            var scale = at % 3 == 0 ? "5" : "3";
            var values = live.Form.Questions().Where(question => question.List is not null).ToDictionary(question => question.Name, question => question.List == "satisfied" ? scale : live.Form.List(question.List)!.Choices[0].Name); // a list that is named is there
            var filling = new Application.Surveys.Questionnaires.Filling(live.Form, values, VietnamTime.Today(TimeProvider.System));
            (await pages.Installation.Intake.TakeAsync(live, key, "", filling, AnswerMode.Link, live.Form.DefaultLanguage, Cancel)).TryGet(out var taken).ShouldBeTrue();
            taken.ShouldBe(Taken.Stored);
        }
    }

    private static Task<string> InviteAsync(Visitor manager, string survey, string address, params (string Name, string Text)[] lists) => InviteAsync(manager, survey, address, lists, $"/desk/surveys/{survey}");

    private static Task<string> InviteAsync(Visitor manager, string survey, string address, (string Name, string Text) list, string home) => InviteAsync(manager, survey, address, [list], home);

    private static async Task<string> InviteAsync(Visitor manager, string survey, string address, (string Name, string Text)[] lists, string home)
    {
        using var form = new MultipartFormDataContent { { new StringContent(await manager.TokenAsync(home)), "__RequestVerificationToken" }, { new StringContent(address), "address" } };
        foreach (var (name, text) in lists)
            form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "lists", name);
        return await (await manager.SendAsync($"/desk/surveys/{survey}?handler=Invite", form)).Content.ReadAsStringAsync(Cancel);
    }

    private static string List(int from, int to) => "id,unit\n" + string.Concat(Enumerable.Range(from, to - from + 1).Select(number => $"P{number},noivu\n"));
}
