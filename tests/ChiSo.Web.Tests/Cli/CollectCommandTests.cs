using System.Text.Json;
using ChiSo.Web.Tests.House;

namespace ChiSo.Web.Tests.Cli;

/// <summary><c>chiso survey</c> from opening to the index, as somebody follows the how-to.</summary>
public sealed class CollectCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chiso-collect-").FullName;

    private string Database => Path.Combine(folder, "chiso.db");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_survey_is_opened_invited_entered_exported_and_closed()
    {
        var opened = await CallAsync("open", Repository.PathOf("data/questionnaires/example-survey.json"));
        opened.Code.ShouldBe(0, opened.Error);

        var links = Path.Combine(folder, "links.csv");
        (await CallAsync("invite", "hai-long-2026", Write("people.csv", "id,unit\n" + Rows(10, row => $"P{row},noivu")), "--address", "https://khaosat.example.vn/", "--to", links)).Code.ShouldBe(0);
        var lines = (await File.ReadAllLinesAsync(links, TestContext.Current.CancellationToken)).Skip(1).ToList();
        lines.Count.ShouldBe(10);
        lines.ShouldAllBe(line => line.Contains("https://khaosat.example.vn/s/hai-long-2026?k=", StringComparison.Ordinal));
        lines.Distinct().Count().ShouldBe(10);

        var policies = Surveys.SurveyPages.Policies;
        var header = $"form,unit,used_service,age,helper,{string.Join(',', policies.Select(one => $"policy_{one}"))}\n";
        string Keyed(int satisfied) => header + Rows(12, row => $"{row},noivu,no,60,self,{string.Join(',', policies.Select(_ => row <= satisfied ? "5" : "2"))}");
        var differ = await CallAsync("enter", "hai-long-2026", Write("a.csv", Keyed(9)), Write("b.csv", Keyed(8)));
        differ.Code.ShouldBe(1);
        differ.Out.ShouldContain("9  policy_economy: “5” ≠ “2”");
        var entered = await CallAsync("enter", "hai-long-2026", Path.Combine(folder, "a.csv"), Path.Combine(folder, "a.csv"), "--json");
        using (var report = JsonDocument.Parse(entered.Out))
            (report.RootElement.GetProperty("stored").GetInt32(), report.RootElement.GetProperty("enteredBefore").GetInt32()).ShouldBe((1, 11));

        var answers = Path.Combine(folder, "answers.csv");
        foreach (var early in (string[][])[["export", "hai-long-2026", "--to", answers], ["index", "hai-long-2026"]])
            (await CallAsync(early)).ShouldSatisfyAllConditions(run => run.Code.ShouldBe(1), run => run.Error.ShouldContain("chưa đóng nên chưa có kết quả"));
        File.Exists(answers).ShouldBeFalse();
        (await CallAsync("feed", "hai-long-2026", Repository.PathOf("samples/can-tho-2023"), "--mapping", Write("mapping.csv", "what,from,to\nfactor,policy,TD_HL_TC\nunit,tuphap,\n"), "--dry-run")).Error.ShouldContain("còn nhận phiếu");
        (await CallAsync("close", "hai-long-2026")).Error.ShouldContain("12 phiếu, 10 người được mời");
        (await CallAsync("export", "hai-long-2026", "--to", answers, "--texts", Path.Combine(folder, "texts.csv"))).Code.ShouldBe(0);
        (await File.ReadAllLinesAsync(answers, TestContext.Current.CancellationToken)).Length.ShouldBe(13);
        foreach (var ending in (string[])["sav", "dta", "xlsx"])
        {
            (await CallAsync("export", "hai-long-2026", "--to", Path.Combine(folder, "answers." + ending), "--codebook", Path.Combine(folder, "answers.xml"))).Code.ShouldBe(0, ending);
            new FileInfo(Path.Combine(folder, "answers." + ending)).Length.ShouldBeGreaterThan(1_000, ending);
        }

        (await CallAsync("export", "hai-long-2026", "--to", Path.Combine(folder, "answers.ods"))).Error.ShouldContain(".sav");
        (await CallAsync("export", "hai-long-2026", "--to", answers, "--script", Path.Combine(folder, "check.R"))).Code.ShouldBe(0);
        (await File.ReadAllTextAsync(Path.Combine(folder, "check.R"), TestContext.Current.CancellationToken)).ShouldContain("item(\"policy_economy\", c(1, 2, 3, 4, 5), c(0, 0, 0, 100, 100), inside)");
        await HandOverAsync();
        var estimate = await Run.OfAsync("survey", "estimate", Write("design.json", """{ "stages": [{}], "weights": "w", "estimates": [{ "kind": "share", "column": "policy_economy", "values": [4, 5], "by": "unit" }] }"""), WithWeights(answers), "--json");
        using (var figures = JsonDocument.Parse(estimate.Out))
            figures.RootElement.GetProperty("figures")[0].GetProperty("value").GetDouble().ShouldBe(0.75, 1e-12);

        (await CallAsync("close", "khong-co")).Code.ShouldBe(4);
        await FeedAsync();
    }

    /// <summary>Nine of twelve are satisfied: the archive alone gives the figure again.</summary>
    private async Task HandOverAsync()
    {
        var (zip, into) = (Path.Combine(folder, "out.zip"), Path.Combine(folder, "out"));
        (await CallAsync("export", "hai-long-2026")).ShouldSatisfyAllConditions(run => run.Code.ShouldBe(2), run => run.Error.ShouldContain("--archive"));
        (await Run.OfAsync("survey", "export", "answers.csv", "--design", "design.json", "--archive", zip)).Code.ShouldBe(2);
        (await CallAsync("export", "hai-long-2026", "--archive", zip, "--sizes", Write("sizes.csv", "unit,people\nnoivu,11\n"))).Code.ShouldBe(1);
        (await CallAsync("export", "hai-long-2026", "--archive", zip, "--sizes", Write("sizes.csv", "unit,people\nnoivu,24\n"))).Code.ShouldBe(0);
        await System.IO.Compression.ZipFile.ExtractToDirectoryAsync(zip, into, TestContext.Current.CancellationToken);
        var estimate = await Run.OfAsync("survey", "estimate", Path.Combine(into, "design.json"), Path.Combine(into, "answers.csv"), "--json");
        using var figures = JsonDocument.Parse(estimate.Out);
        figures.RootElement.GetProperty("figures").EnumerateArray().Single(figure => figure.GetProperty("column").GetString() == "policy_economy").GetProperty("value").GetDouble().ShouldBe(0.75, 1e-12);
        (await File.ReadAllTextAsync(Path.Combine(into, "targets.csv"), TestContext.Current.CancellationToken)).ShouldBe("unit,stratum,people\nnoivu,,24\n");
    }

    /// <summary>Nine of twelve are satisfied: 75 on the line, which asks for 50 forms and so waits for a decision.</summary>
    private async Task FeedAsync()
    {
        var round = Path.Combine(folder, "ky");
        Directory.CreateDirectory(round);
        foreach (var file in Directory.GetFiles(Repository.PathOf("samples/can-tho-2023"), "*.csv"))
            File.Copy(file, Path.Combine(round, Path.GetFileName(file)));
        var positions = Path.Combine(round, "positions.csv");
        var before = await File.ReadAllTextAsync(positions, TestContext.Current.CancellationToken);
        string[] feed = ["feed", "hai-long-2026", round, "--mapping", Write("mapping.csv", "what,from,to\nfactor,policy,TD_HL_TC\nunit,tuphap,\n")];

        (await CallAsync("index", "hai-long-2026")).Error.ShouldContain("mọi phiếu của một đơn vị như nhau");
        (await CallAsync("index", "hai-long-2026", "--sizes", Write("sizes.csv", "unit,people\nnoivu,24\n"))).Error.ShouldContain("số người ÷ số phiếu của tầng");
        (await CallAsync("index", "hai-long-2026", "--sizes", Write("sizes.csv", "unit,people\nnoivu,11\n"))).Code.ShouldBe(1);
        var seen = await CallAsync([.. feed, "--dry-run"]);
        seen.Out.ShouldContain("95,60 → 75,00");
        seen.Out.ShouldContain("1,91 → –");
        seen.Out.ShouldContain("chưa đủ phiếu");
        (await File.ReadAllTextAsync(positions, TestContext.Current.CancellationToken)).ShouldBe(before);
        (await CallAsync(feed)).Error.ShouldContain("Đã ghi 1 số liệu vào kỳ can-tho-2023.");
        (await File.ReadAllTextAsync(positions, TestContext.Current.CancellationToken)).ShouldContain("x=75,");
        (await CallAsync([.. feed, "--last-year", round])).Error.ShouldContain("Kỳ 2023 không ở trước kỳ 2023.");
        (await CallAsync("feed", "hai-long-2026", "khong-co", "--mapping", Path.Combine(folder, "mapping.csv"))).Code.ShouldBe(4);
    }

    [Fact]
    public async Task What_few_people_are_behind_is_hidden_by_the_command_as_on_the_desk()
    {
        (await CallAsync("open", Repository.PathOf("data/questionnaires/example-survey.json"))).Code.ShouldBe(0);
        string[] services = ["access_signs", "access_seats", "access_equipment", "procedures_published", "procedures_papers", "procedures_fees", "procedures_time_limit", "staff_polite", "staff_listens", "staff_answers", "staff_guides", "staff_follows_rules", "result_on_time", "result_complete", "result_correct", "feedback_ways", "feedback_received", "feedback_answered"];
        var policies = Surveys.SurveyPages.Policies;
        var forms = Write("forms.csv", $"form,unit,used_service,age,helper,channel,visits,bothered,extra_money,{string.Join(',', services)},{string.Join(',', policies.Select(one => $"policy_{one}"))}\n"
            + Rows(12, row => $"{row},noivu,{(row <= 3 ? "yes" : "no")},60,self,{(row <= 3 ? "desk,1,0,0" : ",,,")},{string.Join(',', services.Select(_ => row <= 3 ? "1" : ""))},{string.Join(',', policies.Select(_ => "5"))}"));
        (await CallAsync("enter", "hai-long-2026", forms, forms)).Code.ShouldBe(0);
        (await CallAsync("close", "hai-long-2026")).Code.ShouldBe(0);
        using var report = JsonDocument.Parse((await CallAsync("index", "hai-long-2026", "--json")).Out);
        report.RootElement.GetProperty("figures").EnumerateArray().Where(figure => !figure.GetProperty("isHidden").GetBoolean()).Select(figure => (figure.GetProperty("code").GetString(), Math.Round(figure.GetProperty("value").GetDouble(), 9))).ShouldBe([("satisfaction", 50)]);
        var shown = await CallAsync("index", "hai-long-2026");
        shown.Out.ShouldContain("ẩn");
        shown.Error.ShouldContain("Ẩn: dựa vào dưới 10 người trả lời");
    }

    private Task<Run> CallAsync(params string[] args) => Run.OfAsync(["survey", .. args, "--database", Database]);

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private string WithWeights(string answers) =>
        Write("weighted.csv", string.Concat(File.ReadAllLines(answers).Select((line, at) => $"{line},{(at == 0 ? "w" : "1")}\n")));

    private static string Rows(int count, Func<int, string> row) => string.Concat(Enumerable.Range(1, count).Select(number => row(number) + "\n"));
}
