using System.IO.Compression;
using System.Net;
using System.Text;
using ChiSo.Application.Audit;

namespace ChiSo.Web.Tests.Surveys;

/// <summary>The answers to a closed survey as files, over HTTP.</summary>
public sealed class AnswerDownloadTests(SurveyPages pages) : IClassFixture<SurveyPages>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_manager_of_a_closed_survey_downloads_its_answers_in_every_format()
    {
        await pages.ClosedAsync("tai-ve");
        using var manager = await pages.SignInAsync("khaosat");
        var page = await manager.TextAsync("/desk/surveys/tai-ve/results");
        foreach (var (name, begins) in new[] { ("answers.csv", "unit,stratum,mode"), ("answers.xlsx", "PK"), ("answers.sav", "$FL2"), ("answers.dta", "<stata_dta>"), ("answers.about.csv", "item,vi,en"), ("texts.csv", "question,text"), ("codebook.xml", "<?xml"), ("check.R", "#") })
        {
            page.ShouldContain($"href=\"/desk/surveys/tai-ve/{name}\"");
            var answer = await manager.GetAsync($"/desk/surveys/tai-ve/{name}");
            (answer.StatusCode, answer.Content.Headers.ContentDisposition?.FileName, answer.Headers.CacheControl?.NoStore).ShouldBe((HttpStatusCode.OK, $"tai-ve-{name}", true), name);
            Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(Cancel)).TrimStart('\uFEFF').ShouldStartWith(begins, Case.Sensitive, name);
        }

        var rows = (await manager.TextAsync("/desk/surveys/tai-ve/answers.csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        rows.Length.ShouldBe(13, "twelve answers below the names of the columns");
        rows.Skip(1).ShouldAllBe(row => row.StartsWith("noivu,,paper", StringComparison.Ordinal));
        var heads = rows[0].TrimEnd('\r').Split(',');
        var (helper, age) = (Array.IndexOf(heads, "helper"), Array.IndexOf(heads, "age"));
        rows.Skip(1).Select(row => row.TrimEnd('\r').Split(',')).ShouldAllBe(row => row[helper].Length == 0 && row[age] == "60", "three of twelve were helped, and all are 60");
        (await manager.TextAsync("/desk/surveys/tai-ve/answers.about.csv")).ShouldContain("\nemptied,");
        (await manager.TextAsync("/desk/surveys/tai-ve/check.R")).ShouldContain("item(\"policy_economy\", c(1, 2, 3, 4, 5), c(0, 0, 0, 100, 100), inside)");
        (await manager.TextAsync("/desk/surveys/tai-ve/check.R")).ShouldContain("tai-ve-answers.csv");
        (await manager.TextAsync("/desk/surveys/tai-ve/codebook.xml")).ShouldContain("<caseQnty>12</caseQnty>");

        var person = await pages.PersonAsync("khaosat");
        await using var context = pages.Installation.Database.Open();
        var reads = context.AuditLinks.Where(link => link.Act == ReadLog.SurveyAnswersRead && link.Subject == "tai-ve" && link.By == person.Id && link.Mandate == person.Mandates[0].Id);
        reads.Count().ShouldBe(6, "four formats and the texts, and the first once more; neither the codebook nor the script holds an answer");
        (await pages.SecurityLogAsync()).ShouldContain(ReadLog.SurveyAnswersRead);
    }

    [Fact]
    public async Task The_manager_has_the_survey_made_into_one_archive_and_alone_may_fetch_it()
    {
        await pages.ClosedAsync("ban-giao");
        await pages.OpenAsync();
        using var manager = await pages.SignInAsync("khaosat");
        const string page = "/desk/surveys/ban-giao/results";
        var since = TimeProvider.System.GetUtcNow().UtcDateTime;
        using var asked = await manager.PostAsync(page, page + "?handler=Archive", []);
        asked.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var job = asked.Headers.Location!.OriginalString; // a redirect has one
        (await DemoPages.OverAsync(manager, job)).ShouldContain("ban-giao.zip");
        using var answer = await manager.GetAsync(job + "/result");
        await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(Cancel), ZipArchiveMode.Read);
        zip.Entries.Select(entry => entry.Name).ShouldBe(["answers.csv", "about.csv", "design.json", "design.schema.json", "index.json", "codebook.xml", "check.R", "README.txt"]);
        (await pages.Installation.Reads.SinceAsync(since, Cancel)).Count(read => read.What == ReadLog.SurveyAnswersRead && read.Subject == "ban-giao").ShouldBe(1);

        using var office = await pages.SignInAsync("thuongtruc");
        (await office.TextAsync(page)).ShouldNotContain("handler=Archive");
        (await office.PostAsync("/desk", page + "?handler=Archive", [])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await office.GetAsync(job + "/result")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var early = await manager.PostAsync("/desk", $"/desk/surveys/{SurveyPages.ByLink}/results?handler=Archive", []);
        early.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Every_file_of_an_illustrative_survey_says_so()
    {
        await pages.ClosedAsync("tai-ve-thu", DemoPages.Round);
        using var manager = await pages.SignInAsync("khaosat");
        foreach (var name in (string[])["answers.csv", "answers.dta", "answers.sav", "answers.about.csv", "codebook.xml", "check.R"])
            Encoding.UTF8.GetString(await (await manager.GetAsync($"/desk/surveys/tai-ve-thu/{name}")).Content.ReadAsByteArrayAsync(Cancel)).ShouldContain("Số liệu minh họa", customMessage: name);
        (await manager.TextAsync("/desk/surveys/tai-ve-thu/texts.csv")).ShouldContain("question,text,illustrative");
    }

    [Fact]
    public void A_file_on_its_way_has_no_name_that_could_be_left_behind()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows deletes it when the handle ends");
        using var file = Web.Surveys.AnswerDownloads.Written(stream => stream.Write("phiếu"u8));
        File.Exists(file.Name).ShouldBeFalse();
        new StreamReader(file).ReadToEnd().ShouldBe("phiếu");
    }

    [Fact]
    public async Task Nobody_else_and_nothing_of_an_open_survey()
    {
        await pages.OpenAsync();
        await pages.ClosedAsync("tai-ve-2");
        using var manager = await pages.SignInAsync("khaosat");
        using var office = await pages.SignInAsync("thuongtruc");
        (await office.TextAsync("/desk/surveys/tai-ve-2/results")).ShouldNotContain("answers.sav");
        foreach (var name in (string[])["answers.csv", "answers.sav", "texts.csv", "check.R"])
        {
            (await manager.GetAsync($"/desk/surveys/{SurveyPages.ByLink}/{name}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, name);
            (await office.GetAsync($"/desk/surveys/tai-ve-2/{name}")).StatusCode.ShouldBe(HttpStatusCode.NotFound, name);
        }

        using var stranger = pages.Open();
        (await stranger.GetAsync("/desk/surveys/tai-ve-2/answers.csv")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }
}
