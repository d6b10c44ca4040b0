using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>The sampling page of the survey desk over HTTP, without script.</summary>
public sealed class SurveySampleTests(SurveyPages pages) : IClassFixture<SurveyPages>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sample_goes_from_lists_to_links()
    {
        using var manager = await pages.SignInAsync("khaosat");
        await SurveyOpening.OpenAsync(pages, manager, "chon-mau");
        const string At = "/desk/surveys/chon-mau/sample";
        (await manager.TextAsync("/desk/surveys/chon-mau")).ShouldContain(At);
        (await UploadAsync(manager, At, ("a.csv", "id,unit\nP1,khong-co\n"))).Text.ShouldContain("Không có đơn vị \"khong-co\"");
        (await UploadAsync(manager, At, ("a.csv", List("noivu", 300)), ("b.csv", List("tuphap", 200)))).Status.ShouldBe(HttpStatusCode.Redirect);

        var page = WebUtility.HtmlDecode(await manager.TextAsync(At + "?method=Simple&size=margin&margin=8&share=50&response=60&effect=1&people=10&reserve=5&cost=20000&total=&allocation=Proportional&expected="));
        page.ShouldContain("500 người, lập bởi");
        page.ShouldContain("không đủ để xếp thứ các đơn vị");
        (await manager.GetAsync(At + "?margin=abc")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        var frame = Regex.Match(page, "name=\"frame\" value=\"(?<hash>[0-9a-f]{64})\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["hash"].Value;
        (await manager.PostAsync(At, At + "?handler=Draw", new() { ["frame"] = frame, ["size"] = "total", ["total"] = "100", ["seed"] = "x" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await manager.PostAsync(At, At + "?handler=Draw", new() { ["frame"] = frame, ["size"] = "total", ["total"] = "100", ["seed"] = "20261130" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        page = WebUtility.HtmlDecode(await manager.TextAsync(At));
        page.ShouldContain("Hạt giống 20261130, phiên bản 1");
        page.ShouldContain("Chọn lại: trùng khớp.");
        (await manager.TextAsync("/desk/surveys/chon-mau/sample-1.csv")).ShouldContain("reserve");
        (await manager.GetAsync("/desk/surveys/chon-mau/sample-2.csv")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await pages.ShouldTellReadAsync("survey-sample.exported", "chon-mau sample-1");
        (await manager.TextAsync("/desk/surveys/chon-mau/frame.csv")).ShouldContain("noivu/P1");
        await pages.ShouldTellReadAsync("survey-sample.exported", "chon-mau frame");
        (await manager.GetAsync("/desk/surveys/chon-mau/list-businesses.xlsx")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var made = await manager.PostAsync(At, At + "?handler=Invite", new() { ["number"] = "1", ["address"] = "https://khaosat.example.vn" });
        WebUtility.HtmlDecode(await made.Content.ReadAsStringAsync(Cancel)).ShouldContain("Đã tạo 100 đường dẫn");
        var draw = (await pages.Installation.SurveySampling.FindAsync((await pages.Installation.Surveys.FindAsync("chon-mau", Cancel)).ShouldNotBeNull(), Cancel)).Newest.ShouldNotBeNull();
        var replaced = await manager.PostAsync(At, At + "?handler=Replace", new() { ["unit"] = "noivu", ["id"] = draw.People.First(one => one.Unit == "noivu").Id, ["reason"] = "Sai địa chỉ", ["address"] = "https://khaosat.example.vn" });
        WebUtility.HtmlDecode(await replaced.Content.ReadAsStringAsync(Cancel)).ShouldContain("Sai địa chỉ");
    }

    [Fact]
    public async Task A_frame_is_made_of_dossiers_and_what_was_typed_stays_when_it_is_refused()
    {
        using var manager = await pages.SignInAsync("khaosat");
        await SurveyOpening.OpenAsync(pages, manager, "tu-ho-so");
        const string At = "/desk/surveys/tu-ho-so/sample";
        (await (await manager.GetAsync("/desk/surveys/tu-ho-so/list-dossiers.xlsx")).Content.ReadAsByteArrayAsync(Cancel))[..2].ShouldBe("PK"u8.ToArray());
        var dossiers = "dossier,unit,person,finished\n" + string.Concat(Enumerable.Range(1, 90).Select(number => $"H{number},noivu,C{number % 40},{(number <= 80 ? "15/03/2026" : "15/09/2026")}\n"));
        var refused = await UploadAsync(manager, At, "dossiers", ("from", "01/01/2026"), ("to", "hè"), ("h.csv", dossiers + "H91,khong-co,C1,15/3/2026\n"));
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("h.csv:92:unit");
        refused.Text.ShouldContain("“hè” không phải là ngày");
        refused.Text.ShouldContain("name=\"from\" value=\"01/01/2026\"");
        (await UploadAsync(manager, At, "dossiers", ("from", "01/01/2026"), ("to", "30/6/2026"), ("h.csv", dossiers))).Status.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await manager.TextAsync(At)).ShouldContain("Từ 80 hồ sơ có kết quả từ 01/01/2026 đến 30/06/2026: 40 người, mỗi người một lần ở mỗi đơn vị. Đã bỏ 0 dòng trùng và 10 hồ sơ không có kết quả trong kỳ.");
    }

    [Fact]
    public async Task A_unit_hands_in_its_list_and_the_manager_merges_it()
    {
        using var manager = await pages.SignInAsync("khaosat");
        await SurveyOpening.OpenAsync(pages, manager, "nop-danh-sach");
        const string At = "/desk/surveys/nop-danh-sach/sample";
        const string List = "/desk/survey-lists/nop-danh-sach/noivu";
        using var officer = await pages.SignInAsync("canbo");
        (await officer.GetAsync(List)).StatusCode.ShouldBe(HttpStatusCode.NotFound, "no list is asked for");
        var refused = await manager.PostAsync(At, At + "?handler=Call", new() { ["until"] = "hè" });
        WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Cancel)).ShouldContain("Hạn nộp “hè” không dùng được.");
        (await manager.PostAsync(At, At + "?handler=Call", new() { ["until"] = SurveyOpening.Day(5) })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await manager.TextAsync(At)).ShouldContain("0 trong 2 đơn vị đã nộp.");

        (await officer.TextAsync("/desk")).ShouldContain($"href=\"{List}\"");
        (await officer.GetAsync("/desk/survey-lists/nop-danh-sach/tuphap")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "nobody sees another unit's list");
        (await HandInAsync(officer, List, "Mã hồ sơ,Điện thoại\nH1,không có\n,0912345678\n")).ShouldSatisfyAllConditions(one => one.Status.ShouldBe(HttpStatusCode.UnprocessableEntity), one => one.Text.ShouldContain("ds.csv:2:Điện thoại"), one => one.Text.ShouldContain("ds.csv:3:Mã hồ sơ"));
        (await HandInAsync(officer, List, "Mã hồ sơ,Họ và tên\n" + string.Concat(Enumerable.Range(1, 30).Select(number => $"H{number},Người {number}\n")))).Status.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await officer.TextAsync(List)).ShouldContain("30 người, bỏ 0 dòng trùng");

        var board = WebUtility.HtmlDecode(await manager.TextAsync(At));
        board.ShouldContain("1 trong 2 đơn vị đã nộp.");
        board.ShouldContain("chưa nộp");
        (await manager.PostAsync(At, At + "?handler=Merge", [])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await manager.TextAsync(At)).ShouldContain("30 người, lập bởi");
        (await manager.TextAsync("/desk/surveys/nop-danh-sach/frame.csv")).ShouldContain("noivu/H30");
    }

    [Fact]
    public async Task Those_who_read_see_no_names()
    {
        await pages.OpenAsync();
        using var office = await pages.SignInAsync("thuongtruc");
        const string At = $"/desk/surveys/{SurveyPages.ByLink}";
        (await office.TextAsync(At + "/sample")).ShouldNotContain("handler=Frame");
        (await office.GetAsync(At + "/frame.csv")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await office.PostAsync("/desk", At + "/sample?handler=Draw", new() { ["seed"] = "1" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<(HttpStatusCode Status, string Text)> HandInAsync(Visitor officer, string page, string list)
    {
        using var form = new MultipartFormDataContent { { new StringContent(await officer.TokenAsync(page)), "__RequestVerificationToken" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(list)), "list", "ds.csv" } };
        var answer = await officer.SendAsync(page, form);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel)));
    }

    private static Task<(HttpStatusCode Status, string Text)> UploadAsync(Visitor visitor, string page, params (string Name, string Text)[] lists) => UploadAsync(visitor, page, "lists", lists);

    /// <param name="parts">Files by their names; fields by names without an ending.</param>
    private static async Task<(HttpStatusCode Status, string Text)> UploadAsync(Visitor visitor, string page, string field, params (string Name, string Text)[] parts)
    {
        using var form = new MultipartFormDataContent { { new StringContent(await visitor.TokenAsync(page)), "__RequestVerificationToken" } };
        foreach (var (name, text) in parts)
        {
            if (name.Contains('.', StringComparison.Ordinal))
                form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), field, name);
            else
                form.Add(new StringContent(text), name);
        }

        var answer = await visitor.SendAsync(page + (field == "lists" ? "?handler=Frame" : "?handler=Dossiers"), form);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel)));
    }

    private static string List(string unit, int people) => "id,unit\n" + string.Concat(Enumerable.Range(1, people).Select(number => $"P{number},{unit}\n"));
}
