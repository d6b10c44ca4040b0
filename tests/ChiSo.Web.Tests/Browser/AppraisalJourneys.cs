using ChiSo.Web.Tests.Appraisal;

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
        await appraiser.ClickAsync("#accept button");
        await appraiser.Locator(".done").WaitForAsync();
        await Look.AtAsync(appraiser, $"review-accepted-{width}");

        var leader = await chromium.SignInAsync(pages.Address, "chutri", width);
        await leader.ClickAsync(".work a:has-text('Xác nhận kết quả thẩm định') >> nth=0");
        await leader.ClickAsync($"th a[href$='/{criterion}']");
        await Look.AtAsync(leader, $"review-confirm-{width}");
        await leader.ClickAsync("#confirm button");
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
}
