using System.Globalization;
using ChiSo.Application.Vietnamese;
using Microsoft.Playwright;

namespace ChiSo.Web.Tests.Browser;

/// <summary>Several people playing one round, what more than one journey has them do, how wide their screens are, and whether their browsers run script.</summary>
internal sealed record Cast(Chromium Chromium, string Address, int Width, bool Script = true)
{
    public static string Yesterday => Day(-1);

    public static string Today => Day(0);

    /// <summary>A person signs in and goes to a page.</summary>
    public async Task<IPage> EnterAsync(string person, string path)
    {
        var page = await Chromium.SignInAsync(Address, person, Width, Script);
        if (path != "/desk")
            await page.GotoAsync(Address + path);
        return page;
    }

    /// <summary>Puts 1 into every figure and half a point where points are entered, or takes the first answer, and names the evidence.</summary>
    public static async Task FillAsync(ILocator line)
    {
        foreach (var number in await line.Locator("input.number").AllAsync())
            await number.FillAsync((await number.GetAttributeAsync("id"))!.EndsWith("-p", StringComparison.Ordinal) ? "0,5" : "1"); // fields have ids
        if (await line.Locator("input[type=radio]").CountAsync() > 0)
            await line.Locator("input[type=radio]").First.CheckAsync();
        await line.Locator("textarea[name^=evidence]").FillAsync("Báo cáo số 5/BC-SNV ngày 10/12/2024");
        await line.Locator("textarea[name^=evidence]").BlurAsync();
    }

    /// <summary>The unit's leader hands in the sheet on the page.</summary>
    public static async Task HandInAsync(IPage leader)
    {
        await leader.ClickAsync("input[value=HandIn] + button");
        await leader.Locator("h2", new() { HasText = "Đã gửi" }).WaitForAsync();
    }

    /// <summary>The appraiser changes the first figure of a line of the unit on the page, with a reason.</summary>
    public static async Task LowerAsync(IPage appraiser, string criterion, string figure, string reason)
    {
        var line = appraiser.Locator($"#{criterion}");
        await line.Locator("summary").First.ClickAsync();
        await line.Locator("input.number").First.FillAsync(figure);
        await line.Locator("textarea[name=reason]").FillAsync(reason);
        await line.Locator("form[action*='Appraise'] button").ClickAsync();
    }

    /// <summary>Ticks every line that can be accepted, or confirmed, and presses the button.</summary>
    /// <param name="form">accept or confirm.</param>
    public static async Task TickAllAsync(IPage page, string form)
    {
        foreach (var box in await page.Locator($"input[form={form}]").AllAsync())
            await box.CheckAsync();
        await page.ClickAsync($"#{form} button");
    }

    /// <summary>The secretary records a meeting of three of five members.</summary>
    public static async Task MeetAsync(IPage secretary)
    {
        await secretary.Locator("summary", new() { HasText = "Ghi phiên họp" }).ClickAsync();
        await secretary.FillAsync("#heldOn", Yesterday);
        await secretary.FillAsync("#members", "5");
        await secretary.FillAsync("#attendance", "Nguyễn Thị An\nTrần Văn Bình\nLê Thị Chi");
        await secretary.FillAsync("#minutes", "Biên bản số 01/BB-HĐTĐ");
        await secretary.ClickAsync("form[action*='Meeting'] button");
        await secretary.Locator("#adopt").WaitForAsync();
    }

    /// <summary>The council takes over what was appraised on every line before it.</summary>
    public static async Task AdoptAsync(IPage secretary)
    {
        var folded = secretary.Locator("main details:not([open]):has(input[name=line]) > summary");
        while (await folded.CountAsync() > 0)
            await folded.First.ClickAsync();
        foreach (var box in await secretary.Locator("input[name=line]").AllAsync())
            await box.CheckAsync();
        await secretary.FillAsync("#adopt-for", "3");
        await secretary.FillAsync("#adopt-reason", "Thống nhất với kết quả thẩm định");
        await secretary.ClickAsync("#adopt button");
    }

    /// <summary>The list of a block is passed.</summary>
    public static async Task PassAsync(IPage secretary)
    {
        await secretary.ClickAsync("form[action*='Pass'] button.main");
        await secretary.Locator(".lead:has-text('Danh sách đã được thông qua')").First.WaitForAsync();
        (await secretary.Locator("form[action*='Pass']").CountAsync()).ShouldBe(0);
    }

    /// <summary>A member has the council look at a line again.</summary>
    public static async Task ReopenAsync(IPage member)
    {
        await member.FillAsync("#why", "Có phản ánh của người dân");
        await member.ClickAsync("form[action*='Reopen'] button");
        await member.Locator("text=Có phản ánh của người dân").First.WaitForAsync();
    }

    /// <summary>Whoever holds the Chairman's mandate records the signed decision.</summary>
    public static async Task ApproveAsync(IPage chairman)
    {
        await chairman.FillAsync("#number", "512/QĐ-UBND");
        await chairman.FillAsync("#decidedOn", Yesterday);
        await chairman.SetInputFilesAsync("#file", new FilePayload { Name = "512.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7 thử"u8.ToArray() });
        await chairman.CheckAsync("#not-secret");
        await chairman.ClickAsync("section[aria-labelledby=approve] button.main");
        await chairman.Locator("text=Đã phê duyệt theo 512/QĐ-UBND").WaitForAsync();
    }

    private static string Day(int after) => VietnamTime.Today(TimeProvider.System).AddDays(after).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
