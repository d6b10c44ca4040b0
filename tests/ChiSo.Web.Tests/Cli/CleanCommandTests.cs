using System.Text.Json;

namespace ChiSo.Web.Tests.Cli;

/// <summary><c>chiso survey clean</c>: flags, decisions and the file of those that count, the original untouched.</summary>
public sealed class CleanCommandTests : IDisposable
{
    private const string Design = """
        {
          "stages": [{}],
          "weights": "w",
          "cleaning": {
            "items": ["q1", "q2", "q3", "q4"], "id": "form", "within": "unit", "minutes": "minutes", "interviewer": "asker",
            "rules": { "leastCompared": 3, "leastStraight": 3, "straight": [{ "name": "service", "items": ["q1", "q2", "q3"], "reversed": ["q3"], "lowest": 1, "highest": 5 }] }
          },
          "estimates": [{ "kind": "mean", "column": "q1" }]
        }
        """;

    private const string Answers = """
        form,w,unit,asker,minutes,q1,q2,q3,q4
        F1,1,u,an,10,4,5,1,2
        F2,1,u,an,12,4,5,1,2
        F3,1,u,an,2,5,3,2,4
        F4,1,u,binh,11,5,5,5,1
        F5,1,u,binh,13,1,,,
        F6,1,u,binh,10,2,3,4,5

        """;

    private readonly string folder = Directory.CreateTempSubdirectory("chiso-clean-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Answers_that_stand_out_are_listed_each_with_its_rule()
    {
        var (design, answers, flags) = (Write("design.json", Design), Write("answers.csv", Answers), Path.Combine(folder, "flags.csv"));
        var run = await Run.OfAsync("survey", "clean", design, answers, "--flags", flags, "--json");
        run.Code.ShouldBe(0, run.Error);
        (await File.ReadAllLinesAsync(flags)).ShouldBe(
        [
            "row,rule,strength,measure,like,group,state,reason",
            "F2,exactDuplicate,strong,1,F1,,new,", "F3,tooFast,strong,0.1905,,,new,", "F4,contradiction,strong,1,,service,new,", "F5,incomplete,strong,0.25,,,new,",
        ]);
        using var told = JsonDocument.Parse(run.Out);
        (told.RootElement.GetProperty("accepted").GetInt32(), told.RootElement.GetProperty("new").GetInt32(), told.RootElement.GetProperty("timesKnown").GetBoolean()).ShouldBe((2, 4, true));
        told.RootElement.GetProperty("interviewers").EnumerateArray().Select(one => one.GetProperty("item").GetString()).ShouldContain("q1");
        (await Run.OfAsync("survey", "clean", design, answers)).Out.ShouldContain("Giống hệt phiếu khác");
    }

    [Fact]
    public async Task Parquet_goes_in_and_out_as_the_same_answers()
    {
        var (design, answers) = (Write("design.json", Design), Write("answers.csv", Answers));
        var (parquet, back) = (Path.Combine(folder, "answers.parquet"), Path.Combine(folder, "cleaned.parquet"));
        var all = Write("all.csv", "row,state,reason\nF2,accepted,a\nF3,accepted,a\nF4,accepted,a\nF5,accepted,a\n");
        (await Run.OfAsync("survey", "clean", design, answers, "--decisions", all, "--to", parquet)).Code.ShouldBe(0);
        (await File.ReadAllBytesAsync(parquet))[..4].ShouldBe("PAR1"u8.ToArray());

        var (flagsOfText, flagsOfParquet) = (Path.Combine(folder, "a.csv"), Path.Combine(folder, "b.csv"));
        (await Run.OfAsync("survey", "clean", design, answers, "--flags", flagsOfText)).Code.ShouldBe(0);
        var run = await Run.OfAsync("survey", "clean", design, parquet, "--flags", flagsOfParquet, "--to", back);
        run.Code.ShouldBe(0, run.Error);
        (await File.ReadAllTextAsync(flagsOfParquet)).ShouldBe(await File.ReadAllTextAsync(flagsOfText));
        var text = Path.Combine(folder, "back.csv");
        (await Run.OfAsync("survey", "clean", design, back, "--decisions", Write("none.csv", "row,state,reason\nF6,accepted,a\n"), "--to", text)).Code.ShouldBe(0);
        (await File.ReadAllLinesAsync(text)).ShouldBe(["form,w,unit,asker,minutes,q1,q2,q3,q4", "F1,1,u,an,10,4,5,1,2", "F6,1,u,binh,10,2,3,4,5"]);
        (await Run.OfAsync("survey", "estimate", design, back, "--json")).Code.ShouldBe(0, "estimates read it too");
        var broken = Path.Combine(folder, "broken.parquet");
        await File.WriteAllBytesAsync(broken, (await File.ReadAllBytesAsync(parquet))[..60]);
        (await Run.OfAsync("survey", "clean", design, broken)).Error.ShouldContain("survey.parquet-damaged");
    }

    [Fact]
    public async Task Only_accepted_answers_are_written_with_corrections_and_the_original_stays()
    {
        var (design, answers, cleaned) = (Write("design.json", Design), Write("answers.csv", Answers), Path.Combine(folder, "cleaned.csv"));
        var decisions = Write("decisions.csv", "row,state,reason,column,before,after\nF2,accepted,two people of one office,,,\nF6,set_aside,asked by telephone,,,\nF4,,the paper says 1,q3,5,1\n");
        var run = await Run.OfAsync("survey", "clean", design, answers, "--decisions", decisions, "--to", cleaned, "--json");
        run.Code.ShouldBe(0, run.Error);
        (await File.ReadAllLinesAsync(cleaned)).ShouldBe(["form,w,unit,asker,minutes,q1,q2,q3,q4", "F1,1,u,an,10,4,5,1,2", "F2,1,u,an,12,4,5,1,2", "F4,1,u,binh,11,5,5,1,1"]);
        (await File.ReadAllTextAsync(answers)).ShouldBe(Answers);
        (await Run.OfAsync("survey", "estimate", design, cleaned, "--json")).Out.ShouldContain("\"respondents\": 3");
    }

    [Fact]
    public async Task Wrong_decisions_are_told_together_and_nothing_is_written()
    {
        var (design, answers, cleaned) = (Write("design.json", Design), Write("answers.csv", Answers), Path.Combine(folder, "cleaned.csv"));
        var decisions = Write("decisions.csv", "row,state,reason,column,before,after\nF9,accepted,why,,,\nF1,accepted,,,,\nF2,gone,why,,,\nF4,,why,q3,4,1\nF4,,why,q9,4,1\n");
        var run = await Run.OfAsync("survey", "clean", design, answers, "--decisions", decisions, "--to", cleaned);
        run.Code.ShouldBe(1);
        foreach (var code in new[] { "survey.cleaning-no-row", "survey.review-reason", "value.not-a-choice", "survey.cleaning-before", "survey.cleaning-no-column" })
            run.Error.ShouldContain(code);
        File.Exists(cleaned).ShouldBeFalse();
        (await Run.OfAsync("survey", "clean", design, answers, "--to", answers)).Error.ShouldContain("survey.cleaning-same-file");
        (await File.ReadAllTextAsync(answers)).ShouldBe(Answers);
    }

    [Fact]
    public async Task The_recheck_list_has_answers_of_every_interviewer_and_comes_again_from_its_seed()
    {
        var (design, answers, again) = (Write("design.json", Design), Write("answers.csv", Answers), Path.Combine(folder, "again.csv"));
        var run = await Run.OfAsync("survey", "clean", design, answers, "--recheck", again, "--share", "0,1", "--seed", "7", "--json");
        run.Code.ShouldBe(0, run.Error);
        using var told = JsonDocument.Parse(run.Out);
        told.RootElement.GetProperty("recheck").GetProperty("seed").GetUInt64().ShouldBe(7UL);
        var drawn = await File.ReadAllLinesAsync(again);
        drawn.Skip(1).Select(line => line.Split(',')[1]).ShouldBe(["an", "binh"]);
        await Run.OfAsync("survey", "clean", design, answers, "--recheck", again, "--share", "0,1", "--seed", "7");
        (await File.ReadAllLinesAsync(again)).ShouldBe(drawn);
        (await Run.OfAsync("survey", "clean", design, answers, "--recheck", again)).Code.ShouldBe(2); // a draw needs its seed
    }

    [Fact]
    public async Task What_the_files_lack_is_told_by_its_place()
    {
        var answers = Write("answers.csv", Answers);
        (await Run.OfAsync("survey", "clean", Write("none.json", """{ "stages": [{}] }"""), answers)).Error.ShouldContain("survey.cleaning-missing");
        (await Run.OfAsync("survey", "clean", Write("rule.json", Design.Replace("\"leastCompared\": 3", "\"leastCompared\": 1", StringComparison.Ordinal)), answers)).Error.ShouldContain("leastCompared");
        (await Run.OfAsync("survey", "clean", Write("design.json", Design), Write("twice.csv", Answers.Replace("F2", "F1", StringComparison.Ordinal)))).Error.ShouldContain("survey.cleaning-id");
        (await Run.OfAsync("survey", "clean", Write("design.json", Design), Write("time.csv", Answers.Replace("an,2,", "an,soon,", StringComparison.Ordinal)))).Error.ShouldContain("survey.cleaning-minutes");
        (await Run.OfAsync("survey", "clean", Write("design.json", Design), Write("column.csv", Answers.Replace("q4", "q5", StringComparison.Ordinal)))).Error.ShouldContain("survey.cleaning-no-column");
        (await Run.OfAsync("survey", "clean", Write("design.json", Design), "nowhere.csv")).Code.ShouldBe(4);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
