using ChiSo.Engine.Surveys;

namespace ChiSo.Engine.Tests.Surveys;

/// <summary>Linearised estimates equal those of R's survey package: values to 1e-10, standard errors to 1e-8, relative.</summary>
[Trait("Duration", "Long")]
public sealed class TaylorAgainstRTests
{
    private const double ForValues = 1e-10;
    private const double ForErrors = 1e-8;

    private static readonly SyntheticSurvey Survey = new();
    private static readonly Lazy<Dictionary<string, double>> R = new(() => RSurvey.Figures("taylor.R", Survey.Write));

    public static TheoryData<string> Kinds => [.. DesignKinds.Names];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Estimates_equal_those_of_R(string kind)
    {
        var design = DesignKinds.Of(kind, Survey);
        Check(design, kind, "mean", Linearise.Mean(design, "y", Survey.Y));
        Check(design, kind, "total", Linearise.Total(design, "y", Survey.Y));
        Check(design, kind, "ratio", Linearise.Ratio(design, "y/x", Survey.Y, Survey.X));
        Check(design, kind, "proportion", Linearise.Proportion(design, "z", Survey.Z));
        Check(design, kind, "missing", Linearise.Mean(design, "item", Survey.Item));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Domains_equal_those_of_R(string kind)
    {
        var design = DesignKinds.Of(kind, Survey);
        foreach (var domain in Survey.Groups.Domains())
        {
            Check(design, kind, $"mean-{domain.Name}", Linearise.Mean(design, "y", Survey.Y, domain));
            Check(design, kind, $"total-{domain.Name}", Linearise.Total(design, "y", Survey.Y, domain));
            Check(design, kind, $"ratio-{domain.Name}", Linearise.Ratio(design, "y/x", Survey.Y, Survey.X, domain));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_difference_of_domains_equals_that_of_R(string kind)
    {
        var design = DesignKinds.Of(kind, Survey);
        var byName = Survey.Groups.Domains().ToDictionary(domain => domain.Name, domain => Linearise.Mean(design, "y", Survey.Y, domain).Known());
        var difference = Variance.Estimate(design, byName["A"].Minus(byName["B"]));
        Near(difference.Value, R.Value[$"{kind}.difference.value"], ForValues);
        Near(difference.StandardError, R.Value[$"{kind}.difference.se"], ForErrors);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Design_effects_equal_those_of_R(string kind)
    {
        var design = DesignKinds.Of(kind, Survey);
        var mean = Linearise.Mean(design, "y", Survey.Y).Known();
        Near(DesignEffect.OfMean(design, mean, Survey.Y).ShouldNotBeNull(), R.Value[$"{kind}.deff.value"], ForErrors);
        Near(DesignEffect.OfMean(design, mean, Survey.Y, withReplacement: true).ShouldNotBeNull(), R.Value[$"{kind}.deff-replace.value"], ForErrors);
    }

    private static void Check(SurveyDesign design, string kind, string what, Result<Linearised> statistic)
    {
        var estimate = Variance.Estimate(design, statistic.Known());
        Near(estimate.Value, R.Value[$"{kind}.{what}.value"], ForValues);
        Near(estimate.StandardError, R.Value[$"{kind}.{what}.se"], ForErrors);
        ((double)estimate.DegreesOfFreedom).ShouldBe(R.Value[$"{kind}.{what}.df"]);
    }

    private static void Near(double actual, double expected, double relative) => actual.ShouldBe(expected, Math.Abs(expected) * relative);
}
