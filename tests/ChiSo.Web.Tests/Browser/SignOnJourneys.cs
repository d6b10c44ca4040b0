using ChiSo.Web.Tests.Accounts.SignOn;

namespace ChiSo.Web.Tests.Browser;

/// <summary>Through a real provider and out again in a real browser, on both widths.</summary>
public sealed class SignOnJourneys(Chromium chromium, SignOnPages pages) : IClassFixture<SignOnPages>
{
    [Theory]
    [InlineData(1280, Traits = ["Duration", "Long"])]
    [InlineData(390)]
    public async Task An_officer_comes_in_by_the_button_and_leaves_everywhere(int width)
    {
        await pages.MakeAsync($"lan{width}");
        var page = await chromium.OpenAsync(width);
        pages.Provider.Person = new() { ["email"] = ["khong.co@cantho.example"] };
        await page.GotoAsync(pages.Address + "/desk");
        await Look.AtAsync(page, $"sign-on-{width}");
        await page.ClickAsync("a.button:has-text('tài khoản thành phố')");
        await page.Locator("h1:has-text('Chưa có tài khoản cho bạn')").WaitForAsync();
        await Look.AtAsync(page, $"sign-on-unknown-{width}");

        pages.Provider.Person = new() { ["email"] = [SignOnPages.MailOf($"lan{width}")], ["groups"] = ["chiso-officer"], ["department"] = ["SNV"] };
        await page.ClickAsync("main a.button");
        await page.ClickAsync("a.button:has-text('tài khoản thành phố')");
        await page.ClickAsync(".topbar .who form button");
        await page.Locator("h1:has-text('Bạn đã đăng xuất')").WaitForAsync();
        await Look.AtAsync(page, $"sign-on-out-{width}");
        await page.ClickAsync("main a.button.main");
        await page.WaitForURLAsync(pages.Address + "/");
    }
}
