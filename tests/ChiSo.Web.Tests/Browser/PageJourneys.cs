using Microsoft.Playwright;

namespace ChiSo.Web.Tests.Browser;

/// <summary>Every page in a real browser: accessible, within its width, without a call to another host; a picture of each is kept.</summary>
public sealed class PageJourneys(Chromium chromium)
{
    public static readonly TheoryData<string, string> Addresses = new()
    {
        { "rounds", "/" },
        { "ranking", "/thu-nghiem-2023/so" },
        { "ranking-en", "/thu-nghiem-2023/so?lang=en" },
        { "ranking-large", "/toan-quoc-2025/xa" },
        { "ranking-empty", "/thu-nghiem-2023/trong" },
        { "unit", "/thu-nghiem-2023/so/so-11" },
        { "unit-open", "/thu-nghiem-2023/so/so-16" },
        { "unit-announced", "/cong-bo-2023/so/so-1" },
        { "method", "/thu-nghiem-2023/so/method" },
        { "not-found", "/thu-nghiem-2023/khong-co" },
    };

    [Theory]
    [MemberData(nameof(Addresses))]
    public Task Pages_are_accessible_and_fit_wide_in_light_and_narrow_in_dark(string name, string address) =>
        LookAsync(name, address, (1280, ColorScheme.Light), (390, ColorScheme.Dark));

    [Theory]
    [Trait("Duration", "Long")]
    [MemberData(nameof(Addresses))]
    public Task Pages_are_accessible_and_fit_wide_in_dark_and_narrow_in_light(string name, string address) =>
        LookAsync(name, address, (1280, ColorScheme.Dark), (390, ColorScheme.Light));

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Pages_are_whole_without_script(string name, string address)
    {
        await using var pages = await StartAsync();
        var page = await chromium.OpenAsync(script: false);
        await page.GotoAsync(pages.Address + address);
        await Look.ShotAsync(page, $"{name}-no-script");
        (await page.Locator("h1").CountAsync()).ShouldBe(1);
        (await page.Locator("figure[data-chart]:visible").CountAsync()).ShouldBe(0);
        await page.Context.CloseAsync();
    }

    private async Task LookAsync(string name, string address, params (int Width, ColorScheme Colours)[] looks)
    {
        await using var pages = await StartAsync();
        foreach (var (width, colours) in looks)
        {
            var page = await chromium.OpenAsync(width, colours);
            var trouble = Look.Listen(page, pages.Address);
            await page.GotoAsync(pages.Address + address);
            await Look.AtAsync(page, $"{name}-{width}-{colours.ToString().ToLowerInvariant()}");
            if (name != "not-found")
                trouble.ShouldBeEmpty();
            await page.Context.CloseAsync();
        }
    }

    private static Task<Pages> StartAsync() => Pages.StartAsync(
        Synthetic.Departments(), Synthetic.Districts(), Synthetic.Empty(), Synthetic.Announced(), Synthetic.Communes());
}
