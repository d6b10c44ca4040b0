using ChiSo.Application.Assessment;
using ChiSo.Application.Rounds;
using Microsoft.Playwright;

namespace ChiSo.Web.Tests.Browser;

/// <summary>A sheet is filled in one sitting with the keyboard alone, from signing in to the unit's leader: keys are pressed, nothing is clicked and no field is given the focus.</summary>
public sealed class KeyboardJourneys(Chromium chromium, DemoPages pages) : IClassFixture<DemoPages>
{
    private const int MostTabs = 400;
    private const string Evidence = "Báo cáo số 5/BC-SNV ngày 10/12/2024";
    private const string ToNext = "one.matches('.actions a') && one.textContent.includes('→')";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_field_is_filled_with_the_keyboard_alone()
    {
        var page = await SignInAsync("/desk");
        await FollowAsync(page, "one.textContent.includes('Nhập bảng tự đánh giá')");
        await FollowAsync(page, "one.matches('.progress a')");
        (await page.Locator("[data-line]").First.AriaSnapshotAsync()).ShouldSatisfyAllConditions(tree => tree.ShouldContain("- textbox \""), tree => tree.ShouldContain("- status"));
        var filled = await FillAsync(page);

        var sheet = await SheetAsync();
        sheet.Positions.Values.Count(position => position.Evidence == Evidence).ShouldBe(filled);
    }

    [Fact]
    [Trait("Duration", "Long")]
    public async Task The_whole_sheet_is_filled_and_sent_to_the_leader_with_the_keyboard_alone()
    {
        var page = await SignInAsync("/desk");
        await FollowAsync(page, "one.textContent.includes('Nhập bảng tự đánh giá')");
        await FollowAsync(page, "one.matches('.progress a')");
        var filled = await FillAsync(page);
        while (await page.Locator(".actions a", new() { HasText = "→" }).CountAsync() > 0)
        {
            await FollowAsync(page, ToNext);
            filled += await FillAsync(page);
        }

        await FollowAsync(page, "one.matches('.actions a') && one.pathname.endsWith('/self')");
        await ReachAsync(page, "one.matches('button') && one.textContent.includes('Gửi lãnh đạo đơn vị duyệt')");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("h2", new() { HasText = "lãnh đạo" }).First.WaitForAsync();

        var sheet = await SheetAsync();
        (sheet.State, filled).ShouldBe((SheetState.WithLeader, sheet.Own().Count()));
        filled.ShouldBeGreaterThan(30);
        sheet.Positions.Values.Count(position => position.Evidence == Evidence).ShouldBe(filled);
    }

    private async Task<Sheet> SheetAsync() => (await pages.Installation.Sheets.ReadAsync(DemoPages.Round, "departments", "noivu", Stages.Self, Cancel)).ShouldNotBeNull();

    /// <summary>The first page of the officer, signed in with keys.</summary>
    private async Task<IPage> SignInAsync(string path)
    {
        var page = await chromium.OpenAsync();
        await page.GotoAsync(pages.Address + path);
        await ReachAsync(page, "one.id === 'user'");
        await page.Keyboard.TypeAsync(pages.Prefix + "canbo");
        await ReachAsync(page, "one.id === 'password'");
        await page.Keyboard.TypeAsync(People.DemoPeople.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".topbar .who form").WaitForAsync();
        return page;
    }

    /// <summary>Goes through a field from its first line to its last and waits until every line tells it is saved.</summary>
    /// <returns>How many lines.</returns>
    private static async Task<int> FillAsync(IPage page)
    {
        await ReachAsync(page, "one.closest('[data-line]')");
        while (await KindAsync(page) is var kind && kind != "outside")
        {
            if (kind.Length > 0)
                (await Look.IsInReachAsync(page.Locator(":focus"))).ShouldBeTrue($"what has the focus is covered: {kind}");
            if (kind == "choice")
                await page.Keyboard.PressAsync("Space");
            else if (kind is "points" or "figure" or "items" or "evidence")
                await TypeAsync(page, kind switch { "points" => "0,5", "figure" => "1", "items" => "100 90", _ => Evidence });
            await page.Keyboard.PressAsync("Tab");
        }

        var unsaved = page.Locator("[data-line]:not(:has([data-status] .saved))");
        for (var tries = 0; await unsaved.CountAsync() > 0; tries++) // the page's policy forbids a watching script of its own
        {
            tries.ShouldBeLessThan(300, $"not every line of {page.Url} is saved: {string.Join(" | ", await unsaved.Locator("[data-status]").AllInnerTextsAsync())}");
            await Task.Delay(100, Cancel);
        }

        return await page.Locator("[data-line]").CountAsync();
    }

    private static Task<string> KindAsync(IPage page) => page.EvaluateAsync<string>(
        """
        () => {
          const one = document.activeElement;
          return !one.closest('[data-line]') ? 'outside' : one.matches('input.number') ? (one.id.endsWith('-p') ? 'points' : 'figure') : one.id.endsWith('-items') ? 'items'
            : one.matches('input[type=radio]') ? 'choice' : one.matches('textarea[name^=evidence]') ? 'evidence' : '';
        }
        """);

    private static async Task TypeAsync(IPage page, string text)
    {
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.InsertTextAsync(text);
    }

    /// <summary>Goes to a link and follows it.</summary>
    private static async Task FollowAsync(IPage page, string link)
    {
        var before = page.Url;
        await ReachAsync(page, link);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(address => address != before);
        await page.WaitForLoadStateAsync();
    }

    /// <param name="wanted">Of <c>one</c>, the element with the focus.</param>
    private static async Task ReachAsync(IPage page, string wanted)
    {
        for (var tabs = 0; tabs < MostTabs; tabs++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>($"() => {{ const one = document.activeElement; return !!({wanted}); }}"))
                return;
        }

        throw new InvalidOperationException($"The keyboard does not reach {wanted} on {page.Url}.");
    }
}
