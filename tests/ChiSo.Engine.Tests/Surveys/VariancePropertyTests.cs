using ChiSo.Engine.Surveys;
using CsCheck;

namespace ChiSo.Engine.Tests.Surveys;

/// <summary>What must hold of every sample.</summary>
public sealed class VariancePropertyTests
{
    private static readonly Gen<(string Kind, SyntheticSurvey Survey)> Cases = Gen.Select(Gen.Int[0, DesignKinds.Names.Length - 1], Gen.Int[1, 1000]).Select((kind, seed) => (DesignKinds.Names[kind], new SyntheticSurvey(seed)));

    [Fact]
    public void Weights_times_a_constant_change_no_mean_and_no_error_of_it() =>
        Cases.Sample(pair =>
        {
            var design = DesignKinds.Of(pair.Kind, pair.Survey);
            var scaled = design.WithWeights([.. design.Weights.Select(weight => weight * 7.5)]);
            var (plain, larger) = (Mean(design, pair.Survey), Mean(scaled, pair.Survey));
            Near(larger.Value, plain.Value);
            Near(larger.StandardError, plain.StandardError);
        }, iter: 60);

    [Fact]
    public void Totals_of_domains_add_up_to_the_whole() =>
        Cases.Sample(pair =>
        {
            var design = DesignKinds.Of(pair.Kind, pair.Survey);
            var parts = pair.Survey.Groups.Domains().Select(domain => Linearise.Total(design, "y", pair.Survey.Y, domain).Known()).ToArray();
            var sum = Linearised.Combine("sum", [.. parts.Select(part => (1.0, part))]);
            var whole = Variance.Estimate(design, Linearise.Total(design, "y", pair.Survey.Y).Known());
            Near(sum.Value, whole.Value);
            Near(Variance.Estimate(design, sum).StandardError, whole.StandardError);
        }, iter: 60);

    [Fact]
    public void The_order_of_rows_does_not_matter() =>
        Cases.Sample(pair =>
        {
            var shuffled = pair.Survey.Shuffled(5);
            var (before, after) = (Mean(DesignKinds.Of(pair.Kind, pair.Survey), pair.Survey), Mean(DesignKinds.Of(pair.Kind, shuffled), shuffled));
            Near(after.Value, before.Value);
            Near(after.StandardError, before.StandardError);
            after.DegreesOfFreedom.ShouldBe(before.DegreesOfFreedom);
        }, iter: 40);

    [Fact]
    public void One_stratum_of_single_people_has_the_textbook_variance_of_a_simple_random_sample() =>
        Gen.Select(Gen.Double[0, 100].Array[2, 40], Gen.Int[1, 500]).Sample((values, others) =>
        {
            var (n, population) = (values.Length, values.Length + (double)others);
            var design = SurveyDesign.Create(n, [new(null, null, new FinitePopulation.Sizes([.. Enumerable.Repeat(population, n)]))]).Known();
            var mean = values.Average();
            var spread = values.Sum(value => (value - mean) * (value - mean)) / (n - 1);
            var estimate = Variance.Estimate(design, Linearise.Mean(design, "y", values).Known());
            estimate.Value.ShouldBe(mean, 1e-9);
            estimate.Variance.ShouldBe((1 - (n / population)) * spread / n, 1e-9 * (1 + spread));
        });

    [Fact]
    public void Covariances_of_statistics_agree_with_their_difference() =>
        Cases.Sample(pair =>
        {
            var design = DesignKinds.Of(pair.Kind, pair.Survey);
            var (a, b) = (Linearise.Mean(design, "y", pair.Survey.Y).Known(), Linearise.Ratio(design, "x/y", pair.Survey.X, pair.Survey.Y).Known());
            var matrix = Variance.Covariance(design, [a, b]);
            matrix[0, 1].ShouldBe(matrix[1, 0], Math.Abs(matrix[0, 1]) * 1e-12);
            Near(Variance.Estimate(design, a.Minus(b)).Variance, matrix[0, 0] + matrix[1, 1] - (2 * matrix[0, 1]));
        }, iter: 40);

    private static Estimate Mean(SurveyDesign design, SyntheticSurvey survey) => Variance.Estimate(design, Linearise.Mean(design, "y", survey.Y).Known());

    private static void Near(double actual, double expected) => actual.ShouldBe(expected, 1e-9 * (1 + Math.Abs(expected)));
}
