using ChiSo.Engine.Surveys;

namespace ChiSo.Engine.Tests.Surveys;

/// <summary>Calibrated weights and their errors, intervals, quantiles and tests equal those of R's survey package.</summary>
[Trait("Duration", "Long")]
public sealed class CalibrationAgainstRTests
{
    private static readonly SyntheticSurvey Survey = new();
    private static readonly Lazy<Dictionary<string, double>> R = new(() => RSurvey.Figures("calibration.R", Survey.Write));

    private static readonly Auxiliary.Groups Groups = Margin("group", Survey.Groups, new() { ["A"] = 1.1, ["B"] = 0.95, ["C"] = 1.02 });
    private static readonly Auxiliary.Groups Strata = SameSize(Margin("stratum", Survey.Strata, new() { ["S1"] = 0.9, ["S2"] = 1.15, ["S3"] = 1.05, ["S4"] = 0.98 }), Groups);
    private static readonly Auxiliary.Number X = new("x", [.. Survey.X], Survey.X.Zip(Survey.Weights, (x, weight) => x * weight).Sum() * 1.03);

    public static MatrixTheoryData<string, string> Kinds => new(["cluster", "two.stage"], ["poststratified", "raked", "linear", "logit", "truncated"]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Calibrated_weights_and_errors_equal_those_of_R(string kind, string method)
    {
        var drawn = Design(kind);
        var design = (method switch
        {
            "poststratified" => Calibration.Poststratify(drawn, Groups),
            "raked" => Calibration.Rake(drawn, [Groups, Strata]),
            "linear" => Calibration.Adjust(drawn, [Groups, X], new CalibrationDistance.Linear()),
            "logit" => Calibration.Adjust(drawn, [Groups, X], new CalibrationDistance.Logit(0.6, 1.7)),
            _ => Calibration.Adjust(drawn, [Groups, X], new CalibrationDistance.Truncated(0.85, 1.12)),
        }).Known();

        for (var row = 0; row < Survey.Count; row++)
            Near(design.Weights[row], R.Value[$"{kind}.{method}.w.{row + 1}"], 1e-8);
        Check(design, $"{kind}.{method}.mean-y", Linearise.Mean(design, "y", Survey.Y));
        Check(design, $"{kind}.{method}.mean-z", Linearise.Mean(design, "z", Survey.Z));
        Check(design, $"{kind}.{method}.total-B", Linearise.Total(design, "y", Survey.Y, Survey.Groups.Domains().Single(domain => domain.Name == "B")));
    }

    [Theory]
    [InlineData("cluster")]
    [InlineData("two.stage")]
    public void Shares_quantiles_and_tests_equal_those_of_R(string kind)
    {
        var design = Design(kind);
        var share = Variance.Estimate(design, Linearise.Proportion(design, "z", Survey.Z).Known());
        foreach (var (method, name) in new[] { (ShareMethod.Logit, "logit"), (ShareMethod.KornGraubard, "beta") })
        {
            var interval = ShareInterval.Of(share, method, 0.95).Known();
            Near(interval.Lower, R.Value[$"{kind}.share.{name}.lower"], 1e-8);
            Near(interval.Upper, R.Value[$"{kind}.share.{name}.upper"], 1e-8);
        }

        foreach (var p in new[] { 0.1, 0.25, 0.5, 0.75, 0.9 })
        {
            var quantile = Woodruff.Quantile(design, "y", Survey.Y, p, 0.95).Known();
            Near(quantile.Value, R.Value[$"{kind}.quantile.{p}.value"], 1e-10);
            Open(quantile.Lower, R.Value[$"{kind}.quantile.{p}.lower"]);
            Open(quantile.Upper, R.Value[$"{kind}.quantile.{p}.upper"]);
            Open(quantile.StandardError, R.Value[$"{kind}.quantile.{p}.se"]);
        }

        var means = Survey.Groups.Domains().ToDictionary(domain => domain.Name, domain => Linearise.Mean(design, "y", Survey.Y, domain).Known());
        var difference = Difference.Within(design, means["B"], means["A"]).Known();
        Near(difference.T, R.Value[$"{kind}.t.t"], 1e-7);
        difference.DegreesOfFreedom.ShouldBe(R.Value[$"{kind}.t.df"]);
        Near(difference.PValue, R.Value[$"{kind}.t.p"], 1e-6);

        var independence = RaoScott.Independence(design, "group × z", Survey.Groups, Grouping.Of(Survey.Z.Select(z => $"{z}"))).Known();
        Near(independence.F, R.Value[$"{kind}.independence.f"], 1e-8);
        Near(independence.Numerator, R.Value[$"{kind}.independence.ndf"], 1e-8);
        Near(independence.Denominator, R.Value[$"{kind}.independence.ddf"], 1e-8);
        Near(independence.PValue, R.Value[$"{kind}.independence.p"], 1e-7);
    }

    [Fact]
    public void Adjusted_p_values_equal_those_of_R()
    {
        double[] p = [0.04, 0.001, 0.2, 0.03, 0.03, 0.9, 0.011];
        var (holm, hochberg) = (MultipleComparisons.Holm(p), MultipleComparisons.BenjaminiHochberg(p));
        for (var i = 0; i < p.Length; i++)
        {
            Near(holm[i], R.Value[$"holm.{i + 1}"], 1e-12);
            Near(hochberg[i], R.Value[$"bh.{i + 1}"], 1e-12);
        }
    }

    private static SurveyDesign Design(string kind) => DesignKinds.Of(kind == "cluster" ? "stratified-cluster" : "two-stage", Survey);

    private static Auxiliary.Groups Margin(string name, Grouping groups, Dictionary<string, double> factors) =>
        new(name, groups, [.. groups.Names.Select((label, code) => factors[label] * Survey.Weights.Where((_, row) => groups.Codes[row] == code).Sum())]);

    private static Auxiliary.Groups SameSize(Auxiliary.Groups margin, Auxiliary.Groups other) =>
        margin with { Totals = [.. margin.Totals.Select(total => total * other.Totals.Sum() / margin.Totals.Sum())] };

    private static void Check(SurveyDesign design, string place, Result<Linearised> statistic)
    {
        var estimate = Variance.Estimate(design, statistic.Known());
        Near(estimate.Value, R.Value[$"{place}.value"], 1e-10);
        Near(estimate.StandardError, R.Value[$"{place}.se"], 1e-8);
    }

    private static void Open(double? actual, double expected)
    {
        if (double.IsNaN(expected))
            actual.ShouldBeNull();
        else
            Near(actual.ShouldNotBeNull(), expected, 1e-8);
    }

    private static void Near(double actual, double expected, double relative) => actual.ShouldBe(expected, Math.Abs(expected) * relative);
}
