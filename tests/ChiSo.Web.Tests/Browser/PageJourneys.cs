using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ChiSo.Web.Tests.Browser;

/// <summary>Every page in a real browser: accessible, within its width, without a call to another host; a picture of each is kept.</summary>
public sealed class PageJourneys(Chromium chromium) : IClassFixture<Chromium>
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
    public async Task Pages_are_accessible_and_fit_wide_and_narrow_light_and_dark(string name, string address)
    {
        await using var pages = await StartAsync();
        foreach (var width in (int[])[1280, 390])
        {
            foreach (var colours in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                var page = await chromium.OpenAsync(width, colours);
                var trouble = Listen(page, pages.Address);
                await page.GotoAsync(pages.Address + address);
                await ShotAsync(page, $"{name}-{width}-{colours.ToString().ToLowerInvariant()}");
                await ShouldBeAccessibleAsync(page);
                (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, "the page is wider than its window");
                if (name != "not-found")
                    trouble.ShouldBeEmpty();
                await page.Context.CloseAsync();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Pages_are_whole_without_script(string name, string address)
    {
        await using var pages = await StartAsync();
        var page = await chromium.OpenAsync(script: false);
        await page.GotoAsync(pages.Address + address);
        await ShotAsync(page, $"{name}-no-script");
        (await page.Locator("h1").CountAsync()).ShouldBe(1);
        (await page.Locator("figure[data-chart]:visible").CountAsync()).ShouldBe(0);
        await page.Context.CloseAsync();
    }

    private static Task<Pages> StartAsync() => Pages.StartAsync(
        Synthetic.Departments(), Synthetic.Districts(), Synthetic.Empty(), Synthetic.Announced(), Synthetic.Communes());

    internal static List<string> Listen(IPage page, string home)
    {
        var trouble = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                trouble.Add(message.Text);
        };
        page.PageError += (_, error) => trouble.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(home, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                trouble.Add("called " + request.Url);
        };
        return trouble;
    }

    internal static async Task ShouldBeAccessibleAsync(IPage page)
    {
        var result = await page.RunAxe();
        result.Violations
            .Select(violation => $"{violation.Id}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}")
            .ShouldBeEmpty();
    }

    internal static Task<byte[]> ShotAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Folder(), name + ".png"), FullPage = true });

    /// <summary>artifacts/screenshots of the repository.</summary>
    private static string Folder()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "ChiSo.slnx")))
            at = at.Parent;
        return Directory.CreateDirectory(Path.Combine(at?.FullName ?? AppContext.BaseDirectory, "artifacts", "screenshots")).FullName;
    }
}
