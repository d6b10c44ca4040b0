using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ChiSo.Application.Tests.Files;

namespace ChiSo.Web.Tests.Assessment;

/// <summary>Evidence where a virus scanner is set, with a real clamd: held back until it is found clean, and the pages say so.</summary>
public sealed partial class ScannedFilePageTests(ScannedFilePageTests.Pages pages) : IClassFixture<ScannedFilePageTests.Pages>
{
    private const string Place = DemoPages.Sheet + "/BM/BM_SX_CN";

    [Fact]
    public async Task A_file_is_opened_by_nobody_until_the_scanner_finds_it_clean()
    {
        using var officer = await pages.SignInAsync("canbo");
        await UploadAsync(officer, "sach.pdf", "%PDF-1.7 báo cáo");
        var clean = Link().Match(await UntilAsync(officer, page => Link().IsMatch(page))).Value;
        (await officer.GetAsync(clean)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await UploadAsync(officer, "xau.pdf", $"%PDF-1.7 {ClamdServer.Bad}");
        var page = await UntilAsync(officer, page => page.Contains("Có mã độc", StringComparison.Ordinal));
        Link().Matches(page).Select(link => link.Value).Distinct().ShouldBe([clean]);
        (await officer.TextAsync(DemoPages.Sheet)).ShouldContain("sheet.evidence-infected");

        await pages.Clamd.StopAsync();
        await UploadAsync(officer, "cho.pdf", "%PDF-1.7 đang chờ");
        (await officer.TextAsync(Place)).ShouldContain("Đang chờ quét mã độc");
        foreach (var name in (string[])["xau.pdf", "cho.pdf"])
        {
            var held = await officer.GetAsync($"/desk/evidence/{await IdAsync(name):D}");
            held.StatusCode.ShouldBe(HttpStatusCode.Locked);
            (await held.Content.ReadAsStringAsync()).ShouldContain("Tệp đang được giữ lại");
        }

        (await pages.Installation.Reads.SinceAsync(DateTime.MinValue, TestContext.Current.CancellationToken)).Length.ShouldBe(1, "what was not sent was not read");
    }

    private static async Task UploadAsync(Visitor officer, string name, string text) =>
        (await officer.UploadAsync(Place, name, Encoding.UTF8.GetBytes(text))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

    private static async Task<string> UntilAsync(Visitor officer, Func<string, bool> seen)
    {
        for (var look = 0; look < 300; look++)
        {
            if (await officer.TextAsync(Place) is var page && seen(page))
                return page;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("Nothing was scanned.");
    }

    private async Task<Guid> IdAsync(string name)
    {
        var sheet = (await pages.Installation.Sheets.ReadAsync(DemoPages.Round, "departments", "noivu", "self", TestContext.Current.CancellationToken)).ShouldNotBeNull();
        return (await pages.Installation.Evidence.OfAsync(sheet, TestContext.Current.CancellationToken)).Single(row => row.Evidence.FileName == name).Evidence.Id;
    }

    [GeneratedRegex("/desk/evidence/[0-9a-f-]{36}")]
    private static partial Regex Link();

    /// <summary>The demo with a scanner beside it.</summary>
    public sealed class Pages : DemoPages
    {
        public ClamdServer Clamd { get; private set; } = null!; // started before the pages

        public override async ValueTask InitializeAsync()
        {
            Clamd = await ClamdServer.StartedAsync();
            await base.InitializeAsync();
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            await Clamd.DisposeAsync();
        }

        protected override WebOptions With(WebOptions options) => options with { Scanner = Clamd.Place };
    }
}
