using System.Net;
using System.Text.Json;
using ChiSo.Application.Audit;
using ChiSo.Application.Surveys.Imported;
using ChiSo.Web.Tests.Cli;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>A survey run elsewhere, from the command to the desk.</summary>
public sealed class ImportedTableTests(SurveyPages pages) : IClassFixture<SurveyPages>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chiso-imported-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_desk_shows_it_apart_with_its_label_and_no_interval()
    {
        var table = new ImportedTable("buu-dien-2025", "Bưu điện tỉnh", "Báo cáo 12/BC-BĐ", new(2025, 12, 31), [new("noivu", "Sở Nội vụ", "access", 88.5m, null, null), new("tuphap", "Sở Tư pháp", "access", 91m, 120, 1.25m)]);
        (await pages.Installation.ImportedTables.ImportAsync(table, Change.OnThisMachine(TimeProvider.System, "test"), Cancel)).Problems.ShouldBeEmpty();
        using var office = await pages.SignInAsync("thuongtruc");
        var list = WebUtility.HtmlDecode(await office.TextAsync("/desk/surveys"));
        list.ShouldContain("Khảo sát làm ở nơi khác");
        list.ShouldContain("href=\"/desk/survey-tables/buu-dien-2025\"");
        var page = WebUtility.HtmlDecode(await office.TextAsync("/desk/survey-tables/buu-dien-2025"));
        foreach (var told in (string[])["Nhập từ bảng, sai số không rõ", "Báo cáo 12/BC-BĐ", "31/12/2025", "không phải SIPAS quốc gia", "88,50", "sai số không rõ</td>", "1,25", "120"])
            page.ShouldContain(told);
        page.ShouldNotContain("95 %");

        (await office.GetAsync("/desk/survey-tables/khong-co")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var officer = await pages.SignInAsync("canbo");
        (await officer.GetAsync("/desk/survey-tables/buu-dien-2025")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_manager_uploads_a_table_and_everything_wrong_is_told_at_once()
    {
        using var manager = await pages.SignInAsync("khaosat");
        (await manager.TextAsync("/desk/surveys")).ShouldContain("href=\"/desk/new-survey-table\"");
        var wrong = await UploadAsync(manager, "Mã Sai", "", "Báo cáo 13/BC-BĐ", "32/13/2025", "unit,factor,value\nnoivu,access,120\n");
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var told = WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync(Cancel));
        foreach (var said in (string[])["bang.csv:2:value", "mã chỉ gồm chữ thường không dấu", "ghi ai đã khảo sát", "“32/13/2025” không phải là ngày", "value=\"Báo cáo 13/BC-BĐ\""])
            told.ShouldContain(said);
        (await UploadAsync(manager, "tai-len-2025", "Bưu điện", "Báo cáo 13", "31/12/2025", table: null)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await pages.Installation.ImportedTables.FindAsync("tai-len-2025", Cancel)).ShouldBeNull();

        var taken = await UploadAsync(manager, "tai-len-2025", "Bưu điện", "Báo cáo 13", "31/12/2025", "unit,factor,value,forms\nnoivu,access,88.5,\ntuphap,access,90,120\n");
        (taken.StatusCode, taken.Headers.Location?.OriginalString).ShouldBe((HttpStatusCode.Redirect, "/desk/survey-tables/tai-len-2025"));
        WebUtility.HtmlDecode(await manager.TextAsync("/desk/survey-tables/tai-len-2025")).ShouldContain("Nhập từ bảng, sai số không rõ");
        (await UploadAsync(manager, "tai-len-2025", "Bưu điện", "Báo cáo 13", "31/12/2025", "unit,factor,value,forms\nnoivu,access,88.5,\ntuphap,access,90,120\n")).StatusCode.ShouldBe(HttpStatusCode.Redirect, "the same again changes nothing");
        (await UploadAsync(manager, "tai-len-2025", "Bưu điện", "Báo cáo 13", "31/12/2025", "unit,factor,value\nnoivu,access,1\n")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "what was taken in never changes");
        var person = await pages.PersonAsync("khaosat");
        await using var context = pages.Installation.Database.Open();
        context.AuditLinks.Where(link => link.Act == "survey.imported" && link.Subject == "tai-len-2025").Select(link => new { link.By, link.Mandate }).ToList().ShouldHaveSingleItem().ShouldBe(new { By = person.Id, Mandate = person.Mandates[0].Id });
    }

    private static async Task<HttpResponseMessage> UploadAsync(Visitor manager, string code, string by, string source, string date, string? table)
    {
        using var form = new MultipartFormDataContent { { new StringContent(await manager.TokenAsync("/desk/new-survey-table")), "__RequestVerificationToken" } };
        foreach (var (name, value) in new[] { (nameof(code), code), (nameof(by), by), (nameof(source), source), (nameof(date), date) })
            form.Add(new StringContent(value), name);
        if (table is not null)
            form.Add(new StringContent(table), "table", "bang.csv");
        return await manager.SendAsync("/desk/new-survey-table", form);
    }

    [Fact]
    public async Task The_command_takes_a_table_in_and_puts_it_on_the_lines_of_a_round()
    {
        var database = Path.Combine(folder, "chiso.db");
        var table = Write("table.csv", "unit,factor,value,forms\nnoivu,access,88.5,\ntuphap,access,90,120\n");
        string[] import = ["survey", "import-table", "buu-dien-2025", table, "--by", "Bưu điện tỉnh", "--source", "Báo cáo 12", "--date", "31/12/2025", "--database", database];
        var first = await Run.OfAsync([.. import, "--json"]);
        first.Code.ShouldBe(0, first.Error);
        using (var report = JsonDocument.Parse(first.Out))
            (report.RootElement.GetProperty("kind").GetString(), report.RootElement.GetProperty("units").GetInt32(), report.RootElement.GetProperty("errorUnknown").GetInt32()).ShouldBe(("imported", 2, 2));
        var again = await Run.OfAsync(import);
        again.Code.ShouldBe(0, "the same again changes nothing");
        again.Error.ShouldContain("sai số không rõ");
        (await Run.OfAsync([.. import[..^3], "32/13/2025", .. import[^2..]])).Code.ShouldBe(2);

        string[] feed = ["survey", "feed", "buu-dien-2025", House.Repository.PathOf("samples/can-tho-2023"), "--mapping", Write("mapping.csv", "what,from,to\nfactor,access,TD_HL_TC\n"), "--database", database, "--dry-run"];
        var fed = await Run.OfAsync(feed);
        fed.Code.ShouldBe(0, fed.Error);
        fed.Out.ShouldContain("→ 88,50");
        fed.Error.ShouldContain("sai số không rõ");
        (await Run.OfAsync([.. feed, "--sizes", table])).Code.ShouldBe(2);
        (await Run.OfAsync(["survey", "feed", "khong-co", .. feed[3..]])).Code.ShouldBe(4);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
