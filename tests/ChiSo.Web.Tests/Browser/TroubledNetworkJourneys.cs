using System.Text.RegularExpressions;
using ChiSo.Application.Assessment;
using ChiSo.Application.Rounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace ChiSo.Web.Tests.Browser;

/// <summary>A sheet is filled over a line that drops, delays, doubles and reorders what is sent and loses what is answered, by chance from a fixed seed: in the end every line holds what was typed last.</summary>
[Trait("Duration", "Long")]
public sealed partial class TroubledNetworkJourneys(Chromium chromium, DemoPages pages) : IClassFixture<DemoPages>
{
    private const int Edits = 80;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, "TC")]
    [InlineData(2, "TT")]
    [InlineData(3, "CV")]
    public async Task What_was_typed_last_stands_whatever_the_line_did(int seed, string field)
    {
        var chance = new Random(seed);
        var page = await chromium.SignInAsync(pages.Address, "canbo", 1280);
        await page.GotoAsync($"{pages.Address}{DemoPages.Sheet}/{field}");
        await page.RouteAsync(Saves(), route => TroubleAsync(route, chance.Next(6)));
        var lines = await page.Locator("[data-line]").AllAsync();
        var last = new Dictionary<string, string>();
        for (var edit = 0; edit < Edits; edit++)
        {
            var line = lines[chance.Next(lines.Count)];
            var code = (await line.GetAttributeAsync("id")).ShouldNotBeNull();
            last[code] = $"Lần {edit} của hạt {seed}";
            if (await line.Locator("input[type=radio]").CountAsync() > 0)
                await line.Locator("input[type=radio]").First.CheckAsync();
            foreach (var number in await line.Locator("input.number").AllAsync())
                await number.FillAsync("1");
            await line.Locator("textarea").Last.FillAsync(last[code]);
            await line.Locator("textarea").Last.BlurAsync();
            await Task.Delay(chance.Next(120), Cancel);
        }

        await page.UnrouteAsync(Saves());
        for (var tries = 0; await page.EvaluateAsync<int>("() => Object.keys(localStorage).length") > 0; tries++)
        {
            tries.ShouldBeLessThan(600, "something is still to be sent");
            await Task.Delay(100, Cancel);
        }

        (await page.Locator(".clash").CountAsync()).ShouldBe(0, "one person's own saves never clash");
        var sheet = (await pages.Installation.Sheets.ReadAsync(DemoPages.Round, "departments", "noivu", Stages.Self, Cancel)).ShouldNotBeNull();
        foreach (var (code, text) in last)
            sheet.Positions[new(code)].Reason.ShouldBe(text, code);
        await using var context = pages.Installation.Database.Open();
        (await context.Positions.Where(row => row.Unit == "noivu" && row.Reason.EndsWith($"của hạt {seed}")).ToListAsync(Cancel)).Select(row => (row.Criterion, row.Reason)).ShouldBeUnique("nothing is stored twice");
        (await pages.Installation.VerifyTrailAsync(Cancel)).IsWhole.ShouldBeTrue();
    }

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
                case 3: // overtaken by what is sent after it
                    await Task.Delay(900, Cancel);
                    await route.ContinueAsync();
                    break;
                default:
                    await route.ContinueAsync();
                    break;
            }
        }
        catch (PlaywrightException)
        {
            // The page gave the request up meanwhile; that is trouble too.
        }
    }

    [GeneratedRegex("handler=Line", RegexOptions.None, 1000)]
    private static partial Regex Saves();
}
