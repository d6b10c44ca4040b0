using System.Collections.Immutable;
using ChiSo.Engine.Surveys;

namespace ChiSo.Engine.Tests.Surveys;

public sealed class SurveyDesignTests
{
    private static readonly FinitePopulation Replaced = new FinitePopulation.WithReplacement();

    /// <summary>Stratum 1: communes with weighted totals 2·(1+3) = 8 and 2·5 = 10; stratum 2: 3·2 = 6 and 3·(4+4) = 24. n/(n−1)·Σ(t−t̄)² = 2·(1+1) + 2·(81+81) = 328.</summary>
    [Fact]
    public void Variance_of_a_total_by_hand()
    {
        var design = SurveyDesign.Create(6, [new(Labels("a a a b b b"), Labels("1 1 2 3 4 4"), Replaced)], [2, 2, 2, 3, 3, 3]).Known();
        var total = Variance.Estimate(design, Linearise.Total(design, "y", [1, 3, 5, 2, 4, 4]).Known());
        total.Value.ShouldBe(48);
        total.Variance.ShouldBe(328, 1e-12);
        total.DegreesOfFreedom.ShouldBe(2);
    }

    /// <summary>Half of each stratum was drawn, so the variance above is halved.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_known_population_named_either_way_shrinks_the_variance(bool asSizes)
    {
        FinitePopulation population = asSizes ? new FinitePopulation.Sizes([4, 4, 4, 4, 4, 4]) : new FinitePopulation.Fractions([0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
        var design = SurveyDesign.Create(6, [new(Labels("a a a b b b"), Labels("1 1 2 3 4 4"), population)], [2, 2, 2, 3, 3, 3]).Known();
        Variance.Estimate(design, Linearise.Total(design, "y", [1, 3, 5, 2, 4, 4]).Known()).Variance.ShouldBe(164, 1e-12);
    }

    [Fact]
    public void Weights_follow_from_known_populations()
    {
        var stages = new SamplingStage[] { new(Labels("a a b b"), Labels("1 2 3 4"), new FinitePopulation.Sizes([6, 6, 10, 10])), new(null, null, new FinitePopulation.Fractions([0.5, 0.25, 1, 0.1])) };
        SurveyDesign.Create(4, stages, lonely: LonelyUnits.Certainty).Known().Weights.ShouldBe([6, 12, 5, 50], 1e-12);
    }

    [Fact]
    public void Every_stratum_of_one_unit_is_listed()
    {
        var result = SurveyDesign.Create(5, [new(Labels("a a b c c"), null, Replaced)], [1, 1, 1, 1, 1]);
        result.Problems.Select(problem => problem.Code).ShouldBe(["survey.lonely-unit"]);
        result.Problems[0].What.En.ShouldContain("“b”");
        SurveyDesign.Create(3, [new(Labels("a b c"), null, Replaced)], [1, 1, 1]).Problems.Length.ShouldBe(3);
    }

    [Fact]
    public void A_lonely_unit_of_a_later_stage_is_named_with_the_unit_it_lies_in()
    {
        var result = SurveyDesign.Create(4, [new(null, Labels("x x y z"), new FinitePopulation.Sizes([9, 9, 9, 9])), new(Labels("m n n n"), null, new FinitePopulation.Sizes([5, 5, 1, 7]))]);
        result.Problems.Select(problem => problem.Where).Distinct().ShouldBe(["stage 2"]);
        result.Problems.Select(problem => problem.What.En.Split('“', '”')[1]).ShouldBe(["x / m", "x / n", "z / n"]);
    }

    [Fact]
    public void A_stratum_taken_whole_may_hold_one_unit()
    {
        var design = SurveyDesign.Create(3, [new(Labels("a b b"), null, new FinitePopulation.Sizes([1, 4, 4]))]).Known();
        Variance.Estimate(design, Linearise.Total(design, "y", [9, 1, 2]).Known()).Variance.ShouldBe(4 * 4 * 0.5 * 0.5 / 2, 1e-12);
    }

    public static TheoryData<string, Result<SurveyDesign>> Refused => new()
    {
        { "survey.weight", Of([1, -1, 1, 1], Replaced) },
        { "survey.weight", Of([1, double.NaN, 1, 1], Replaced) },
        { "survey.no-weight", Of([0, 0, 0, 0], Replaced) },
        { "survey.weights-unknown", Of(null, Replaced) },
        { "survey.population-varies", Of(null, new FinitePopulation.Sizes([5, 6, 7, 7])) },
        { "survey.population-too-small", Of(null, new FinitePopulation.Sizes([0.5, 0.5, 7, 7])) },
        { "survey.fraction", Of(null, new FinitePopulation.Fractions([20, 20, 0.5, 0.5])) },
        { "survey.unit-in-two-strata", SurveyDesign.Create(4, [new(Labels("a a b b"), Labels("1 2 2 3"), Replaced)], [1, 1, 1, 1]) },
        { "survey.lonely-no-average", SurveyDesign.Create(2, [new(Labels("a b"), null, Replaced)], [1, 1], LonelyUnits.Average) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_design_that_makes_no_sense_is_refused(string code, Result<SurveyDesign> result) => result.Problems.ShouldContain(problem => problem.Code == code);

    /// <summary>Four strata of four communes of five people; the first domain lies in strata 1 to 3 and one commune of stratum 4. Source: the fixture of svy's pull request 95.</summary>
    [Fact]
    public void Degrees_of_freedom_are_counted_inside_the_domain()
    {
        var rows = (from stratum in Enumerable.Range(1, 4) from commune in Enumerable.Range(1, 4) from person in Enumerable.Range(1, 5) select (stratum, commune)).ToArray();
        var design = SurveyDesign.Create(80, [new(Grouping.Of(rows.Select(row => $"{row.stratum}")), Grouping.Of(rows.Select(row => $"{row.stratum}-{row.commune}")), Replaced)], [.. Enumerable.Repeat(1.0, 80)]).Known();
        bool InFirst((int Stratum, int Commune) row) => row.Stratum switch { 1 => row.Commune <= 2, 2 or 3 => true, _ => row.Commune == 1 };

        design.DegreesOfFreedom().ShouldBe(12);
        design.DegreesOfFreedom([.. rows.Select(InFirst)]).ShouldBe(7);
        Enumerable.Range(1, 4).Select(stratum => design.DegreesOfFreedom([.. rows.Select(row => row.stratum == stratum && InFirst(row))])).ShouldBe([1, 3, 3, 0]);
    }

    [Fact]
    public void What_is_undefined_is_told_instead_of_printed()
    {
        var design = Of([1, 1, 1, 1], Replaced).Known();
        var nobody = new Domain("nobody", [false, false, false, false]);
        Linearise.Mean(design, "y", [1, 2, 3, 4], nobody).Problems.Single().Code.ShouldBe("survey.empty-domain");
        Linearise.Total(design, "y", [double.NaN, double.NaN, double.NaN, double.NaN]).Problems.Single().Code.ShouldBe("survey.empty-domain");
        Linearise.Ratio(design, "y/x", [1, 2, 3, 4], [1, -1, 2, -2]).Problems.Single().Code.ShouldBe("survey.zero-denominator");
        var alone = Variance.Estimate(design, Linearise.Mean(design, "y", [1, 2, 3, 4], new Domain("one", [true, false, false, false])).Known());
        alone.DegreesOfFreedom.ShouldBe(0);
        alone.Interval(0.95).Problems.Single().Code.ShouldBe("survey.no-degrees-of-freedom");
        new Estimate("y", 0, 1, 3, 4, 0).CoefficientOfVariation.ShouldBeNull();
    }

    [Fact]
    public void Missing_answers_are_counted_and_left_out()
    {
        var mean = Linearise.Mean(Of([1, 1, 2, 2], Replaced).Known(), "y", [1, double.NaN, 4, double.NaN]).Known();
        mean.Value.ShouldBe(3);
        (mean.Respondents, mean.Missing).ShouldBe((2, 2));
    }

    private static Result<SurveyDesign> Of(ImmutableArray<double>? weights, FinitePopulation population) => SurveyDesign.Create(4, [new(Labels("a a b b"), null, population)], weights);

    private static Grouping Labels(string spaced) => Grouping.Of(spaced.Split(' '));
}
