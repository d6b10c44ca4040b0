using ChiSo.Web.Tests.Notices;

namespace ChiSo.Web.Tests.Browser;

/// <summary>The standing office reminds units and reads what became of it.</summary>
public sealed class NoticeJourneys(Chromium chromium, NoticePages pages) : IClassFixture<NoticePages>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1280, Traits = ["Duration", "Long"])]
    [InlineData(390)]
    public async Task The_office_reminds_and_sees_what_left(int width)
    {
        await pages.ReachAsync("canbo", "canbo@example.vn");
        var page = await chromium.SignInAsync(pages.Address, "thuongtruc", width);
        var trouble = Look.Listen(page, pages.Address);
        await page.GotoAsync($"{pages.Address}/desk/rounds/{DemoPages.Round}");
        await Look.AtAsync(page, $"round-waits-{width}");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Đôn đốc", Exact = true }).ClickAsync();
        await Look.AtAsync(page, $"reminder-{width}");
        await page.FillAsync("#text", string.Join(' ', Enumerable.Repeat("Đề nghị nộp ngay.", 200))); // longer than the server takes
        await page.ClickAsync("button.main");
        await page.GetByText("Chờ người thứ hai gửi").WaitForAsync();
        var second = await chromium.SignInAsync(pages.Address, "thuongtruc2", width);
        await second.GotoAsync($"{pages.Address}/desk/rounds/{DemoPages.Round}/reminder");
        await Look.AtAsync(second, $"reminder-written-{width}");
        await second.GetByText("Duyệt và gửi").ClickAsync();
        await second.GetByText("Duyệt và gửi").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
        await pages.Work.RunAsync(Cancel);
        await page.ReloadAsync();
        await Look.AtAsync(page, $"reminder-sent-{width}");
        await page.GotoAsync(pages.Address + "/desk/messages");
        await Look.AtAsync(page, $"messages-{width}");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { NameRegex = new("Thử gửi lại") }).First.ClickAsync();
        await page.GetByText("Đang chờ (1)").WaitForAsync();
        trouble.ShouldBeEmpty();
    }
}
