using System.Text.RegularExpressions;
using ChiSo.Application.Assessment;
using ChiSo.Application.Rounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace ChiSo.Web.Tests.Browser;

/// <summary>What goes another way than by the fields: a file dropped on a line, and a save that was stored while its answer was lost.</summary>
public sealed partial class LostAnswerJourneys(Chromium chromium, DemoPages pages) : IClassFixture<DemoPages>
{
    private const string Place = $"{DemoPages.Sheet}/TC";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1280)]
    [InlineData(390, Traits = ["Duration", "Long"])]
    public async Task A_file_dropped_on_a_line_is_stored_on_it(int width)
    {
        var page = await chromium.SignInAsync(pages.Address, "canbo", width);
        await page.GotoAsync($"{pages.Address}{Place}/TC_XD_TD");
        await page.CheckAsync("#not-secret");
        var dropped = await page.EvaluateHandleAsync("name => { const data = new DataTransfer(); data.items.add(new File(['%PDF-1.7 ' + name], name, { type: 'application/pdf' })); return data; }", $"Thả vào {width}.pdf");
        await page.DispatchEventAsync("[data-drop]", "dragover", new { dataTransfer = dropped });
        (await page.Locator("[data-drop].over").CountAsync()).ShouldBe(1, "the place says that it takes the file");
        await page.DispatchEventAsync("[data-drop]", "drop", new { dataTransfer = dropped });
        await page.Locator($".evidence a[download] >> text=Thả vào {width}.pdf").WaitForAsync();
        await Look.AtAsync(page, $"evidence-dropped-{width}");

        await using var context = pages.Installation.Database.Open();
        var names = await context.Evidence.Where(row => row.Unit == "noivu" && row.Stage == Stages.Self).Select(row => new { row.FileName, row.Criterion }).ToListAsync(Cancel);
        names.Where(row => row.FileName == $"Thả vào {width}.pdf").ShouldHaveSingleItem().Criterion.Value.ShouldBe("TC_XD_TD");
    }

    [Fact]
    public async Task A_save_that_was_stored_while_its_answer_was_lost_is_sent_again_and_stored_once()
    {
        var page = await chromium.SignInAsync(pages.Address, "canbo", 1280);
        await page.GotoAsync(pages.Address + Place);
        var line = page.Locator("#TC_XD_QT");
        await line.Locator("input[type=radio]").First.CheckAsync();
        await line.Locator(".saved").WaitForAsync();
        var answered = new List<int>();
        await page.RouteAsync(Saves(), async route =>
        {
            answered.Add((await route.FetchAsync()).Status); // it reached the server, and the server answered
            await route.AbortAsync();
        });
        await line.Locator("textarea").Last.FillAsync("Đã tới máy chủ, không thấy trả lời");
        await line.Locator("textarea").Last.BlurAsync();
        await line.Locator(".note:has-text('Chưa gửi được')").WaitForAsync();
        answered.ShouldBe([200]);

        await page.UnrouteAsync(Saves());
        await line.Locator(".note").WaitForAsync(new() { State = WaitForSelectorState.Detached, Timeout = 20_000 });
        await line.Locator(".saved").WaitForAsync();
        (await line.Locator(".clash").CountAsync()).ShouldBe(0);
        (await page.EvaluateAsync<int>("() => Object.keys(localStorage).length")).ShouldBe(0, "nothing is left to be sent");
        await using var context = pages.Installation.Database.Open();
        (await context.Positions.CountAsync(row => row.Unit == "noivu" && row.Stage == Stages.Self && row.Reason == "Đã tới máy chủ, không thấy trả lời", Cancel)).ShouldBe(1);
        (await context.SetAside.CountAsync(Cancel)).ShouldBe(0);
    }

    [GeneratedRegex("handler=Line", RegexOptions.None, 1000)]
    private static partial Regex Saves();
}
