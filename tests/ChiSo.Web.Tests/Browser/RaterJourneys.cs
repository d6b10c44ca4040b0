using System.Globalization;
using ChiSo.Web.Tests.Surveys;

namespace ChiSo.Web.Tests.Browser;

/// <summary>One form about several units in a real browser, a screen for each.</summary>
public sealed class RaterJourneys(Chromium chromium, SurveyPages pages) : IClassFixture<SurveyPages>
{
    [Theory]
    [InlineData(1280, Traits = ["Duration", "Long"])]
    [InlineData(390)]
    public async Task Two_units_are_rated_on_one_form(int width)
    {
        var (code, folder) = ($"danh-gia-{width.ToString(CultureInfo.InvariantCulture)}", Directory.CreateTempSubdirectory("chiso-rater-journey-").FullName);
        var links = await RaterSurvey.OpenAsync(pages.Installation, folder, code);
        Directory.Delete(folder, recursive: true);
        var official = await chromium.OpenAsync(width);
        await official.GotoAsync($"{pages.Address}/s/{code}?k={links[0].Key}");
        await Look.AtAsync(official, $"raters-welcome-{width}");
        await official.ClickAsync("button[value=begin]");
        await official.CheckAsync("input[value=head]");
        await official.ClickAsync("button[value=next]:not([aria-hidden])");
        await official.CheckAsync("input[name='a.plan~1'][value='5']");
        await Look.AtAsync(official, $"raters-form-{width}");
        await official.ClickAsync("button[value=next]:not([aria-hidden])");
        await official.CheckAsync("input[name='a.plan~2'][value='3']");
        await official.ClickAsync("button[value=next]:not([aria-hidden])");
        await official.ClickAsync("button[value=send]:not([aria-hidden])");
        await official.Locator("text=Phiếu đã được ghi nhận").WaitForAsync();
        var manager = await chromium.SignInAsync(pages.Address, "khaosat", width);
        await manager.GotoAsync($"{pages.Address}/desk/surveys/{code}");
        await Look.AtAsync(manager, $"raters-desk-{width}");
    }
}
