using System.IO.Compression;
using System.Net;
using System.Text;
using ChiSo.Application.Assessment;
using ChiSo.Application.Rounds;

namespace ChiSo.Web.Tests.Assessment;

/// <summary>Evidence that isn't taken, over HTTP and without script: each refusal says what is wrong and what to do, and nothing of it is kept.</summary>
public sealed class EvidenceRefusalTests(DemoPages pages) : IClassFixture<DemoPages>
{
    private const string Line = "TC_XD_TD";
    private const string Page = DemoPages.Sheet + "/TC/" + Line;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("evidence.kind", "bao-cao.pdf", "Nội dung tệp không thuộc loại được nhận.")]
    [InlineData("evidence.empty-file", "bao-cao.pdf", "Tệp trống.")]
    [InlineData("evidence.zip-entry", "tai-lieu.zip", "Tệp nén hoặc tệp Office chứa nội dung không được nhận, ví dụ macro.")]
    [InlineData("evidence.zip-unsafe", "tai-lieu.zip", "Tệp nén bị hỏng, có mật khẩu, hoặc quá lớn khi mở ra.")]
    [InlineData("evidence.too-long", "quet.pdf", "Tệp lớn hơn 50 MB.")]
    public async Task A_file_that_is_not_taken_says_why_and_what_to_do(string code, string name, string what)
    {
        var (rows, kept) = await StoredAsync();
        var content = ContentOf(code);
        using var officer = await pages.SignInAsync("canbo");

        using var refused = await officer.UploadAsync(Page, name, content);

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await using var file = new MemoryStream(content);
        var problem = (await pages.Installation.Evidence.AddAsync(Cited(name, ""), file, await pages.PersonAsync("canbo"), Cancel)).Problems.ShouldHaveSingleItem();
        (problem.Code, problem.What.Vi).ShouldBe((code, what));
        WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Cancel)).ShouldContain($"{what} {problem.Remedy.Vi}");
        (await StoredAsync()).ShouldBe((rows, kept));
    }

    [Fact]
    public async Task Half_a_citation_is_refused_and_what_was_typed_stays()
    {
        var before = await StoredAsync();
        using var officer = await pages.SignInAsync("canbo");
        using var refused = await officer.PostAsync(Page, Page, new() { ["Number"] = "12/BC-SNV", ["Issuer"] = "Sở Nội vụ" });
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var problem = (await pages.Installation.Evidence.AddAsync(Cited("", "12/BC-SNV"), null, await pages.PersonAsync("canbo"), Cancel)).Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe("evidence.citation");
        var page = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Cancel));
        page.ShouldContain($"Văn bản viện dẫn còn thiếu ngày hoặc cơ quan ban hành. {problem.Remedy.Vi}");
        page.ShouldContain("value=\"12/BC-SNV\"");
        (await StoredAsync()).ShouldBe(before);
    }

    private static AddEvidence Cited(string file, string number) => new(new(DemoPages.Round, "departments", "noivu", Stages.Self, new(Line)), file, number, null, "Sở Nội vụ", "", "", SaysNotSecret: true);

    private static byte[] ContentOf(string code) => code switch
    {
        "evidence.empty-file" => [],
        "evidence.zip-entry" => Zip("chay.exe", "MZ"u8.ToArray()),
        "evidence.zip-unsafe" => Zip("quet.pdf", [.. "%PDF-1.7"u8, .. new byte[30 * 1024 * 1024]]),
        "evidence.too-long" => Encoding.UTF8.GetBytes("%PDF-1.7" + new string(' ', 50 * 1024 * 1024)),
        _ => "MZ, một chương trình mang tên báo cáo"u8.ToArray(),
    };

    private static byte[] Zip(string name, byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(content);
        }

        return packed.ToArray();
    }

    /// <summary>Pieces of evidence, and files of the vault.</summary>
    private async Task<(int Rows, int Files)> StoredAsync()
    {
        await using var context = pages.Installation.Database.Open();
        var vault = Path.Combine(pages.Folder, "files");
        return (context.Evidence.Count(), Directory.Exists(vault) ? Directory.EnumerateFiles(vault, "*", SearchOption.AllDirectories).Count() : 0);
    }
}
