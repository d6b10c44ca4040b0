using System.Globalization;
using System.Text;
using ChiSo.Application.Surveys;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;
using ChiSo.Engine.Tests.Surveys;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys;

/// <summary>Comparisons, tests, trimming and limits of a design file give what the engine gives, which is compared with R's survey package.</summary>
public sealed class DesignComparisonTests : IDisposable
{
    private const string Stage = """{ "strata": "stratum", "units": "psu" }""";

    private static readonly SyntheticSurvey Survey = new();
    private static readonly SyntheticSurvey LastYear = new(7);
    private static readonly SurveyDesign Design = DesignKinds.Of("stratified-cluster", Survey);

    private readonly string folder = Directory.CreateTempSubdirectory("chiso-compare-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void All_pairs_of_groups_are_tested_with_their_covariance_and_adjusted_together()
    {
        var made = SurveyComparing.Of(Read(Survey, $$"""{ "stages": [{{Stage}}], "weights": "weight", "comparisons": [{ "estimate": { "kind": "mean", "column": "y", "by": "group" } }] }"""), before: null);
        made.Select(one => (one.Group, one.Against)).ShouldBe([.. Pairs()]);
        foreach (var one in made)
        {
            var expected = Known(Difference.Within(Design, MeanOf(one.Group), MeanOf(one.Against)));
            Same(one, expected);
        }

        made.Select(one => one.AdjustedPValue!.Value).ShouldBe(MultipleComparisons.Holm([.. made.Select(one => one.PValue!.Value)])); // all were tested
    }

    [Fact]
    public void With_a_reference_every_other_group_is_compared_with_it()
    {
        var made = SurveyComparing.Of(Read(Survey, $$"""{ "stages": [{{Stage}}], "weights": "weight", "comparisons": [{ "estimate": { "kind": "share", "column": "z", "values": [1], "by": "group" }, "reference": "B", "adjustment": "benjaminiHochberg" }] }"""), before: null);
        made.Select(one => one.Against).ShouldBe(["B", "B"]);
        made.Select(one => one.Group).Order(StringComparer.Ordinal).ShouldBe(["A", "C"]);
        made.Select(one => one.AdjustedPValue!.Value).ShouldBe(MultipleComparisons.BenjaminiHochberg([.. made.Select(one => one.PValue!.Value)])); // both were tested
    }

    [Fact]
    public void Replicates_give_the_error_of_a_difference()
    {
        var made = SurveyComparing.Of(Read(Survey, $$"""{ "stages": [{{Stage}}], "weights": "weight", "replicates": { "method": "jkn" }, "comparisons": [{ "estimate": { "kind": "mean", "column": "y", "by": "group" }, "adjustment": "none" }] }"""), before: null);
        foreach (var one in made)
        {
            var expected = Known(ReplicateVariance.Estimate(Design, Known(Jackknife.Stratified(Design)), "", drawn => MeanOf(one.Group, drawn).Value - MeanOf(one.Against, drawn).Value));
            one.StandardError!.Value.ShouldBe(expected.StandardError, expected.StandardError * 1e-10); // tested
            one.AdjustedPValue.ShouldBe(one.PValue);
        }
    }

    [Fact]
    public void Last_years_file_is_an_independent_sample_by_its_own_design()
    {
        const string Asked = """[{ "estimate": { "kind": "mean", "column": "y", "by": "group" }, "with": "before" }]""";
        var now = Read(Survey, $$"""{ "stages": [{{Stage}}], "weights": "weight", "comparisons": {{Asked}} }""");
        var design = Known(DesignFile.Parse("""{ "stages": [{ "units": "psu" }], "weights": "weight", "estimates": [{ "kind": "mean", "column": "not there" }] }"""u8, "last.json"));
        var before = Read(LastYear, now.File.Before(design));

        var then = DesignKinds.Of("cluster", LastYear);
        foreach (var one in SurveyComparing.Of(now, before))
        {
            var expected = Known(Difference.BetweenSamples(Variance.Estimate(Design, MeanOf(one.Group)), Variance.Estimate(then, Known(Linearise.Mean(then, "y", LastYear.Y, Of(LastYear, one.Group))))));
            one.Against.ShouldBeNull();
            Same(one, expected);
        }

        SurveyComparing.Of(now, before: null).ShouldAllBe(one => one.Problems.Single().Code == "survey.no-file-before");
    }

    [Fact]
    public void A_group_that_is_not_there_and_a_reference_nobody_has_are_told()
    {
        var now = Read(Survey, $$"""{ "stages": [{{Stage}}], "weights": "weight", "comparisons": [{ "estimate": { "kind": "mean", "column": "y", "by": "group" }, "reference": "nobody" }, { "estimate": { "kind": "mean", "column": "y", "by": "stratum" }, "with": "before" }] }""");
        SurveyComparing.Of(now, before: null)[0].Problems.Single().Code.ShouldBe("survey.nothing-to-compare");
        var path = Write(LastYear, line => line.Replace("S1", "S9", StringComparison.Ordinal));
        var file = now.File.Before(now.File);
        var before = new SampledAnswers(file, Known(AnswerTable.Read(path, file)), Known(WeightedSample.Of(file, Known(AnswerTable.Read(path, file)))));
        SurveyComparing.Of(now, before).Where(one => one.Asked.With == ComparedWith.Before).Single(one => one.Group == "S1").Problems.Single().Code.ShouldBe("survey.no-group-before");
    }

    [Fact]
    public void Independence_is_tested_over_the_rows_where_both_are_known()
    {
        var path = Write(Survey, line => line);
        var lines = File.ReadAllLines(path);
        var group = Array.IndexOf(lines[0].Split(','), "group");
        File.WriteAllLines(path, lines.Select((line, row) => row % 10 == 3 ? string.Join(',', line.Split(',').Select((cell, column) => column == group ? "" : cell)) : line));
        var file = Known(DesignFile.Parse(Encoding.UTF8.GetBytes($$"""{ "stages": [{{Stage}}], "weights": "weight", "independence": [{ "rows": "group", "columns": "z" }] }"""), "design.json"));
        var answers = Known(AnswerTable.Read(path, file));
        var test = SurveyComparing.Independence(new(file, answers, Known(WeightedSample.Of(file, answers)))).ShouldHaveSingleItem();

        bool[] known = [.. Enumerable.Range(1, Survey.Count).Select(row => row % 10 != 3)];
        var kept = Enumerable.Range(0, Survey.Count).Where(row => known[row]).ToArray();
        test.Respondents.ShouldBe(kept.Length);
        var whole = Known(RaoScott.Independence(Design, "", Survey.Groups, Grouping.Of(Survey.Z.Select(z => $"{z}"))));
        var smaller = Known(RaoScott.Independence(SmallDesign(kept), "", Grouping.Of(kept.Select(row => Survey.Groups.Names[Survey.Groups.Codes[row]])), Grouping.Of(kept.Select(row => $"{Survey.Z[row]}"))));
        test.F.ShouldNotBeNull().ShouldBe(smaller.F, smaller.F * 1e-9, "every sampled unit still has rows, so the domain is the smaller design");
        test.F.ShouldNotBe(whole.F);
        test.NumeratorDegrees.ShouldNotBeNull().ShouldBe(smaller.Numerator, 1e-9);
        test.DenominatorDegrees.ShouldNotBeNull().ShouldBe(smaller.Denominator, 1e-7);
    }

    [Fact]
    public void Weights_are_cut_before_the_calibration_and_again_in_each_replicate()
    {
        var sum = Survey.Weights.Sum();
        var (sampled, mean) = (Read(Survey, $$"""
            { "stages": [{{Stage}}], "weights": "weight", "trimming": { "lowest": 0.7, "highest": 1.4 }, "replicates": { "method": "jkn" },
              "calibration": { "distance": "raking", "numbers": [{ "column": "x", "total": {{Survey.X.Zip(Survey.Weights, (x, w) => x * w).Sum().ToString("R", CultureInfo.InvariantCulture)}} }] } }
            """).Sample, Survey.Weights.Average());
        sampled.Drawn.Weights.ShouldContain(weight => weight > 1.4 * mean, "or nothing is cut");
        sampled.BeforeCalibration.Weights.ShouldBe(Known(Trimming.Cut(Survey.Weights.AsSpan(), 0.7 * mean, 1.4 * mean)), 1e-9);
        sampled.BeforeCalibration.Weights.Sum().ShouldBe(sum, sum * 1e-9);
        Known(sampled.WeightsOf(0)).Zip(Survey.X, (weight, x) => weight * x).Sum().ShouldBe(Survey.X.Zip(Survey.Weights, (x, w) => x * w).Sum(), sum * 1e-6);
    }

    [Theory]
    [InlineData("mark", false)]
    [InlineData("suppress", true)]
    public void A_weak_figure_is_marked_or_withheld_with_every_comparison_of_it(string then, bool withheld)
    {
        var least = Survey.Groups.Domains().Min(domain => domain.Members.Count(member => member)) + 1;
        var sampled = Read(Survey, $$"""{ "stages": [{{Stage}}], "weights": "weight", "limits": { "respondents": {{least}}, "then": "{{then}}" }, "estimates": [{ "kind": "mean", "column": "y", "by": "group" }], "comparisons": [{ "estimate": { "kind": "mean", "column": "y", "by": "group" } }] }""");
        var figures = SurveyEstimation.Estimates(sampled.File, sampled.Answers, sampled.Sample);
        var weak = figures.Single(figure => figure.Respondents < least);
        (weak.IsUnreliable, weak.IsSuppressed, weak.Value is null, weak.StandardError is null, weak.Lower is null, weak.DesignEffect is null).ShouldBe((true, withheld, withheld, withheld, withheld, withheld));
        figures.Where(figure => figure.Group != weak.Group).ShouldAllBe(figure => !figure.IsUnreliable && figure.Value != null);
        var comparisons = SurveyComparing.Of(sampled, before: null);
        comparisons.Where(one => one.Group == weak.Group || one.Against == weak.Group).ShouldAllBe(one => one.IsSuppressed == withheld && one.Value == null == withheld);
        comparisons.Where(one => one.Group != weak.Group && one.Against != weak.Group).ShouldAllBe(one => !one.IsSuppressed && one.AdjustedPValue != null);
    }

    [Fact]
    public void What_a_comparison_lacks_is_told_all_at_once()
    {
        var problems = DesignFile.Parse("""
            { "stages": [{}], "trimming": { "lowest": 2, "highest": 0.5 }, "comparisons": [{ "estimate": { "kind": "quantile", "column": "y", "by": "g" } }, { "estimate": { "kind": "mean", "column": "y" } }, { "estimate": { "kind": "mean", "column": "y" }, "with": "before", "reference": "A" }, { "estimate": { "kind": "ratio", "column": "y", "by": "g" } }] }
            """u8, "design.json").Problems;
        problems.Length.ShouldBe(5); // bounds, quantile, no groups, reference, no denominator
        problems.ShouldAllBe(problem => problem.Code == "survey.design-file");
    }

    [Fact]
    public void Limits_of_this_year_hold_for_last_years_file_whatever_its_design()
    {
        var least = LastYear.Groups.Domains().Min(domain => domain.Members.Count(member => member)) + 1;
        var now = Read(Survey, $$"""{ "stages": [{{Stage}}], "weights": "weight", "limits": { "respondents": {{least}}, "then": "suppress" }, "comparisons": [{ "estimate": { "kind": "mean", "column": "y", "by": "group" }, "with": "before" }] }""");
        var before = Read(LastYear, now.File.Before(Known(DesignFile.Parse("""{ "stages": [{ "strata": "stratum", "units": "psu" }], "weights": "weight", "replicates": { "method": "jkn" } }"""u8, "last.json"))));
        var weak = new[] { Survey, LastYear }.SelectMany(survey => survey.Groups.Domains()).Where(domain => domain.Members.Count(member => member) < least).Select(domain => domain.Name).ToHashSet(StringComparer.Ordinal);
        SurveyComparing.Of(now, before).ShouldAllBe(one => one.IsSuppressed == weak.Contains(one.Group ?? "") && one.Problems.IsEmpty);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NA")]
    [InlineData("\"NA\"")]
    public void Rows_without_a_label_are_in_no_group(string cell)
    {
        var sampled = Changed("group", (row, label) => row % 10 == 3 ? cell : label, $$"""{ "stages": [{{Stage}}], "weights": "weight", "estimates": [{ "kind": "mean", "column": "y", "by": "group" }], "comparisons": [{ "estimate": { "kind": "mean", "column": "y", "by": "group" } }] }""");
        SurveyComparing.Of(sampled, before: null).Length.ShouldBe(3);
        SurveyEstimation.Estimates(sampled.File, sampled.Answers, sampled.Sample).Select(figure => figure.Group).Order(StringComparer.Ordinal).ShouldBe(["A", "B", "C"]);
    }

    [Fact]
    public void Independence_leaves_out_people_who_did_not_answer()
    {
        var sampled = Changed("z", (row, z) => Survey.Groups.Names[Survey.Groups.Codes[row - 1]] == "C" ? "0" : "1", $$"""{ "stages": [{{Stage}}], "weights": "weight", "nonResponse": { "responded": "z" }, "independence": [{ "rows": "group", "columns": "stratum" }] }""");
        var test = SurveyComparing.Independence(sampled).ShouldHaveSingleItem();
        test.Respondents.ShouldBe(Survey.Groups.Codes.Count(code => Survey.Groups.Names[code] != "C"));
        test.NumeratorDegrees.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(Survey.Strata.Names.Length - 1, "two groups answered, not three");
    }

    [Fact]
    public void A_group_that_only_last_years_file_has_is_told()
    {
        var now = Read(Survey, $$"""{ "stages": [{{Stage}}], "weights": "weight", "comparisons": [{ "estimate": { "kind": "mean", "column": "y", "by": "stratum" }, "with": "before" }] }""");
        var path = Write(LastYear, line => line.Replace("S1", "S9", StringComparison.Ordinal));
        var file = now.File.Before(now.File);
        var answers = Known(AnswerTable.Read(path, file));
        SurveyComparing.Of(now, new(file, answers, Known(WeightedSample.Of(file, answers)))).Single(one => one.Group == "S9").Problems.Single().Code.ShouldBe("survey.no-group-now");
    }

    [Theory]
    [InlineData("stages", """ "stages": [null] """)]
    [InlineData("comparisons", """ "stages": [{}], "comparisons": [null] """)]
    [InlineData("independence", """ "stages": [{}], "independence": [null] """)]
    [InlineData("estimates", """ "stages": [{}], "estimates": [null] """)]
    public void An_element_that_is_null_is_a_fault_of_the_file(string list, string design)
    {
        var problem = DesignFile.Parse(Encoding.UTF8.GetBytes($"{{ {design} }}"), "design.json").Problems.ShouldHaveSingleItem();
        (problem.Code, problem.What.En.Contains(list, StringComparison.Ordinal)).ShouldBe(("survey.design-file", true));
    }

    private SampledAnswers Changed(string column, Func<int, string, string> change, string design)
    {
        var path = Write(Survey, line => line);
        var lines = File.ReadAllLines(path);
        var at = Array.IndexOf(lines[0].Split(','), column);
        File.WriteAllLines(path, lines.Select((line, row) => row == 0 ? line : string.Join(',', line.Split(',').Select((cell, place) => place == at ? change(row, cell) : cell))));
        var file = Known(DesignFile.Parse(Encoding.UTF8.GetBytes(design), "design.json"));
        var answers = Known(AnswerTable.Read(path, file));
        return new(file, answers, Known(WeightedSample.Of(file, answers)));
    }

    private static void Same(SurveyComparison one, Difference expected)
    {
        var (found, wanted) = (new[] { one.Value, one.StandardError, one.DegreesOfFreedom, one.PValue, one.Lower, one.Upper }, new[] { expected.Value, expected.StandardError, expected.DegreesOfFreedom, expected.PValue, expected.Interval(0.95).Lower, expected.Interval(0.95).Upper });
        foreach (var (number, place) in found.Select((number, place) => (number, place)))
            number.ShouldNotBeNull().ShouldBe(wanted[place], 1e-10 * (1 + Math.Abs(wanted[place])));
    }

    private static IEnumerable<(string?, string?)> Pairs()
    {
        var names = Survey.Groups.Names;
        for (var first = 0; first < names.Length; first++)
        {
            for (var second = first + 1; second < names.Length; second++)
                yield return (names[first], names[second]);
        }
    }

    private static SurveyDesign SmallDesign(int[] rows) =>
        Known(SurveyDesign.Create(rows.Length, [new(Grouping.Of(rows.Select(row => Survey.Strata.Names[Survey.Strata.Codes[row]])), Grouping.Of(rows.Select(row => Survey.Communes.Names[Survey.Communes.Codes[row]])), new FinitePopulation.WithReplacement())], [.. rows.Select(row => Survey.Weights[row])]));

    private static Domain Of(SyntheticSurvey survey, string? group) => survey.Groups.Domains().Single(domain => domain.Name == group);

    private static Linearised MeanOf(string? group, SurveyDesign? drawn = null) => Known(Linearise.Mean(drawn ?? Design, "y", Survey.Y, Of(Survey, group)));

    private SampledAnswers Read(SyntheticSurvey survey, string design) => Read(survey, Known(DesignFile.Parse(Encoding.UTF8.GetBytes(design), "design.json")));

    private SampledAnswers Read(SyntheticSurvey survey, DesignFile file)
    {
        var answers = Known(AnswerTable.Read(Write(survey, line => line), file));
        return new(file, answers, Known(WeightedSample.Of(file, answers)));
    }

    private string Write(SyntheticSurvey survey, Func<string, string> change)
    {
        survey.Write(folder);
        var path = Path.Combine(folder, "answers.csv");
        File.WriteAllLines(path, [.. File.ReadAllLines(path).Select(change)]);
        return path;
    }

    private static T Known<T>(Result<T> result) => KnownResult.Known(result);
}
