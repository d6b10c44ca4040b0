using ChiSo.Engine.Surveys;
using CsCheck;

namespace ChiSo.Engine.Tests.Surveys;

public sealed class SampleSizeTests
{
    /// <summary>Source: the test tables of samplics (MIT licence), test_sample_size_proportion.</summary>
    [Theory]
    [InlineData(0.80, 0.10, null, 1, 1, 62)]
    [InlineData(0.80, 0.10, null, 1, 0.5, 123)]
    [InlineData(0.80, 0.10, null, 1.5, 1, 93)]
    [InlineData(0.80, 0.10, null, 1.5, 0.7, 132)]
    [InlineData(0.5, 0.03, null, 1, 1, 1068)]
    [InlineData(0.5, 0.03, 1251, 1, 1, 577)]
    [InlineData(0.5, 0.03, null, 1, 0.9, 1186)]
    [InlineData(0.5, 0.03, 1251, 1, 0.6, 961)]
    public void People_to_ask(double share, double margin, int? population, double effect, double response, int invited) =>
        SampleSize.ForShare(share, margin, 0.95, population, effect, response).Invited.ShouldBe(invited);

    [Fact]
    public void Completed_forms_do_not_depend_on_the_response() => SampleSize.ForShare(0.8, 0.1, response: 0.5).Completed.ShouldBe(62);

    /// <summary>n = N ÷ (1 + N·0.05²): 10,000 dossiers give 10,000 ÷ 26 = 384.6.</summary>
    [Theory]
    [InlineData(10_000, 385)]
    [InlineData(400, 200)]
    public void The_rule_of_the_early_guidance(int population, int needed) => SampleSize.Yamane(population, 0.05).Completed.ShouldBe(needed);

    [Fact]
    public void Design_effect_of_thirty_people_a_cluster() => SampleSize.DesignEffectOfClusters(30, 0.01).ShouldBe(1.29, 1e-12);

    /// <summary>Bình Dương's 150 forms a commune at 90 %: ± 4.8 points.</summary>
    [Fact]
    public void Margin_of_a_commune() => SampleSize.Margin(150, 0.9).ShouldBe(0.048, 5e-5);

    [Fact]
    public void A_census_has_no_margin_and_a_sample_reaches_the_margin_it_was_made_for() =>
        Gen.Select(Gen.Double[0.05, 0.95], Gen.Double[0.01, 0.2], Gen.Int[50, 100_000]).Sample((share, margin, population) =>
        {
            SampleSize.Margin(population, share, population: population).ShouldBe(0);
            var size = SampleSize.ForShare(share, margin, population: population);
            size.Completed.ShouldBeInRange(1, population);
            SampleSize.Margin(size.Completed, share, population: population).ShouldBeLessThan(margin * 1.0001);
        });

    /// <summary>Two units of 150 forms, 90 %, one pair: (1.95996 + 0.84162)·√(2·0.09/150) = 9.7 points; all 36 pairs of nine districts need more.</summary>
    [Fact]
    public void Differences_that_an_order_of_units_can_support()
    {
        SampleSize.DetectableDifference(150, 0.9, 1).ShouldBe(0.09705, 1e-5);
        SampleSize.DetectableDifference(150, 0.9, 36).ShouldBeGreaterThan(0.13);
    }

    [Theory]
    [InlineData(AllocationRule.Proportional, 50, 30, 20)] // source: samplics, 100 over 500, 300 and 200
    [InlineData(AllocationRule.Equal, 34, 33, 33)]
    [InlineData(AllocationRule.SquareRoot, 42, 32, 26)] // 22.36, 17.32 and 14.14 of 53.82: 41.55, 32.18 and 26.28
    [InlineData(AllocationRule.Neyman, 25, 45, 30)] // with deviations 1, 3, 3: 500, 900 and 600 of 2,000
    public void A_hundred_forms_over_three_strata(AllocationRule rule, int first, int second, int third) =>
        Allocation.Of(100, [500, 300, 200], rule, [1, 3, 3]).Known().ShouldBe([first, second, third]);

    /// <summary>The small stratum gives its 5 people, the tiny one all of its 1; the rest is spread 3 : 1.</summary>
    [Fact]
    public void No_stratum_gets_more_than_it_has_or_less_than_two() => Allocation.Of(46, [900, 300, 5, 1], AllocationRule.Equal).Known().ShouldBe([20, 20, 5, 1]);

    [Fact]
    public void Allocations_add_up_and_keep_their_bounds() =>
        Gen.Select(Gen.Int[1, 2000].Array[1, 30], Gen.Double[0, 1], Gen.Int[0, 3]).Sample((populations, part, rule) =>
        {
            var (least, most) = (populations.Sum(size => Math.Min(2, size)), populations.Sum());
            var sample = least + (int)(part * (most - least));
            var sizes = Allocation.Of(sample, populations, (AllocationRule)rule, [.. populations.Select(size => (double)(size % 5))]).Known();
            sizes.Sum().ShouldBe(sample);
            for (var stratum = 0; stratum < sizes.Length; stratum++)
                sizes[stratum].ShouldBeInRange(Math.Min(2, populations[stratum]), populations[stratum]);
        });

    [Fact]
    public void More_forms_than_people_are_refused() => Allocation.Of(1001, [500, 300, 200], AllocationRule.Equal).Problems.Single().Code.ShouldBe("survey.allocation");
}
