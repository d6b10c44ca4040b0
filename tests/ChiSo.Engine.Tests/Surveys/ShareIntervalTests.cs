using ChiSo.Engine.Surveys;
using CsCheck;

namespace ChiSo.Engine.Tests.Surveys;

public sealed class ShareIntervalTests
{
    /// <summary>Nobody of 30: the upper end is 1 − 0.05^(1/30), Clopper and Pearson's one-sided bound; 2 × the design effect is half the people.</summary>
    [Theory]
    [InlineData(0, 1, 0, 0.0950340)]
    [InlineData(1, 1, 0.9049660, 1)]
    [InlineData(0, 2, 0, 0.1810365)]
    [InlineData(1 - 2e-16, 1, 0.9049660, 1)] // everybody, as weights that are no whole numbers add up
    [InlineData(1 + 2e-16, 1, 0.9049660, 1)]
    [InlineData(3e-17, 1, 0, 0.0950340)]
    public void At_the_ends_the_interval_is_one_sided(double share, double effect, double lower, double upper)
    {
        var interval = ShareInterval.Of(new("p", share, share is 0 or 1 ? 0 : 1e-34, 29, 30, 0), ShareMethod.Logit, 0.95, effect).Known();
        (interval.IsOneSided, interval.Method).ShouldBe((true, ShareMethod.KornGraubard));
        interval.Lower.ShouldBe(lower, 1e-6);
        interval.Upper.ShouldBe(upper, 1e-6);
    }

    /// <summary>Clopper and Pearson's interval for 2 of 10 is 0.0252107 to 0.5560955 (printed in tables), here with the variance p(1 − p)/n of a simple random sample.</summary>
    [Fact]
    public void A_simple_random_sample_gives_the_exact_binomial_interval()
    {
        var interval = ShareInterval.Of(new("p", 0.2, 0.016, 9, 10, 0), ShareMethod.KornGraubard, 0.95).Known();
        interval.Lower.ShouldBe(0.0252107, 1e-7);
        interval.Upper.ShouldBe(0.5560955, 1e-7);
    }

    [Fact]
    public void Every_method_stays_inside_0_and_1_around_the_share() =>
        Gen.Select(Gen.Double[0.001, 0.999], Gen.Double[0.2, 8], Gen.Int[1, 200], Gen.Int[0, 2]).Sample((p, effect, degrees, method) =>
        {
            var respondents = degrees + 5;
            var interval = ShareInterval.Of(new("p", p, effect * p * (1 - p) / respondents, degrees, respondents, 0), (ShareMethod)method, 0.95).Known();
            interval.Lower.ShouldBeInRange(0, p);
            interval.Upper.ShouldBeInRange(p, 1);
            interval.Method.ShouldBe((ShareMethod)method);
        });

    /// <summary>Wilson's interval solves (p̂ − p)² = t²·p(1 − p)/n at both ends.</summary>
    [Fact]
    public void Wilsons_ends_are_where_the_score_test_just_rejects()
    {
        var interval = ShareInterval.Of(new("p", 0.9, 0.002, 40, 90, 0), ShareMethod.Wilson, 0.95).Known();
        var (n, t) = (0.09 / 0.002, Quantile.StudentT(0.975, 40));
        foreach (var end in new[] { interval.Lower, interval.Upper })
            ((0.9 - end) * (0.9 - end)).ShouldBe(t * t * end * (1 - end) / n, 1e-12);
    }

    [Fact]
    public void A_share_made_by_negative_weights_has_no_interval() =>
        ShareInterval.Of(new("p", 1.02, 0.1, 10, 50, 0), ShareMethod.Wilson, 0.95).Problems.Single().Code.ShouldBe("survey.share-outside");

    [Fact]
    public void Without_degrees_of_freedom_there_is_no_interval() =>
        ShareInterval.Of(new("p", 0.5, 0.1, 0, 5, 0), ShareMethod.Logit, 0.95).Problems.Single().Code.ShouldBe("survey.no-degrees-of-freedom");
}
