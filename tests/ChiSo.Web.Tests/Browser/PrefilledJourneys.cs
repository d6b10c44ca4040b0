using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ChiSo.Web.Tests.Browser;

/// <summary>Pre-filled figures are confirmed over what was typed on their line, saved or not.</summary>
[Trait("Duration", "Long")]
public sealed partial class PrefilledJourneys(Chromium chromium, DemoPages pages) : IClassFixture<DemoPages>
{
    private const string File = "Mã đơn vị,Tiêu chí,Số liệu,Giá trị,Nguồn,Ngày truy vấn\nnoivu,2.1.1,a,4,Hệ thống,01/01/2024\nnoivu,2.1.1,b,5,Hệ thống,01/01/2024\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_typed_before_does_not_come_back_once_the_figures_are_confirmed()
    {
        await using var file = new MemoryStream(Encoding.UTF8.GetBytes(File));
        var office = await pages.PersonAsync("thuongtruc");
        (await pages.Installation.PrefilledLoading.LayInAsync(DemoPages.Round, "departments", file, "so-lieu.csv", office, Cancel)).TryGet(out var sent).ShouldBeTrue();
        var plan = (await pages.Installation.PrefilledLoading.PlanAsync(sent, office, Cancel)).ShouldNotBeNull();
        (await pages.Installation.PrefilledLoading.TakeInAsync(sent, plan.Seen, office, Cancel)).Problems.ShouldBeEmpty();
        var page = await chromium.SignInAsync(pages.Address, "canbo", 390);
        await page.GotoAsync($"{pages.Address}{DemoPages.Sheet}/TC");
        var line = page.Locator("#TC_XD_TD");
        var first = line.Locator("input.number").First;
        await first.FillAsync("nhiều");
        await first.BlurAsync();
        await line.Locator(".problem").WaitForAsync();
        var other = page.Locator("#TC_XD_QT");
        await other.Locator("input[type=radio]").First.CheckAsync();
        await other.Locator(".saved").WaitForAsync();
        await page.RouteAsync(Saves(), route => route.AbortAsync());
        await other.Locator("textarea").Last.FillAsync("Chưa tới máy chủ");
        await other.Locator("textarea").Last.BlurAsync();
        await other.Locator(".note.unsent").WaitForAsync();
        await line.Locator("[data-confirm]").ClickAsync(); // held back until the other line is answered, and dropped when that fails
        await line.Locator(".note.unsent").WaitForAsync();
        (await page.EvaluateAsync<bool>("() => Object.entries(localStorage).some(([key, kept]) => key.includes(':TC_XD_TD:') && kept.includes('nhiều'))")).ShouldBeTrue("what was typed stays in the browser");
        await page.UnrouteAsync(Saves());
        await page.Locator(".note.unsent").First.WaitForAsync(new() { State = WaitForSelectorState.Detached, Timeout = 20_000 });
        await line.Locator(".problem").WaitForAsync();
        await other.Locator(".saved").WaitForAsync();
        await line.Locator("[data-confirm]").ClickAsync();
        await ShouldStandAsync(1);

        await page.RouteAsync(Saves(), async route =>
        {
            await Task.Delay(500, Cancel);
            await route.ContinueAsync();
        });
        await first.FillAsync("3"); // leaving it for the button sends it
        await line.Locator("[data-confirm]").ClickAsync();
        await ShouldStandAsync(3);
        await page.ReloadAsync();
        await ShouldStandAsync(3);

        async Task ShouldStandAsync(int version)
        {
            await line.Locator($"input[name='seen.TC_XD_TD'][value='{version}']").WaitForAsync(new() { State = WaitForSelectorState.Attached });
            (await first.InputValueAsync()).ShouldBe("4");
            (await line.Locator(".problem, .clash").CountAsync()).ShouldBe(0);
            (await page.EvaluateAsync<int>("() => Object.keys(localStorage).length")).ShouldBe(0, "nothing is left to be sent");
        }
    }

    [GeneratedRegex("handler=Line", RegexOptions.None, 1000)]
    private static partial Regex Saves();
}
