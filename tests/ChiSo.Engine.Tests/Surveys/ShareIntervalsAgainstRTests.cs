using System.Globalization;
using ChiSo.Engine.Surveys;

namespace ChiSo.Engine.Tests.Surveys;

/// <summary>Intervals of shares that R's survey package has no method for equal the roots R finds of the equations they are defined by, with the package's own shares, errors and degrees of freedom: inside domains too.</summary>
[Trait("Duration", "Long")]
public sealed class ShareIntervalsAgainstRTests
{
    private static readonly SyntheticSurvey Survey = new();
    private static readonly Lazy<Dictionary<string, double>> R = new(() => RSurvey.Figures("shares.R", Survey.Write));

    public static MatrixTheoryData<string, string, double> Parts => new(["cluster", "two.stage"], ["all", "A", "B", "C"], [0.9, 0.95]);

    [Theory]
    [MemberData(nameof(Parts))]
    public void Wilsons_interval_and_the_one_sided_ends(string kind, string group, double level)
    {
        var design = DesignKinds.Of(kind == "cluster" ? "stratified-cluster" : "two-stage", Survey);
        var domain = Survey.Groups.Domains().FirstOrDefault(one => one.Name == group);
        var share = Variance.Estimate(design, Linearise.Proportion(design, "z", Survey.Z, domain).Known());
        var wilson = ShareInterval.Of(share, ShareMethod.Wilson, level).Known();
        wilson.Lower.ShouldBe(Found("wilson.lower"), 1e-9);
        wilson.Upper.ShouldBe(Found("wilson.upper"), 1e-9);

        foreach (var effect in new[] { 1, 2.3 })
        {
            var everybody = Variance.Estimate(design, Linearise.Proportion(design, "everybody", [.. Survey.Z.Select(_ => 1.0)], domain).Known());
            var nobody = Variance.Estimate(design, Linearise.Proportion(design, "nobody", [.. Survey.Z.Select(_ => 0.0)], domain).Known());
            var (high, low) = (ShareInterval.Of(everybody, ShareMethod.Wilson, level, effect).Known(), ShareInterval.Of(nobody, ShareMethod.Logit, level, effect).Known());
            var end = Found(string.Create(CultureInfo.InvariantCulture, $"{effect}.everybody"));
            (high.IsOneSided, high.Upper, low.IsOneSided, low.Lower).ShouldBe((true, 1, true, 0));
            high.Lower.ShouldBe(end, 1e-9);
            low.Upper.ShouldBe(1 - end, 1e-9);
        }

        double Found(string what) => R.Value[string.Create(CultureInfo.InvariantCulture, $"{kind}.{group}.{level}.{what}")];
    }
}
