using static ChiSo.Engine.Tests.TestData;

namespace ChiSo.Engine.Tests.Results;

public class ExplanationTests
{
    private static readonly CriteriaSet Tree = Set(Node("A", Leaf("A1", 20), Node("A2", Leaf("A2a", 10), Leaf("A2b", 30))), Leaf("B", 40));

    private static BlockInput Input() => Block(Tree, ("u", [10m, 5m, 15m, null]));

    private static Explained Find(BlockInput input, string code, int unit = 0) =>
        All(Explanation.Of(input, unit)).Single(node => node.Node.Code.Value == code);

    private static IEnumerable<Explained> All(IEnumerable<Explained> nodes) => nodes.SelectMany(node => All(node.Parts).Prepend(node));

    [Fact]
    public void Trees_stand_in_printed_order_with_all_their_parts() =>
        All(Explanation.Of(Input(), 0)).Select(node => node.Node.Code.Value).ShouldBe(["A", "A1", "A2", "A2a", "A2b", "B"]);

    [Fact]
    public void An_entry_is_explained_by_its_rule_and_steps()
    {
        var because = Find(Input(), "A1").Because.ShouldBeOfType<Reason.ByRule>();

        because.Entry.ShouldBe(new Entry.Direct(new(10)));
        because.Rule.ShouldBeOfType<ScoringRule.Rubric>();
    }

    [Fact]
    public void An_unknown_line_has_no_score_and_its_maximum_stands()
    {
        var line = Find(Input(), "B");

        (line.Score, line.Max, line.Unknown).ShouldBe((null, 40m, 1));
        line.Because.ShouldBeOfType<Reason.NotScored>();
    }

    [Fact]
    public void An_inner_node_is_the_sum_of_its_parts()
    {
        var node = Find(Input(), "A2");

        (node.Score, node.Max).ShouldBe((20m, 40m));
        node.Because.ShouldBeOfType<Reason.SumOfParts>();
    }

    [Fact]
    public void A_decision_explains_every_line_it_covers()
    {
        var input = Input().NotApplicable("u", "A2", NotApplicableEffect.Rebase);

        foreach (var code in new[] { "A2", "A2a", "A2b" })
        {
            var node = Find(input, code);
            (node.Score, node.Max).ShouldBe((0m, 0m));
            node.Because.ShouldBeOfType<Reason.Decided>().Decision.ShouldBe(input.Decisions[0]);
        }
    }

    [Fact]
    public void A_node_of_which_one_leaf_applies_after_all_is_a_sum_again()
    {
        var input = Input().NotApplicable("u", "A2", NotApplicableEffect.Rebase).Decide("u", "A2b", new Ruling.Applies());

        Find(input, "A2").Because.ShouldBeOfType<Reason.SumOfParts>();
        Find(input, "A2b").Because.ShouldBeOfType<Reason.ByRule>();
    }

    [Fact]
    public void Moved_weight_is_told_with_the_lines_own_maximum()
    {
        var input = Input().NotApplicable("u", "A1", NotApplicableEffect.Siblings);
        var line = Find(input, "A2a");

        (line.Score, line.Max).ShouldBe((7.5m, 15m));
        var moved = line.Because.ShouldBeOfType<Reason.WeightMoved>();
        moved.Own.ShouldBe(10);
        moved.Inner.ShouldBeOfType<Reason.ByRule>();
        Find(input, "A2").Because.ShouldBeOfType<Reason.WeightMoved>().Own.ShouldBe(40);
        Find(input, "A").Because.ShouldBeOfType<Reason.SumOfParts>();
        Find(input, "A1").Because.ShouldBeOfType<Reason.Decided>();
    }

    [Fact]
    public void A_line_settled_as_zero_names_the_decision()
    {
        var line = Find(Input().Decide("u", "B", new Ruling.Zero()), "B");

        line.Score.ShouldBe(0);
        line.Because.ShouldBeOfType<Reason.Decided>().Decision.Ruling.ShouldBe(new Ruling.Zero());
    }

    [Fact]
    public void An_entry_beside_a_decision_to_count_zero_explains_itself() =>
        Find(Input().Decide("u", "A1", new Ruling.Zero()), "A1").Because.ShouldBeOfType<Reason.ByRule>();

    [Fact]
    public void No_task_explains_the_maximum()
    {
        var leaf = Leaf("L", 100);
        var set = Set(leaf with { Scoring = leaf.Scoring! with { NoTaskGivesMax = true } });
        var line = Find(Block(set, ("u", new Entry?[] { new Entry.NoTask() })), "L");

        line.Score.ShouldBe(100);
        line.Because.ShouldBeOfType<Reason.NoTask>();
    }

    [Fact]
    public void An_entry_that_can_not_be_scored_says_what_stands_in_its_way()
    {
        var rule = new ScoringRule.Survey(100, MinForms: 30, System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty);
        var few = new Entry.Figures([80]) { From = new("khảo sát", null, Count: 12, null) };
        var line = Find(Block(Set(Leaf("S", 100, rule)), ("u", [few])), "S");

        line.Score.ShouldBeNull();
        line.Because.ShouldBeOfType<Reason.Unscorable>().Obstacle.ShouldBe(Obstacle.TooFewForms);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void There_is_no_explanation_of_a_unit_that_is_not_there(int unit) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Explanation.Of(Input(), unit));
}
