using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ChiSo.Application.Surveys;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;
using ChiSo.Engine.Tests.Surveys;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys;

/// <summary>From files the figures are those of the engine, which are compared with R's survey package.</summary>
public sealed class DesignFileRouteTests : IDisposable
{
    private const string Estimates = """
        [{ "kind": "mean", "column": "y" }, { "kind": "ratio", "column": "y", "denominator": "x" }, { "kind": "total", "column": "y" }, { "kind": "share", "column": "z", "values": [1] }, { "kind": "mean", "column": "item" }]
        """;

    private static readonly SyntheticSurvey Survey = new();
    private static readonly SyntheticSurvey Pairs = Survey.Pairs();

    private readonly string folder = Directory.CreateTempSubdirectory("chiso-design-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("""{ "method": "jk1" }""", """{ "units": "psu" }""", "cluster", "JK1")]
    [InlineData("""{ "method": "jk1", "centre": "estimate" }""", """{ "units": "psu", "sizes": "psus" }""", "cluster-fpc", "JK1")]
    [InlineData("""{ "method": "jkn" }""", """{ "strata": "stratum", "units": "psu" }""", "stratified-cluster", "JKn")]
    [InlineData("""{ "method": "jkn" }""", """{ "strata": "stratum", "units": "psu", "sizes": "psus.stratum" }""", "stratified-cluster-fpc", "JKn")]
    [InlineData("""{ "method": "brr" }""", """{ "strata": "stratum", "units": "psu" }""", "stratified-cluster", "BRR")]
    [InlineData("""{ "method": "brr", "fay": 0.3 }""", """{ "strata": "stratum", "units": "psu" }""", "stratified-cluster", "Fay")]
    [InlineData("""{ "method": "bootstrap", "count": 60, "seed": 7 }""", """{ "strata": "stratum", "units": "psu" }""", "stratified-cluster", "bootstrap")]
    public void Replicate_errors_are_those_of_the_engine(string replicates, string stage, string kind, string method)
    {
        var survey = method is "BRR" or "Fay" ? Pairs : Survey;
        var design = DesignKinds.Of(kind, survey);
        var made = Known(method switch
        {
            "JK1" => Jackknife.Unstratified(design),
            "JKn" => Jackknife.Stratified(design),
            "BRR" => BalancedReplicates.Create(design),
            "Fay" => BalancedReplicates.Create(design, 0.3),
            _ => Bootstrap.RaoWu(design, 60, 7),
        });
        var (sample, figures) = Run(survey, $$"""{ "stages": [{{stage}}], "weights": "weight", "replicates": {{replicates}}, "estimates": {{Estimates}} }""");

        (sample.Method, sample.Replicates!.Count).ShouldBe((method, made.Count));
        var centre = replicates.Contains("estimate", StringComparison.Ordinal) ? ReplicateCentre.Estimate : ReplicateCentre.Mean;
        Check(figures, statistic => Known(ReplicateVariance.Estimate(design, made, "", drawn => statistic(drawn).TryGet(out var found) ? found.Value : statistic(drawn).Problems, null, centre)), survey);
    }

    [Fact]
    public void Adjustments_are_made_again_in_each_replicate()
    {
        var responded = Enumerable.Range(0, Survey.Count).Select(row => row % 7 != 3).ToArray();
        var totals = Totals(Survey);
        var design = DesignKinds.Of("stratified-cluster", Survey);
        var auxiliary = new Auxiliary.Groups("group", Survey.Groups, [.. Survey.Groups.Names.Select(name => totals[name])]);
        Result<ImmutableArray<double>> Adjust(ImmutableArray<double> weights) =>
            Calibration.Weights(Known(NonResponse.AdjustByCells(weights.AsSpan(), responded, Survey.Strata)).AsSpan(), [auxiliary], new CalibrationDistance.Raking());

        // Who did not answer has no group either.
        var (sample, figures) = Run(Survey, $$"""
            { "stages": [{ "strata": "stratum", "units": "psu" }], "weights": "weight", "nonResponse": { "responded": "answered", "cells": "stratum" }, "replicates": { "method": "jkn" }, "estimates": {{Estimates}},
              "calibration": { "distance": "raking", "groups": [{ "column": "group", "totals": { {{string.Join(", ", totals.Select(total => string.Create(CultureInfo.InvariantCulture, $"\"{total.Key}\": {total.Value:R}")))}} } }] } }
            """, responded);

        Known(sample.WeightsOf(2)).ShouldBe(Known(Adjust(Known(Jackknife.Stratified(design)).Weights(design, 2))), 1e-9);
        sample.Design.Weights.Where((_, row) => !responded[row]).ShouldAllBe(weight => weight == 0);
        sample.Design.Weights.Sum().ShouldBe(totals.Values.Sum(), 1e-6);
        Check(figures, statistic => Known(ReplicateVariance.Estimate(design, Known(Jackknife.Stratified(design)), "", drawn => statistic(drawn).TryGet(out var found) ? found.Value : statistic(drawn).Problems, Adjust)), Survey);
        figures[0].Respondents.ShouldBe(responded.Count(mark => mark));
    }

    [Fact]
    public void Linearised_errors_take_the_weights_after_non_response()
    {
        var responded = Enumerable.Range(0, Survey.Count).Select(row => row % 5 != 1).ToArray();
        var design = DesignKinds.Of("stratified-cluster", Survey);
        var adjusted = design.WithWeights(Known(NonResponse.AdjustByCells(design.Weights.AsSpan(), responded, Grouping.Of(Enumerable.Repeat("", Survey.Count)))));
        var (_, figures) = Run(Survey, $$"""{ "stages": [{ "strata": "stratum", "units": "psu" }], "weights": "weight", "nonResponse": { "responded": "answered" }, "estimates": {{Estimates}} }""", responded);
        Check(figures, statistic => Variance.Estimate(adjusted, Known(statistic(adjusted))), Survey);
    }

    /// <summary>The share of rows at or below the median, by the engine's replicates, turned around.</summary>
    [Fact]
    public void A_median_has_the_error_of_its_share()
    {
        var design = DesignKinds.Of("stratified-cluster", Survey);
        var below = Known(Woodruff.Below(design, "y", Survey.Y, 0.5));
        var share = Known(ReplicateVariance.Estimate(design, Known(Bootstrap.RaoWu(design, 80, 5)), "y", drawn => Known(Linearise.Mean(drawn, "y", below)).Value));
        var interval = Known(share.Interval(0.95));
        var (_, figures) = Run(Survey, """{ "stages": [{ "strata": "stratum", "units": "psu" }], "weights": "weight", "replicates": { "method": "bootstrap", "count": 80, "seed": 5 }, "estimates": [{ "kind": "quantile", "column": "y" }] }""");
        new[] { figures[0].Value!.Value, figures[0].Lower!.Value, figures[0].Upper!.Value }.ShouldBe([At(0.5), At(interval.Lower), At(interval.Upper)], 1e-12);

        double At(double wanted)
        {
            var sum = 0.0;
            return Enumerable.Range(0, Survey.Count).OrderBy(row => Survey.Y[row]).First(row => (sum += Survey.Weights[row]) >= wanted * Survey.Weights.Sum() * (1 - 1e-12)) is var row ? Survey.Y[row] : 0;
        }
    }

    [Fact]
    public void Every_fault_of_a_design_file_is_told_at_once()
    {
        var problems = DesignFile.Parse(Encoding.UTF8.GetBytes("""
            { "stages": [], "level": 2, "replicates": { "method": "bootstrap", "fay": 0.5 }, "estimates": [{ "kind": "ratio", "column": "x" }, { "kind": "quantile", "column": "y", "probability": 1 }] }
            """), "design.json").Problems;
        problems.Length.ShouldBe(7); // stages, ratio, probability, level, fay without brr, no count, no seed
        problems.ShouldAllBe(problem => problem.Code == "survey.design-file");
        DesignFile.Parse("""{ "stages": [{}], "replicates": { "method": "jkn", "seed": 3 } }"""u8, "design.json").Problems.Single().What.En.ShouldContain("bootstrap alone");
        DesignFile.Parse("""{ "stages": [{}], "replicates": { "method": "brr", "fay": 1 } }"""u8, "design.json").Problems.Single().What.En.ShouldContain("\"fay\"");
    }

    [Theory]
    [InlineData("""{ "stages": [{ "strata": "stratum", "units": "psu" }], "weights": "weight", "replicates": { "method": "jk1" } }""", "survey.jackknife-strata")]
    [InlineData("""{ "stages": [{ "strata": "stratum", "units": "psu" }], "weights": "weight", "replicates": { "method": "brr" } }""", "survey.balanced-pairs")]
    [InlineData("""{ "stages": [{}], "weights": "weight", "nonResponse": { "responded": "item" } }""", "survey.responded")]
    [InlineData("""{ "stages": [{}], "weights": "weight", "nonResponse": { "responded": "answered", "cells": "answered" } }""", "survey.silent-cell")]
    public void What_the_sample_does_not_bear_is_told(string design, string code)
    {
        var file = Known(DesignFile.Parse(Encoding.UTF8.GetBytes(design), "design.json"));
        WeightedSample.Of(file, Known(AnswerTable.Read(Write(Survey, [.. Enumerable.Range(0, Survey.Count).Select(row => row > 5)]), file))).Problems.ShouldContain(problem => problem.Code == code);
    }

    private static void Check(ImmutableArray<SurveyFigure> figures, Func<Func<SurveyDesign, Result<Linearised>>, Estimate> engine, SyntheticSurvey survey)
    {
        Func<SurveyDesign, Result<Linearised>>[] statistics =
        [
            drawn => Linearise.Mean(drawn, "y", survey.Y), drawn => Linearise.Ratio(drawn, "y/x", survey.Y, survey.X), drawn => Linearise.Total(drawn, "y", survey.Y),
            drawn => Linearise.Mean(drawn, "z", survey.Z), drawn => Linearise.Mean(drawn, "item", survey.Item),
        ];
        figures.Length.ShouldBe(statistics.Length);
        foreach (var (figure, statistic) in figures.Zip(statistics))
        {
            var expected = engine(statistic);
            figure.Problems.ShouldBeEmpty();
            figure.Value!.Value.ShouldBe(expected.Value, Math.Abs(expected.Value) * 1e-12);
            figure.StandardError!.Value.ShouldBe(expected.StandardError, expected.StandardError * 1e-10);
        }
    }

    private (WeightedSample Sample, ImmutableArray<SurveyFigure> Figures) Run(SyntheticSurvey survey, string design, bool[]? responded = null)
    {
        var file = Known(DesignFile.Parse(Encoding.UTF8.GetBytes(design), "design.json"));
        var answers = Known(AnswerTable.Read(Write(survey, responded), file));
        var sample = Known(WeightedSample.Of(file, answers));
        return (sample, SurveyEstimation.Estimates(file, answers, sample));
    }

    /// <summary>The file of the survey with a column <c>answered</c>; who did not answer has no group.</summary>
    private string Write(SyntheticSurvey survey, bool[]? responded)
    {
        survey.Write(folder);
        var path = Path.Combine(folder, "answers.csv");
        if (responded is null)
            return path;
        var lines = File.ReadAllLines(path);
        var group = Array.IndexOf(lines[0].Split(','), "group");
        File.WriteAllLines(path, lines.Select((line, number) =>
        {
            var cells = line.Split(',');
            if (number > 0 && !responded[number - 1])
                cells[group] = "";
            return $"{string.Join(',', cells)},{(number == 0 ? "answered" : responded[number - 1] ? "1" : "0")}";
        }));
        return path;
    }

    private static ImmutableSortedDictionary<string, double> Totals(SyntheticSurvey survey) => survey.Groups.Names.ToImmutableSortedDictionary(name => name, name =>
        (name == "A" ? 1.1 : name == "B" ? 0.95 : 1.02) * survey.Weights.Where((_, row) => survey.Groups.Codes[row] == survey.Groups.Names.IndexOf(name)).Sum(), StringComparer.Ordinal);

    private static T Known<T>(Result<T> result) => KnownResult.Known(result);
}
