using ChiSo.Application.Jobs;
using Microsoft.Playwright;

namespace ChiSo.Web.Tests.Browser;

/// <summary>The standing office has a round exported, watches, and fetches the file.</summary>
public sealed class JobJourneys(Chromium chromium, DemoPages pages) : IClassFixture<DemoPages>
{
    [Theory]
    [InlineData(1280, Traits = ["Duration", "Long"])]
    [InlineData(390)]
    public async Task The_office_exports_a_round_and_fetches_it(int width)
    {
        var cancel = TestContext.Current.CancellationToken;
        var office = await pages.PersonAsync("thuongtruc");
        var waiting = await pages.Installation.Jobs.AskAsync(new("of-a-later-version", new { }, "can-tho-2023", office.Id, Guid.Empty), cancel);
        var page = await chromium.SignInAsync(pages.Address, "thuongtruc", width);
        var trouble = Look.Listen(page, pages.Address);
        await page.GotoAsync(pages.Address + "/desk");
        await page.GetByRole(AriaRole.Link, new() { Name = "Việc chạy nền" }).ClickAsync();
        await Look.AtAsync(page, $"jobs-{width}");
        await page.SelectOptionAsync("#round", "can-tho-2023");
        await page.GetByRole(AriaRole.Button, new() { Name = "Xuất tệp" }).ClickAsync();
        var file = page.GetByRole(AriaRole.Link, new() { Name = "Tải can-tho-2023.xlsx" });
        await file.WaitForAsync(); // shown without loading the page again
        await Look.AtAsync(page, $"job-done-{width}");
        var fetched = await page.RunAndWaitForDownloadAsync(() => file.ClickAsync());
        fetched.SuggestedFilename.ShouldBe("can-tho-2023.xlsx");

        await page.GotoAsync($"{pages.Address}/desk/jobs/{waiting}");
        await Look.AtAsync(page, $"job-waiting-{width}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hủy việc này" }).ClickAsync();
        await page.GetByText("đã hủy").WaitForAsync();
        (await pages.Installation.Jobs.FindAsync(waiting, cancel))!.State.ShouldBe(JobState.Cancelled); // asked for above
        trouble.ShouldBeEmpty();
    }
}
