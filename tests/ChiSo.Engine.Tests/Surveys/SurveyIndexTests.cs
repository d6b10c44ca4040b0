using System.Collections.Immutable;
using ChiSo.Engine.Surveys;
using CsCheck;

namespace ChiSo.Engine.Tests.Surveys;

public sealed class SurveyIndexTests
{
    private static readonly ItemScoring Top = new ItemScoring.TopShare([4, 5]);

    public static TheoryData<ItemScoring, bool, double, double> Scores => new()
    {
        { Top, true, 4, 100 },
        { Top, true, 3, 0 },
        { Top, false, 1, 100 },
        { Top, false, 4, 0 },
        { Top, true, 9, double.NaN },
        { Top, true, double.NaN, double.NaN },
        { new ItemScoring.RescaledMean(1, 5), true, 2, 25 },
        { new ItemScoring.RescaledMean(1, 5), false, 2, 75 },
        { new ItemScoring.ShareOfHighest(5), true, 4, 80 },
        { new ItemScoring.WeightedOptions(ImmutableDictionary<int, double>.Empty.Add(1, 100).Add(2, 60).Add(3, 20).Add(4, 0)), true, 2, 60 },
    };

    [Theory]
    [MemberData(nameof(Scores))]
    public void An_answer_becomes_a_score(ItemScoring scoring, bool higherIsBetter, double answer, double score) =>
        new IndexItem("q", scoring, 1, 5, higherIsBetter, [9]).Score([answer]).Known().Single().ShouldBe(score);

    [Theory]
    [InlineData(6)]
    [InlineData(0)]
    [InlineData(2.5)]
    public void An_answer_off_the_scale_is_told(double answer) => new IndexItem("q", Top, 1, 5, true, [9]).Score([3, answer]).Problems.Single().Where.ShouldBe("q, row 2");

    /// <summary>The share of two answers of five levels, the policy part and the service part weighing alike: Hà Nội 2024 printed 86.51 and 86.49 and the overall 86.50.</summary>
    [Fact]
    public void The_overall_index_is_the_mean_of_its_two_parts()
    {
        var design = Plain(10_000);
        double[] Satisfied(int count) => [.. Enumerable.Range(0, 10_000).Select(row => row < count ? 5.0 : 2.0)];
        var index = SurveyIndex.Create(design, new("overall", [Question("policy"), Question("service")]), Answers(("policy", Satisfied(8651)), ("service", Satisfied(8649)))).Known().Of();
        index.Statistic.Known().Value.ShouldBe(86.50, 1e-9);
        index.Parts.Select(part => part.Statistic.Known().Value).ShouldBe([86.51, 86.49], 1e-9);
    }

    /// <summary>Item a: answered by 4, two of them satisfied (50); item b: by 1, satisfied (100). Mean of items 75; of the five answers 3 are satisfied: 60. With weights 3 and 1: 62.5.</summary>
    [Theory]
    [InlineData(IndexPooling.MeanOfParts, 1, 75)]
    [InlineData(IndexPooling.PooledAnswers, 1, 60)]
    [InlineData(IndexPooling.MeanOfParts, 3, 62.5)]
    public void Items_become_a_factor_by_the_named_way(IndexPooling pooling, double weight, double expected)
    {
        var answers = Answers(("a", [4, 5, 1, 2]), ("b", [5, 9, double.NaN, 9]));
        SurveyIndex.Create(Plain(4), new("factor", [Question("a", weight), Question("b")], pooling), answers).Known().Of().Statistic.Known().Value.ShouldBe(expected, 1e-12);
    }

    /// <summary>Unit x: 3 of 4 satisfied, unit y: 0 of 1. Mean of units 37.5, all forms together 60.</summary>
    [Theory]
    [InlineData(LevelPooling.MeanOfUnits, 37.5)]
    [InlineData(LevelPooling.PooledForms, 60)]
    public void Units_become_a_level_by_the_named_way(LevelPooling pooling, double expected)
    {
        var units = Grouping.Of(["x", "x", "x", "x", "y"]);
        var level = SurveyIndex.Create(Plain(5), new("index", [Question("a")]), Answers(("a", [4, 5, 5, 1, 1]))).Known().OfLevel([.. units.Domains()], pooling);
        level.Statistic.Known().Value.ShouldBe(expected, 1e-12);
        level.Parts.Single().Statistic.Known().Value.ShouldBe(expected, 1e-12);
    }

    [Fact]
    public void The_error_of_every_level_is_that_of_the_persons_own_scores() =>
        Gen.Int[1, 400].Sample(seed =>
        {
            var survey = new SyntheticSurvey(seed);
            var design = DesignKinds.Of("stratified-cluster", survey);
            var random = new Random(seed);
            double[] Answers5() => [.. Enumerable.Range(0, survey.Count).Select(_ => (double)random.Next(1, 6))];
            var (a, b, c) = (Answers5(), Answers5(), Answers5());
            var scale = new ItemScoring.RescaledMean(1, 5);
            var tree = new IndexNode.Group("index", [new IndexNode.Group("factor", [Question("a", 2, scale), Question("b", 1, scale)], Weight: 3), Question("c", 1, scale)]);
            var index = SurveyIndex.Create(design, tree, Answers(("a", a), ("b", b), ("c", c))).Known().Of().Estimate(design).Known();
            double[] own = [.. Enumerable.Range(0, survey.Count).Select(row => 25 * ((0.75 * ((2 * (a[row] - 1)) + (b[row] - 1)) / 3) + (0.25 * (c[row] - 1))))];
            var direct = Variance.Estimate(design, Linearise.Mean(design, "own", own).Known());
            index.Value.ShouldBe(direct.Value, 1e-9);
            index.StandardError.ShouldBe(direct.StandardError, 1e-9);
            index.DegreesOfFreedom.ShouldBe(direct.DegreesOfFreedom);
        }, iter: 30);

    [Fact]
    public void An_index_with_a_part_nobody_answered_is_unknown_and_says_which()
    {
        var figure = SurveyIndex.Create(Plain(2), new("index", [Question("a"), Question("b")]), Answers(("a", [4, 5]), ("b", [9, double.NaN]))).Known().Of();
        figure.Estimate(Plain(2)).Problems.Single().Where.ShouldBe("b");
        figure.Parts[0].Statistic.Known().Value.ShouldBe(100);
        figure.All().Select(part => part.Code).ShouldBe(["index", "a", "b"]);
    }

    [Fact]
    public void Missing_items_and_wrong_answers_are_told_together()
    {
        var created = SurveyIndex.Create(Plain(2), new("index", [Question("a"), Question("b"), Question("c")]), Answers(("a", [4, 7]), ("b", [4, 5])));
        created.Problems.Select(problem => problem.Code).ShouldBe(["survey.answer-off-scale", "survey.item-missing"]);
    }

    private static IndexNode.Question Question(string code, double weight = 1, ItemScoring? scoring = null) => new(new(code, scoring ?? Top, 1, 5, true, [9]), weight);

    private static Dictionary<string, ImmutableArray<double>> Answers(params (string Code, double[] Values)[] items) => items.ToDictionary(item => item.Code, item => ImmutableArray.Create(item.Values), StringComparer.Ordinal);

    private static SurveyDesign Plain(int rows) => SurveyDesign.Create(rows, [new(null, null, new FinitePopulation.WithReplacement())], [.. Enumerable.Repeat(1.0, rows)]).Known();
}
