using ChiSo.Engine.Surveys;
using static ChiSo.Engine.Tests.Surveys.SchoolSamples;

namespace ChiSo.Engine.Tests.Surveys;

/// <summary>Published figures of the California school samples, to the digits that are printed. Source: outputs of the tests of R's survey package, version 4.1.1.</summary>
/// <remarks>Not here, because the program offers no such interval: shares by likelihood and by arcsine. Domain errors published with svy (1715.36, once 1494.07) are of data that is not to be had.</remarks>
[Trait("Duration", "Long")]
public sealed class SchoolSampleTests
{
    [Theory]
    [InlineData("srs", 656.58500000, 9.24972204, 199)]
    [InlineData("srs-no-fpc", 656.58500000, 9.40277217, 199)]
    [InlineData("stratified", 662.28736316, 9.40894080, 197)]
    [InlineData("stratified-no-fpc", 662.28736316, 9.53613230, 197)]
    [InlineData("cluster", 644.16939891, 23.54224069, 14)]
    [InlineData("two-stage", 670.81180812, 30.09902738, 39)]
    [InlineData("two-stage-no-fpc", 670.81180812, 30.71157631, 39)] // printed 30.712
    public void Mean_of_api00(string kind, double value, double error, int degrees)
    {
        var estimate = Mean(kind, "api00");
        Printed(estimate.Value, value);
        Printed(estimate.StandardError, error);
        estimate.DegreesOfFreedom.ShouldBe(degrees);
    }

    [Theory]
    [InlineData("srs", 3_621_074.34, 169_519.654344)]
    [InlineData("stratified", 3_687_177.53243828, 114_641.71610078)]
    [InlineData("cluster", 3_404_940.13452911, 932_235.02704122)]
    [InlineData("two-stage", 2_639_272.93, 799_637.77364836)]
    public void Total_enrolment(string kind, double value, double error)
    {
        var design = Design(kind);
        var estimate = Variance.Estimate(design, Linearise.Total(design, "enroll", Numbers(SampleOf(kind), "enroll")).Known());
        Printed(estimate.Value, value);
        Printed(estimate.StandardError, error);
    }

    /// <summary>All 6,194 schools: nothing is left to chance.</summary>
    [Fact]
    public void Population_of_the_samples()
    {
        var design = Design("census");
        var mean = Mean("census", "api00");
        (Math.Round(mean.Value, 4), mean.StandardError).ShouldBe((664.7126, 0));
        var total = Variance.Estimate(design, Linearise.Total(design, "enroll", Numbers("apipop", "enroll")).Known());
        (total.Value, total.Missing).ShouldBe((3_811_472, 37));
    }

    [Theory]
    [InlineData(ReplicateCentre.Mean, 26.32936059)]
    [InlineData(ReplicateCentre.Estimate, 26.33485767)] // printed 26.335
    public void Jackknife_of_the_cluster_sample(ReplicateCentre centre, double error)
    {
        var (design, values) = (Design("cluster"), Numbers("apiclus1", "api00"));
        var estimate = ReplicateVariance.Estimate(design, Jackknife.Unstratified(design).Known(), "api00", drawn => Linearise.Mean(drawn, "api00", values).Known().Value, adjust: null, centre).Known();
        Printed(estimate.Value, 644.16939891);
        Printed(estimate.StandardError, error);
    }

    /// <summary>Pupils who never or seldom wear a helmet, of those who answered. Source: test data of samplics (MIT licence) and of R's survey package, which are the same.</summary>
    [Theory]
    [InlineData(false, 560.0856, 6813.915, 9062.752, 0.0202856)]
    [InlineData(true, 555.5157, 6814.697, 9061.970, 0.0198621)]
    public void Pupils_without_a_helmet(bool stratified, double error, double lower, double upper, double errorOfMean)
    {
        var answered = Numbers("yrbs", "y").Select(y => !double.IsNaN(y)).ToArray();
        T[] Of<T>(IEnumerable<T> column) => [.. column.Where((_, row) => answered[row])];
        var (strata, units) = (Labels("yrbs", "stratum"), Labels("yrbs", "psu"));
        var design = SurveyDesign.Create(answered.Count(one => one), [new(stratified ? Grouping.Of(Of(strata.Codes.Select(code => strata.Names[code]))) : null, Grouping.Of(Of(units.Codes.Select(code => units.Names[code]))), new FinitePopulation.WithReplacement())], [.. Of(Numbers("yrbs", "weight"))]).Known();

        var total = Variance.Estimate(design, Linearise.Total(design, "helmet", Of(Numbers("yrbs", "y"))).Known());
        var mean = Variance.Estimate(design, Linearise.Mean(design, "helmet", Of(Numbers("yrbs", "y"))).Known());
        var interval = total.Interval(0.95).Known();
        total.Value.ShouldBe(7938.333, 1e-3);
        (Math.Round(total.StandardError, 4), Math.Round(interval.Lower, 3), Math.Round(interval.Upper, 3)).ShouldBe((error, lower, upper));
        (Math.Round(mean.Value, 7), Math.Round(mean.StandardError, 7)).ShouldBe((0.8136225, errorOfMean));
    }

    [Fact]
    public void Gain_in_the_simple_random_sample()
    {
        var design = Design("srs");
        double[] gain = [.. Numbers("apisrs", "api00").Zip(Numbers("apisrs", "api99"), (now, before) => now - before)];
        var estimate = Variance.Estimate(design, Linearise.Mean(design, "gain", gain).Known());
        Printed(estimate.Value, 31.9);
        Printed(estimate.StandardError, 2.09049325);
    }

    [Fact]
    public void Ratio_of_tested_to_enrolled_pupils()
    {
        var design = Design("stratified");
        var ratio = Variance.Estimate(design, Linearise.Ratio(design, "tested", Numbers("apistrat", "api.stu"), Numbers("apistrat", "enroll")).Known());
        Printed(ratio.Value, 0.836956886941);
        Printed(ratio.StandardError, 0.00775710316664);
    }

    [Theory]
    [InlineData("stratified", 1.20445726854)]
    [InlineData("cluster", 9.34586945)]
    public void Design_effects(string kind, double printed)
    {
        var (design, values) = (Design(kind), Numbers(SampleOf(kind), "api00"));
        Printed(DesignEffect.OfMean(design, Linearise.Mean(design, "api00", values).Known(), values).ShouldNotBeNull(), printed);
    }

    [Theory]
    [InlineData("stratified", "stype", "E", 674.43, 12.3824797939)]
    [InlineData("stratified", "stype", "H", 625.82, 14.9371291854)]
    [InlineData("stratified", "stype", "M", 636.60, 16.2147073082)]
    [InlineData("stratified", "comp.imp", "Yes", 676.40228607, 11.71467877)]
    [InlineData("cluster", "stype", "E", 648.868055556, 22.3624088938)]
    [InlineData("cluster", "stype", "H", 618.571428571, 38.0202493594)]
    [InlineData("cluster", "stype", "M", 631.44, 31.6094652272)]
    [InlineData("cluster", "sch.wide", "Yes", 649.3625, 23.42657040)]
    public void Domains(string kind, string column, string label, double value, double error)
    {
        var estimate = Mean(kind, "api00", Domain(SampleOf(kind), column, label));
        Printed(estimate.Value, value);
        Printed(estimate.StandardError, error);
    }

    [Fact]
    public void Intervals_and_quartiles_of_the_stratified_sample()
    {
        var interval = Mean("stratified", "api00").Interval(0.95).Known();
        Printed(interval.Lower, 643.732188);
        Printed(interval.Upper, 680.842538);
        Printed(Mean("stratified", "api00").Value - (1.959963985 * Mean("stratified", "api00").StandardError), 643.846178); // by the normal distribution
        (double P, double Value, double Lower, double Upper)[] quartiles = [(0.25, 565, 535, 597), (0.5, 668, 642, 694), (0.75, 756, 726, 778)];
        foreach (var (p, value, lower, upper) in quartiles)
        {
            var quantile = Woodruff.Quantile(Design("stratified"), "api00", Numbers("apistrat", "api00"), p, 0.95).Known();
            (quantile.Value, quantile.Lower, quantile.Upper).ShouldBe((value, lower, upper));
        }
    }

    [Fact]
    public void Tests_of_the_stratified_sample()
    {
        var (design, values) = (Design("stratified"), Numbers("apistrat", "api00"));
        Linearised Of(string column, string label) => Linearise.Mean(design, label, values, Domain("apistrat", column, label)).Known();

        var met = Difference.Within(design, Of("comp.imp", "Yes"), Of("comp.imp", "No")).Known();
        Printed(met.Value, 40.98993004);
        Printed(met.T, 2.08424330);
        met.DegreesOfFreedom.ShouldBe(196);
        Printed(met.PValue, 0.03843419);
        Printed(met.Interval(0.95).Lower, 2.204664);
        Printed(met.Interval(0.95).Upper, 79.775196);

        var contrast = Difference.Within(design, Of("stype", "E"), Of("stype", "H")).Known();
        Printed(contrast.Value, 48.61);
        Printed(contrast.StandardError, 19.40215540);

        var independence = RaoScott.Independence(design, "sch.wide × stype", Labels("apistrat", "sch.wide"), Labels("apistrat", "stype")).Known();
        independence.F.ShouldBe(17.247, 5e-4);
        independence.Numerator.ShouldBe(1.8287, 5e-5);
        independence.Denominator.ShouldBe(360.2483, 5e-5);
        independence.PValue.ShouldBe(2.035e-07, 5e-11);
    }

    [Theory]
    [InlineData("E", 0.73, 0.0441120855)]
    [InlineData("H", 0.32, 0.0643950505)]
    [InlineData("M", 0.48, 0.0695966027)]
    [InlineData("", 0.63893606, 0.03440592)]
    public void Schools_with_awards(string type, double value, double error)
    {
        var (design, awards) = (Design("stratified"), Is("apistrat", "awards", "Yes"));
        var statistic = Linearise.Proportion(design, "awards", awards, type.Length == 0 ? null : Domain("apistrat", "stype", type)).Known();
        Printed(Variance.Estimate(design, statistic).Value, value);
        Printed(Variance.Estimate(design, statistic).StandardError, error);
        if (type.Length == 0)
            DesignEffect.OfMean(design, statistic, awards).ShouldNotBeNull().ShouldBe(1.05519, 5e-6);
    }

    /// <summary>Not offered for shares: one of them leaves 0 to 100 %.</summary>
    [Theory]
    [InlineData("cluster", "ell", "0", -0.02666241, 0.07037825)]
    [InlineData("two-stage", "sch.wide", "Yes", 0.61699497, 0.88558805)]
    public void Plain_intervals_of_shares(string kind, string column, string label, double lower, double upper)
    {
        var design = Design(kind);
        var interval = Variance.Estimate(design, Linearise.Proportion(design, label, Is(SampleOf(kind), column, label)).Known()).Interval(0.95).Known();
        interval.Lower.ShouldBe(lower, 1e-8);
        interval.Upper.ShouldBe(upper, 1e-8);
    }

    [Theory]
    [InlineData("cluster", "ell", "0", 0.02185792, ShareMethod.Logit, 0.00230469, 0.17774777)]
    [InlineData("cluster", "ell", "0", 0.02185792, ShareMethod.KornGraubard, 0.00021615, 0.13750776)]
    [InlineData("two-stage", "sch.wide", "Yes", 0.75129151, ShareMethod.Logit, 0.59550787, 0.86107438)]
    [InlineData("two-stage", "sch.wide", "Yes", 0.75129151, ShareMethod.KornGraubard, 0.59077113, 0.87329228)]
    [InlineData("stratified", "awards", "Yes", 0.63893606, ShareMethod.Logit, 0.56872110, 0.70367578)]
    public void Intervals_of_shares(string kind, string column, string label, double value, ShareMethod method, double lower, double upper)
    {
        var design = Design(kind);
        var share = Variance.Estimate(design, Linearise.Proportion(design, label, Is(SampleOf(kind), column, label)).Known());
        var interval = ShareInterval.Of(share, method, 0.95).Known();
        share.Value.ShouldBe(value, 1e-8);
        interval.Lower.ShouldBe(lower, 1e-7);
        interval.Upper.ShouldBe(upper, 1e-7);
    }

    [Fact]
    public void Post_stratified_cluster_sample()
    {
        var cells = Sizes("stype", new() { ["E"] = 4421, ["H"] = 755, ["M"] = 1018 });
        After(Calibration.Poststratify(Design("cluster"), cells), 642.31078821, 23.92048645, 3_680_892.94511905, 406_292.6362948);
    }

    [Fact]
    public void Raked_cluster_sample_iterated_to_the_end()
    {
        var margins = new[] { Sizes("stype", new() { ["E"] = 4421, ["H"] = 755, ["M"] = 1018 }), Sizes("sch.wide", new() { ["No"] = 1072, ["Yes"] = 5122 }) };
        var design = Calibration.Rake(Design("cluster"), margins).Known();
        var (mean, total) = (Variance.Estimate(design, Linearise.Mean(design, "api00", Numbers("apiclus1", "api00")).Known()), Variance.Estimate(design, Linearise.Total(design, "enroll", Numbers("apiclus1", "enroll")).Known()));
        total.Value.ShouldBe(3_647_280, 0.5);
        foreach (var (found, printed) in new[] { (mean.Value, 641.23024686), (mean.StandardError, 23.70364124), (total.Value, 3_647_300.03), (total.StandardError, 400_602.72) })
            found.ShouldBe(printed, printed * 6e-6); // printed with a loose stopping rule
        foreach (var (found, place) in new[] { (mean.Value, "mean.value"), (total.Value, "total.value") })
            found.ShouldBe(OfR($"raked.{place}"), found * 1e-9);
        mean.StandardError.ShouldBe(OfR("raked.mean.se"), 1e-4); // R projects by one margin after the other, a few times
        total.StandardError.ShouldBe(OfR("raked.total.se"), 1);
    }

    [Fact]
    public void Calibrated_cluster_sample()
    {
        var before = new Auxiliary.Number("api99", [.. Numbers("apiclus1", "api99")], 3_914_069);
        var design = Calibration.Adjust(Design("cluster"), [Sizes("stype", new() { ["E"] = 4421, ["H"] = 755, ["M"] = 1018 }), before], new CalibrationDistance.Linear());
        After(design, 665.30907117, 3.44175312, 3_638_487.20413188, 385_524.42735248);
    }

    [Theory]
    [InlineData("lonely-no-fpc", LonelyUnits.Certainty, 5.80577758)]
    [InlineData("lonely-no-fpc", LonelyUnits.Adjust, 5.82805790)]
    [InlineData("lonely-no-fpc", LonelyUnits.Average, 6.00955073)]
    [InlineData("lonely-whole", LonelyUnits.Stop, 5.73439566)] // published with 1,000 schools in each district but the one of a single school, which is drawn whole: no stratum is lonely
    [InlineData("lonely-whole", LonelyUnits.Certainty, 5.73439566)]
    [InlineData("lonely", LonelyUnits.Certainty, 5.71129262)] // not published: 757 schools in each district, our own run of version 4.1.1
    public void Single_units_in_a_stratum(string kind, LonelyUnits policy, double error)
    {
        var design = Design(kind, policy);
        var estimate = Variance.Estimate(design, Linearise.Mean(design, "api00", Numbers("apiclus1", "api00")).Known());
        Printed(estimate.Value, 644.16939891);
        Printed(estimate.StandardError, error);
    }

    private static void After(Result<SurveyDesign> adjusted, double mean, double meanError, double total, double totalError)
    {
        var design = adjusted.Known();
        var (average, sum) = (Variance.Estimate(design, Linearise.Mean(design, "api00", Numbers("apiclus1", "api00")).Known()), Variance.Estimate(design, Linearise.Total(design, "enroll", Numbers("apiclus1", "enroll")).Known()));
        Printed(average.Value, mean);
        Printed(average.StandardError, meanError);
        Printed(sum.Value, total);
        Printed(sum.StandardError, totalError);
    }

    private static Auxiliary.Groups Sizes(string column, Dictionary<string, double> sizes)
    {
        var labels = Labels("apiclus1", column);
        return new(column, labels, [.. labels.Names.Select(label => sizes[label])]);
    }

    private static Estimate Mean(string kind, string column, Domain? domain = null)
    {
        var design = Design(kind);
        return Variance.Estimate(design, Linearise.Mean(design, column, Numbers(SampleOf(kind), column), domain).Known());
    }

    /// <summary>Equal to some seven digits: the figures were printed with that many or more.</summary>
    private static void Printed(double actual, double printed) => actual.ShouldBe(printed, Math.Abs(printed) * 5e-7);
}
