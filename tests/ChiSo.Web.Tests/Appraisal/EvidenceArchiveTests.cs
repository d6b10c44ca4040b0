using System.IO.Compression;
using System.Net;
using ChiSo.Application.Audit;

namespace ChiSo.Web.Tests.Appraisal;

/// <summary>The evidence of a criterion or a unit as one file, over HTTP.</summary>
public sealed class EvidenceArchiveTests(HandedInPages pages) : IClassFixture<HandedInPages>
{
    private const string Block = "/desk/thu-2024/departments/review/review1";
    private const string Path = $"noivu/{HandedInPages.WithFile}/01 {HandedInPages.FileName}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData($"{Block}/{HandedInPages.WithFile}", true)]
    [InlineData($"{Block}/unit/noivu", true)]
    [InlineData($"{Block}/TC_XD_TD", false)]
    public async Task An_archive_holds_the_files_and_an_index_of_every_line(string page, bool hasFile)
    {
        using var appraiser = await pages.SignInAsync("thamdinh");
        (await appraiser.TextAsync(page)).Contains("evidence.zip", StringComparison.Ordinal).ShouldBe(hasFile);

        using var answer = await appraiser.GetAsync(page + "/evidence.zip");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(Cancel), ZipArchiveMode.Read);
        zip.Entries.Select(entry => entry.FullName).ShouldBe(hasFile ? ["muc-luc.xlsx", Path] : ["muc-luc.xlsx"]);
        if (hasFile)
            (await TextAsync(zip.GetEntry(Path)!)).ShouldBe("%PDF-1.7 thử"); // just listed

        var index = await IndexAsync(zip);
        index.ShouldContain("Báo cáo số 1/BC", Case.Sensitive, "what the unit wrote of a line");
        index.Contains(Path, StringComparison.Ordinal).ShouldBe(hasFile);
        index.Contains("Không nộp tài liệu", StringComparison.Ordinal).ShouldBe(!page.EndsWith(HandedInPages.WithFile, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_archive_is_a_link_of_the_trail_and_of_the_security_log()
    {
        using var appraiser = await pages.SignInAsync("thamdinh");
        var since = TimeProvider.System.GetUtcNow().UtcDateTime;
        using var answer = await appraiser.GetAsync($"{Block}/{HandedInPages.WithFile}/evidence.zip");
        var read = (await pages.Installation.Reads.SinceAsync(since, Cancel)).ShouldHaveSingleItem();
        (read.What, read.Subject, read.Origin!.Address).ShouldBe((ReadLog.EvidenceArchived, $"{DemoPages.Round} noivu {HandedInPages.WithFile}", "127.0.0.1")); // made by a request
        (await pages.SecurityLogAsync()).ShouldContain(ReadLog.EvidenceArchived);
    }

    private static async Task<string> TextAsync(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(await entry.OpenAsync(Cancel));
        return await reader.ReadToEndAsync(Cancel);
    }

    /// <summary>The sheet of the index, as it stands in the workbook.</summary>
    private static async Task<string> IndexAsync(ZipArchive zip)
    {
        await using var packed = await zip.GetEntry("muc-luc.xlsx")!.OpenAsync(Cancel); // every archive has one
        using var workbook = new MemoryStream();
        await packed.CopyToAsync(workbook, Cancel);
        await using var parts = new ZipArchive(workbook, ZipArchiveMode.Read);
        return WebUtility.HtmlDecode(await TextAsync(parts.GetEntry("xl/worksheets/sheet1.xml")!)); // a workbook has a sheet
    }
}
