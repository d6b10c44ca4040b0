using ChiSo.Web.Tests.Appraisal;
using Microsoft.Playwright;

namespace ChiSo.Web.Tests.Browser;

/// <summary>From a handed-in sheet to a confirmed appraisal in a real browser, without script and on both widths.</summary>
public sealed class AppraisalJourneys(Chromium chromium, HandedInPages pages) : IClassFixture<HandedInPages>
{
    [Theory]
    [InlineData(1280, "TC_XD_TD")]
    [InlineData(390, "TC_XD_QT", Traits = ["Duration", "Long"])]
    public async Task A_line_goes_from_hand_in_to_a_confirmed_appraisal(int width, string criterion)
    {
        var appraiser = await chromium.SignInAsync(pages.Address, "thamdinh", width);
        await Look.AtAsync(appraiser, $"appraiser-desk-{width}");
        await appraiser.ClickAsync(".work a:has-text('Thẩm định') >> nth=0");
        await Look.AtAsync(appraiser, $"review-block-{width}");
        await appraiser.ClickAsync($"th a[href$='/{criterion}']");
        await appraiser.Locator("summary", new() { HasText = "Thêm ghi chú tiền lệ" }).ClickAsync();
        await appraiser.FillAsync("#facts", "Văn bản ban hành sau thời hạn của kế hoạch");
        await appraiser.FillAsync("#decision", "Không tính văn bản đó vào tử số");
        await appraiser.Locator("button", new() { HasText = "Lưu ghi chú" }).ClickAsync();
        await appraiser.Locator(".precedents li").First.WaitForAsync();
        await Look.AtAsync(appraiser, $"review-criterion-{width}");
        var line = appraiser.Locator("#noivu");
        await line.Locator("summary", new() { HasText = "Yêu cầu bổ sung" }).ClickAsync();
        await line.Locator("textarea[name=text]").FillAsync("Bổ sung tờ trình có dấu đến");
        await Look.AtAsync(appraiser, $"review-ask-{width}");
        await line.Locator("button", new() { HasText = "Gửi đơn vị" }).ClickAsync();
        await line.Locator(".state-mark:has-text('Đã hỏi đơn vị')").WaitForAsync();

        var officer = await chromium.SignInAsync(pages.Address, "canbo", width);
        await officer.ClickAsync(".work a:has-text('Trả lời cơ quan thẩm định')");
        await Look.AtAsync(officer, $"questions-{width}");
        await officer.FillAsync("textarea[name=answer]", "Tờ trình số 12/TTr-SNV");
        await officer.ClickAsync("main form button");
        await officer.Locator("text=Tờ trình số 12/TTr-SNV").First.WaitForAsync();

        await appraiser.ReloadAsync();
        await Cast.TickAllAsync(appraiser, "accept");
        await appraiser.Locator(".done").WaitForAsync();
        await Look.AtAsync(appraiser, $"review-accepted-{width}");

        var leader = await chromium.SignInAsync(pages.Address, "chutri", width);
        await leader.ClickAsync(".work a:has-text('Xác nhận kết quả thẩm định') >> nth=0");
        await leader.ClickAsync($"th a[href$='/{criterion}']");
        await Look.AtAsync(leader, $"review-confirm-{width}");
        await Cast.TickAllAsync(leader, "confirm");
        await leader.Locator("#noivu .state-mark:has-text('Đã xác nhận')").WaitForAsync();
        await Look.AtAsync(leader, $"review-confirmed-{width}");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390, Traits = ["Duration", "Long"])]
    public async Task The_office_sees_who_appraises_what(int width)
    {
        var office = await chromium.SignInAsync(pages.Address, "thuongtruc", width);
        await office.ClickAsync(".work a:has-text('Bố trí người thẩm định')");
        foreach (var details in await office.Locator("main details").AllAsync())
            await details.Locator("summary").ClickAsync();
        await Look.AtAsync(office, $"appraisers-{width}");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Of_two_who_save_one_line_the_second_sees_both_and_chooses(int width)
    {
        var (first, second) = (await chromium.SignInAsync(pages.Address, "thamdinh", width), await chromium.SignInAsync(pages.Address, "thamdinh", width));
        foreach (var tab in new[] { first, second })
            await tab.GotoAsync($"{pages.Address}/desk/thu-2024/departments/review/review1/TC_RS_TH");
        await StoreAsync(first, "1", $"Của người trước, {width}");
        await first.Locator($"#noivu .said:has-text('Của người trước, {width}')").WaitForAsync();
        await StoreAsync(second, "2", $"Của người sau, {width}");
        await second.Locator(".clash").WaitForAsync();
        await Look.AtAsync(second, $"review-clash-{width}");
        await second.ClickAsync(".clash button");
        await second.Locator(".clash").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await second.Locator($"#noivu .said:has-text('Của người sau, {width}')").WaitForAsync();

        await StoreAsync(first, "3", $"Lần nữa, {width}");
        await first.ClickAsync(".clash a");
        await first.Locator(".clash").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await first.Locator($"#noivu .said:has-text('Của người sau, {width}')").WaitForAsync();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Of_two_who_assign_one_cell_the_second_sees_both_and_chooses(int width)
    {
        var (first, second) = (await chromium.SignInAsync(pages.Address, "thuongtruc", width), await chromium.SignInAsync(pages.Address, "thuongtruc2", width));
        foreach (var office in new[] { first, second })
            await office.GotoAsync($"{pages.Address}/desk/rounds/thu-2024/appraisers");
        foreach (var (office, agency) in new[] { (first, width == 390 ? "yte" : "taichinh"), (second, width == 390 ? "khcn" : "tttt") })
        {
            await office.SelectOptionAsync("#departments-node", "CD_BC_HAN");
            await office.SelectOptionAsync("#departments-agency", agency);
            await office.FillAsync("#departments-reason", "Công văn số 12");
            await office.Locator("form:has(#departments-node) button.main").ClickAsync();
            await office.WaitForLoadStateAsync();
        }

        await second.Locator(".clash").WaitForAsync();
        await Look.AtAsync(second, $"appraisers-clash-{width}");
        await second.ClickAsync(".clash button");
        await second.Locator(".clash").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    private static async Task StoreAsync(IPage page, string figure, string reason)
    {
        await page.ClickAsync("#noivu details:has(#noivu-change) > summary");
        await page.FillAsync("#noivu-change [name='e.TC_RS_TH.a']", figure);
        await page.FillAsync("#noivu-reason", reason);
        await page.ClickAsync("#noivu-change .actions button");
    }
}
