using ChiSo.Web.Tests.Surveys;
using Microsoft.Playwright;

namespace ChiSo.Web.Tests.Browser;

/// <summary>Somebody answers on a phone that loses its network, and another device hands in the same form again from a file.</summary>
public sealed class OfflineJourneys(Chromium chromium, SurveyPages pages) : IClassFixture<SurveyPages>
{
    [Theory]
    [InlineData(1280, Traits = ["Duration", "Long"])]
    [InlineData(390)]
    public async Task A_form_opened_once_is_filled_in_without_a_network_and_arrives_once(int width)
    {
        var key = (await pages.InviteAsync())[0];
        var comment = $"không có mạng {width}";
        var page = await chromium.OpenAsync(width);
        var trouble = Look.Listen(page, pages.Address);
        await page.GotoAsync($"{pages.Address}/s/{SurveyPages.ByLink}?k={key}");
        await page.GetByText("Mạng yếu?").ClickAsync();
        await page.GetByText("mở được cả khi mất mạng.").WaitForAsync();
        page.Url.ShouldNotContain(key);
        (await page.InputValueAsync("#code")).ShouldBe(key);
        await Look.AtAsync(page, $"offline-home-{width}");

        await page.Context.SetOfflineAsync(true);
        await page.ClickAsync("button.main");
        await page.ClickAsync("button.main");
        await page.Locator(".fault").WaitForAsync();
        await Look.ShotAsync(page, $"offline-fault-{width}");
        await page.GetByText("Có", new() { Exact = true }).ClickAsync();
        await page.ReloadAsync(); // without a network: from what was kept
        await page.GetByText("đang ghi dở").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ghi tiếp" }).ClickAsync();
        (await page.Locator("input[value=yes]").IsCheckedAsync()).ShouldBeTrue();
        await FillAsync(page, comment, $"offline-group-{width}");
        await page.ClickAsync("button.main"); // sends, in vain
        await page.GetByText("Phiếu đã được lưu trên máy này").WaitForAsync();
        await Look.ShotAsync(page, $"offline-kept-{width}");
        await page.ClickAsync("button.main");
        await page.GetByText("1 phiếu chờ gửi").WaitForAsync();
        await Look.AtAsync(page, $"offline-waiting-{width}");
        var file = Path.Combine(pages.Folder, $"{width}.json");
        await (await page.RunAndWaitForDownloadAsync(() => page.GetByText("Lưu phiếu chờ ra tệp").ClickAsync())).SaveAsAsync(file);

        await page.Context.SetOfflineAsync(false);
        await page.GetByText("Đã gửi 1 phiếu").WaitForAsync();
        (await CountAsync(comment)).ShouldBe(1);

        var other = await chromium.OpenAsync(width);
        await other.GotoAsync($"{pages.Address}/s/{SurveyPages.ByLink}/offline");
        await other.GetByText("mở được cả khi mất mạng.").WaitForAsync();
        await other.Context.SetOfflineAsync(true);
        await other.SetInputFilesAsync("input[type=file]", file);
        await other.GetByText("Đã mở 1 phiếu từ tệp").WaitForAsync();
        await other.Context.SetOfflineAsync(false);
        await other.GetByText("Không có phiếu nào chờ gửi").WaitForAsync();
        (await CountAsync(comment)).ShouldBe(1, "the same form from two devices counts once");
        File.Delete(file);
        trouble.Where(line => !line.Contains("ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_code_that_does_not_work_is_told_and_can_be_mended()
    {
        var key = (await pages.InviteAsync("tuphap"))[0];
        var page = await chromium.OpenAsync(390);
        await page.GotoAsync($"{pages.Address}/s/{SurveyPages.ByLink}/offline");
        await page.FillAsync("#code", "0000");
        await page.ClickAsync("button.main");
        await page.GetByText("Mã có 24 chữ và số").WaitForAsync();
        await page.FillAsync("#code", new('0', 24));
        await page.ClickAsync("button.main");
        await page.GetByText("Không", new() { Exact = true }).ClickAsync();
        await FillAsync(page, "mã sai rồi đúng", "offline-plain-390");
        await page.ClickAsync("button.main");
        await page.GetByText("Mã này không dùng được").WaitForAsync();
        await Look.AtAsync(page, "offline-trouble-390");
        await page.FillAsync("#code-0", key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Gửi ngay" }).First.ClickAsync();
        await page.GetByText("Đã gửi 1 phiếu").WaitForAsync();
        (await CountAsync("mã sai rồi đúng")).ShouldBe(1);
    }

    /// <summary>Answers what is asked until all is answered.</summary>
    private static async Task FillAsync(IPage page, string comment, string shot)
    {
        for (var screens = 0; await page.Locator("h1:has-text('Đã trả lời xong')").CountAsync() == 0; screens++)
        {
            screens.ShouldBeLessThan(30);
            for (var open = page.Locator("fieldset:not(:has(:checked))"); await open.CountAsync() > 0;)
                await open.First.Locator(".choice").First.ClickAsync();
            if (await page.Locator("textarea").CountAsync() > 0)
                await page.FillAsync("textarea", comment);
            if (screens == 2)
                await Look.AtAsync(page, shot);
            await page.ClickAsync("button.main");
        }
    }

    private async Task<int> CountAsync(string comment) => (await pages.AnswersAsync(SurveyPages.ByLink)).Count(one => one.Values.GetValueOrDefault("comment") == comment);
}
