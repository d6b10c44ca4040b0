using ChiSo.Engine.Surveys;

namespace ChiSo.Engine.Tests.Surveys;

public sealed class DifferenceTests
{
    /// <summary>Welch's example of equal variances: with V = 1 and 9 degrees each, 18 degrees; with 4 and 1, 25/(16/9 + 1/9).</summary>
    [Theory]
    [InlineData(1, 1, 18)]
    [InlineData(4, 1, 25 / (17.0 / 9))]
    public void Two_years_are_compared_with_Satterthwaites_degrees(double now, double before, double degrees)
    {
        var difference = Difference.BetweenSamples(new("2024", 84, now, 9, 100, 0), new("2023", 82, before, 9, 100, 0)).Known();
        (difference.Value, difference.Variance).ShouldBe((2, now + before));
        difference.DegreesOfFreedom.ShouldBe(degrees, 1e-12);
    }

    [Fact]
    public void Halves_of_a_simple_random_sample_are_compared_by_their_means()
    {
        double[] values = [1, 2, 3, 6, 8, 10];
        var design = SurveyDesign.Create(6, [new(null, null, new FinitePopulation.WithReplacement())], [1, 1, 1, 1, 1, 1]).Known();
        var groups = Grouping.Of(["a", "a", "a", "b", "b", "b"]);
        var difference = Difference.Within(design, Linearise.Mean(design, "b", values, groups.Domain(1)).Known(), Linearise.Mean(design, "a", values, groups.Domain(0)).Known()).Known();
        difference.Value.ShouldBe(6);
        difference.Variance.ShouldBe(6.0 / 5 * (8 + 2) / 9, 1e-12); // n/(n−1)·Σz², z the deviations inside the halves ÷ 3
        difference.DegreesOfFreedom.ShouldBe(4);
    }

    [Fact]
    public void Without_spread_nothing_is_tested() =>
        Difference.BetweenSamples(new("2024", 84, 0, 9, 100, 0), new("2023", 82, 0, 9, 100, 0)).Problems.Single().Code.ShouldBe("survey.no-variance");

    /// <summary>The smallest of five is taken five times, the next four times, and no value falls below the one before.</summary>
    [Fact]
    public void Holm_by_hand() => MultipleComparisons.Holm([0.01, 0.04, 0.03, 0.005, 0.9]).ShouldBe([0.04, 0.09, 0.09, 0.025, 0.9], 1e-12);

    /// <summary>The fifteen p-values of Benjamini and Hochberg (1995), section 3.2: at 5 % the four smallest are found, Bonferroni finds three.</summary>
    [Fact]
    public void Benjamini_and_Hochbergs_example_finds_four()
    {
        double[] p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1];
        MultipleComparisons.BenjaminiHochberg(p).Count(adjusted => adjusted <= 0.05).ShouldBe(4);
        MultipleComparisons.Holm(p).Count(adjusted => adjusted <= 0.05).ShouldBe(3);
    }

    [Fact]
    public void One_group_cannot_be_compared()
    {
        var design = SurveyDesign.Create(4, [new(null, null, new FinitePopulation.WithReplacement())], [1, 1, 1, 1]).Known();
        RaoScott.Independence(design, "a", Grouping.Of(["x", "x", "x", "x"]), Grouping.Of(["1", "2", "1", "2"])).Problems.Single().Code.ShouldBe("survey.one-group");
    }
}
