using System.Diagnostics;
using System.Globalization;
using System.Text;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys;
using ChiSo.Application.Surveys.Exports;
using ChiSo.Engine.Tests.Surveys;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys;

/// <summary>R's survey package finds every figure of a design file again from what was exported, and stops at a wrong one.</summary>
[Trait("Duration", "Long")]
public sealed class DesignScriptTests : IDisposable
{
    private const string Wanted = """
        "estimates": [{ "kind": "mean", "column": "y" }, { "kind": "total", "column": "y", "by": "group" }, { "kind": "ratio", "column": "y", "denominator": "x", "by": "group" }, { "kind": "mean", "column": "item" },
          { "kind": "share", "column": "z", "values": [1] }, { "kind": "share", "column": "z", "values": [1], "method": "logit", "by": "group" }, { "kind": "share", "column": "z", "values": [1], "method": "wilson" }, { "kind": "quantile", "column": "y", "probability": 0.25 }],
        "comparisons": [{ "estimate": { "kind": "mean", "column": "item", "by": "group" } }, { "estimate": { "kind": "total", "column": "y", "by": "group" }, "reference": "A", "adjustment": "benjaminiHochberg" },
          { "estimate": { "kind": "ratio", "column": "y", "denominator": "x", "by": "group" }, "adjustment": "none" }, { "estimate": { "kind": "share", "column": "z", "values": [1], "by": "group" } }, { "estimate": { "kind": "mean", "column": "item", "by": "group" } }],
        "independence": [{ "rows": "group", "columns": "z" }], "level": 0.9
        """;

    /// <summary>1 + 3 + 3 + 1 means, totals and ratios, 1 + 3 + 1 shares, a quantile; 3 + 2 + 3 + 3 + 3 comparisons, the first asked twice.</summary>
    private const int Figures = 28;

    private static readonly SyntheticSurvey Survey = new();

    private readonly string folder = Directory.CreateTempSubdirectory("chiso-script-").FullName;

    public static TheoryData<string, string> Designs => new()
    {
        { "plain", Stage() },
        { "two stages", """ "stages": [{ "strata": "stratum", "units": "psu", "sizes": "psus.stratum" }, { "units": "ssu", "sizes": "ssus" }] """ },
        { "trimmed", Stage() + """, "trimming": { "lowest": 0.7, "highest": 1.4 } """ },
        { "post-stratified", $"{Stage()}, {Calibration("linear", Margin("group"))}" },
        { "raked", $"{Stage()}, {Calibration("raking", Margin("group"), Margin("stratum"))}" },
        { "linear with a number", $"{Stage()}, {Calibration("linear", Margin("group"))[..^1]}, {Number} }}" },
        { "logit", $$"""{{Stage()}}, "calibration": { "distance": "logit", "lower": 0.6, "upper": 1.7, {{Number}} } """ },
        { "truncated", $"{Stage()}, {Calibration("truncated\", \"lower\": 0.9, \"upper\": 3, \"source\": \"", Margin("group"))}" },
        { "jackknife", Stage() + """, "replicates": { "method": "jkn" } """ },
        { "jackknife of raked weights around the estimate", $$"""{{Stage()}}, {{Calibration("raking", Margin("group"))}}, "replicates": { "method": "jkn", "centre": "estimate" } """ },
        { "bootstrap", Stage() + """, "replicates": { "method": "bootstrap", "count": 50, "seed": 3 } """ },
        { "jackknife of clusters", """ "stages": [{ "units": "psu" }], "replicates": { "method": "jk1" } """ },
    };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Designs))]
    public async Task R_finds_every_figure_again_and_stops_at_a_wrong_one(string name, string design)
    {
        var sampled = Read($$"""{ {{design}}, "weights": "weight", {{Wanted}} }""");
        var figures = SurveyEstimation.Estimates(sampled.File, sampled.Answers, sampled.Sample);
        var (comparisons, tests) = (SurveyComparing.Of(sampled, before: null), SurveyComparing.Independence(sampled));
        figures.ShouldAllBe(figure => figure.Problems.IsEmpty && figure.Value != null, name);
        comparisons.ShouldAllBe(one => one.Problems.IsEmpty, name);
        var script = KnownResult.Known(DesignScript.Of(sampled, "out.csv", figures, comparisons, tests));
        await using (var file = File.Create(Path.Combine(folder, "out.csv")))
            CsvTables.Write(file, DesignExport.Rows(KnownResult.Known(DesignExport.Table("answers", sampled.File, sampled.Answers, sampled.Sample))), CsvWriting.Kept);

        var (code, said) = await RunAsync(script);
        code.ShouldBe(0, said);
        said.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"{Figures + (sampled.Sample.Replicates is null ? 1 : 0)} figures, largest difference"));
        foreach (var wrong in new[] { figures[0].Value, figures[5].Lower, comparisons[0].Value, comparisons[0].PValue })
        {
            (code, said) = await RunAsync(script.Replace(string.Create(CultureInfo.InvariantCulture, $"{wrong:R}"), "0.123", StringComparison.Ordinal));
            code.ShouldNotBe(0);
            said.ShouldContain("differs");
        }
    }

    [Fact]
    public void Withheld_figures_are_not_in_the_script()
    {
        var sampled = Read($$"""{ {{Stage()}}, "weights": "weight", "limits": { "respondents": 100000, "then": "suppress" }, {{Wanted}} }""");
        var figures = SurveyEstimation.Estimates(sampled.File, sampled.Answers, sampled.Sample);
        var script = KnownResult.Known(DesignScript.Of(sampled, "out.csv", figures, SurveyComparing.Of(sampled, before: null), []));
        script.ShouldContain("NA,NA,NA,NA");
        script.Split('\n').ShouldNotContain(line => line.StartsWith("check(", StringComparison.Ordinal) || line.StartsWith("differ(", StringComparison.Ordinal));
    }

    private static string Stage() => """ "stages": [{ "strata": "stratum", "units": "psu" }] """;

    private static string Number => string.Create(CultureInfo.InvariantCulture, $"\"numbers\": [{{ \"column\": \"x\", \"total\": {Survey.X.Zip(Survey.Weights, (x, weight) => x * weight).Sum() * 1.03:R} }}]");

    private static string Calibration(string distance, params string[] margins) => $$""" "calibration": { "distance": "{{distance}}", "groups": [{{string.Join(", ", margins)}}] }""";

    /// <summary>Totals a little off, of one population whichever the column.</summary>
    private static string Margin(string column)
    {
        var groups = column == "group" ? Survey.Groups : Survey.Strata;
        var sums = groups.Names.Select((_, code) => Survey.Weights.Where((_, row) => groups.Codes[row] == code).Sum() * (1 + (0.03 * code))).ToArray();
        var totals = groups.Names.Select((name, code) => string.Create(CultureInfo.InvariantCulture, $"\"{name}\": {sums[code] * 5000 / sums.Sum():R}"));
        return $$"""{ "column": "{{column}}", "totals": { {{string.Join(", ", totals)}} } }""";
    }

    private SampledAnswers Read(string design)
    {
        Survey.Write(folder);
        var file = KnownResult.Known(DesignFile.Parse(Encoding.UTF8.GetBytes(design), "design.json"));
        var answers = KnownResult.Known(AnswerTable.Read(Path.Combine(folder, "answers.csv"), file));
        return new(file, answers, KnownResult.Known(WeightedSample.Of(file, answers)));
    }

    private async Task<(int Code, string Said)> RunAsync(string script)
    {
        var path = Path.Combine(folder, "script.R");
        await File.WriteAllTextAsync(path, script);
        using var process = Process.Start(new ProcessStartInfo("Rscript", ["--vanilla", path]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = folder, Environment = { ["LC_ALL"] = "C.UTF-8" } })!; // a program that does not start throws
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, $"{await said}{await wrong}");
    }
}
