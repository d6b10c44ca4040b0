using System.Globalization;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Vietnamese;
using ChiSo.Web.Tests.Surveys;
using Microsoft.Playwright;

namespace ChiSo.Web.Tests.Browser;

/// <summary>The survey manager in a real browser: opens a survey, invites people, prints slips, watches the board, reads results.</summary>
public sealed class SurveyDeskJourneys(Chromium chromium, SurveyPages pages) : IClassFixture<SurveyPages>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1280, Traits = ["Duration", "Long"])]
    [InlineData(390)]
    public async Task A_survey_is_run_from_opening_to_results(int width)
    {
        var code = $"thu-{width.ToString(CultureInfo.InvariantCulture)}";
        var manager = await chromium.SignInAsync(pages.Address, "khaosat", width);
        await manager.ClickAsync("a[href='/desk/surveys']");
        await manager.ClickAsync("a[href='/desk/new-survey']");
        await Look.AtAsync(manager, $"survey-new-{width}");
        await manager.ClickAsync("form.narrow button.main");
        await manager.Locator(".error-summary").WaitForAsync();
        await Look.AtAsync(manager, $"survey-new-refused-{width}");
        foreach (var (field, value) in new Dictionary<string, string>
        {
            ["code"] = code, ["asker-vi"] = "Sở Nội vụ", ["decision"] = "Quyết định số 12/QĐ-UBND", ["purpose-vi"] = "Để biết người dân hài lòng đến đâu.", ["telephone"] = "0292 000 000", ["opens"] = SurveyOpening.Day(-1), ["closes"] = SurveyOpening.Day(20), ["keepUntil"] = SurveyOpening.Day(500), ["target"] = "60",
            ["units"] = "noivu; Sở Nội vụ\ntuphap; Sở Tư pháp\nldtbxh; Sở Lao động - Thương binh và Xã hội",
        })
            await manager.FillAsync($"#f-{field}", value);
        await manager.ClickAsync("form.narrow button.main");
        await manager.WaitForURLAsync("**/desk/survey-proposals/*");
        await Look.AtAsync(manager, $"survey-proposed-{width}");
        await ApproveAsync(width, manager.Url);
        await manager.GotoAsync($"{pages.Address}/desk/surveys/{code}");

        var list = "id,unit,stratum\n" + string.Concat(Enumerable.Range(1, 300).Select(number => $"P{number},{(number % 3) switch { 0 => "noivu", 1 => "tuphap", _ => "ldtbxh" }},{(number % 2 == 0 ? "Trực tuyến" : "Trực tiếp")}\n"));
        await manager.SetInputFilesAsync("#lists", new FilePayload { Name = "danh-sach.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(list) });
        await Look.AtAsync(manager, $"survey-invite-{width}");
        await manager.ClickAsync("form[action*='Invite'] button");
        await manager.Locator("h2:has-text('Đã tạo 300 đường dẫn')").WaitForAsync();
        await Look.AtAsync(manager, $"survey-links-{width}");
        var saving = manager.WaitForDownloadAsync();
        await manager.ClickAsync("form[action*='Links'] button");
        var links = await File.ReadAllTextAsync(await (await saving).PathAsync(), Cancel);
        var printing = manager.WaitForDownloadAsync(new() { Timeout = 120_000 });
        await manager.ClickAsync(".slip form[action*='Slips'] button", new() { Timeout = 120_000 }); // waits while another browser prints
        (await File.ReadAllBytesAsync(await (await printing).PathAsync(), Cancel))[..5].ShouldBe("%PDF-"u8.ToArray());

        await AnswerAsync(code, [.. links.Split('\n').Where(line => line.Contains("?k=", StringComparison.Ordinal)).Select(line => line.Trim().Split("?k=")[1])]);
        await manager.GotoAsync($"{pages.Address}/desk/surveys/{code}");
        await manager.Locator(".board summary.row").First.ClickAsync(); // unfolds without script
        (await manager.Locator(".board .sub:visible").CountAsync()).ShouldBe(2);
        if (width > 640) // numbers of units and strata stand below each other
            (await manager.EvaluateAsync<int>("new Set([...document.querySelectorAll('.board .row:not(.head)')].filter(row => row.checkVisibility()).map(row => Math.round(row.querySelector('.figure').getBoundingClientRect().right))).size")).ShouldBe(1);
        await Look.AtAsync(manager, $"survey-board-{width}");
        await manager.FillAsync("#reason", "Đủ phiếu");
        await manager.ClickAsync("form[action*='handler=Close'] button");
        await manager.ClickAsync($"a[href='/desk/surveys/{code}/results']");
        await Look.AtAsync(manager, $"survey-results-{width}");
        await manager.ClickAsync("th a[href*='/results/'] >> nth=0");
        await Look.AtAsync(manager, $"survey-results-unit-{width}");
        await ReleaseAsync(manager, code, width);
    }

    /// <summary>Proposes the results, has them approved, and reads them as anybody does.</summary>
    private async Task ReleaseAsync(IPage manager, string code, int width)
    {
        await manager.GotoAsync($"{pages.Address}/desk/surveys/{code}");
        await manager.ClickAsync($"a[href='/desk/surveys/{code}/release']");
        await Look.AtAsync(manager, $"survey-release-{width}");
        await manager.ClickAsync("form[action*='Propose'] button");
        await Look.AtAsync(manager, $"survey-release-proposed-{width}");
        var second = await chromium.SignInAsync(pages.Address, "khaosat2", width);
        await second.GotoAsync($"{pages.Address}/desk/surveys/{code}/release");
        await second.ClickAsync("form[action*='Approve'] button");
        await second.ClickAsync($"a[href='/survey-results/{code}/1']");
        await Look.AtAsync(second, $"survey-released-{width}");
        await second.GotoAsync($"{pages.Address}/survey-results/{code}?lang=en");
        await Look.AtAsync(second, $"survey-released-en-{width}");
    }

    [Theory]
    [InlineData(1280, Traits = ["Duration", "Long"])]
    [InlineData(390)]
    public async Task Answers_are_cleaned_and_a_machine_at_a_desk_is_opened(int width)
    {
        var code = $"lam-sach-{width.ToString(CultureInfo.InvariantCulture)}";
        await pages.ClosedAsync(code);
        var manager = await chromium.SignInAsync(pages.Address, "khaosat", width);
        await manager.GotoAsync($"{pages.Address}/desk/surveys/{code}");
        await manager.ClickAsync($"a[href='/desk/surveys/{code}/cleaning']");
        await Look.AtAsync(manager, $"survey-cleaning-{width}");
        await manager.ClickAsync("a[href$='/cleaning/groups']");
        await Look.AtAsync(manager, $"survey-groups-{width}");
        await manager.GotoAsync($"{pages.Address}/desk/surveys/{code}/cleaning");
        await manager.FillAsync("#free-reason", "Không có dấu hiệu");
        await manager.ClickAsync("form:has(#free-reason) button");
        await manager.GotoAsync($"{pages.Address}/desk/surveys/{code}/cleaning?which=Flagged");
        await manager.ClickAsync("form[action*='Decide'] th a >> nth=0");
        await manager.ClickAsync("a[href^='?fix='] >> nth=0");
        await Look.AtAsync(manager, $"survey-answer-{width}");
        await manager.GotoAsync($"{pages.Address}/desk/surveys/{code}/rates");
        await Look.AtAsync(manager, $"survey-rates-{width}");

        await pages.OpenAsync();
        await manager.GotoAsync($"{pages.Address}/desk/surveys/{SurveyPages.ByLink}/rates");
        await Look.AtAsync(manager, $"survey-rates-open-{width}");
        await manager.GotoAsync($"{pages.Address}/desk/surveys/{SurveyPages.ByLink}");
        await manager.FillAsync("#kiosk-place", "Quầy số 3, bộ phận một cửa");
        await manager.ClickAsync("form:has(#kiosk-place) button");
        var address = await manager.Locator("section[aria-labelledby=kiosks] code").InnerTextAsync();
        await Look.AtAsync(manager, $"survey-kiosks-{width}");
        await manager.GotoAsync(address);
        await Look.AtAsync(manager, $"survey-kiosk-{width}");
        await manager.ClickAsync("button.main");
        await Look.AtAsync(manager, $"survey-kiosk-question-{width}");
    }

    /// <summary>The second manager comes from the open work, reads the whole and opens it.</summary>
    private async Task ApproveAsync(int width, string proposal)
    {
        var second = await chromium.SignInAsync(pages.Address, "khaosat2", width);
        await second.ClickAsync($"a[href='{new Uri(proposal).AbsolutePath}']");
        await Look.AtAsync(second, $"survey-approve-{width}");
        await second.ClickAsync("form[action*='Approve'] button");
        await second.WaitForURLAsync("**/desk/surveys/*");
    }

    [Theory]
    [InlineData(1280, Traits = ["Duration", "Long"])]
    [InlineData(390)]
    public async Task Answers_of_a_survey_run_elsewhere_are_looked_at_and_taken_in(int width)
    {
        await pages.OpenAsync();
        var manager = await chromium.SignInAsync(pages.Address, "khaosat", width);
        await manager.GotoAsync($"{pages.Address}/desk/surveys/{SurveyPages.ByLink}");
        await manager.ClickAsync("a[href$='/answers-file']");
        async Task ChooseAsync(string last)
        {
            var file = $"unit,stratum,used_service,{string.Join(',', SurveyPages.Policies.Select(one => "policy_" + one))},age,helper\n" + string.Concat(Enumerable.Range(0, 12).Select(_ => $"noivu,{width},no,4,4,4,4,4,4,4,4,4,60,{(last.Length > 0 ? last : "self")}\n"));
            await manager.SetInputFilesAsync("#answers", new FilePayload { Name = "vien-nghien-cuu.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(file) });
            await manager.ClickAsync("form[action*='Check'] button");
        }

        await ChooseAsync("nobody");
        await Look.AtAsync(manager, $"answers-file-refused-{width}");
        await ChooseAsync("");
        await Look.AtAsync(manager, $"answers-file-{width}");
        await manager.FillAsync("#source", "Viện Nghiên cứu, Báo cáo số 12/BC-VNC");
        await manager.ClickAsync("form[action*='Take'] button");
        await manager.GetByText("Đã nhập 12 phiếu.").WaitForAsync();
    }

    [Theory]
    [InlineData(1280, Traits = ["Duration", "Long"])]
    [InlineData(390)]
    public async Task A_key_for_Excel_and_a_collecting_device_are_made_and_taken_back(int width)
    {
        await pages.OpenAsync();
        const string at = $"/desk/surveys/{SurveyPages.ByLink}";
        var manager = await chromium.SignInAsync(pages.Address, "khaosat", width);
        await manager.GotoAsync($"{pages.Address}{at}/results");
        await manager.ClickAsync($"a[href='{at}/feed']");
        await manager.FillAsync("#label", "Power BI, máy phòng tổng hợp");
        await manager.ClickAsync("form:has(#label) button");
        (await manager.Locator(".slip code").InnerTextAsync()).ShouldStartWith("chiso-feed-");
        await Look.AtAsync(manager, $"survey-feed-{width}");
        await manager.ClickAsync("form[action*='Revoke'] button");
        (await manager.Locator("form[action*='Revoke']").CountAsync()).ShouldBe(0);

        await manager.GotoAsync($"{pages.Address}{at}");
        await manager.ClickAsync($"a[href='{at}/devices']");
        await manager.FillAsync("#name", $"dtv-{width.ToString(CultureInfo.InvariantCulture)}");
        await manager.FillAsync("#holder", "Chị Lan, tổ điều tra số 2");
        await manager.ClickAsync("form:has(#holder) button");
        await Look.AtAsync(manager, $"survey-devices-{width}");
        await manager.ClickAsync("form[action*='Revoke'] button >> nth=0");
        await manager.Locator("text=Đã thu hồi").First.WaitForAsync();
    }

    /// <summary>Three of four answer, some better than others.</summary>
    private async Task AnswerAsync(string code, string[] keys)
    {
        var live = (await pages.Installation.Surveys.FindAsync(code, Cancel)).ShouldNotBeNull();
        var random = new Random(7);
        await Task.WhenAll(keys.Where((_, at) => at % 4 != 0).Select(async (key, at) =>
        {
            var values = live.Form.Questions().Where(question => question.List is not null).ToDictionary(question => question.Name, question => question.List == "satisfied" ? $"{random.Next(2 + (at % 3), 6)}" : live.Form.List(question.List)!.Choices[0].Name); // a list that is named is there
            (await pages.Installation.Intake.TakeAsync(live, key, "", new(live.Form, values, VietnamTime.Today(TimeProvider.System)), AnswerMode.Link, live.Form.DefaultLanguage, Cancel)).Problems.ShouldBeEmpty();
        }));
    }
}
