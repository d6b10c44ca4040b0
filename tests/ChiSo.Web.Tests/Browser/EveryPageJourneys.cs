using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using ChiSo.Web.Tests.Accounts;
using Microsoft.Playwright;

namespace ChiSo.Web.Tests.Browser;

/// <summary>Every page of the desk in a real browser, whatever journey leads there, with everything that folds opened: axe finds nothing, nothing is wider than the window, the console is silent.</summary>
[Trait("Duration", "Long")]
public sealed class EveryPageJourneys(Chromium chromium, WholeDesk pages) : IClassFixture<WholeDesk>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Every_page_of_the_desk_can_be_read(int width)
    {
        await pages.OpenStagesAsync(EveryCellTests.Stages);
        var (faults, seen, left) = (new List<string>(), 0, Cells.AtEveryStage.Where(cell => cell.Handler == "GET").ToHashSet());
        foreach (var name in EveryCellTests.People)
        {
            var person = await pages.PersonAsync(name);
            (Cell Cell, string Unit)[] own = [.. left.Where(cell => cell.Owner is null || cell.Owner == name).SelectMany(cell => cell.Units.Where(unit => cell.Allows(pages.Map, person, unit)).Take(1).Select(unit => (cell, unit)))];
            if (own.Length == 0)
                continue;
            left.ExceptWith(own.Select(one => one.Cell)); // each page once, by the first who may read it
            seen += await LookAsync(name, width, own, faults);
        }

        faults.ShouldBeEmpty();
        seen.ShouldBeGreaterThan(80, "pages were looked at");
    }

    /// <returns>How many were pages, not downloads.</returns>
    private async Task<int> LookAsync(string name, int width, (Cell Cell, string Unit)[] cells, List<string> faults)
    {
        using var visitor = await pages.SignInAsync(name);
        var browser = await chromium.SignInAsync(pages.Address, name, width);
        var trouble = Look.Listen(browser, pages.Address);
        var seen = 0;
        foreach (var (cell, unit) in cells)
        {
            var path = pages.Filled(cell.PathOf(unit));
            using var answer = await visitor.GetAsync(path);
            if (answer.StatusCode != HttpStatusCode.OK || answer.Content.Headers.ContentType?.MediaType != "text/html")
                continue; // a download, or a way to another page
            await browser.GotoAsync(pages.Address + path, new() { WaitUntil = WaitUntilState.Load });
            await browser.EvaluateAsync("document.querySelectorAll('details').forEach(one => one.open = true)");
            var shown = $"desk-{Regex.Replace(cell.Path["/desk".Length..], "[^A-Za-z0-9]+", "-", RegexOptions.None, TimeSpan.FromSeconds(1)).Trim('-')}-{width.ToString(CultureInfo.InvariantCulture)}";
            faults.AddRange(await Look.FaultsAsync(browser, shown));
            faults.AddRange(trouble.Select(one => $"{shown}: {one}"));
            trouble.Clear();
            seen++;
        }

        return seen;
    }
}
