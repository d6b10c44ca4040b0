using System.IO.Compression;
using System.Net;
using ChiSo.Application.Audit;
using ChiSo.Application.Jobs;

namespace ChiSo.Web.Tests.Jobs;

/// <summary>Background work over HTTP: asked for, watched, fetched, and whose it is.</summary>
public sealed class JobPageTests(DemoPages pages) : IClassFixture<DemoPages>
{
    private const string List = "/desk/jobs";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Workbook", "xl/workbook.xml")]
    [InlineData("Tables", "units.csv")]
    public async Task A_round_is_exported_once_recorded_once_and_fetched_by_whoever_asked(string form, string inside)
    {
        using var chair = await pages.SignInAsync("chutich");
        var since = TimeProvider.System.GetUtcNow().UtcDateTime;
        var page = await ExportAsync(chair, form);
        var shown = WebUtility.HtmlDecode(await DemoPages.OverAsync(chair, page));
        shown.ShouldContain("đã xong");
        shown.ShouldNotContain("http-equiv=\"refresh\"");

        using var answer = await chair.GetAsync(page + "/result");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentDisposition!.FileName.ShouldNotBeNull().ShouldContain("can-tho-2023."); // a download has a name
        await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(Cancel), ZipArchiveMode.Read);
        zip.GetEntry(inside).ShouldNotBeNull();
        var reads = await pages.Installation.Reads.SinceAsync(since, Cancel);
        reads.Count(read => read.What == ReadLog.RoundExported && read.Subject == "can-tho-2023").ShouldBe(1);
        reads.Count(read => read.What == ReadLog.JobResultRead).ShouldBe(1);

        using var office = await pages.SignInAsync("thuongtruc");
        WebUtility.HtmlDecode(await office.TextAsync(page)).ShouldContain("chỉ người yêu cầu tải được");
        (await office.GetAsync(page + "/result")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var officer = await pages.SignInAsync("canbo");
        (await officer.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await officer.TextAsync(List)).ShouldNotContain(page);
        (await office.TextAsync(List)).ShouldContain(page);
    }

    [Fact]
    public async Task A_round_that_is_not_there_and_a_person_without_the_right_are_refused()
    {
        using var office = await pages.SignInAsync("thuongtruc");
        using var answer = await office.PostAsync(List, List + "?handler=Export", new() { ["round"] = "khong-co", ["form"] = "Json" });
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("Không còn nội dung mà việc này cần.");
        using var officer = await pages.SignInAsync("canbo");
        (await officer.PostAsync("/desk", List + "?handler=Export", new() { ["round"] = "can-tho-2023", ["form"] = "Json" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_job_whose_asker_lost_the_right_fails_with_words_and_can_be_repeated_but_not_cancelled()
    {
        var officer = await pages.PersonAsync("canbo"); // as if a mandate had ended meanwhile
        var id = await pages.Installation.Jobs.AskAsync(new("round.export", new { round = "can-tho-2023", form = "json" }, "can-tho-2023 · json", officer.Id, officer.Mandates[0].Id), Cancel);
        using var visitor = await pages.SignInAsync("canbo");
        var page = $"{List}/{id}";
        WebUtility.HtmlDecode(await DemoPages.OverAsync(visitor, page)).ShouldContain("Người yêu cầu không còn quyền");
        (await visitor.GetAsync(page + "/result")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var refused = await visitor.PostAsync(page, page + "?handler=Cancel", []);
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Cancel)).ShouldContain("không làm được bước vừa chọn");
        (await visitor.PostAsync(page, page + "?handler=Retry", [])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await DemoPages.OverAsync(visitor, page);
        (await pages.Installation.Jobs.FindAsync(id, Cancel))!.State.ShouldBe(JobState.Failed); // asked for above
    }

    [Fact]
    public async Task A_job_no_process_knows_waits_and_can_be_cancelled()
    {
        var administrator = await pages.PersonAsync("quantri");
        var id = await pages.Installation.Jobs.AskAsync(new("of-a-later-version", new { }, "", administrator.Id, Guid.Empty), Cancel);
        using var visitor = await pages.SignInAsync("quantri");
        var page = $"{List}/{id}";
        (await visitor.TextAsync(page)).ShouldContain("<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>");
        (await visitor.PostAsync(page, page + "?handler=Cancel", [])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await visitor.TextAsync(page)).ShouldContain("đã hủy");
        (await visitor.GetAsync($"{List}/{Guid.NewGuid()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<string> ExportAsync(Visitor visitor, string form)
    {
        using var asked = await visitor.PostAsync(List, List + "?handler=Export", new() { ["round"] = "can-tho-2023", ["form"] = form });
        asked.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return asked.Headers.Location!.OriginalString; // a redirect has one
    }
}
