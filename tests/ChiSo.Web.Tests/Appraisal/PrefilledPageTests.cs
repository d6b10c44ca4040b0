using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ChiSo.Application.Assessment;
using ChiSo.Application.Json;
using ChiSo.Application.Rounds;
using ChiSo.Engine;

namespace ChiSo.Web.Tests.Appraisal;

/// <summary>Figures filled in for units over HTTP, without script: loaded, confirmed, disputed, withdrawn, and what was stored.</summary>
public sealed class PrefilledPageTests(DemoPages pages) : IClassFixture<DemoPages>
{
    private const string Block = "/desk/thu-2024/departments/prefilled";
    private const string Field = DemoPages.Sheet + "/TC";
    private const string Line = Field + "/TC_XD_TD/figures";
    private const string Heading = "Mã đơn vị,Tiêu chí,Số liệu,Giá trị,Nguồn,Ngày truy vấn,Tham chiếu\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_office_fills_figures_in_and_the_unit_confirms_disputes_and_withdraws()
    {
        using var office = await pages.SignInAsync("thuongtruc");
        (await office.TextAsync("/desk/rounds/thu-2024")).ShouldContain(Block);
        (await office.GetAsync(Block + ".xlsx")).Content.Headers.ContentDisposition!.FileName.ShouldBe("so-lieu-dien-san-thu-2024-departments.xlsx"); // every download names itself
        var wrong = await LayInAsync(office, Heading + "noivu,2.1.1,a,nhiều,Hệ thống,01/01/2024,\nnoivu,2.1.1,z,4,Hệ thống,01/01/2024,\n");
        var told = WebUtility.HtmlDecode(await office.TextAsync(wrong));
        told.ShouldContain("so-lieu.csv:2:Giá trị");
        told.ShouldContain("so-lieu.csv:3:Số liệu");
        told.ShouldNotContain("name=\"seen\"");
        var sent = await LayInAsync(office, Heading + "noivu,2.1.1,a,4,Hệ thống quản lý văn bản,01/01/2024,https://qlvb.example.vn/?don-vi=noivu\nnoivu,2.1.1,b,5,Hệ thống quản lý văn bản,01/01/2024,<script>sổ 3\n");
        var preview = WebUtility.HtmlDecode(await office.TextAsync(sent));
        preview.ShouldContain("2 số liệu mới, 0 thay đổi, 0 rút, 0 không đổi");
        (await SheetAsync()).Prefilled.ShouldBeEmpty("looking stores nothing");
        var pressed = await office.PostAsync(Block, sent, new() { ["seen"] = SeenOn(preview) });
        pressed.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await DemoPages.OverAsync(office, pressed.Headers.Location!.ToString()); // a redirect has one
        (await office.PostAsync(Block, sent, new() { ["seen"] = SeenOn(preview) })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "it is taken in");
        (await SheetAsync()).Prefilled.Length.ShouldBe(2);
        WebUtility.HtmlDecode(await office.TextAsync(sent)).ShouldContain(": 2 số liệu được điền sẵn hoặc rút.");

        using var officer = await pages.SignInAsync("canbo");
        var shown = await officer.TextAsync(Field);
        var read = WebUtility.HtmlDecode(shown);
        read.ShouldContain("theo Hệ thống quản lý văn bản, truy vấn ngày 01/01/2024");
        shown.ShouldContain("href=\"https://qlvb.example.vn/?don-vi=noivu\" rel=\"noopener noreferrer nofollow\"");
        shown.ShouldNotContain("<script>sổ");
        (await PositionAsync()).ShouldBeNull();

        var unseen = await officer.PostAsync(Field, Field + "?handler=ConfirmFigures&line=TC_XD_TD", new() { ["seen.TC_XD_TD"] = "0", ["shown.TC_XD_TD"] = "x", ["reason.TC_XD_TD"] = "đã gõ" });
        unseen.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        WebUtility.HtmlDecode(await unseen.Content.ReadAsStringAsync(Cancel)).ShouldContain("đã gõ", customMessage: "what was typed stays");
        var confirmed = await officer.PostAsync(Field, Field + "?handler=ConfirmFigures&line=TC_XD_TD", new() { ["seen.TC_XD_TD"] = "0", ["shown.TC_XD_TD"] = ShownOn(shown), ["reason.TC_XD_TD"] = "còn một văn bản", ["evidence.TC_XD_TD"] = "Sổ văn bản", ["e.TC_XD_QT.answer"] = "1", ["seen.TC_XD_QT"] = "0" });
        (confirmed.StatusCode, confirmed.Headers.Location!.ToString()).ShouldBe((HttpStatusCode.Redirect, Field + "#TC_XD_TD")); // likewise
        var position = (await PositionAsync()).ShouldNotBeNull();
        (position.Sequence, EngineJson.Read<Entry>(position.Entry), position.Reason, position.Evidence).ShouldBe((1, new Entry.Figures([4, 5]), "còn một văn bản", "Sổ văn bản"));
        (await PositionAsync("TC_XD_QT")).ShouldNotBeNull("lines touched beside it are saved too");

        var over = WebUtility.HtmlDecode(await office.TextAsync(await LayInAsync(office, Heading + "noivu,2.1.1,a,3,Hệ thống quản lý văn bản,02/01/2024,\n")));
        over.ShouldContain("0 số liệu mới, 1 thay đổi, 0 rút, 0 không đổi");
        over.ShouldContain("1 số liệu rơi vào số liệu đơn vị đã xác nhận");
        over.ShouldContain("Đơn vị đã xác nhận số đang có; nạp thì phải xác nhận lại");
        var on = ShownOn(await officer.TextAsync(Field));
        var early = await officer.PostAsync(Line, Line + "?handler=Dispute", new() { ["letter"] = "a", ["shown"] = "x", ["seen"] = "1", ["value"] = "7", ["reason"] = "gõ trước khi nạp lại" });
        early.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        WebUtility.HtmlDecode(await early.Content.ReadAsStringAsync(Cancel)).ShouldContain("gõ trước khi nạp lại</textarea>", customMessage: "what was typed stays");
        var refused = await officer.PostAsync(Line, Line + "?handler=Dispute", new() { ["letter"] = "a", ["shown"] = on, ["seen"] = "1", ["value"] = "4", ["reason"] = "x" });
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Cancel)).ShouldContain("Số liệu của đơn vị bằng số liệu điền sẵn (4).");
        var disputed = await officer.PostAsync(Line, Line + "?handler=Dispute", new() { ["letter"] = "a", ["shown"] = on, ["seen"] = "1", ["value"] = "5", ["reason"] = "Một tờ trình đi bằng giấy" });
        (disputed.StatusCode, disputed.Headers.Location!.ToString()).ShouldBe((HttpStatusCode.Redirect, Line)); // likewise
        var dispute = (await FigureAsync()).Dispute.ShouldNotBeNull();
        (dispute.State, dispute.OwnValue, dispute.Reason, (await FigureAsync()).Figure.Value).ShouldBe((DisputeState.Open, 5m, "Một tờ trình đi bằng giấy", 4m));
        EngineJson.Read<Entry>((await PositionAsync())!.Entry).ShouldBe(new Entry.Figures([5, 5])); // it was there before
        foreach (var page in new[] { Field, Line, DemoPages.Sheet })
            WebUtility.HtmlDecode(await officer.TextAsync(page)).ShouldContain("Một tờ trình đi bằng giấy", customMessage: page);
        WebUtility.HtmlDecode(await office.TextAsync(Block)).ShouldContain("Phản ánh số liệu điền sẵn: 1 đang chờ quyết định");
        var onCase = WebUtility.HtmlDecode(await office.TextAsync(await LayInAsync(office, Heading + "noivu,2.1.1,a,3,Hệ thống quản lý văn bản,02/01/2024,\n")));
        onCase.ShouldContain("1 số liệu rơi vào số liệu đang có phản ánh hoặc đã quyết định");
        onCase.ShouldContain("Một tờ trình đi bằng giấy");
        onCase.ShouldNotContain("name=\"seen\"");

        (await officer.PostAsync(Line, Line + "?handler=Withdraw", new() { ["id"] = dispute.Id.ToString(), ["seen"] = "9" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await officer.PostAsync(Line, Line + "?handler=Withdraw", new() { ["id"] = dispute.Id.ToString(), ["seen"] = "1" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await FigureAsync()).Dispute.ShouldNotBeNull().State.ShouldBe(DisputeState.Withdrawn);
        var page2 = await officer.TextAsync(Line);
        var confirm = Regex.Match(page2, "action=\"(?<to>[^\"]+ConfirmFigures[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["to"].Value;
        (await officer.PostAsync(Line, WebUtility.HtmlDecode(confirm), new() { ["seen.TC_XD_TD"] = "2", ["shown.TC_XD_TD"] = ShownOn(page2) })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        position = (await PositionAsync()).ShouldNotBeNull();
        (position.Sequence, EngineJson.Read<Entry>(position.Entry), position.Reason).ShouldBe((3, new Entry.Figures([4, 5]), "còn một văn bản"));

        var clash = await officer.PostAsync(Field, Field + "?handler=ConfirmFigures&line=TC_XD_TD", new() { ["seen.TC_XD_TD"] = "1", ["shown.TC_XD_TD"] = ShownOn(page2), ["reason.TC_XD_TD"] = "khác", ["e.TC_XD_TD.a"] = "1" });
        clash.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var both = WebUtility.HtmlDecode(await clash.Content.ReadAsStringAsync(Cancel));
        both.ShouldMatch("name=\"e\\.TC_XD_TD\\.a\" value=\"4\"", "keeping mine keeps what was confirmed, not what was typed over it");
        both.ShouldMatch("name=\"reason\\.TC_XD_TD\"[^>]*>\\s*khác");

        var beside = await officer.PostAsync(Field, Field + "?handler=ConfirmFigures&line=TC_XD_TD", new() { ["seen.TC_XD_TD"] = "3", ["shown.TC_XD_TD"] = ShownOn(page2), ["reason.TC_XD_TD"] = "lần nữa", ["seen.TC_RS_TH"] = "0", ["e.TC_RS_TH.a"] = "nhiều" });
        beside.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "a line beside it can't be saved");
        var stored = WebUtility.HtmlDecode(await beside.Content.ReadAsStringAsync(Cancel));
        stored.ShouldContain("name=\"seen.TC_XD_TD\" value=\"4\"", customMessage: "what was confirmed is shown as it stands");
        stored.ShouldMatch("name=\"reason\\.TC_XD_TD\"[^>]*>\\s*lần nữa");
    }

    [Theory]
    [InlineData("thamdinh", HttpStatusCode.OK)]
    [InlineData("kiemtoan", HttpStatusCode.OK)]
    [InlineData("canbo", HttpStatusCode.NotFound)]
    [InlineData("quantri", HttpStatusCode.NotFound)]
    public async Task Whoever_may_not_fill_in_gets_no_form(string person, HttpStatusCode status)
    {
        using var visitor = await pages.SignInAsync(person);
        (await visitor.GetAsync(Block)).StatusCode.ShouldBe(status);
        if (status == HttpStatusCode.OK)
            (await visitor.TextAsync(Block)).Contains("name=\"file\"", StringComparison.Ordinal).ShouldBe(person == "thamdinh");
    }

    /// <summary>What the page posts back of the figures it shows.</summary>
    private static string ShownOn(string page) => WebUtility.HtmlDecode(Regex.Match(page, "name=\"shown\\.TC_XD_TD\" value=\"(?<shown>[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["shown"].Value);

    private async Task<Position?> PositionAsync(string line = "TC_XD_TD") => (await SheetAsync()).Positions.GetValueOrDefault(new(line));

    private async Task<LineFigure> FigureAsync() => (await SheetAsync()).Prefilled.Single(one => one.Figure.Letter == "a");

    private async Task<Sheet> SheetAsync() => (await pages.Installation.Sheets.ReadAsync(DemoPages.Round, "departments", "noivu", Stages.Self, Cancel)).ShouldNotBeNull();

    /// <returns>Where it is shown what the file would fill in.</returns>
    private static async Task<string> LayInAsync(Visitor visitor, string file)
    {
        var laid = await visitor.SendAsync(Block, await FileAsync(visitor, file));
        laid.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return laid.Headers.Location!.ToString(); // a redirect has one
    }

    private static string SeenOn(string page) => Regex.Match(page, "name=\"seen\" value=\"(?<seen>[0-9a-f]{64})\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["seen"].Value;

    private static async Task<MultipartFormDataContent> FileAsync(Visitor visitor, string text) =>
        new() { { new StringContent(await visitor.TokenAsync(Block)), "__RequestVerificationToken" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", "so-lieu.csv" } };
}
