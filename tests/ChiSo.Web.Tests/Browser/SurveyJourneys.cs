using ChiSo.Web.Tests.Surveys;

namespace ChiSo.Web.Tests.Browser;

/// <summary>A citizen answers on a phone and on a screen, in a browser without script.</summary>
public sealed class SurveyJourneys(Chromium chromium, SurveyPages pages) : IClassFixture<SurveyPages>
{
    [Theory]
    [InlineData(1280, Traits = ["Duration", "Long"])]
    [InlineData(390)]
    public async Task A_citizen_answers_from_the_link_to_the_thanks(int width)
    {
        var key = (await pages.InviteAsync())[0];
        var page = await chromium.OpenAsync(width); // axe needs script; the pages bring none
        var trouble = Look.Listen(page, pages.Address);
        await page.GotoAsync($"{pages.Address}/s/{SurveyPages.ByLink}?k={key}");
        await Look.AtAsync(page, $"survey-welcome-{width}");
        await page.ClickAsync("button.main");
        page.Url.ShouldNotContain(key);
        await page.ClickAsync("button.main");
        await page.Locator(".fault").WaitForAsync();
        await Look.AtAsync(page, $"survey-fault-{width}");
        await page.GetByText("Có", new() { Exact = true }).ClickAsync();
        for (var screens = 0; await page.Locator("h1:has-text('Đã trả lời xong')").CountAsync() == 0; screens++)
        {
            screens.ShouldBeLessThan(30);
            foreach (var question in await page.Locator("fieldset").AllAsync())
                await question.Locator(".choice").First.ClickAsync();
            if (screens == 3)
                await Look.AtAsync(page, $"survey-group-{width}");
            await page.ClickAsync("button.main");
        }

        await Look.AtAsync(page, $"survey-ready-{width}");
        await page.ClickAsync("button.main");
        await page.Locator("h1:has-text('Cảm ơn')").WaitForAsync();
        await Look.AtAsync(page, $"survey-thanks-{width}");
        await page.GoBackAsync();
        await page.ClickAsync("button.main");
        await page.Locator("h1:has-text('đã được gửi')").WaitForAsync();
        await page.GotoAsync($"{pages.Address}/s/{SurveyPages.ByLink}?k={key}");
        await page.Locator("h1:has-text('đã được gửi')").WaitForAsync();
        trouble.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1280, Traits = ["Duration", "Long"])]
    [InlineData(390)]
    public async Task Khmer_is_shaped_on_the_pages_and_nothing_is_cut_off(int width)
    {
        var key = (await pages.InviteAsync())[0];
        var page = await chromium.OpenAsync(width);
        await page.GotoAsync($"{pages.Address}/s/{SurveyPages.ByLink}?k={key}&l=km");
        await Look.AtAsync(page, $"survey-khmer-welcome-{width}");
        await page.ClickAsync("button.main");
        await page.ClickAsync("button.main");
        await page.Locator(".fault").WaitForAsync();
        await page.Locator(".choice").First.ClickAsync();
        await page.ClickAsync("button.main");
        await Look.AtAsync(page, $"survey-khmer-group-{width}");
        await page.GotoAsync($"{pages.Address}/s/{SurveyPages.ByLink}?k={key}&l=km");
        await page.ClickAsync("a[href*='/offline#']");
        await page.Locator("#kept:not([hidden])").WaitForAsync();
        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe("km", "the page goes on in the language it was chosen in");
        await Look.AtAsync(page, $"survey-khmer-offline-{width}");
    }
}
