using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using ChiSo.Application.Assessment;
using ChiSo.Application.Rounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace ChiSo.Web.Tests.Browser;

/// <summary>A sheet is filled over a line that drops, delays, doubles and reorders what is sent and loses what is answered, by chance from a fixed seed: in the end every line holds what was typed last, and never does a line say that it is saved while it isn't.</summary>
public sealed partial class TroubledNetworkJourneys(Chromium chromium, DemoPages pages) : IClassFixture<DemoPages>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, "TC", 15)]
    [InlineData(1, "CS", 80, Traits = ["Duration", "Long"])]
    [InlineData(2, "TT", 80, Traits = ["Duration", "Long"])]
    [InlineData(3, "CV", 80, Traits = ["Duration", "Long"])]
    [InlineData(4, "TD", 30, Traits = ["Duration", "Long"])]
    public async Task What_was_typed_last_stands_whatever_the_line_did(int seed, string field, int edits)
    {
        var (chance, sent) = (new Random(seed), 0);
        var page = await chromium.SignInAsync(pages.Address, "canbo", 1280);
        await page.GotoAsync($"{pages.Address}{DemoPages.Sheet}/{field}");
        var troubles = new ConcurrentBag<Task>();
        await page.RouteAsync(Saves(), route =>
        {
            var trouble = TroubleAsync(route, new Random((seed * 1000) + Interlocked.Increment(ref sent)).Next(8));
            troubles.Add(trouble);
            return trouble;
        });
        var lines = await page.Locator("[data-line]").AllAsync();
        var last = new Dictionary<string, string>();
        for (var edit = 0; edit < edits; edit++)
        {
            var line = lines[chance.Next(lines.Count)];
            var code = (await line.GetAttributeAsync("id")).ShouldNotBeNull();
            last[code] = $"Lần {edit} của hạt {seed}";
            if (await line.Locator("input[type=radio]").CountAsync() > 0)
                await line.Locator("input[type=radio]").First.CheckAsync();
            foreach (var number in await line.Locator("input.number").AllAsync())
                await number.FillAsync("1");
            foreach (var items in await line.Locator("input[id$='-items']").AllAsync())
                await items.FillAsync("100 90");
            await line.Locator("textarea").Last.FillAsync(last[code]);
            if (chance.Next(4) > 0)
                await line.Locator("textarea").Last.BlurAsync();
            await ShouldHoldWhatItSaysAsync(page);
            await Task.Delay(chance.Next(120), Cancel);
        }

        await page.UnrouteAsync(Saves());
        await Task.WhenAll(troubles);
        await lines[0].Locator("textarea").Last.FocusAsync();
        await lines[0].Locator("textarea").Last.BlurAsync();
        for (var tries = 0; await page.EvaluateAsync<int>("() => Object.keys(localStorage).length") > 0; tries++)
        {
            tries.ShouldBeLessThan(900, $"something is still to be sent: {string.Join(" | ", await page.Locator("[data-status]:has(.note, .clash, .problem)").AllInnerTextsAsync())}");
            await Task.Delay(100, Cancel);
        }

        (await page.Locator(".clash").CountAsync()).ShouldBe(0, "one person's own saves never clash");
        await ShouldHoldWhatItSaysAsync(page);
        var sheet = await SheetAsync();
        foreach (var (code, text) in last)
            sheet.Positions[new(code)].Reason.ShouldBe(text, code);
        await using var context = pages.Installation.Database.Open();
        (await context.Positions.Where(row => row.Unit == "noivu" && row.Reason.EndsWith($"của hạt {seed}")).Select(row => new { row.Criterion, row.Reason, row.Entry }).ToListAsync(Cancel)).ShouldBeUnique("nothing is stored twice");
        (await context.SetAside.CountAsync(Cancel)).ShouldBe(0, "nothing was lost to another");
        (await pages.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

    /// <summary>What a line shows in its fields is stored wherever it says so.</summary>
    private async Task ShouldHoldWhatItSaysAsync(IPage page)
    {
        var said = await page.EvaluateAsync<string[][]>(
            """
            () => [...document.querySelectorAll('[data-line]')].filter(line => line.querySelector('.saved')?.checkVisibility({ visibilityProperty: true }))
              .map(line => [line.id, [...line.querySelectorAll('textarea')].at(-1).value])
            """);
        var sheet = await SheetAsync();
        foreach (var line in said)
            sheet.Positions[new(line[0])].Reason.ShouldBe(line[1], $"{line[0]} says that it is saved");
    }

    private async Task<Sheet> SheetAsync() => (await pages.Installation.Sheets.ReadAsync(DemoPages.Round, "departments", "noivu", Stages.Self, Cancel)).ShouldNotBeNull();

    private static async Task TroubleAsync(IRoute route, int trouble)
    {
        try
        {
            switch (trouble)
            {
                case 0: // never sent
                    await route.AbortAsync();
                    break;
                case 1: // stored, and the answer lost
                    await route.FetchAsync();
                    await route.AbortAsync();
                    break;
                case 2: // sent twice
                    await route.FetchAsync();
                    await route.ContinueAsync();
                    break;
                case 3: // slow
                    await Task.Delay(900, Cancel);
                    await route.ContinueAsync();
                    break;
                case 4: // given up before it arrives, after what was sent later
                    await route.AbortAsync();
                    await Task.Delay(7000, Cancel);
                    await route.FetchAsync();
                    break;
                default:
                    await route.ContinueAsync();
                    break;
            }
        }
        catch (PlaywrightException)
        {
            // The page is gone; that is trouble too.
        }
    }

    [GeneratedRegex("handler=Line", RegexOptions.None, 1000)]
    private static partial Regex Saves();
}
