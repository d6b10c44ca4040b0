using System.Globalization;
using ChiSo.Web.Tests.Surveys;

namespace ChiSo.Web.Tests.Browser;

/// <summary>Paper forms in a real browser, from field to field by keyboard.</summary>
public sealed class PaperJourneys(Chromium chromium, SurveyPages pages) : IClassFixture<SurveyPages>
{
    [Theory]
    [InlineData(1280, Traits = ["Duration", "Long"])]
    [InlineData(390)]
    public async Task A_form_is_keyed_twice_by_keyboard_and_settled(int width)
    {
        await pages.OpenAsync();
        var (number, home) = ($"K-{width.ToString(CultureInfo.InvariantCulture)}", $"{pages.Address}/desk/surveys/{SurveyPages.ByLink}/paper");
        foreach (var (person, economy) in new[] { ("nhapphieu", "2"), ("nhapphieu2", "4") })
        {
            var keyer = await chromium.SignInAsync(pages.Address, person, width);
            await keyer.ClickAsync("a[href='/desk/paper']");
            await Look.AtAsync(keyer, $"paper-surveys-{width}");
            await keyer.ClickAsync($"a[href$='{SurveyPages.ByLink}/paper']");
            await keyer.ClickAsync("a.button.main");
            await keyer.Locator("#p-form:focus").WaitForAsync(); // the cursor stands in the first field
            await keyer.Keyboard.TypeAsync(number);
            await keyer.Keyboard.PressAsync("Tab");
            await keyer.SelectOptionAsync("#p-unit", "noivu");
            await Look.AtAsync(keyer, $"paper-key-{width}");
            await keyer.Keyboard.PressAsync("Enter");
            await keyer.ClickAsync("button[value=save]");
            await Look.AtAsync(keyer, $"paper-refused-{width}");
            await keyer.FocusAsync("#p-used_service");
            await keyer.Keyboard.TypeAsync("2");
            foreach (var policy in SurveyPages.Policies)
                await keyer.FillAsync("#p-policy_" + policy, policy == "economy" ? economy : "4");
            await keyer.FillAsync("#p-age", "4");
            await keyer.FillAsync("#p-helper", "1");
            await keyer.ClickAsync("button[value=save]");
            await keyer.Locator("[role=status]").WaitForAsync();
            (await keyer.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("p-form", "the next form begins at once");
            await Look.AtAsync(keyer, $"paper-kept-{width}");
        }

        var manager = await chromium.SignInAsync(pages.Address, "khaosat", width);
        await manager.GotoAsync(home);
        await Look.AtAsync(manager, $"paper-forms-{width}");
        await manager.ClickAsync($"a[href$='/forms/{number}']");
        await Look.AtAsync(manager, $"paper-settle-{width}");
        await manager.CheckAsync("input[name='c.policy_economy'][value=second]");
        await manager.ClickAsync("form[action*='Settle'] button");
        await manager.WaitForURLAsync("**/paper");
        await Look.AtAsync(manager, $"paper-rates-{width}");
    }
}
