using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ChiSo.Web.Tests.Browser;

/// <summary>A clerk fills the unit's sheet in a real browser, on a screen and on a phone.</summary>
public sealed partial class AssessmentJourneys(Chromium chromium, DemoPages pages) : IClassFixture<DemoPages>
{
    [Theory]
    [InlineData(1280, Traits = ["Duration", "Long"])]
    [InlineData(390)]
    public async Task An_officer_finds_the_work_and_every_line_saves_itself(int width)
    {
        var page = await chromium.SignInAsync(pages.Address, "canbo", width);
        await Look.AtAsync(page, $"desk-{width}");
        await page.ClickAsync("text=Nhập bảng tự đánh giá");
        await Look.AtAsync(page, $"sheet-{width}");
        await page.ClickAsync(".progress a >> nth=0");
        await Look.AtAsync(page, $"field-{width}");

        var line = page.Locator("[data-line]").First;
        await FillAsync(line);
        await line.Locator("[data-status] .saved").WaitForAsync();
        (await line.Locator("[data-status]").InnerTextAsync()).ShouldContain("Đã lưu");
        (await page.Locator(".lead").InnerTextAsync()).ShouldStartWith($"Đã nhập {await page.Locator(".line .saved").CountAsync()} trong ");
        await Look.AtAsync(page, $"field-saved-{width}");
        await line.Locator("text=Thêm tệp hoặc văn bản viện dẫn").ClickAsync();
        await page.SetInputFilesAsync("#file", new FilePayload { Name = $"Báo cáo {width}.pdf", MimeType = "application/pdf", Buffer = System.Text.Encoding.UTF8.GetBytes($"%PDF-1.7 {width}") });
        await page.CheckAsync("#not-secret");
        await page.ClickAsync("button.main");
        await page.Locator($".evidence a[download] >> text=Báo cáo {width}.pdf").WaitForAsync();
        await Look.AtAsync(page, $"evidence-{width}");
        await page.GoBackAsync();
        await page.ReloadAsync();
        (await page.Locator("[data-line]").First.Locator("input.number").First.InputValueAsync()).ShouldBe("1");
    }

    [Fact]
    public async Task A_PDF_of_evidence_is_seen_in_the_page()
    {
        var page = await chromium.SignInAsync(pages.Address, "canbo", 390);
        await page.GotoAsync($"{pages.Address}{DemoPages.Sheet}/TC/TC_XD_QT");
        await page.CheckAsync("#not-secret");
        await page.SetInputFilesAsync("#file", House.Repository.PathOf("tests/ChiSo.Application.Tests/Assessment/SecrecyFiles/nhac-den-mat.pdf"));
        await page.ClickAsync("button.main");
        await page.ClickAsync("[data-preview=pdf]");
        await page.Locator("dialog canvas[aria-label='Trang 1 trên 1']").WaitForAsync();
        (await page.Locator("dialog [data-note]").InnerTextAsync()).ShouldBeEmpty();
        await Look.AtAsync(page, "preview-390");
        await page.ClickAsync("dialog button");
        await page.Locator("dialog canvas").WaitForAsync(new() { State = WaitForSelectorState.Detached }); // a browser tells of the closing after the click
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390, Traits = ["Duration", "Long"])]
    public async Task The_standing_office_sees_who_waits_on_whom(int width)
    {
        var page = await chromium.SignInAsync(pages.Address, "thuongtruc", width);
        await page.ClickAsync("text=Các kỳ đang thực hiện");
        await Look.AtAsync(page, $"live-{width}");
        await page.ClickAsync("main h2 a");
        (await page.Locator("tbody tr").CountAsync()).ShouldBeGreaterThan(20);
        await Look.AtAsync(page, $"board-{width}");
        await page.GotoAsync($"{pages.Address}/desk/rounds/{DemoPages.Round}/days");
        await page.FillAsync("#from", "30/04/2099");
        await page.FillAsync("#ground", "Thông báo số 7");
        await page.ClickAsync("main form:has(#from) button");
        await page.WaitForSelectorAsync("tbody th");
        await Look.AtAsync(page, $"days-{width}");
    }

    [Fact]
    public async Task The_keyboard_alone_goes_from_entry_to_entry_and_saves()
    {
        var page = await chromium.SignInAsync(pages.Address, "canbo", 1280);
        await page.GotoAsync($"{pages.Address}{DemoPages.Sheet}/CV");
        var line = page.Locator("#CV_VT");
        await line.Locator("input.number").First.FocusAsync();
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("37");
        await page.Keyboard.PressAsync("Enter");
        (await page.EvaluateAsync<string>("document.activeElement.name")).ShouldBe("e.CV_VT.b");
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("40");
        await page.Keyboard.PressAsync("Control+s");
        await line.Locator("[data-status] .because:has-text('37')").WaitForAsync();
        await page.ReloadAsync();
        (await line.Locator("input.number").First.InputValueAsync()).ShouldBe("37");
        (await line.Locator("input.number").Last.InputValueAsync()).ShouldBe("40");
    }

    [Fact]
    public async Task Two_tabs_on_one_line_show_both_values()
    {
        var first = await chromium.SignInAsync(pages.Address, "canbo", 1280);
        var second = await first.Context.NewPageAsync();
        foreach (var tab in new[] { first, second })
            await tab.GotoAsync($"{pages.Address}{DemoPages.Sheet}/TC");
        await FillAsync(first.Locator("[data-line]").First);
        await first.Locator("[data-line]").First.Locator(".saved").WaitForAsync();
        await SlowDownAsync(second);
        await second.Locator("[data-line]").First.Locator("textarea").Last.FillAsync("Nội dung ở tab thứ hai");
        await FillAsync(second.Locator("[data-line]").First);
        await second.Locator("[data-line]").First.Locator(".clash").WaitForAsync();
        await Look.AtAsync(second, "clash");
        await second.ClickAsync("[data-keep]");
        await second.Locator("[data-line]").First.Locator(".saved").WaitForAsync();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Only_its_buttons_which_nothing_covers_decide_a_clash(int width)
    {
        var first = await chromium.SignInAsync(pages.Address, "canbo", width);
        var second = await first.Context.NewPageAsync();
        var (mine, theirs) = (second.Locator("[data-line]").Nth(1), first.Locator("[data-line]").Nth(1));
        await first.GotoAsync($"{pages.Address}{DemoPages.Sheet}/TT");
        await FillAsync(theirs);
        await theirs.Locator(".saved").WaitForAsync();
        await second.GotoAsync($"{pages.Address}{DemoPages.Sheet}/TT");
        await first.RunAndWaitForResponseAsync(() => WriteAsync(theirs, $"Bản của tab một {width}"), Saves());
        await WriteAsync(mine, $"Bản của tab hai {width}");
        await mine.Locator(".clash").WaitForAsync();
        await Look.WindowAsync(second, $"clash-window-{width}");
        foreach (var button in new[] { "[data-keep]", "[data-leave]" })
            (await Look.IsInReachAsync(mine.Locator(button).First)).ShouldBeTrue(button);

        await mine.Locator("textarea").Last.FocusAsync();
        await second.Keyboard.PressAsync("Control+s");
        await WriteAsync(mine, $"Bản sau của tab hai {width}");
        await second.ReloadAsync();
        await mine.Locator(".clash").WaitForAsync();
        (await mine.Locator("textarea").Last.InputValueAsync()).ShouldBe($"Bản sau của tab hai {width}");
        (await ReasonsAsync()).ShouldContain($"Bản của tab một {width}", "nobody said whose value stands");

        var lost = false;
        await second.RouteAsync(Saves(), route =>
        {
            (lost, var again) = (true, lost);
            return again ? route.ContinueAsync() : route.AbortAsync();
        });
        await mine.Locator("[data-keep]").ClickAsync();
        await mine.Locator(".saved").WaitForAsync(new() { Timeout = 20_000 });
        (await ReasonsAsync()).ShouldContain($"Bản sau của tab hai {width}", "what was decided is said again when the line was down");
    }

    /// <summary>Of what stands on the lines of the sheet.</summary>
    private async Task<IEnumerable<string>> ReasonsAsync() =>
        (await pages.Installation.Sheets.ReadAsync(DemoPages.Round, "departments", "noivu", "self", TestContext.Current.CancellationToken)).ShouldNotBeNull().Positions.Values.Select(position => position.Reason);

    private static async Task WriteAsync(ILocator line, string reason)
    {
        await line.Locator("textarea").Last.FillAsync(reason);
        await line.Locator("textarea").Last.BlurAsync();
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390, Traits = ["Duration", "Long"])]
    public async Task The_other_value_is_kept_after_a_clash_and_the_loser_taken_back_later(int width)
    {
        var first = await chromium.SignInAsync(pages.Address, "canbo", width);
        var second = await first.Context.NewPageAsync();
        await first.GotoAsync($"{pages.Address}{DemoPages.Sheet}/TA");
        await FillAsync(first.Locator("[data-line]").First);
        await first.Locator("[data-line]").First.Locator(".saved").WaitForAsync();
        await second.GotoAsync($"{pages.Address}{DemoPages.Sheet}/TA");
        var line = second.Locator("[data-line]").First;
        await first.RunAndWaitForResponseAsync(() => WriteAsync(first, $"Bản đứng lại {width}"), Saves());
        await first.Locator("[data-line]").First.Locator(".saved").WaitForAsync();
        await SentAsync(first);
        await WriteAsync(second, $"Bản thua {width}");
        await line.Locator(".clash").WaitForAsync();
        await Look.AtAsync(second, $"clash-choice-{width}");

        await second.ReloadAsync();
        await line.Locator(".clash").WaitForAsync();
        await line.Locator("[data-leave] >> nth=0").ClickAsync();
        await line.Locator(".clash").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await line.Locator("textarea").Last.InputValueAsync()).ShouldBe($"Bản đứng lại {width}");
        await second.ReloadAsync();
        (await line.Locator("textarea").Last.InputValueAsync()).ShouldBe($"Bản đứng lại {width}", "nothing kept in the browser puts the loser back");

        await line.Locator("details:has([data-leave]) summary").ClickAsync();
        await Look.AtAsync(second, $"clash-kept-{width}");
        await line.Locator($"li:has-text('Bản thua {width}') [data-leave]").ClickAsync();
        await line.Locator(".note:has-text('chưa lưu')").WaitForAsync();
        (await line.Locator("textarea").Last.InputValueAsync()).ShouldBe($"Bản thua {width}");
        await Look.AtAsync(second, $"clash-taken-back-{width}");
        await second.ClickAsync("button.main");
        await line.Locator(".note:has-text('chưa lưu')").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await line.Locator("textarea").Last.InputValueAsync()).ShouldBe($"Bản thua {width}");
    }

    /// <summary>Waits until nothing is left to be sent. Asked from outside: the page's policy forbids a watching script of its own.</summary>
    private static async Task SentAsync(IPage page)
    {
        for (var tries = 0; await page.EvaluateAsync<int>("() => Object.keys(localStorage).length") > 0; tries++)
        {
            tries.ShouldBeLessThan(300, "what was typed is still to be sent");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static Task WriteAsync(IPage page, string reason) => WriteAsync(page.Locator("[data-line]").First, reason);

    [Fact]
    public async Task What_was_not_sent_before_another_saved_is_asked_about_in_the_next_tab()
    {
        var first = await chromium.SignInAsync(pages.Address, "canbo", 1280);
        var second = await first.Context.NewPageAsync();
        foreach (var tab in new[] { first, second })
            await tab.GotoAsync($"{pages.Address}{DemoPages.Sheet}/TT");
        await second.RouteAsync(Saves(), route => route.AbortAsync());
        await second.Locator("[data-line]").First.Locator("textarea").Last.FillAsync("Chưa gửi được từ tab này");
        await FillAsync(second.Locator("[data-line]").First);
        await second.Locator("[data-line]").First.Locator(".note:has-text('Chưa gửi được')").WaitForAsync();
        await FillAsync(first.Locator("[data-line]").First);
        await first.Locator("[data-line]").First.Locator(".saved").WaitForAsync();
        await second.CloseAsync();

        var third = await first.Context.NewPageAsync();
        await third.GotoAsync($"{pages.Address}{DemoPages.Sheet}/TT");
        await third.Locator("[data-line]").First.Locator(".clash").WaitForAsync();
        (await third.Locator("[data-line]").First.Locator("textarea").Last.InputValueAsync()).ShouldBe("Chưa gửi được từ tab này");
    }

    [Fact]
    public async Task A_lost_connection_loses_nothing()
    {
        var page = await chromium.SignInAsync(pages.Address, "canbo", 1280);
        await page.GotoAsync($"{pages.Address}{DemoPages.Sheet}/BM");
        await page.Context.SetOfflineAsync(true);
        var line = page.Locator("[data-line]").First;
        await FillAsync(line);
        await line.Locator(".note:has-text('Chưa gửi được')").WaitForAsync();
        await Look.AtAsync(page, "offline");
        await page.Context.SetOfflineAsync(false);
        await line.Locator(".saved").WaitForAsync(new() { Timeout = 20_000 });
    }

    [Theory]
    [InlineData(1280, Traits = ["Duration", "Long"])]
    [InlineData(390)]
    public async Task What_was_not_sent_leaves_as_a_file_and_is_sent_once_the_browser_was_cleared(int width)
    {
        var first = await chromium.SignInAsync(pages.Address, "canbo", width);
        await first.GotoAsync($"{pages.Address}{DemoPages.Sheet}/CS");
        var line = first.Locator("[data-line]").First;
        var reason = $"Gửi từ tệp {width}";
        await first.Context.SetOfflineAsync(true);
        await line.Locator("textarea").Last.FillAsync(reason);
        await FillAsync(line);
        await line.Locator(".note:has-text('Chưa gửi được')").WaitForAsync();
        await Look.AtAsync(first, $"unsent-{width}");
        var file = Path.GetTempFileName();
        await (await first.RunAndWaitForDownloadAsync(() => first.GetByText("Lưu phần chưa gửi ra tệp").ClickAsync())).SaveAsAsync(file);
        await first.CloseAsync();

        var other = await first.Context.NewPageAsync();
        await first.Context.SetOfflineAsync(false);
        await other.GotoAsync($"{pages.Address}/desk");
        await other.EvaluateAsync("localStorage.clear()");
        await other.GotoAsync($"{pages.Address}{DemoPages.Sheet}/CS");
        await other.GetByText("Mở tệp phần chưa gửi").ClickAsync();
        (await other.Locator("[data-line]").First.Locator("textarea").Last.InputValueAsync()).ShouldNotBe(reason, "the browser knows nothing of it");
        await other.SetInputFilesAsync("#unsent-file", House.Repository.PathOf("README.md"));
        await other.GetByText("Đây không phải là tệp").WaitForAsync();
        await other.SetInputFilesAsync("#unsent-file", file);
        await other.GetByText("Đã mở 1 dòng").WaitForAsync();
        await other.Locator("[data-line]").First.Locator(".saved").WaitForAsync();
        await Look.AtAsync(other, $"unsent-opened-{width}");
        await other.ReloadAsync();
        (await other.Locator("[data-line]").First.Locator("textarea").Last.InputValueAsync()).ShouldBe(reason);
        File.Delete(file);
    }

    [GeneratedRegex("handler=Line", RegexOptions.None, 1000)]
    private static partial Regex Saves();

    /// <summary>Every save takes half a second to leave, so that more is typed while one is on its way.</summary>
    private static async Task SlowDownAsync(IPage page) => await page.RouteAsync(Saves(), async route =>
    {
        await Task.Delay(500);
        await route.ContinueAsync();
    });

    /// <summary>Puts 1 into every figure, or takes the first answer.</summary>
    private static async Task FillAsync(ILocator line)
    {
        var numbers = await line.Locator("input.number").AllAsync();
        foreach (var number in numbers)
            await number.FillAsync("1");
        if (numbers.Count > 0)
            await numbers[^1].BlurAsync();
        else
            await line.Locator("input[type=radio]").First.CheckAsync();
    }
}
