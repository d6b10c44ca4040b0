using System.Net;

namespace ChiSo.Web.Tests.Rounds;

/// <summary>The pages of a round under way over HTTP: two people for what needs two, nothing for those it doesn't concern.</summary>
public sealed class RoundPageTests(DemoPages pages) : IClassFixture<DemoPages>
{
    private const string Round = "/desk/rounds/" + DemoPages.Round;

    [Theory]
    [InlineData("canbo", HttpStatusCode.NotFound)]
    [InlineData("lanhdao", HttpStatusCode.NotFound)]
    [InlineData("thamdinh", HttpStatusCode.NotFound)]
    [InlineData("chutri", HttpStatusCode.NotFound)]
    [InlineData("quantri", HttpStatusCode.NotFound)]
    [InlineData("thuongtruc", HttpStatusCode.OK)]
    [InlineData("uyvien", HttpStatusCode.OK)]
    [InlineData("chutoa", HttpStatusCode.OK)]
    [InlineData("thuky", HttpStatusCode.OK)]
    [InlineData("chutich", HttpStatusCode.OK)]
    [InlineData("kiemtoan", HttpStatusCode.OK)]
    public async Task Each_role_reads_the_board_or_does_not_know_of_it(string person, HttpStatusCode expected)
    {
        using var visitor = await pages.SignInAsync(person);
        (await visitor.GetAsync(Round)).StatusCode.ShouldBe(expected);
        (await visitor.GetAsync("/desk/rounds")).StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task The_office_declares_days_off_and_takes_them_back()
    {
        const string days = Round + "/days";
        using var office = await pages.SignInAsync("thuongtruc");
        (await office.TextAsync(Round)).ShouldContain(days);
        (await office.TextAsync(days)).ShouldContain("Chưa khai ngày nào.");
        var wrong = await office.PostAsync(days, days, new() { ["from"] = "31/02/2026", ["kind"] = "Off", ["ground"] = "Thông báo số 7" });
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var told = await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        told.ShouldContain("Ngày chưa đúng.");
        told.ShouldContain("Thông báo số 7");
        (await office.PostAsync(days, days, new() { ["from"] = "30/04/2026", ["until"] = "01/05/2026", ["kind"] = "Off", ["ground"] = "Thông báo số 7" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await office.TextAsync(days)).ShouldContain("01/05/2026");
        using var reader = await pages.SignInAsync("kiemtoan");
        (await reader.TextAsync(days)).ShouldNotContain("handler=Withdraw");
        (await reader.PostAsync("/desk", days + "?handler=Withdraw", new() { ["day"] = "30/04/2026" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        foreach (var day in new[] { "30/04/2026", "01/05/2026" })
            (await office.PostAsync(days, days + "?handler=Withdraw", new() { ["day"] = day, ["reason"] = "Ghi nhầm" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await office.PostAsync(days, days + "?handler=Withdraw", new() { ["day"] = "30/04/2026", ["reason"] = "Ghi nhầm" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await office.TextAsync(days)).ShouldContain("Chưa khai ngày nào.");
    }

    [Theory]
    [InlineData("kiemtoan")]
    [InlineData("chutich")]
    [InlineData("thuky")]
    public async Task Readers_change_nothing(string person)
    {
        using var reader = await pages.SignInAsync(person);
        var before = await pages.Installation.Live.FindAsync(DemoPages.Round, TestContext.Current.CancellationToken);
        (await reader.PostAsync("/desk", Round + "?handler=Dates", new() { ["stage"] = "self", ["opens"] = "01/01/2020 00:00", ["closes"] = "02/01/2020 00:00" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await pages.Installation.Live.FindAsync(DemoPages.Round, TestContext.Current.CancellationToken)).ShouldNotBeNull().Clock.Windows.Select(window => window.Closes)
            .ShouldBe(before.ShouldNotBeNull().Clock.Windows.Select(window => window.Closes));
    }

    [Fact]
    public async Task Dates_of_an_open_round_need_two_people_and_keep_what_was_typed()
    {
        using var drafter = await pages.SignInAsync("thuongtruc");
        using var second = await pages.SignInAsync("thuongtruc2");
        var stands = (await ReadAsync()).DatesOf("council").ShouldNotBeNull();
        string[] seen = [.. stands.Written];
        Dictionary<string, string> Ask(string closes, string ground) => new() { ["stage"] = "council", ["opens"] = seen[0], ["closes"] = closes, ["seenOpens"] = seen[0], ["seenCloses"] = seen[1], ["ground"] = ground };

        var refused = await drafter.PostAsync(Round, Round + "?handler=Dates", Ask("31/12/2098 17:00", ""));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var told = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        told.ShouldContain("Chưa ghi lý do điều chỉnh thời gian.");
        told.ShouldContain("31/12/2098 17:00");
        (await drafter.PostAsync(Round, Round + "?handler=Dates", Ask("31/12/2098 17:00", "Công văn số 12"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ReadAsync()).DatesOf("council").ShouldBe(stands);

        var id = new Dictionary<string, string> { ["kind"] = "Dates", ["id"] = (await ReadAsync()).DateChanges.Single(change => change.Ground == "Công văn số 12").Id.ToString() };
        var own = await drafter.TextAsync(Round);
        own.ShouldNotContain("handler=ApproveDates");
        Ends(own, id["id"]).ShouldBe("Withdraw");
        Ends(await second.TextAsync(Round), id["id"]).ShouldBe("Return");
        (await second.PostAsync(Round, Round + "?handler=Withdraw", id)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await drafter.PostAsync(Round, Round + "?handler=Withdraw", id)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ReadAsync()).DateChanges.ShouldNotContain(change => change.Ground == "Công văn số 12");
        (await drafter.PostAsync(Round, Round + "?handler=Dates", Ask("31/12/2098 17:00", "Công văn số 12"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        id["id"] = (await ReadAsync()).DateChanges.Single(change => change.Ground == "Công văn số 12").Id.ToString();
        (await second.TextAsync(Round)).ShouldContain("handler=ApproveDates");
        (await drafter.PostAsync(Round, Round + "?handler=ApproveDates", id)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await second.PostAsync(Round, Round + "?handler=ApproveDates", id)).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await ReadAsync()).DatesOf("council").ShouldNotBeNull().Written.Last().ShouldBe("31/12/2098 17:00");
        (await drafter.PostAsync(Round, Round + "?handler=Dates", Ask("31/12/2097 17:00", "Công văn số 13"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "it saw the earlier dates");
    }

    [Fact]
    public async Task A_pause_needs_two_people_stops_the_sheet_and_stands_in_the_annex()
    {
        using var drafter = await pages.SignInAsync("thuongtruc");
        using var second = await pages.SignInAsync("thuongtruc2");
        Dictionary<string, string> Ask(string until) => new() { ["stage"] = "self", ["from"] = "01/01/2020 00:00", ["until"] = until, ["ground"] = "Bảo trì hệ thống" };
        (await drafter.PostAsync(Round, Round + "?handler=Pause", Ask("mai"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await drafter.PostAsync(Round, Round + "?handler=Pause", Ask("01/01/2019 00:00"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await drafter.PostAsync(Round, Round + "?handler=Pause", Ask("31/12/2098 00:00"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var officer = await pages.SignInAsync("canbo");
        (await officer.TextAsync(DemoPages.Sheet)).ShouldNotContain("Đang tạm dừng");

        var id = new Dictionary<string, string> { ["id"] = (await pages.Installation.Live.FindAsync(DemoPages.Round, TestContext.Current.CancellationToken)).ShouldNotBeNull().Clock.Pauses.Single().Id.ToString() };
        (await drafter.PostAsync(Round, Round + "?handler=ApprovePause", id)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await second.PostAsync(Round, Round + "?handler=ApprovePause", id)).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await officer.TextAsync(DemoPages.Sheet)).ShouldContain("Đang tạm dừng");
        await using var annex = new System.IO.Compression.ZipArchive(await (await second.GetAsync(Round + "/annex.docx")).Content.ReadAsStreamAsync());
        using var reader = new StreamReader(await annex.GetEntry("word/document.xml").ShouldNotBeNull().OpenAsync());
        (await reader.ReadToEndAsync()).ShouldContain("Bảo trì hệ thống");
        await pages.ShouldTellReadAsync("annex.exported", DemoPages.Round);

        var end = new Dictionary<string, string>(id) { ["until"] = "02/01/2020 00:00", ["ground"] = "Hệ thống đã chạy lại" };
        (await drafter.PostAsync(Round, Round + "?handler=EndPause", new(end) { ["until"] = "hôm nay" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await drafter.PostAsync(Round, Round + "?handler=EndPause", end)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await second.TextAsync(Round)).ShouldContain("Đề nghị kết thúc lúc 02/01/2020 00:00: Hệ thống đã chạy lại");
        (await officer.TextAsync(DemoPages.Sheet)).ShouldContain("Đang tạm dừng");
        var seen = new Dictionary<string, string>(id) { ["seen"] = "02/01/2020 00:00" };
        (await drafter.PostAsync(Round, Round + "?handler=ApproveEnd", seen)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await second.PostAsync(Round, Round + "?handler=ApproveEnd", seen)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await officer.TextAsync(DemoPages.Sheet)).ShouldNotContain("Đang tạm dừng");
        (await second.TextAsync(Round)).ShouldContain("Kết thúc sớm, trước 31/12/2098 00:00: Hệ thống đã chạy lại");
        await using var after = new System.IO.Compression.ZipArchive(await (await second.GetAsync(Round + "/annex.docx")).Content.ReadAsStreamAsync());
        using var told = new StreamReader(await after.GetEntry("word/document.xml").ShouldNotBeNull().OpenAsync());
        (await told.ReadToEndAsync()).ShouldContain("Hệ thống đã chạy lại");
    }

    [Fact]
    public async Task An_extension_needs_two_people_and_a_date_that_can_be_read()
    {
        using var drafter = await pages.SignInAsync("thuongtruc");
        Dictionary<string, string> Ask(string until) => new() { ["unit"] = "noivu", ["stage"] = "self", ["until"] = until, ["ground"] = "Công văn 12" };
        var wrong = await drafter.PostAsync(Round, Round + "?handler=Extend", Ask("mai"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var told = await wrong.Content.ReadAsStringAsync();
        told.ShouldContain("<b>Thời hạn</b>: Ngày giờ chưa đúng. Ghi như 31/12/2026 17:00.");
        told.ShouldContain("<details open=\"open\">");
        told.ShouldContain("name=\"until\" value=\"mai\"");
        told.ShouldContain("name=\"ground\" value=\"Công văn 12\"");
        (await drafter.PostAsync(Round, Round + "?handler=Extend", Ask("31/12/2099 17:00"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        using var second = await pages.SignInAsync("thuongtruc2");
        var mistaken = new Dictionary<string, string> { ["kind"] = "Extension", ["id"] = (await ReadAsync()).Extensions.Single().Id.ToString() };
        (await drafter.PostAsync(Round, Round + "?handler=Return", new(mistaken) { ["reason"] = "tự trả lại" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await second.PostAsync(Round, Round + "?handler=Return", new(mistaken) { ["reason"] = " " })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await second.PostAsync(Round, Round + "?handler=Return", new(mistaken) { ["reason"] = "Nhầm đơn vị" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await ReadAsync()).Extensions.ShouldBeEmpty();
        foreach (var place in new[] { Round, "/desk" })
            (await drafter.TextAsync(place)).ShouldContain("Nhầm đơn vị", customMessage: place);
        (await drafter.TextAsync(Round)).ShouldSatisfyAllConditions(shown => shown.ShouldContain("<b>Gia hạn</b>, Sở Nội vụ: “Nhầm đơn vị”"), shown => shown.ShouldContain("href=\"#returned\""));
        (await drafter.PostAsync(Round, Round + "?handler=Extend", Ask("31/12/2099 17:00"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var id = (await ReadAsync()).Extensions.Single().Id.ToString();
        (await drafter.PostAsync(Round, Round + "?handler=Approve", new() { ["id"] = id })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await second.PostAsync(Round, Round + "?handler=Approve", new() { ["id"] = id })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await drafter.TextAsync(Round);
        page.ShouldContain("31/12/2099 17:00");
        page.ShouldContain("Chuyên viên thường trực (thử), ");
        page.ShouldContain("Trưởng phòng thường trực (thử), ");
    }

    /// <summary>The handler of the form that ends a proposal; empty without one.</summary>
    private static string Ends(string page, string id) => page.Split("<form ").Where(form => form.Contains($"name=\"id\" value=\"{id}\"", StringComparison.Ordinal))
        .SelectMany(form => new[] { "Withdraw", "Return" }.Where(handler => form.Split('>')[0].Contains($"handler={handler}\"", StringComparison.Ordinal))).SingleOrDefault("");

    private async Task<ChiSo.Application.Rounds.RoundClock> ReadAsync() => (await pages.Installation.Live.FindAsync(DemoPages.Round, TestContext.Current.CancellationToken)).ShouldNotBeNull().Clock;
}
