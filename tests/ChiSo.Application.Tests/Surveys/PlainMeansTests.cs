using System.Globalization;
using System.Text;
using ChiSo.Application.Surveys;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys;

/// <summary>Means added up while the file is read are those of the whole table; what asks for more is left to it.</summary>
public sealed class PlainMeansTests : IDisposable
{
    private const string Stages = """ "stages": [{ "strata": "s", "units": "u" }], "weights": "w" """;

    private readonly string folder = Directory.CreateTempSubdirectory("chiso-plain-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("unique", "")]
    [InlineData("withinStratum", """, "level": 0.9, "limits": { "respondents": 550, "then": "suppress" } """)]
    public void Figures_are_those_of_the_whole_table(string names, string more)
    {
        var file = Read($$"""{ "stages": [{ "strata": "s", "units": "u", "names": "{{names}}" }], "weights": "w", "estimates": [{ "kind": "mean", "column": "q1" }, { "kind": "mean", "column": "far" }, { "kind": "mean", "column": "q1" }, { "kind": "mean", "column": "none" }]{{more}} }""");
        var path = Write(Rows(names == "unique"));
        var answers = KnownResult.Known(AnswerTable.Read(path, file));
        var sample = KnownResult.Known(WeightedSample.Of(file, answers));
        var (quick, whole) = (PlainMeans.TryRead(file, path).ShouldNotBeNull(), SurveyEstimation.Estimates(file, answers, sample));
        (quick.Rows, quick.Strata, quick.SampledUnits, quick.DegreesOfFreedom).ShouldBe((sample.Design.Rows, sample.Design.Strata, sample.Design.SampledUnits, sample.Design.DegreesOfFreedom()));
        quick.Figures.Length.ShouldBe(4);
        foreach (var (found, told) in quick.Figures.Zip(whole))
        {
            (found.Column, found.Method, found.DegreesOfFreedom, found.Respondents, found.Missing, found.IsSuppressed).ShouldBe((told.Column, told.Method, told.DegreesOfFreedom, told.Respondents, told.Missing, told.IsSuppressed));
            found.Problems.Select(problem => problem.Code).ShouldBe(told.Problems.Select(problem => problem.Code));
            foreach (var (a, b) in new[] { (found.Value, told.Value), (found.StandardError, told.StandardError), (found.Lower, told.Lower), (found.Upper, told.Upper), (found.DesignEffect, told.DesignEffect) })
            {
                (a is null).ShouldBe(b is null);
                (a ?? 0).ShouldBe(b ?? 0, 1e-12 * Math.Max(1, Math.Abs(b ?? 0)), found.Column);
            }
        }
    }

    [Theory]
    [InlineData(""" "estimates": [{ "kind": "mean", "column": "q1", "by": "s" }] """)]
    [InlineData(""" "estimates": [{ "kind": "total", "column": "q1" }] """)]
    [InlineData(""" "estimates": [{ "kind": "mean", "column": "q1" }], "lonelyUnits": "adjust" """)]
    [InlineData(""" "estimates": [{ "kind": "mean", "column": "q1" }], "replicates": { "method": "jkn" } """)]
    [InlineData(""" "estimates": [{ "kind": "mean", "column": "q1" }], "trimming": { "lowest": 0.5, "highest": 2 } """)]
    [InlineData(""" "estimates": [{ "kind": "mean", "column": "q1" }], "independence": [{ "rows": "s", "columns": "u" }] """)]
    public void A_design_that_asks_for_more_is_left_to_the_whole_table(string asked) => PlainMeans.TryRead(Read($"{{ {Stages}, {asked} }}"), Write(Rows(isUnique: true))).ShouldBeNull();

    [Theory]
    [InlineData("1,1,1,\"4\"")]
    [InlineData("1,1,0,4")]
    [InlineData("1,1,-1,4")]
    [InlineData("2,1,1,4")]
    [InlineData("9,99,1,4")]
    public void A_row_that_needs_a_closer_look_leaves_the_file_to_the_whole_table(string row)
    {
        var file = Read($$"""{ {{Stages}}, "estimates": [{ "kind": "mean", "column": "q1" }] }""");
        const string good = "s,u,w,q1\n1,1,1,4\n1,2,1,5\n2,3,1,1\n2,4,1,2\n";
        PlainMeans.TryRead(file, Write(good)).ShouldNotBeNull();
        PlainMeans.TryRead(file, Write(good + row + "\n")).ShouldBeNull();
    }

    private static DesignFile Read(string json) => KnownResult.Known(DesignFile.Parse(Encoding.UTF8.GetBytes(json), "design.json"));

    /// <summary>600 answers of 40 units in 4 strata; one column lies far from zero, one is empty.</summary>
    private static string Rows(bool isUnique)
    {
        var random = new Random(7);
        return "s,u,w,q1,far,none\n" + string.Concat(Enumerable.Range(0, 600).Select(row =>
        {
            var (stratum, unit) = (1 + (row % 4), row % 40 / 4);
            var given = random.Next(6);
            return string.Create(CultureInfo.InvariantCulture, $"{stratum},{(isUnique ? (stratum * 100) + unit : unit)},{1 + random.NextDouble():R},{(given == 0 ? "" : given)},{1_000 + (10 * random.NextDouble()):R},\n");
        }));
    }

    private string Write(string text)
    {
        var path = Path.Combine(folder, "answers.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
