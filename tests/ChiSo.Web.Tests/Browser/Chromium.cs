using Microsoft.Playwright;

namespace ChiSo.Web.Tests.Browser;

/// <summary>The browser of the system, found and never downloaded, shared by the journeys of a run.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public static string? Path => Places.FirstOrDefault(File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (Path is null)
            return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Args = Quiet, Headless = true });
    }

    /// <summary>A page of its own; skips the test where there is no browser.</summary>
    public async Task<IPage> OpenAsync(int width = 1280, ColorScheme colours = ColorScheme.Light, bool script = true)
    {
        Assert.SkipWhen(browser is null, "No Chromium in /usr/bin: install it (Debian: apt-get install chromium) to run the journeys.");
        var context = await browser!.NewContextAsync(new() // skipped above when null
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = colours,
            JavaScriptEnabled = script,
            HasTouch = width < 600,
        });
        return await context.NewPageAsync();
    }

    /// <summary>The first page after signing in of one of the people of the demonstration, named without the common prefix.</summary>
    public async Task<IPage> SignInAsync(string home, string person, int width)
    {
        var page = await OpenAsync(width);
        await page.GotoAsync(home + "/desk");
        await page.FillAsync("#user", People.DemoPeople.Prefix + person);
        await page.FillAsync("#password", People.DemoPeople.Password);
        await page.ClickAsync("main button");
        await page.Locator(".topbar .who form").WaitForAsync();
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
