using System.Globalization;
using ChiSo.Application.Vietnamese;
using ChiSo.Web.Tests.Appraisal;

namespace ChiSo.Web.Tests.Browser;

/// <summary>The council decides in a real browser: the secretary records a meeting and a decision, a member asks to look again.</summary>
public sealed class CouncilJourneys(Chromium chromium, HandedInPages pages) : IClassFixture<HandedInPages>
{
    private static string Yesterday => VietnamTime.Today(TimeProvider.System).AddDays(-1).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(1280, "TC_XD_TD")]
    [InlineData(390, "TC_XD_QT", Traits = ["Duration", "Long"])]
    public async Task A_line_is_decided_by_vote_and_looked_at_again(int width, string criterion)
    {
        var secretary = await chromium.SignInAsync(pages.Address, "thuky", width);
        await Look.AtAsync(secretary, $"council-desk-{width}");
        await secretary.ClickAsync(".work a:has-text('Hội đồng kết luận') >> nth=0");
        await secretary.Locator("summary", new() { HasText = "Ghi phiên họp" }).ClickAsync();
        await secretary.FillAsync("#heldOn", Yesterday);
        await secretary.FillAsync("#members", "5");
        await secretary.FillAsync("#attendance", "Nguyễn Thị An\nTrần Văn Bình\nLê Thị Chi");
        await secretary.FillAsync("#minutes", $"Biên bản số {width.ToString(CultureInfo.InvariantCulture)}/BB-HĐTĐ");
        await Look.AtAsync(secretary, $"council-meeting-{width}");
        await secretary.ClickAsync("form[action*='Meeting'] button");
        await secretary.Locator("section[aria-labelledby=meetings] li", new() { HasText = $"Biên bản số {width.ToString(CultureInfo.InvariantCulture)}/BB-HĐTĐ" }).WaitForAsync();
        await secretary.Locator("summary", new() { HasText = "Nộp bản đã ký" }).ClickAsync();
        await secretary.SetInputFilesAsync("#paper-file", new Microsoft.Playwright.FilePayload { Name = $"Biên bản {width.ToString(CultureInfo.InvariantCulture)}.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7"u8.ToArray() });
        await secretary.SelectOptionAsync("#paper-kind", "Minutes");
        await secretary.CheckAsync("#paper-not-secret");
        await Look.AtAsync(secretary, $"council-papers-{width}");
        await secretary.ClickAsync("form[action*='Paper'] button");
        await secretary.Locator("section[aria-labelledby=meetings] a", new() { HasText = $"Biên bản {width.ToString(CultureInfo.InvariantCulture)}.pdf" }).WaitForAsync();
        if (!await secretary.Locator($"th a[href$='/{criterion}']").IsVisibleAsync())
            await secretary.Locator("details summary", new() { HasText = "Sở Nội vụ" }).ClickAsync();
        await Look.AtAsync(secretary, $"council-lines-{width}");

        await secretary.ClickAsync($"th a[href$='/{criterion}']");
        await secretary.FillAsync("#reason", "Hội đồng thống nhất theo hồ sơ");
        await secretary.FillAsync("#decide-for", "3");
        await Look.AtAsync(secretary, $"council-line-{width}");
        await secretary.ClickAsync("form[action*='Decide'] button");
        await secretary.Locator("text=Tán thành 3").WaitForAsync();

        var member = await chromium.SignInAsync(pages.Address, "uyvien", width);
        await member.ClickAsync(".work a:has-text('Hội đồng kết luận') >> nth=0");
        await member.SelectOptionAsync("#any-criterion", criterion);
        await member.SelectOptionAsync("#any-unit", "noivu");
        await member.ClickAsync("#any-criterion >> xpath=ancestor::form >> button");
        await member.FillAsync("#why", "Có phản ánh của người dân");
        await Look.AtAsync(member, $"council-reopen-{width}");
        await member.ClickAsync("form[action*='Reopen'] button");
        await member.Locator("text=Có phản ánh của người dân").First.WaitForAsync();
        await Look.AtAsync(member, $"council-reopened-{width}");
    }
}
