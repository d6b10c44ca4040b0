using System.Collections.Immutable;
using ChiSo.Engine.Surveys;

namespace ChiSo.Engine.Tests.Surveys;

/// <summary>Published figures, each with its source.</summary>
public sealed class TextbookTests
{
    /// <summary>Särndal, Swensson &amp; Wretman (1992), the MU284 population of Swedish municipalities: 5 of 50 clusters, 3 municipalities of each, y1.</summary>
    [Fact]
    public void Two_stage_sample_of_Swedish_municipalities_has_the_published_total_and_variance()
    {
        int[] clusters = [19, 45, 47, 50, 31, 19, 45, 47, 50, 31, 19, 45, 47, 50, 31];
        double[] y1 = [41, 49, 31, 39, 49, 49, 49, 31, 41, 51, 49, 45, 35, 61, 33];
        double[] inCluster = [5, 8, 5, 9, 7, 5, 8, 5, 9, 7, 5, 8, 5, 9, 7];
        var design = SurveyDesign.Create(15,
        [
            new(null, Grouping.Of(clusters.Select(cluster => $"{cluster}")), new FinitePopulation.Sizes([.. Enumerable.Repeat(50.0, 15)])),
            new(null, null, new FinitePopulation.Sizes([.. inCluster])),
        ]).Known();

        var total = Variance.Estimate(design, Linearise.Total(design, "y1", y1).Known());

        total.Value.ShouldBe(15_080, 1e-9);
        total.Variance.ShouldBe(5_172_234, 0.5);
        total.StandardError.ShouldBe(2_274.254701, 1e-6);
        total.DegreesOfFreedom.ShouldBe(4);
    }

    /// <summary>Rows and figures of the test data of samplics (MIT licence), one_stage_fpc: stratum, unit, weight, y, x, domain.</summary>
    private static readonly (int Stratum, int Unit, double Weight, double Y, double X, int Domain)[] OneStage =
    [
        (1, 1, 3, 5.54, 2.8, 1), (1, 2, 3, 7.7, 4, 1), (1, 3, 3, 11.48, 6.1, 1), (1, 4, 3, 12.2, 6.5, 2), (1, 5, 3, 16.7, 9, 2),
        (2, 1, 3, 7.16, 3.7, 1), (2, 1, 3, 2.66, 1.2, 1), (2, 2, 3, 9.5, 5, 2), (2, 2, 3, 9.5, 5, 2), (2, 3, 3, 7.7, 4, 1), (2, 3, 3, 13.1, 7, 2),
        (3, 1, 5, 6.26, 3.2, 1), (3, 1, 5, 16.7, 9, 1), (3, 1, 5, 5.54, 2.8, 1), (3, 2, 5, 8.42, 4.4, 2), (3, 2, 5, 8.6, 4.5, 2),
        (3, 3, 5, 11.3, 6, 2), (3, 3, 5, 11.12, 5.9, 1), (3, 4, 5, 12.74, 6.8, 1), (3, 4, 5, 11.48, 6.1, 1), (3, 4, 5, 16.52, 8.9, 1),
    ];

    [Theory]
    [InlineData(false, true, "total", 0, 853.12, 153.2627, 427.5946, 1278.645)]
    [InlineData(false, false, "total", 0, 853.12, 67.14785, 713.052, 993.188)]
    [InlineData(false, true, "total", 1, 528.52, 195.5778, -14.49112, 1071.531)]
    [InlineData(false, true, "total", 2, 324.6, 116.0081, 2.510021, 646.69)]
    [InlineData(true, true, "total", 0, 853.12, 97.41386, 632.75452, 1073.48547)]
    [InlineData(true, false, "total", 0, 853.12, 50.8888, 746.2066, 960.0334)]
    [InlineData(true, true, "total", 1, 528.52, 165.5088, 154.113, 902.927)]
    [InlineData(false, true, "mean", 0, 10.27855, 1.126881, 7.14983, 13.40728)]
    [InlineData(true, true, "mean", 0, 10.27855, 0.7750964, 8.525164, 12.03194)]
    [InlineData(true, true, "mean", 2, 10.82, 0.9217838, 8.73478, 12.90522)]
    [InlineData(false, true, "ratio", 0, 1.892038, 0.0106065, 1.86259, 1.921486)]
    [InlineData(true, true, "ratio", 0, 1.892038, 0.0072954, 1.875535, 1.908542)]
    [InlineData(true, false, "ratio", 2, 1.887209, 0.0052965, 1.876082, 1.898337)]
    public void One_stage_sample_has_the_published_figures(bool stratified, bool clustered, string what, int domain, double value, double error, double lower, double upper)
    {
        var design = OneStageDesign(stratified, clustered);
        var part = domain == 0 ? null : new Domain($"{domain}", [.. OneStage.Select(row => row.Domain == domain)]);
        double[] y = [.. OneStage.Select(row => row.Y)];
        var statistic = what switch
        {
            "total" => Linearise.Total(design, "y", y, part),
            "mean" => Linearise.Mean(design, "y", y, part),
            _ => Linearise.Ratio(design, "y/x", y, [.. OneStage.Select(row => row.X)], part),
        };

        var estimate = Variance.Estimate(design, statistic.Known());
        var interval = estimate.Interval(0.95).Known();

        Printed(estimate.Value, value);
        Printed(estimate.StandardError, error);
        if (domain == 0) // for domains the source counts the degrees of freedom of the whole design
        {
            Printed(interval.Lower, lower);
            Printed(interval.Upper, upper);
        }
    }

    /// <summary>Eight people of four regions, one of which has a single district: its region adds nothing. Source: test data of samplics (MIT licence), single units skipped.</summary>
    [Fact]
    public void A_region_of_one_district_that_is_skipped()
    {
        var (regions, districts) = (Grouping.Of("1 1 1 2 2 3 3 4".Split(' ')), Grouping.Of("1 2 2 1 2 1 2 1".Split(' ')));
        var design = SurveyDesign.Create(8, [new(regions, districts, new FinitePopulation.WithReplacement(), UnitNames.WithinStratum)], [1.5, 1.5, 1.5, 2.5, 2.5, 3.5, 3.5, 4.5], LonelyUnits.Certainty).Known();
        var mean = Variance.Estimate(design, Linearise.Mean(design, "age", [12, 34, 24, 12, 33, 46, 78, 98]).Known());
        mean.Value.ShouldBe(52.0238095, 1e-7);
        mean.StandardError.ShouldBe(5.905893542, 1e-8);
    }

    private static SurveyDesign OneStageDesign(bool stratified, bool clustered)
    {
        var strata = stratified ? Grouping.Of(OneStage.Select(row => $"{row.Stratum}")) : null;
        var units = clustered ? Grouping.Of(OneStage.Select(row => $"{row.Unit}")) : null;
        ImmutableArray<double> fractions = (stratified, clustered) switch
        {
            (false, true) => [.. OneStage.Select(_ => 5 / 44.0)],
            (false, false) => [.. OneStage.Select(_ => 21 / 44.0)],
            (true, true) => [.. OneStage.Select(row => row.Stratum switch { 1 => 5 / 15.0, 2 => 3 / 9.0, _ => 4 / 20.0 })],
            (true, false) => [.. OneStage.Select(row => row.Stratum switch { 1 => 5 / 15.0, 2 => 6 / 9.0, _ => 10 / 20.0 })],
        };
        return SurveyDesign.Create(OneStage.Length, [new(strata, units, new FinitePopulation.Fractions(fractions), UnitNames.WithinStratum)], [.. OneStage.Select(row => row.Weight)]).Known();
    }

    /// <summary>Equal to the digits the source prints.</summary>
    private static void Printed(double actual, double printed) => actual.ShouldBe(printed, Math.Abs(printed) * 2e-5);
}
