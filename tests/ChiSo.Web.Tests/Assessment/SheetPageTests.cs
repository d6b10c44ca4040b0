using System.IO.Compression;
using System.Net;
using ChiSo.Application.Assessment;
using ChiSo.Application.Audit;
using ChiSo.Application.Results;
using ChiSo.Engine;

namespace ChiSo.Web.Tests.Assessment;

/// <summary>The pages of a unit's sheet over HTTP, without script.</summary>
public sealed class SheetPageTests(DemoPages pages) : IClassFixture<DemoPages>
{
    private const string Field = DemoPages.Sheet + "/CD";
    private const string Line = "CD_KH_HT";

    [Fact]
    public async Task Nobody_reads_a_sheet_without_signing_in()
    {
        using var nobody = pages.Open();
        foreach (var path in (string[])["/desk", DemoPages.Sheet, Field])
        {
            var answer = await nobody.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, path);
            answer.Headers.Location!.OriginalString.ShouldStartWith("/sign-in?next=", customMessage: path); // a redirect has one
        }
    }

    [Theory]
    [InlineData("chutri")]
    [InlineData("thamdinh")]
    [InlineData("quantri")]
    public async Task A_sheet_of_another_unit_is_not_there_for_those_it_does_not_concern(string person)
    {
        using var visitor = await pages.SignInAsync(person);
        (await visitor.GetAsync(DemoPages.Sheet)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.GetAsync(Field)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_reader_sees_the_sheet_and_can_change_nothing()
    {
        using var auditor = await pages.SignInAsync("kiemtoan");
        (await auditor.TextAsync(Field)).ShouldContain("disabled");
        var answer = await auditor.PostAsync(Field, Field, new() { [$"e.{Line}.a"] = "1", [$"e.{Line}.b"] = "1" });
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task One_button_saves_every_line_and_keeps_what_it_could_not()
    {
        using var officer = await pages.SignInAsync("canbo");
        var answer = await officer.PostAsync(Field, Field, new() { ["e.CD_TT.a"] = "7", ["evidence.CD_TT"] = "Báo cáo 1", [$"e.{Line}.a"] = "ba mươi", [$"e.{Line}.b"] = "40" });
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain("ba mươi");
        page.ShouldContain("Chưa lưu được: 1 dòng");
        (await officer.TextAsync(Field)).ShouldContain("value=\"7\"");
    }

    [Fact]
    public async Task A_line_as_saved_the_printed_sheet_and_the_computation_give_the_same_points()
    {
        const string Typed = "TC_RS_TH";
        var cancel = TestContext.Current.CancellationToken;
        using var officer = await pages.SignInAsync("canbo");
        using var saved = await officer.PostAsync($"{DemoPages.Sheet}/TC", $"{DemoPages.Sheet}/TC?handler=Line&line={Typed}", new() { [$"e.{Typed}.a"] = "7", [$"e.{Typed}.b"] = "8", [$"seen.{Typed}"] = "0" });
        (await saved.Content.ReadAsStringAsync(cancel)).ShouldContain("<b class=\"number\">0,875 ");

        using var printed = await officer.GetAsync(DemoPages.Sheet + "/score-sheet.xlsx");
        await using var zip = new ZipArchive(await printed.Content.ReadAsStreamAsync(cancel));
        using var cells = new StreamReader(await zip.GetEntry("xl/worksheets/sheet1.xml")!.OpenAsync(cancel)); // a workbook has a sheet
        (await cells.ReadToEndAsync(cancel)).ShouldContain("v>0.875</");

        var round = (await pages.Installation.Rounds.LoadAsync(DemoPages.Round, cancel)).ShouldNotBeNull();
        var block = round.Blocks[0] with { Positions = [.. round.Blocks[0].Positions.Select(position => position with { HandedIn = true })] };
        var result = Computation.Compute(RoundSnapshot.ToInput(round, block));
        result.ScoreOf(block.Units.ToList().FindIndex(unit => unit.Code == "noivu"), result.Nodes.IndexOf(new(Typed))).ShouldBe(0.875m);
    }

    [Fact]
    public async Task A_clash_over_HTTP_shows_both_and_a_second_save_takes_mine()
    {
        using var officer = await pages.SignInAsync("canbo");
        using var leader = await pages.SignInAsync("lanhdao");
        var to = $"{DemoPages.Sheet}/TC?handler=Line";
        Dictionary<string, string> Typed(string a, string seen) => new() { ["line"] = "TC_XD_TD", ["e.TC_XD_TD.a"] = a, ["e.TC_XD_TD.b"] = "10", ["seen.TC_XD_TD"] = seen };
        (await officer.PostAsync($"{DemoPages.Sheet}/TC", to, Typed("9", "0"))).StatusCode.ShouldBe(HttpStatusCode.OK);

        var clash = await leader.PostAsync($"{DemoPages.Sheet}/TC", to, Typed("8", "0"));
        clash.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var text = await clash.Content.ReadAsStringAsync();
        text.ShouldContain("Cán bộ Sở Nội vụ (thử) đã lưu dòng này trước bạn");
        text.ShouldContain("name=\"seen.TC_XD_TD\" value=\"1\"");
        foreach (var handler in new[] { "Line", "HandIn" })
            (await leader.PostAsync($"{DemoPages.Sheet}/TC", $"{DemoPages.Sheet}/TC?handler={handler}", new(Typed("8", "1")) { ["clash"] = "TC_XD_TD" })).StatusCode.ShouldBe(HttpStatusCode.Conflict, $"{handler} doesn't say whose value stands");
        (await leader.PostAsync($"{DemoPages.Sheet}/TC", to, new(Typed("8", "1")) { ["clash"] = "TC_XD_TD", ["keep"] = "TC_XD_TD" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await pages.Installation.Sheets.ReadAsync(DemoPages.Round, "departments", "noivu", "self", TestContext.Current.CancellationToken)).ShouldNotBeNull().Positions[new("TC_XD_TD")].Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task Without_script_the_other_value_is_kept_or_a_loser_taken_back_and_other_lines_are_saved()
    {
        const string Page = $"{DemoPages.Sheet}/TC";
        using var officer = await pages.SignInAsync("canbo");
        using var leader = await pages.SignInAsync("lanhdao");
        Dictionary<string, string> Typed(string a, string seen) => new() { ["e.TC_XD_QT.answer"] = a == "9" ? "1" : "0", ["seen.TC_XD_QT"] = seen, ["reason.TC_XD_QT"] = $"bản {a}" };
        (await officer.PostAsync(Page, Page, Typed("9", "0"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var clash = await leader.PostAsync(Page, Page, Typed("8", "0"));
        clash.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var text = await clash.Content.ReadAsStringAsync();
        text.ShouldContain("name=\"clash\" value=\"TC_XD_QT\"");
        text[text.IndexOf("<form method=\"post\" class=\"sheet\"", StringComparison.Ordinal)..].IndexOf("<button class=\"visually-hidden\"", StringComparison.Ordinal).ShouldBeLessThan(text[text.IndexOf("<form method=\"post\" class=\"sheet\"", StringComparison.Ordinal)..].IndexOf("<button data-keep", StringComparison.Ordinal), "Enter saves and decides nothing");
        text.ShouldContain("“bản 9”");

        (await leader.PostAsync(Page, Page, new(Typed("8", "1")) { ["clash"] = "TC_XD_QT" })).StatusCode.ShouldBe(HttpStatusCode.Conflict, "a save that doesn't say whose value stands decides nothing");
        (await leader.PostAsync(Page, $"{Page}?handler=Theirs&line=TC_XD_QT", new(Typed("8", "1")) { ["clash"] = "TC_XD_QT", ["e.TC_TD_KH.answer"] = "1", ["reason.TC_TD_KH"] = "dòng khác", ["seen.TC_TD_KH"] = "0" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ReasonsAsync()).ShouldBe(("bản 9", "dòng khác"));

        var lost = (await SheetAsync()).Aside.Single(row => row.Criterion.Value == "TC_XD_QT");
        (await leader.TextAsync(Page)).ShouldContain($"aside={lost.Id}");
        var back = await leader.PostAsync(Page, $"{Page}?handler=TakeBack&aside={lost.Id}", []);
        back.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await back.Content.ReadAsStringAsync()).ShouldContain(">bản 8</textarea>");
        (await ReasonsAsync()).Item1.ShouldBe("bản 9", "taking back stores nothing yet");
        (await leader.PostAsync(Page, Page, new(Typed("8", "1")) { ["clash"] = "TC_XD_QT", ["keep"] = "TC_XD_QT" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ReasonsAsync()).Item1.ShouldBe("bản 8");
        (await leader.TextAsync(Page)).ShouldNotContain($"aside={lost.Id}");
        (await leader.PostAsync(Page, $"{Page}?handler=TakeBack&aside={Guid.NewGuid()}", [])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await leader.PostAsync(Page, $"{Page}?handler=Theirs&line=KHONG_CO", [])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<Sheet> SheetAsync() => (await pages.Installation.Sheets.ReadAsync(DemoPages.Round, "departments", "noivu", "self", TestContext.Current.CancellationToken)).ShouldNotBeNull();

    private async Task<(string, string)> ReasonsAsync()
    {
        var positions = (await SheetAsync()).Positions;
        return (positions[new("TC_XD_QT")].Reason, positions[new("TC_TD_KH")].Reason);
    }

    [Fact]
    public async Task A_sheet_with_open_lines_is_not_handed_in()
    {
        using var leader = await pages.SignInAsync("lanhdao");
        var answer = await leader.PostAsync(DemoPages.Sheet, DemoPages.Sheet, new() { ["step"] = nameof(SheetStep.HandIn) });
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Dòng này chưa có số liệu.");
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new(pages.Address) };
        (await client.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string> { ["UserName"] = "thu.canbo" }))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("//example.org/")]
    [InlineData("/\\example.org")]
    public async Task Signing_in_never_leads_to_another_host(string next)
    {
        using var visitor = pages.Open();
        var answer = await visitor.PostAsync("/sign-in", "/sign-in", new() { ["UserName"] = "thu.canbo", ["Password"] = People.DemoPeople.Password, ["Next"] = next });
        answer.Headers.Location!.OriginalString.ShouldBe("/desk"); // a redirect has one
    }

    [Fact]
    public async Task A_wrong_password_says_so_and_too_many_tries_wait()
    {
        using var visitor = pages.Open();
        var wrong = await visitor.PostAsync("/sign-in", "/sign-in", new() { ["UserName"] = "thu.khong-co", ["Password"] = "sai" });
        wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await wrong.Content.ReadAsStringAsync()).ShouldContain("không đúng");
        for (var tries = 0; tries < 12; tries++)
            wrong = await visitor.PostAsync("/sign-in", "/sign-in", new() { ["UserName"] = "thu.khong-co", ["Password"] = "sai" });
        wrong.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        using var colleague = await pages.SignInAsync("canbo"); // the same address, another name: not shut out
    }

    [Fact]
    public async Task A_file_goes_in_by_the_form_and_comes_out_as_a_download_alone()
    {
        using var officer = await pages.SignInAsync("canbo");
        const string Place = DemoPages.Sheet + "/BM/BM_SX_CN";
        (await officer.UploadAsync(Place, "trang.html", "<html><script>alert(1)</script>"u8.ToArray())).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await officer.UploadAsync(Place, "Báo cáo.pdf", "%PDF-1.7 thử"u8.ToArray())).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var address = System.Text.RegularExpressions.Regex.Match(await officer.TextAsync(Place), "/desk/evidence/[0-9a-f-]{36}").Value;
        var file = await officer.GetAsync(address);
        file.StatusCode.ShouldBe(HttpStatusCode.OK);
        file.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment"); // always sent with a file name
        file.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; sandbox"]);
        file.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        var read = (await pages.Installation.Reads.SinceAsync(DateTime.MinValue, TestContext.Current.CancellationToken)).Where(read => read.Subject.Contains("BM_SX_CN", StringComparison.Ordinal)).ShouldHaveSingleItem();
        (read.What, read.Origin!.Address).ShouldBe((ReadLog.EvidenceRead, "127.0.0.1")); // made by a request
        using var nobody = pages.Open();
        (await nobody.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var other = await pages.SignInAsync("chutri");
        (await other.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Photographs_sent_together_become_one_PDF_and_a_picture_is_shown_drawn_anew()
    {
        using var officer = await pages.SignInAsync("canbo");
        const string Place = DemoPages.Sheet + "/BM/BM_SX_DV";
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await officer.TokenAsync(Place)), "__RequestVerificationToken" },
            { new StringContent("true"), "Joined" },
            { new StringContent("true"), "NotSecret" },
            { new ByteArrayContent(Png(300)), "file", "trang 1.png" },
            { new ByteArrayContent(Png(200)), "file", "trang 2.png" },
        };
        (await officer.SendAsync(Place, form)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await officer.UploadAsync(Place, "ảnh.png", Png(2000))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var page = await officer.TextAsync(Place);
        page.ShouldContain("data-preview=\"pdf\" data-name=\"trang 1.pdf\"");
        var address = System.Text.RegularExpressions.Regex.Match(page, "/desk/evidence/[0-9a-f-]{36}/preview").Value;
        var shown = await officer.GetAsync(address);
        (shown.StatusCode, shown.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, "image/jpeg")); // a picture has a type
        shown.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; sandbox"]);
        using var drawn = SkiaSharp.SKBitmap.Decode(await shown.Content.ReadAsByteArrayAsync());
        drawn.Width.ShouldBe(1600);
    }

    private static byte[] Png(int side)
    {
        using var bitmap = new SkiaSharp.SKBitmap(side, side);
        bitmap.Erase(SkiaSharp.SKColors.Green);
        using var png = bitmap.Encode(SkiaSharp.SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
