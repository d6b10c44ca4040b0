using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ChiSo.Web.Tests.Browser;

/// <summary>What every page in a real browser is held to, and its picture.</summary>
internal static class Look
{
    /// <summary>No violation of WCAG and nothing wider than the screen; the picture lies in artifacts/screenshots.</summary>
    public static async Task AtAsync(IPage page, string name) => (await FaultsAsync(page, name)).ShouldBeEmpty();

    /// <summary>The same, told instead of failed.</summary>
    public static async Task<List<string>> FaultsAsync(IPage page, string name)
    {
        await ShotAsync(page, name);
        var found = await page.RunAxe();
        List<string> faults = [.. found.Violations.Select(violation => $"{name}: {violation.Id}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}")];
        if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0)
            faults.Add($"{name} is wider than its window");
        return faults;
    }

    public static Task<byte[]> ShotAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Folder(), name + ".png"), FullPage = true });

    /// <summary>What stands in the window, as it is scrolled now.</summary>
    public static Task<byte[]> WindowAsync(IPage page, string name) => page.ScreenshotAsync(new() { Path = Path.Combine(Folder(), name + ".png") });

    /// <summary>Whether a press in its middle reaches it: it stands in the window and nothing lies over it.</summary>
    public static Task<bool> IsInReachAsync(ILocator at) => at.EvaluateAsync<bool>(
        "element => { const box = element.getBoundingClientRect(); return element.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)); }");

    /// <summary>Complaints of the page's console and calls to any host but <paramref name="home"/>, as they come.</summary>
    public static List<string> Listen(IPage page, string home)
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

    /// <summary>artifacts/screenshots of the repository.</summary>
    private static string Folder()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "ChiSo.slnx")))
            at = at.Parent;
        return Directory.CreateDirectory(Path.Combine(at?.FullName ?? AppContext.BaseDirectory, "artifacts", "screenshots")).FullName;
    }
}
