using Microsoft.Playwright;

namespace ChiSo.Web.Tests.Browser;

/// <summary>Where script is off, a sheet is appraised, confirmed, decided by the council and its list passed: by links, folds and forms alone.</summary>
public sealed class WithoutScriptJourneys(Chromium chromium, HandInJourneys.Drafted pages) : IClassFixture<HandInJourneys.Drafted>
{
    private const string Changed = "TC_XD_TD";
    private const string AskedOf = "TC_XD_QT";
    private const string Returned = "TC_TD_XL";
    private const string ReviewOfUnit = $"/desk/{DemoPages.Round}/departments/review/review1/unit/noivu";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_script_a_sheet_is_appraised_decided_and_its_list_passed()
    {
        var cast = new Cast(chromium, pages.Address, 390, Script: false);
        await HandInAsync(cast);
        var appraiser = await cast.EnterAsync("thamdinh", ReviewOfUnit);
        await AskAsync(appraiser, AskedOf, "Clarify", "Bổ sung tờ trình có dấu đến");
        await AskAsync(appraiser, Returned, "Return", "Chọn lại mức");
        await Cast.LowerAsync(appraiser, Changed, "1", "Thiếu tờ trình có dấu đến");
        await appraiser.Locator($"#{Changed} .said:has-text('Thiếu tờ trình có dấu đến')").WaitForAsync();
        await AnswerAsync(cast);
        await HandInAgainAsync(cast);
        await appraiser.ReloadAsync();
        await Cast.TickAllAsync(appraiser, "accept");
        await appraiser.Locator(".done").WaitForAsync();
        await ConfirmAsync(cast);
        await DecideAsync(cast);
    }

    private static async Task HandInAsync(Cast cast)
    {
        var officer = await cast.EnterAsync("canbo", "/desk");
        await officer.ClickAsync("text=Nhập bảng tự đánh giá");
        await officer.ClickAsync(".progress a >> nth=0");
        foreach (var line in (await officer.Locator("[data-line]").AllAsync()).Take(4))
            await Cast.FillAsync(line);
        await officer.ClickAsync("button.main");
        await officer.ClickAsync(".actions a:has-text('Xem cả bảng')");
        await officer.ClickAsync("button:has-text('Gửi lãnh đạo đơn vị duyệt')");
        var leader = await cast.EnterAsync("lanhdao", "/desk");
        await leader.ClickAsync(".work a[href$='/noivu/self']");
        await Cast.HandInAsync(leader);
    }

    private static async Task AskAsync(IPage appraiser, string criterion, string kind, string text)
    {
        var line = appraiser.Locator($"#{criterion}");
        await line.Locator("summary", new() { HasText = "Yêu cầu bổ sung" }).ClickAsync();
        await line.Locator("form[action*='Ask'] select").SelectOptionAsync(kind);
        await line.Locator("form[action*='Ask'] textarea").FillAsync(text);
        await line.Locator("form[action*='Ask'] button").ClickAsync();
        await line.Locator($".ask:has-text('{text}')").WaitForAsync();
    }

    private static async Task AnswerAsync(Cast cast)
    {
        var officer = await cast.EnterAsync("canbo", "/desk");
        await officer.ClickAsync(".work a:has-text('Trả lời cơ quan thẩm định')");
        await officer.FillAsync("textarea[name=answer]", "Tờ trình số 12/TTr-SNV");
        await officer.ClickAsync("main form button.main");
        await officer.Locator("text=Tờ trình số 12/TTr-SNV").First.WaitForAsync();
    }

    /// <summary>The unit's leader mends the one line that was returned, while the others stay locked.</summary>
    private static async Task HandInAgainAsync(Cast cast)
    {
        var leader = await cast.EnterAsync("lanhdao", $"/desk/{DemoPages.Round}/departments/noivu/questions");
        await leader.ClickAsync($"main a[href$='#{Returned}']");
        (await leader.Locator("[data-line]:not([disabled])").CountAsync()).ShouldBe(1);
        var line = leader.Locator($"[data-line='{Returned}']");
        await line.Locator("textarea[name^=reason]").FillAsync("Đã chọn lại");
        await line.Locator("button[formaction*='HandIn']").ClickAsync();
        await line.Locator(".returned").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await leader.Locator("[data-line]:not([disabled])").CountAsync()).ShouldBe(0);
    }

    private static async Task ConfirmAsync(Cast cast)
    {
        var leader = await cast.EnterAsync("chutri", "/desk");
        await leader.ClickAsync(".work a:has-text('Xác nhận kết quả thẩm định') >> nth=0");
        await leader.GotoAsync(cast.Address + ReviewOfUnit);
        await Cast.TickAllAsync(leader, "confirm");
        foreach (var criterion in (string[])[Changed, AskedOf, Returned])
            await leader.Locator($"#{criterion} .state-mark:has-text('Đã xác nhận')").WaitForAsync();
    }

    /// <summary>A member reopens a line, the secretary records who was there, what was voted on it and on the rest, and the list is passed.</summary>
    private async Task DecideAsync(Cast cast)
    {
        var member = await cast.EnterAsync("uyvien", "/desk");
        await member.ClickAsync(".work a:has-text('Hội đồng kết luận') >> nth=0");
        await member.SelectOptionAsync("#any-unit", "noivu");
        await member.SelectOptionAsync("#any-criterion", AskedOf);
        await member.ClickAsync("section[aria-labelledby=any] form button");
        await Cast.ReopenAsync(member);

        var secretary = await cast.EnterAsync("thuky", $"/desk/{DemoPages.Round}/departments/council");
        await Cast.MeetAsync(secretary);
        await secretary.GotoAsync($"{cast.Address}/desk/{DemoPages.Round}/departments/council/noivu/{AskedOf}");
        await secretary.FillAsync("#reason", "Hội đồng thống nhất theo hồ sơ");
        await secretary.FillAsync("#decide-for", "3");
        await secretary.ClickAsync("form[action*='Decide'] button");
        await secretary.Locator("text=Tán thành 3").WaitForAsync();
        await secretary.GotoAsync($"{cast.Address}/desk/{DemoPages.Round}/departments/council");
        await Cast.AdoptAsync(secretary);
        await Cast.PassAsync(secretary);

        (await pages.Installation.Councils.ReadAsync(DemoPages.Round, "departments", Cancel)).ShouldNotBeNull().Pass.ShouldNotBeNull();
    }
}
