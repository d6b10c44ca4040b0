using System.Collections.Concurrent;
using ChiSo.Web.Tests.Browser;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace ChiSo.Web.Tests.Browser;

/// <summary>The browser of the system, found and never downloaded, shared by the journeys of a run.</summary>
public sealed class Chromium : IAsyncDisposable
{
    /// <summary>The one without windows first: the others draw a window nobody sees.</summary>
    private static readonly string[] Places = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> started = new(StartAsync);

    /// <summary>By class of tests: the running test and what it opened.</summary>
    private readonly ConcurrentDictionary<string, (string Test, List<IBrowserContext> Open)> visits = new(StringComparer.Ordinal);

    public static string? Path => Places.FirstOrDefault(File.Exists);

    /// <summary>A page of its own; skips the test where there is no browser.</summary>
    /// <param name="trusting">Whether it takes a certificate made for the test.</param>
    public async Task<IPage> OpenAsync(int width = 1280, ColorScheme colours = ColorScheme.Light, bool script = true, bool trusting = false)
    {
        Assert.SkipWhen(Path is null, "No Chromium in /usr/bin: install it (Debian: apt-get install chromium-headless-shell) to run the journeys.");
        var open = await ThisTestsAsync();
        var context = await (await started.Value).Browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = colours,
            JavaScriptEnabled = script,
            IgnoreHTTPSErrors = trusting,
            HasTouch = width < 600,
        });
        open.Add(context);
        return await context.NewPageAsync();
    }

    /// <summary>The first page after signing in of one of the people of the demonstration, named without the common prefix.</summary>
    /// <param name="script">Whether pages may run script.</param>
    public async Task<IPage> SignInAsync(string home, string person, int width, bool script = true)
    {
        var page = await OpenAsync(width, script: script);
        await page.GotoAsync(home + "/desk");
        await page.FillAsync("#user", People.DemoPeople.Prefix + person);
        await page.FillAsync("#password", People.DemoPeople.Password);
        await page.ClickAsync("main button");
        await page.Locator(".topbar .who form").WaitForAsync();
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (!started.IsValueCreated)
            return;
        var (playwright, browser) = await started.Value;
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    /// <summary>What the running test opened so far; what the test before it in its class left open is closed.</summary>
    private async Task<List<IBrowserContext>> ThisTestsAsync()
    {
        var running = TestContext.Current;
        var (of, test) = (running.TestClass!.UniqueID, running.Test!.UniqueID); // called within a test
        if (visits.TryGetValue(of, out var visit) && visit.Test == test)
            return visit.Open;
        visits[of] = (test, []);
        foreach (var left in visit.Open ?? [])
            await left.CloseAsync();
        return visits[of].Open;
    }

    private static async Task<(IPlaywright Playwright, IBrowser Browser)> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Args = Quiet, Headless = true }));
    }
}
