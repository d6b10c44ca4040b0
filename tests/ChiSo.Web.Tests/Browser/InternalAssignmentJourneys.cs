namespace ChiSo.Web.Tests.Browser;

/// <summary>The focal officer gives a field to a division in a real browser and finds what is left by division.</summary>
public sealed class InternalAssignmentJourneys(Chromium chromium, DemoPages pages) : IClassFixture<DemoPages>
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390, Traits = ["Duration", "Long"])]
    public async Task A_field_goes_to_a_division(int width)
    {
        var page = await chromium.SignInAsync(pages.Address, "canbo", width);
        await page.ClickAsync(".work a:has-text('Nhập bảng tự đánh giá')");
        await page.ClickAsync("text=Phân công nội bộ");
        await page.SelectOptionAsync("#node", "TC");
        await page.FillAsync("#division", "Phòng Pháp chế");
        await page.ClickAsync("button:has-text('Giao việc')");
        await page.Locator("h2:has-text('Phòng Pháp chế')").WaitForAsync();
        await Look.AtAsync(page, $"internal-{width}");
        await page.ClickAsync("section:has(h2:has-text('Phòng Pháp chế')) li a >> nth=0");
        await page.Locator("text=Phụ trách: Phòng Pháp chế").First.WaitForAsync();
        await Look.AtAsync(page, $"internal-line-{width}");
    }
}
