using System.Globalization;
using System.Text.RegularExpressions;
using ChiSo.Application.Vietnamese;

namespace ChiSo.Web.Tests.Browser;

/// <summary>The demo round played to its end in a real browser by everybody it takes, as docs/getting-started.md tells it.</summary>
public sealed partial class WholeRoundJourneys(Chromium chromium)
{
    /// <summary>A line of the played unit that the Department of Justice appraises.</summary>
    private const string Disputed = "TC_XD_TD";

    [Fact]
    public Task The_round_is_played_from_the_first_entry_to_the_published_result() => PlayAsync(1280);

    [Fact]
    [Trait("Duration", "Long")]
    public Task The_round_is_played_on_a_phone() => PlayAsync(390);

    private async Task PlayAsync(int width)
    {
        await using var pages = new PlayedPages();
        await pages.InitializeAsync();
        var cast = new Cast(chromium, pages.Address, width);
        await ExtendAsync(cast);
        await EnterAsync(cast);
        await AppraiseAsync(cast);
        await ExplainAsync(cast);
        await DecideAsync(cast);
        await AskAgainAsync(cast);
        await ApproveAsync(cast);
        await LookBackAsync(cast);
    }

    /// <summary>The standing office gives a unit more time: one proposes, another approves.</summary>
    private static async Task ExtendAsync(Cast cast)
    {
        var office = await cast.EnterAsync("thuongtruc", "/desk/rounds/thu-2024");
        await office.Locator("summary", new() { HasText = "Gia hạn" }).ClickAsync();
        await office.SelectOptionAsync("#unit", "noivu");
        await office.SelectOptionAsync("#stage", "self");
        await office.FillAsync("#until", "31/12/2099 17:00");
        await office.FillAsync("#ground", "Công văn số 12/SNV");
        await office.ClickAsync("form[action*='Extend'] button");
        await office.Locator("td", new() { HasText = "Công văn số 12/SNV" }).WaitForAsync();

        var second = await cast.EnterAsync("thuongtruc2", "/desk");
        await second.ClickAsync(".work a[href='/desk/rounds/thu-2024']");
        await second.ClickAsync("form[action*='Approve'] button");
        await second.Locator("td", new() { HasText = VietnamTime.Today(TimeProvider.System).Year.ToString(CultureInfo.InvariantCulture) }).First.WaitForAsync();
    }

    /// <summary>The officer fills what is left, the leader hands it in.</summary>
    private static async Task EnterAsync(Cast cast)
    {
        var officer = await cast.EnterAsync("canbo", "/desk");
        await Look.AtAsync(officer, $"play-officer-{cast.Width}");
        await officer.ClickAsync("text=Nhập bảng tự đánh giá");
        await officer.ClickAsync(".progress a >> nth=0");
        foreach (var line in (await officer.Locator("[data-line]").AllAsync()).Take(4))
        {
            await Cast.FillAsync(line);
            await line.Locator("[data-status] .saved").WaitForAsync();
        }

        await officer.ClickAsync(".actions a:has-text('Xem cả bảng')");
        await Look.AtAsync(officer, $"play-sheet-{cast.Width}");
        await officer.ClickAsync("button:has-text('Gửi lãnh đạo đơn vị duyệt')");

        var leader = await cast.EnterAsync("lanhdao", "/desk");
        await leader.ClickAsync(".work a[href$='/noivu/self']");
        await Cast.HandInAsync(leader);
    }

    /// <summary>The appraiser lowers one line and accepts the rest, the agency's leader confirms.</summary>
    private static async Task AppraiseAsync(Cast cast)
    {
        var appraiser = await cast.EnterAsync("thamdinh", "/desk/thu-2024/departments/review/review1/unit/noivu");
        await Cast.LowerAsync(appraiser, Disputed, "1", "Thiếu tờ trình có dấu đến");
        await Cast.TickAllAsync(appraiser, "accept");
        await appraiser.Locator(".done").WaitForAsync();
        await Look.AtAsync(appraiser, $"play-appraiser-{cast.Width}");

        var leader = await cast.EnterAsync("chutri", "/desk/thu-2024/departments/review/review1/unit/noivu");
        await Cast.TickAllAsync(leader, "confirm");
        await leader.Locator(".state-mark:has-text('Đã xác nhận')").First.WaitForAsync();
    }

    /// <summary>The unit maintains one line and agrees with the rest.</summary>
    private static async Task ExplainAsync(Cast cast)
    {
        var officer = await cast.EnterAsync("canbo", "/desk");
        await officer.ClickAsync(".work a:has-text('Giải trình')");
        await officer.ClickAsync("form[action*='AgreeRest'] button");
        await officer.ClickAsync(".progress a:has-text('Cải cách thể chế')");
        var line = officer.Locator($"[data-line='{Disputed}']");
        await line.Locator("textarea[name^=reason]").FillAsync("Tờ trình số 12/TTr-SNV gửi kèm");
        await line.Locator("input.number").First.FillAsync("2");
        await line.Locator("input.number").First.BlurAsync();
        await line.Locator(".saved").WaitForAsync();
        await officer.WaitForTimeoutAsync(500);
        await Look.AtAsync(officer, $"play-explain-{cast.Width}");

        var leader = await cast.EnterAsync("lanhdao", "/desk");
        await leader.ClickAsync(".work a:has-text('Giải trình')");
        await Cast.HandInAsync(leader);
    }

    /// <summary>A member asks to look at a line again, the secretary records what the council decides, and the lists are passed.</summary>
    private static async Task DecideAsync(Cast cast)
    {
        var member = await cast.EnterAsync("uyvien", "/desk/thu-2024/departments/council/noivu/TC_XD_QT");
        await Cast.ReopenAsync(member);
        var chair = await cast.EnterAsync("chutoa", "/desk");
        await chair.ClickAsync(".work a >> nth=0");
        await Look.AtAsync(chair, $"play-chair-{cast.Width}");

        var secretary = await cast.EnterAsync("thuky", "/desk/thu-2024/departments/council");
        await Cast.MeetAsync(secretary);
        await Cast.AdoptAsync(secretary);
        await Cast.PassAsync(secretary);
        await Look.AtAsync(secretary, $"play-passed-{cast.Width}");
        await secretary.GotoAsync($"{cast.Address}/desk/thu-2024/districts/council");
        await Cast.PassAsync(secretary);
    }

    /// <summary>The unit asks for one line to be looked at again with new evidence; a panel says what it proposes, and the secretary concludes.</summary>
    private static async Task AskAgainAsync(Cast cast)
    {
        var leader = await cast.EnterAsync("lanhdao", "/desk/thu-2024/departments/noivu/requests");
        await Look.AtAsync(leader, $"play-draft-{cast.Width}");
        await leader.ClickAsync($"td a[href*='{Disputed}']");
        await leader.Locator("input.number").First.FillAsync("2");
        await leader.FillAsync("#grounds", "Tờ trình số 12/TTr-SNV có dấu đến ngày 05/11");
        await Look.AtAsync(leader, $"play-ask-{cast.Width}");
        await leader.ClickAsync("main form .main");
        await leader.Locator("section[aria-labelledby=requests] .state-mark").WaitForAsync();
        await leader.Locator("summary", new() { HasText = "Nộp tài liệu mới" }).ClickAsync();
        await leader.SetInputFilesAsync("form[action*='Attach'] input[type=file]", new Microsoft.Playwright.FilePayload { Name = "Tờ trình.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7"u8.ToArray() });
        await leader.CheckAsync("form[action*='Attach'] input[type=checkbox]");
        await Look.AtAsync(leader, $"play-new-evidence-{cast.Width}");
        await leader.ClickAsync("form[action*='Attach'] button");
        await leader.Locator("article.review a", new() { HasText = "Tờ trình.pdf" }).WaitForAsync();

        var secretary = await cast.EnterAsync("thuky", "/desk");
        await secretary.ClickAsync(".work a:has-text('Đề nghị xem xét lại')");
        await Look.AtAsync(secretary, $"play-requests-{cast.Width}");
        await secretary.ClickAsync("article h2 a");
        await secretary.FillAsync("#admit-reason", "Có tài liệu mới");
        await secretary.Locator("label", new() { HasText = "Ủy viên Hội đồng (thử)" }).Locator("input[name=panel]").CheckAsync();
        await secretary.FillAsync("#due", "31/12/2099");
        await Look.AtAsync(secretary, $"play-request-{cast.Width}");
        await secretary.ClickAsync("form[action*='Admit'] button");
        await secretary.Locator("#conclude").WaitForAsync();
        await ProposeNotToWaitAsync(cast, new Uri(secretary.Url).AbsolutePath);
        await AdviseAsync(cast);
        await secretary.ReloadAsync();
        await secretary.CheckAsync("input[name=grants]");
        await secretary.Locator("form[action*='Conclude'] input.number").First.FillAsync("2");
        await secretary.FillAsync("#conclusion", "Tờ trình có dấu đến trong kỳ");
        await Look.AtAsync(secretary, $"play-conclude-{cast.Width}");
        await secretary.ClickAsync("form[action*='Conclude'] button");
        await secretary.Locator("text=Ảnh hưởng của kết luận").WaitForAsync();
        await Look.AtAsync(secretary, $"play-concluded-{cast.Width}");
    }

    /// <summary>The standing office proposes not to wait for the request, and takes that back.</summary>
    private static async Task ProposeNotToWaitAsync(Cast cast, string request)
    {
        var office = await cast.EnterAsync("thuongtruc", request);
        await office.FillAsync("#ground", "Công văn số 9/UBND");
        await office.ClickAsync("form[action*='handler=Override'] button");
        await office.Locator("text=Chờ người khác của cơ quan thường trực duyệt").WaitForAsync();
        await Look.AtAsync(office, $"play-override-{cast.Width}");
        await office.ClickAsync("button[formaction*='WithdrawOverride']");
        await office.Locator("#ground").WaitForAsync();
    }

    /// <summary>The member of the panel finds the request on the first page, writes down a hearing and proposes what should count.</summary>
    private static async Task AdviseAsync(Cast cast)
    {
        var member = await cast.EnterAsync("uyvien", "/desk");
        await member.ClickAsync(".work a:has-text('Xem xét đề nghị được giao')");
        await member.FillAsync("#heldOn", Cast.Today); // nobody is heard before the request is filed
        await member.FillAsync("#place", "Trụ sở Sở Nội vụ");
        await member.FillAsync("#present", "Ông An, bà Bình");
        await member.FillAsync("#hearing-said", "Đơn vị trình sổ văn thư có dấu đến");
        await member.ClickAsync("form[action*='Hearing'] button");
        await member.Locator("dt", new() { HasText = "Buổi làm việc ngày" }).WaitForAsync();
        await member.CheckAsync("input[name=verdict][value=Upheld]");
        await member.FillAsync("#opinion-reason", "Tờ trình có dấu đến trong kỳ");
        await Look.AtAsync(member, $"play-opinion-{cast.Width}");
        await member.ClickAsync("form[action*='Opinion'] button");
        await member.Locator("dt", new() { HasText = "Ý kiến người xem xét" }).WaitForAsync();
    }

    /// <summary>Whoever holds the Chairman's mandate looks, carries the sheet to be signed, and records the decision.</summary>
    private static async Task ApproveAsync(Cast cast)
    {
        var chairman = await cast.EnterAsync("chutich", "/desk");
        await chairman.ClickAsync(".work a:has-text('Phê duyệt kết quả')");
        await Look.AtAsync(chairman, $"play-overview-{cast.Width}");
        Sheets(await chairman.PdfAsync(new() { Format = "A4", PreferCSSPageSize = true })).ShouldBe(1);
        await chairman.ClickAsync("text=So sánh hai bước bất kỳ >> nth=0");
        await Look.AtAsync(chairman, $"play-stages-{cast.Width}");
        await chairman.GoBackAsync();
        await Cast.ApproveAsync(chairman);
        await Look.AtAsync(chairman, $"play-approved-{cast.Width}");
        await chairman.ClickAsync("text=Xem trang công bố");
        await chairman.Locator("h1", new() { HasText = "Khối sở, ban, ngành" }).WaitForAsync();
        (await chairman.Locator("table.ranking tbody tr").CountAsync()).ShouldBe(16);
    }

    /// <summary>The auditor finds the decision in the trail, the administrator the accounts.</summary>
    private static async Task LookBackAsync(Cast cast)
    {
        var auditor = await cast.EnterAsync("kiemtoan", "/desk/trail?Filter.Act=round.approved");
        await auditor.Locator(".trail li", new() { HasText = "thu-2024" }).First.WaitForAsync();
        var administrator = await cast.EnterAsync("quantri", "/desk/accounts");
        await administrator.Locator("text=Cán bộ Sở Nội vụ (thử)").First.WaitForAsync();
    }

    private static int Sheets(byte[] pdf) => SheetMark().Count(System.Text.Encoding.Latin1.GetString(pdf));

    [GeneratedRegex("/Type\\s*/Page\\b", RegexOptions.None, 1000)]
    private static partial Regex SheetMark();

    /// <summary>The demo as whoever starts it finds it.</summary>
    private sealed class PlayedPages : DemoPages
    {
        protected override bool OthersAtWork => true;
    }
}
