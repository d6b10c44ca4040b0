using ChiSo.Web.Tests.Appraisal;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ChiSo.Web.Tests.Browser;

/// <summary>From a handed-in sheet to a confirmed appraisal in a real browser, without script and on both widths.</summary>
public sealed class AppraisalJourneys(Chromium chromium, HandedInPages pages) : IClassFixture<Chromium>, IClassFixture<HandedInPages>
{
    [Theory]
    [InlineData(1280, "TC_XD_TD")]
    [InlineData(390, "TC_XD_QT")]
    public async Task A_line_goes_from_hand_in_to_a_confirmed_appraisal(int width, string criterion)
    {
        var appraiser = await SignedInAsync("thamdinh", width);
        await LookAsync(appraiser, $"appraiser-desk-{width}");
        await appraiser.ClickAsync(".work a:has-text('Thẩm định') >> nth=0");
        await LookAsync(appraiser, $"review-block-{width}");
        await appraiser.ClickAsync($"th a[href$='/{criterion}']");
        await LookAsync(appraiser, $"review-criterion-{width}");
        var line = appraiser.Locator("#noivu");
        await line.Locator("summary", new() { HasText = "Yêu cầu bổ sung" }).ClickAsync();
        await line.Locator("textarea[name=text]").FillAsync("Bổ sung tờ trình có dấu đến");
        await LookAsync(appraiser, $"review-ask-{width}");
        await line.Locator("button", new() { HasText = "Gửi đơn vị" }).ClickAsync();
        await line.Locator(".state-mark:has-text('Đã hỏi đơn vị')").WaitForAsync();

        var officer = await SignedInAsync("canbo", width);
        await officer.ClickAsync(".work a:has-text('Trả lời cơ quan thẩm định')");
        await LookAsync(officer, $"questions-{width}");
        await officer.FillAsync("textarea[name=answer]", "Tờ trình số 12/TTr-SNV");
        await officer.ClickAsync("main form button");
        await officer.Locator("text=Tờ trình số 12/TTr-SNV").First.WaitForAsync();

        await appraiser.ReloadAsync();
        await appraiser.ClickAsync("#accept button");
        await appraiser.Locator(".done").WaitForAsync();
        await LookAsync(appraiser, $"review-accepted-{width}");

        var leader = await SignedInAsync("chutri", width);
        await leader.ClickAsync(".work a:has-text('Xác nhận kết quả thẩm định') >> nth=0");
        await leader.ClickAsync($"th a[href$='/{criterion}']");
        await LookAsync(leader, $"review-confirm-{width}");
        await leader.ClickAsync("#confirm button");
        await leader.Locator("#noivu .state-mark:has-text('Đã xác nhận')").WaitForAsync();
        await LookAsync(leader, $"review-confirmed-{width}");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_office_sees_who_appraises_what(int width)
    {
        var office = await SignedInAsync("thuongtruc", width);
        await office.ClickAsync(".work a:has-text('Bố trí người thẩm định')");
        foreach (var details in await office.Locator("main details").AllAsync())
            await details.Locator("summary").ClickAsync();
        await LookAsync(office, $"appraisers-{width}");
    }

    private async Task<IPage> SignedInAsync(string person, int width)
    {
        var page = await chromium.OpenAsync(width);
        await page.GotoAsync(pages.Address + "/desk");
        await page.FillAsync("#user", People.DemoPeople.Prefix + person);
        await page.FillAsync("#password", People.DemoPeople.Password);
        await page.ClickAsync("main button");
        await page.Locator(".topbar .who form").WaitForAsync();
        return page;
    }

    /// <summary>No violation of WCAG, nothing wider than the screen; a picture is kept where the run asks for one.</summary>
    private static async Task LookAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("CHISO_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        var found = await page.RunAxe(new AxeRunOptions { ResultTypes = new HashSet<ResultType> { ResultType.Violations } });
        found.Violations.Select(violation => $"{name}: {violation.Id} {violation.Nodes[0].Html}").ShouldBeEmpty();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0, name);
    }
}
