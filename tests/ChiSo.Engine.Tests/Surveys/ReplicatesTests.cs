using ChiSo.Engine.Surveys;
using CsCheck;

namespace ChiSo.Engine.Tests.Surveys;

public sealed class ReplicatesTests
{
    /// <summary>Seed 1234567, as published beside many implementations of the generator.</summary>
    [Fact]
    public void The_generator_gives_its_published_numbers()
    {
        var random = new SplitMix64(1234567);
        Enumerable.Range(0, 5).Select(_ => random.Next()).ShouldBe([6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821]);
    }

    [Fact]
    public void Numbers_below_a_bound_are_spread_evenly()
    {
        var random = new SplitMix64(3);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
            counts[random.Below(7)]++;
        counts.ShouldAllBe(count => Math.Abs(count - 10_000) < 500); // five standard deviations of 93
        Enumerable.Range(0, 1000).Select(_ => random.Unit()).ShouldAllBe(unit => unit >= 0 && unit < 1);
    }

    [Theory]
    [InlineData("stratified-cluster")]
    [InlineData("stratified-cluster-fpc")]
    [InlineData("stratified")]
    public void The_jackknife_of_a_total_is_the_linearised_variance(string kind) =>
        Gen.Int[1, 500].Sample(seed =>
        {
            var survey = new SyntheticSurvey(seed);
            var design = DesignKinds.Of(kind, survey);
            var jackknife = ReplicateVariance.Estimate(design, Jackknife.Stratified(design).Known(), "y", drawn => Linearise.Total(drawn, "y", survey.Y).Known().Value).Known();
            var taylor = Variance.Estimate(design, Linearise.Total(design, "y", survey.Y).Known());
            jackknife.StandardError.ShouldBe(taylor.StandardError, taylor.StandardError * 1e-9);
            jackknife.Value.ShouldBe(taylor.Value, taylor.Value * 1e-12);
        }, iter: 10);

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    public void Balanced_replicates_of_a_total_are_the_linearised_variance(double fay)
    {
        var survey = new SyntheticSurvey(strata: 13).Pairs();
        var design = DesignKinds.Of("stratified-cluster", survey);
        var balanced = ReplicateVariance.Estimate(design, BalancedReplicates.Create(design, fay).Known(), "y", drawn => Linearise.Total(drawn, "y", survey.Y).Known().Value).Known();
        var taylor = Variance.Estimate(design, Linearise.Total(design, "y", survey.Y).Known());
        balanced.StandardError.ShouldBe(taylor.StandardError, taylor.StandardError * 1e-9);
    }

    [Fact]
    public void The_bootstrap_comes_near_the_linearised_error_and_repeats_itself()
    {
        var survey = new SyntheticSurvey();
        foreach (var kind in new[] { "stratified-cluster", "stratified-cluster-fpc" })
        {
            var design = DesignKinds.Of(kind, survey);
            var taylor = Variance.Estimate(design, Linearise.Mean(design, "y", survey.Y).Known());
            var first = Error(design, 11);
            first.ShouldBe(taylor.StandardError, taylor.StandardError * 0.08);
            Error(design, 11).ShouldBe(first);
            Error(design, 12).ShouldNotBe(first);
        }

        double Error(SurveyDesign design, ulong seed) =>
            ReplicateVariance.Estimate(design, Bootstrap.RaoWu(design, 1500, seed).Known(), "y", drawn => Linearise.Mean(drawn, "y", survey.Y).Known().Value).Known().StandardError;
    }

    [Fact]
    public void Orthogonal_signs_of_every_size()
    {
        for (var size = 2; size <= 60; size++)
        {
            var survey = new SyntheticSurvey(size, strata: size - 1).Pairs();
            var replicates = BalancedReplicates.Create(DesignKinds.Of("stratified-cluster", survey)).Known();
            replicates.Count.ShouldBeInRange(size, size + 11);
            for (var i = 0; i < 2 * (size - 1); i += 2)
            {
                for (var j = 0; j < i; j += 2)
                    Enumerable.Range(0, replicates.Count).Sum(r => (replicates.Factors(r)[i] - 1) * (replicates.Factors(r)[j] - 1)).ShouldBe(0);
                Enumerable.Range(0, replicates.Count).Sum(r => replicates.Factors(r)[i] - 1).ShouldBe(0);
            }
        }
    }

    [Fact]
    public void Unit_totals_give_the_same_means_as_the_rows()
    {
        var survey = new SyntheticSurvey();
        var design = DesignKinds.Of("stratified-cluster", survey);
        var totals = Totals(survey);

        var means = totals.Means(["y", "item"]);
        Same(means[0].Known(), Variance.Estimate(design, Linearise.Mean(design, "y", survey.Y).Known()));
        Same(means[1].Known(), Variance.Estimate(design, Linearise.Mean(design, "item", survey.Item).Known()));
        var rows = ReplicateVariance.Estimate(design, Bootstrap.RaoWu(design, 50, 9).Known(), "y", drawn => Linearise.Mean(drawn, "y", survey.Y).Known().Value).Known();
        totals.BootstrapVariances(50, 9)[0].ShouldBe(rows.Variance, rows.Variance * 1e-9);

        static void Same(Estimate actual, Estimate expected)
        {
            actual.Value.ShouldBe(expected.Value, 1e-12 * expected.Value);
            actual.StandardError.ShouldBe(expected.StandardError, 1e-10 * expected.StandardError);
            (actual.DegreesOfFreedom, actual.Respondents, actual.Missing).ShouldBe((expected.DegreesOfFreedom, expected.Respondents, expected.Missing));
        }
    }

    [Fact]
    public void Unit_totals_refuse_a_lonely_unit_and_an_item_nobody_answered()
    {
        var totals = new ClusterTotals(1);
        totals.AddRow(totals.AddUnit(totals.AddStratum()), 1, [3]);
        totals.Means(["y"])[0].Problems.Single().Code.ShouldBe("survey.lonely-unit");
        var stratum = totals.AddStratum();
        var silent = new ClusterTotals(1);
        (silent.AddStratum(), silent.AddUnit(0), silent.AddUnit(0)).ShouldBe((0, 0, 1));
        silent.AddRow(0, 1, [double.NaN]);
        silent.Means(["y"])[0].Problems.Single().Code.ShouldBe("survey.empty-domain");
        stratum.ShouldBe(1);
    }

    public static TheoryData<string, Result<Replicates>> Refused
    {
        get
        {
            var survey = new SyntheticSurvey();
            return new()
            {
                { "survey.jackknife-strata", Jackknife.Unstratified(DesignKinds.Of("stratified-cluster", survey)) },
                { "survey.balanced-pairs", BalancedReplicates.Create(DesignKinds.Of("stratified-cluster", survey)) },
                { "survey.replicates-lonely", Jackknife.Stratified(DesignKinds.Of("lonely-adjust", survey)) },
                { "survey.replicates-lonely", Bootstrap.RaoWu(DesignKinds.Of("lonely-average", survey), 50, 1) },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Replicates_that_make_no_sense_are_refused(string code, Result<Replicates> result) => result.Problems.ShouldContain(problem => problem.Code == code);

    [Fact]
    public void A_replicate_that_fails_is_told_and_not_dropped()
    {
        var design = SurveyDesign.Create(4, [new(null, null, new FinitePopulation.WithReplacement())], [1, 1, 1, 1]).Known();
        var onlyFirst = new Domain("first", [true, false, false, false]);
        ReplicateVariance.Estimate(design, Jackknife.Unstratified(design).Known(), "y", drawn => Linearise.Mean(drawn, "y", [1, 2, 3, 4], onlyFirst) is var mean && mean.TryGet(out var known) ? known.Value : mean.Problems)
            .Problems.Single().Code.ShouldBe("survey.empty-domain");
    }

    private static ClusterTotals Totals(SyntheticSurvey survey)
    {
        var totals = new ClusterTotals(2);
        var (strata, communes) = (survey.Strata, survey.Communes);
        for (var stratum = 0; stratum < strata.Names.Length; stratum++)
            totals.AddStratum();
        for (var commune = 0; commune < communes.Names.Length; commune++)
            totals.AddUnit(strata.Codes[communes.Codes.IndexOf(commune)]);
        for (var row = 0; row < survey.Count; row++)
            totals.AddRow(communes.Codes[row], survey.Weights[row], [survey.Y[row], survey.Item[row]]);
        return totals;
    }
}
