using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>Answers from a file, at the desk.</summary>
public sealed class AnswersFileTests(SurveyPages pages) : IClassFixture<SurveyPages>
{
    private const string At = $"/desk/surveys/{SurveyPages.ByLink}/answers-file";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_checked_shown_taken_in_and_estimated()
    {
        await pages.OpenAsync();
        using var manager = await pages.SignInAsync("khaosat");
        WebUtility.HtmlDecode(await (await SendAsync(manager, null)).Content.ReadAsStringAsync(Cancel)).ShouldContain("Chưa chọn tệp phiếu trả lời");
        var refused = await SendAsync(manager, File(12) + "khac,no" + string.Concat(SurveyPages.Policies.Select(_ => ",4")) + ",60,self\n");
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Cancel)).ShouldContain("vien.csv:14");

        (await SendAsync(manager, File(12))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var faulty = WebUtility.HtmlDecode(await (await SendAsync(manager, File(1) + "khac,no\n")).Content.ReadAsStringAsync(Cancel));
        faulty.ShouldNotContain("handler=Take", customMessage: "the file before it is not offered under the faults of this one");
        var page = WebUtility.HtmlDecode(await manager.TextAsync(At));
        page.ShouldContain("sẽ thêm 12 phiếu");
        var seen = Seen(page);
        var away = await manager.PostAsync(At, At + "?handler=Withdraw", new() { ["seen"] = seen });
        WebUtility.HtmlDecode(await manager.TextAsync(away.Headers.Location!.ToString())).ShouldContain("Đã bỏ tệp đang chờ"); // a redirect has one
        (await SendAsync(manager, File(12))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await manager.PostAsync(At, At + "?handler=Take", new() { ["seen"] = seen, ["source"] = "" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var taken = await manager.PostAsync(At, At + "?handler=Take", new() { ["seen"] = seen, ["source"] = "Viện, Báo cáo số 12" });
        WebUtility.HtmlDecode(await manager.TextAsync(taken.Headers.Location!.ToString())).ShouldContain("Đã nhập 12 phiếu."); // a redirect has one
        WebUtility.HtmlDecode(await (await SendAsync(manager, File(12))).Content.ReadAsStringAsync(Cancel)).ShouldContain("Tệp này đã được nhập rồi.");

        (await manager.PostAsync("/desk", $"/desk/surveys/{SurveyPages.ByLink}?handler=Close", new() { ["reason"] = "Đủ phiếu" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await manager.TextAsync($"/desk/surveys/{SurveyPages.ByLink}/results")).ShouldContain("Phiếu theo cách trả lời: Nhập từ cuộc khảo sát nơi khác 12.");
        (await manager.TextAsync($"/desk/surveys/{SurveyPages.ByLink}/answers.csv")).ShouldContain(",imported,");
    }

    [Fact]
    public async Task What_was_cut_off_at_its_last_step_is_finished_after_closing()
    {
        const string code = "thu-tep-do";
        await pages.OpenAsync(code);
        using var manager = await pages.SignInAsync("khaosat");
        (await SendAsync(manager, File(12), code)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var home = $"/desk/surveys/{code}";
        var file = $"{home}/answers-file";
        var take = new Dictionary<string, string> { ["seen"] = Seen(await manager.TextAsync(file)), ["source"] = "Viện, Báo cáo số 12" };
        await RunAsync("CREATE TRIGGER cut BEFORE INSERT ON audit_links WHEN new.act = 'survey.answers-imported' BEGIN SELECT RAISE(ABORT, 'cut'); END");
        (await manager.PostAsync(file, file + "?handler=Take", take)).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        await RunAsync("DROP TRIGGER cut");
        (await SurveyPages.AnswersAsync(pages.Installation, code)).Length.ShouldBe(12, "stored before the record of it");
        (await manager.PostAsync("/desk", home + "?handler=Close", new() { ["reason"] = "Đủ phiếu" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await manager.TextAsync(home)).ShouldContain(file);
        WebUtility.HtmlDecode(await manager.TextAsync(file)).ShouldContain("Lần nhập trước bị ngắt ở bước cuối");
        (await manager.PostAsync(file, file + "?handler=Take", take)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await SurveyPages.AnswersAsync(pages.Installation, code)).Length.ShouldBe(12);
        (await manager.TextAsync(home)).ShouldNotContain(file);
    }

    private static string Seen(string page) => Regex.Match(page, "name=\"seen\" value=\"(?<hash>[0-9a-f]{64})\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["hash"].Value;

    private async Task RunAsync(string statement)
    {
        await using var context = pages.Installation.Database.Open();
        await context.Database.ExecuteSqlRawAsync(statement, Cancel);
    }

    private static string File(int answers) => $"unit,used_service,{string.Join(',', SurveyPages.Policies.Select(one => $"policy_{one}"))},age,helper\n" + string.Concat(Enumerable.Range(0, answers).Select(number => $"noivu,no,{string.Join(',', SurveyPages.Policies.Select((_, at) => 1 + ((number + at) % 5)))},60,self\n"));

    private static async Task<HttpResponseMessage> SendAsync(Visitor manager, string? file, string survey = SurveyPages.ByLink)
    {
        using var form = new MultipartFormDataContent { { new StringContent(await manager.TokenAsync("/desk/new-survey")), "__RequestVerificationToken" } };
        if (file is not null)
            form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(file)), "answers", "vien.csv");
        return await manager.SendAsync($"/desk/surveys/{survey}/answers-file?handler=Check", form);
    }
}
