using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ChiSo.Web.Tests.Cli;

/// <summary><c>chiso survey</c> on files alone: Neyman's allocation, exports with weights, sources, limits and the two ways to find an error.</summary>
public sealed class SurveyFileCommandTests : IDisposable
{
    private const string Answers = "stratum,commune,n,w,unit,q1,x\nA,1,8,2,u,5,1\nA,1,8,2,u,3,2\nA,2,8,2,v,4,1\nA,2,8,2,u,4,3\nB,3,9,3,v,2,4\nB,4,9,3,u,NA,2\nB,4,9,3,u,4,2\nB,5,9,3,v,1,5\n";

    private readonly string folder = Directory.CreateTempSubdirectory("chiso-files-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>30 and 20 people who differ by 1 and 3: 30 to 60, so 12 become 4 and 8. By shares of 50 % and 90 %: 0.5 × 30 to 0.3 × 20, so 12 become 9 and 3.</summary>
    [Theory]
    [InlineData("stratum,deviation\ntown,1\nhill,3\n", 4, 8)]
    [InlineData("stratum,share\ntown,0.5\nhill,0.9\n", 9, 3)]
    public async Task Neyman_gives_more_to_strata_that_differ_more(string deviations, int town, int hill)
    {
        var run = await Run.OfAsync("survey", "draw", Frame(), "--size", "12", "--seed", "5", "--allocation", "neyman", "--deviations", Write("deviations.csv", deviations));
        run.Code.ShouldBe(0, run.Error);
        (run.Out.Split('\n').Count(line => line.Contains(",town,", StringComparison.Ordinal)), run.Out.Split('\n').Count(line => line.Contains(",hill,", StringComparison.Ordinal))).ShouldBe((town, hill));
    }

    [Theory]
    [InlineData("stratum,deviation\ntown,1\n", "hill")]
    [InlineData("stratum,deviation\ntown,1\nhill,-3\n", "deviations.csv:3")]
    [InlineData("stratum,deviation\ntown,1\nhill,3\nsea,1\n", "deviations.csv:4")]
    [InlineData("stratum,deviation\ntown,0\nhill,0\n", "survey.stratum-deviation")]
    [InlineData("stratum,share,deviation\ntown,0.5,1\nhill,0.4,\n", "deviations.csv:2")]
    public async Task Deviations_that_can_not_be_are_told(string deviations, string told)
    {
        var run = await Run.OfAsync("survey", "draw", Frame(), "--size", "12", "--seed", "5", "--allocation", "neyman", "--deviations", Write("deviations.csv", deviations));
        run.Code.ShouldBe(1);
        run.Error.ShouldContain(told);
    }

    [Fact]
    public async Task Neyman_and_its_table_go_together()
    {
        (await Run.OfAsync("survey", "draw", Frame(), "--size", "12", "--seed", "5", "--allocation", "neyman")).Error.ShouldContain("--deviations");
        (await Run.OfAsync("survey", "draw", Frame(), "--size", "12", "--seed", "5", "--deviations", Write("deviations.csv", "stratum,deviation\ntown,1\nhill,3\n"))).Error.ShouldContain("--deviations");
        (await Run.OfAsync("survey", "draw", Write("people.csv", "id,unit\n" + string.Concat(Enumerable.Range(1, 40).Select(number => $"P{number},{(number <= 20 ? "noivu" : "tuphap")}\n"))), "--units", "--size", "12", "--seed", "5", "--allocation", "neyman", "--deviations", Write("deviations.csv", "unit,deviation\nnoivu,1\ntuphap,3\n")))
            .Out.Split('\n').Count(line => line.Contains(",tuphap,", StringComparison.Ordinal)).ShouldBe(9);
    }

    [Fact]
    public async Task Answers_of_a_file_leave_with_their_weights_and_no_database()
    {
        var design = Write("design.json", """{ "stages": [{ "strata": "stratum", "units": "commune" }], "weights": "w", "estimates": [{ "kind": "mean", "column": "q1", "by": "unit" }] }""");
        var to = Path.Combine(folder, "out.csv");
        (await Run.OfAsync("survey", "export", Write("answers.csv", Answers), "--design", design, "--to", to)).Code.ShouldBe(0);
        var lines = (await File.ReadAllTextAsync(to, TestContext.Current.CancellationToken)).TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        lines[0].ShouldBe("stratum,commune,unit,w,q1,final_weight");
        lines[6].ShouldBe("B,4,u,3,,3", "no answer is empty");
        foreach (var (ending, begins) in new[] { ("sav", "$FL2"), ("dta", "<sta"), ("xlsx", "PK") })
        {
            var file = Path.Combine(folder, "out." + ending);
            (await Run.OfAsync("survey", "export", Path.Combine(folder, "answers.csv"), "--design", design, "--to", file)).Code.ShouldBe(0);
            Encoding.ASCII.GetString((await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))[..begins.Length]).ShouldBe(begins);
        }

        (await Run.OfAsync("survey", "export", Path.Combine(folder, "answers.csv"), "--design", design, "--to", to, "--codebook", "book.xml")).Error.ShouldContain("--codebook");
        (await Run.OfAsync("survey", "export", Path.Combine(folder, "answers.csv"), "--design", design, "--to", "out.txt")).Error.ShouldContain("survey.export-kind");
        (await Run.OfAsync("survey", "export", "nowhere.csv", "--design", design, "--to", to)).Code.ShouldBe(4);
        var calibrated = Write("calibrated.json", """{ "stages": [{}], "weights": "w", "nonResponse": { "responded": "one" }, "calibration": { "distance": "linear", "numbers": [{ "column": "x", "total": 60 }] }, "estimates": [{ "kind": "mean", "column": "q1" }] }""");
        var asked = Write("asked.csv", "w,one,q1,x\n1,1,5,2\n1,1,4,3\n1,0,,1\n1,1,2,5\n");
        (await Run.OfAsync("survey", "export", asked, "--design", calibrated, "--to", to, "--script", Path.Combine(folder, "no.R"))).Error.ShouldContain("survey.script-design", customMessage: "R's package can't calibrate people without weight");
    }

    /// <summary>Figures of a stratified clustered sample, drawn with and without replacement, in domains, as R's survey package finds them.</summary>
    [Theory]
    [Trait("Duration", "Long")]
    [InlineData("""{ "strata": "stratum", "units": "commune" }""")]
    [InlineData("""{ "strata": "stratum", "units": "commune", "sizes": "n" }""")]
    [InlineData("{}")]
    public async Task The_script_gives_the_same_figures_in_R_and_stops_at_a_wrong_one(string stage)
    {
        var design = Write("design.json", $$"""
            { "stages": [{{stage}}], "weights": "w", "lonelyUnits": "stop", "estimates": [
              { "kind": "mean", "column": "q1" }, { "kind": "share", "column": "q1", "values": [4, 5], "method": "wilson" }, { "kind": "mean", "column": "q1", "by": "unit" }, { "kind": "total", "column": "x" }, { "kind": "ratio", "column": "q1", "denominator": "x" }] }
            """);
        var (to, script) = (Path.Combine(folder, "out.csv"), Path.Combine(folder, "check.R"));
        (await Run.OfAsync("survey", "export", Write("answers.csv", Answers), "--design", design, "--to", to, "--script", script)).Code.ShouldBe(0);
        var text = await File.ReadAllTextAsync(script, TestContext.Current.CancellationToken);
        text.Split('\n').Count(line => line.StartsWith("check(", StringComparison.Ordinal)).ShouldBe(6);
        var (code, said) = await RunAsync(script);
        code.ShouldBe(0, said);
        said.ShouldContain("6 figures, largest difference");
        var first = text.Split("adjusted\n")[1].Split(',')[0];
        await File.WriteAllTextAsync(script, text.Replace("adjusted\n" + first, "adjusted\n9", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        (code, said) = await RunAsync(script);
        code.ShouldNotBe(0);
        said.ShouldContain("differs");
    }

    /// <summary>One row holds nearly all of x: the jackknife of a ratio to it is far from its linearisation, and the error is larger than half the ratio. The mean of the calibrated column itself has no error either way.</summary>
    [Fact]
    public async Task Unreliable_figures_sources_and_errors_that_differ_are_told()
    {
        var answers = Write("answers.csv", "w,x,y\n" + string.Concat(new[] { "1,1,1", "1,1,2", "1,1,1", "1,1,3", "1,30,2", "1,1,1" }.Select(row => row + "\n")));
        var design = Write("design.json", """
            { "stages": [{}], "weights": "w", "replicates": { "method": "jk1" }, "limits": { "respondents": 3, "variation": 0.5 },
              "calibration": { "distance": "linear", "source": "Điều tra dân số 2019", "numbers": [{ "column": "y", "total": 12 }] },
              "estimates": [{ "kind": "ratio", "column": "y", "denominator": "x" }, { "kind": "mean", "column": "y" }] }
            """);
        var run = await Run.OfAsync("survey", "estimate", design, answers, "--json");
        using var result = JsonDocument.Parse(run.Out);
        result.RootElement.GetProperty("totalsFrom").GetString().ShouldBe("Điều tra dân số 2019");
        var figures = result.RootElement.GetProperty("figures").EnumerateArray().ToArray();
        figures.Select(figure => (figure.GetProperty("isUnreliable").GetBoolean(), figure.GetProperty("errorsDiffer").GetBoolean())).ShouldBe([(true, true), (false, false)]);
        var said = await Run.OfAsync("survey", "estimate", design, answers);
        said.Out.ShouldContain("Điều tra dân số 2019");
        said.Out.ShouldContain("tỷ số y *");
        said.Error.ShouldContain("lệch nhau trên 10 %");
        (await Run.OfAsync("survey", "estimate", Write("bad.json", """{ "stages": [{}], "limits": { "respondents": -1 } }"""), answers)).Error.ShouldContain("limits");
    }

    [Fact]
    public async Task Earlier_answers_under_totals_of_this_year_are_told()
    {
        var rows = string.Concat(Enumerable.Range(1, 8).Select(number => $"1,{(number % 3).ToString(CultureInfo.InvariantCulture)},{number.ToString(CultureInfo.InvariantCulture)}\n"));
        var (answers, earlier) = (Write("answers.csv", "w,x,y\n" + rows), Write("earlier.csv", "w,x,y\n" + rows));
        var design = Write("design.json", """
            { "stages": [{}], "weights": "w", "calibration": { "distance": "linear", "source": "Điều tra", "numbers": [{ "column": "x", "total": 9 }] },
              "estimates": [{ "kind": "mean", "column": "y" }], "comparisons": [{ "estimate": { "kind": "mean", "column": "y" }, "with": "before" }] }
            """);
        var told = await Run.OfAsync("survey", "estimate", design, answers, "--before", earlier);
        (told.Out + told.Error).ShouldContain("theo các tổng của kỳ này");
        var own = await Run.OfAsync("survey", "estimate", design, answers, "--before", earlier, "--before-design", Write("earlier.json", File.ReadAllText(design)));
        (own.Out + own.Error).ShouldNotContain("theo các tổng của kỳ này");
    }

    [Fact]
    public async Task Comparisons_with_last_year_and_tests_stand_beside_the_figures()
    {
        var design = Write("design.json", """
            { "stages": [{ "strata": "stratum", "units": "commune" }], "weights": "w", "limits": { "respondents": 4, "then": "suppress" },
              "estimates": [{ "kind": "mean", "column": "q1", "by": "stratum" }],
              "comparisons": [{ "estimate": { "kind": "mean", "column": "x", "by": "unit" } }, { "estimate": { "kind": "mean", "column": "x", "by": "unit" }, "with": "before" }], "independence": [{ "rows": "unit", "columns": "stratum" }] }
            """);
        var (now, before) = (Write("answers.csv", Answers), Write("before.csv", Answers.Replace(",5\n", ",9\n", StringComparison.Ordinal).Replace("u,4,2", "u,4,1", StringComparison.Ordinal)));
        var run = await Run.OfAsync("survey", "estimate", design, now, "--before", before, "--json");
        run.Code.ShouldBe(0, run.Error);
        using var result = JsonDocument.Parse(run.Out);
        var comparisons = result.RootElement.GetProperty("comparisons").EnumerateArray().ToArray();
        comparisons.Length.ShouldBe(3); // u and v; each with last year
        comparisons.Select(one => one.GetProperty("isSuppressed").GetBoolean()).ShouldBe([true, false, true], "three are of v");
        comparisons[1].GetProperty("adjustedPValue").GetDouble().ShouldBe(comparisons[1].GetProperty("pValue").GetDouble(), "one test alone");
        result.RootElement.GetProperty("independence")[0].GetProperty("respondents").GetInt32().ShouldBe(8);
        var figures = result.RootElement.GetProperty("figures").EnumerateArray().ToArray();
        figures.Select(figure => (figure.GetProperty("isSuppressed").GetBoolean(), figure.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Number)).ShouldBe([(false, true), (true, false)], "three of the second stratum answered");

        var said = await Run.OfAsync("survey", "estimate", design, now, "--before", before);
        (said.Out + said.Error).ShouldSatisfyAllConditions(text => text.ShouldContain("kỳ trước"), text => text.ShouldContain("unit × stratum"), text => text.ShouldContain("theo Holm"), text => text.ShouldContain("** Không công bố"), text => text.ShouldContain("trung bình q1 **"));
        (await Run.OfAsync("survey", "estimate", design, now)).Error.ShouldContain("survey.no-file-before");
        (await Run.OfAsync("survey", "estimate", design, now, "--before", "nowhere.csv")).Code.ShouldBe(4);
        (await Run.OfAsync("survey", "estimate", design, now, "--before-design", design)).Error.ShouldContain("--before TỆP");
    }

    private static async Task<(int Code, string Said)> RunAsync(string script)
    {
        using var process = Process.Start(new ProcessStartInfo("Rscript", ["--vanilla", script]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = Path.GetDirectoryName(script), Environment = { ["LC_ALL"] = "C.UTF-8" } })!; // a program that does not start throws
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await said + await wrong);
    }

    private string Frame() => Write("frame.csv", "id,stratum\n" + string.Concat(Enumerable.Range(1, 50).Select(number => $"P{number:00},{(number <= 30 ? "town" : "hill")}\n")));

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
