using System.Globalization;
using ChiSo.Web.Tests.Surveys;
using Microsoft.Playwright;

namespace ChiSo.Web.Tests.Browser;

/// <summary>A sample drawn in a real browser, from lists to links.</summary>
public sealed class SampleDeskJourneys(Chromium chromium, SurveyPages pages) : IClassFixture<SurveyPages>
{
    [Theory]
    [InlineData(1280, Traits = ["Duration", "Long"])]
    [InlineData(390)]
    public async Task A_sample_is_drawn(int width)
    {
        await pages.OpenAsync();
        var size = width.ToString(CultureInfo.InvariantCulture);
        var manager = await chromium.SignInAsync(pages.Address, "khaosat", width);
        await manager.GotoAsync($"{pages.Address}/desk/surveys/{SurveyPages.ByLink}/sample");
        await Look.AtAsync(manager, $"sample-empty-{size}");
        var list = "id,unit,stratum\n" + string.Concat(Enumerable.Range(1, 900).Select(number => $"P{number},{(number % 3 == 0 ? "noivu" : "tuphap")},{(number % 2 == 0 ? "Trực tuyến" : "Trực tiếp")}\n"));
        await manager.SetInputFilesAsync("#lists", new FilePayload { Name = "danh-sach.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(list) });
        await manager.ClickAsync("form[action*='Frame'] button");
        await manager.FillAsync("#f-cost", "25000");
        await manager.ClickAsync("form[method=get] button");
        await manager.FillAsync("#f-seed", "20261130");
        await Look.AtAsync(manager, $"sample-sizes-{size}");
        await manager.ClickAsync("form[action*='Draw'] button");
        await manager.Locator("#draws").WaitForAsync();
        await manager.ClickAsync("form[action*='Invite'] button");
        await manager.Locator(".slip").WaitForAsync();
        await Look.AtAsync(manager, $"sample-links-{size}");
        await manager.GotoAsync($"{pages.Address}/desk/surveys/{SurveyPages.ByLink}/mail");
        await Look.AtAsync(manager, $"survey-mail-{size}");
    }
}
