using System.Net;
using ChiSo.Application.Audit;

namespace ChiSo.Web.Tests.Rounds;

/// <summary>The weekly list of reads that stand out, over HTTP.</summary>
public sealed class OddReadsPageTests(DemoPages pages) : IClassFixture<DemoPages>
{
    private const string Page = "/desk/odd-reads";

    private static readonly DateTime Monday = new(2025, 3, 2, 17, 0, 0, DateTimeKind.Utc); // 00:00 on 3 March in Vietnam

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_what_when_and_why_stand_there_with_the_way_into_the_trail()
    {
        var clerk = await pages.PersonAsync("thamdinh");
        foreach (var minute in (int[])[5, 6])
            await pages.Installation.Reads.RecordAsync(ReadLog.EvidenceRead, "bao-cao.pdf", new(clerk.Id, Guid.Empty, Monday.AddHours(23).AddMinutes(minute), ""), Cancel);
        using var auditor = await pages.SignInAsync("kiemtoan");

        var text = await auditor.TextAsync($"{Page}?week=05/03/2025");
        text.ShouldContain("Tuần 03/03/2025 – 09/03/2025: 1 điều cần xem");
        text.ShouldContain(clerk.FullName);
        text.ShouldContain("2 lần từ 22 giờ đến 5 giờ, lần đầu 03/03/2025 23:05");
        text.ShouldContain("/desk/odd-reads?week=24%2F02%2F2025");
        text.ShouldContain("/desk/odd-reads?week=10%2F03%2F2025");
        var trail = $"/desk/trail?Filter.Chain=reads&Filter.By={clerk.Id:D}&Filter.From=03%2F03%2F2025&Filter.Until=03%2F03%2F2025";
        WebUtility.HtmlDecode(text).ShouldContain(trail);
        (await auditor.TextAsync(trail)).ShouldContain("bao-cao.pdf");
        (await auditor.TextAsync($"{Page}?week=10/03/2025")).ShouldContain("Không có gì khác thường.");
    }

    [Theory]
    [InlineData("hôm nay", "\"hôm nay\" không phải là ngày.")]
    [InlineData("31/12/9999", "Chỉ xem được các tuần từ 03/01/2000 đến tuần này.")]
    [InlineData("02/01/2000", "Chỉ xem được các tuần từ 03/01/2000 đến tuần này.")]
    public async Task A_day_that_is_none_or_has_no_week_shows_the_week_that_runs_and_says_so(string day, string said)
    {
        using var admin = await pages.SignInAsync("quantri");
        var text = WebUtility.HtmlDecode(await admin.TextAsync($"{Page}?week={Uri.EscapeDataString(day)}"));
        text.ShouldContain(said);
        text.ShouldNotContain("Tuần sau");
    }

    [Fact]
    public async Task Before_the_first_week_there_is_none()
    {
        using var admin = await pages.SignInAsync("quantri");
        var text = WebUtility.HtmlDecode(await admin.TextAsync($"{Page}?week=03/01/2000"));
        text.ShouldContain("week=10%2F01%2F2000");
        text.ShouldNotContain("week=27%2F12%2F1999");
    }

    [Fact]
    public async Task Others_do_not_know_of_it()
    {
        using var office = await pages.SignInAsync("thuongtruc");
        (await office.GetAsync(Page)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
