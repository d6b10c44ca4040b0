using static ChiSo.Engine.NotApplicableEffect;
using static ChiSo.Engine.Tests.TestData;

namespace ChiSo.Engine.Tests.Results;

public class NotApplicableTests
{
    /// <summary>Field A (60) = A1 (20) + A2 (40), where A2 = A2a (10) + A2b (30); field B (40) = B1.</summary>
    private static readonly CriteriaSet Two = Set(
        Node("A", Leaf("A1", 20), Node("A2", Leaf("A2a", 10), Leaf("A2b", 30))),
        Node("B", Leaf("B1", 40)));

    private static BlockInput Half() => Block(Two, ("u", [10m, 5m, 15m, 20m]));

    private static BlockResult After(params (string Node, NotApplicableEffect Effect)[] decisions) =>
        Computation.Compute(decisions.Aggregate(Half(), (input, decision) => input.NotApplicable("u", decision.Node, decision.Effect)));

    private static void ShouldHold(BlockResult result, string node, decimal score, decimal max)
    {
        Rounder.Compared(result.ScoreOf(0, result.NodeAt(node))).ShouldBe(score, node);
        Rounder.Compared(result.MaxOf(0, result.NodeAt(node))).ShouldBe(max, node);
    }

    [Fact]
    public void Leaving_a_line_out_takes_it_from_points_and_maximum()
    {
        var result = After(("B1", Rebase));

        result.Units[0].Points.ShouldBe(30);
        result.Units[0].ApplicableMax.ShouldBe(60);
        result.Units[0].Index.ShouldBe(50);
    }

    [Fact]
    public void A_board_with_68_32_of_84_points_reaches_81_33_percent()
    {
        var set = Set(Leaf("A", 84), Leaf("B", 16));
        var result = Computation.Compute(Block(set, ("ban", [68.32m, null])).NotApplicable("ban", "B", Rebase));

        result.Units[0].ApplicableMax.ShouldBe(84);
        result.Units[0].Published.ShouldBe(81.33m);
    }

    [Fact]
    public void Awarding_gives_the_maximum()
    {
        var result = After(("A2b", Award));

        ShouldHold(result, "A2b", 30, 30);
        result.Units[0].Points.ShouldBe(65);
        result.Units[0].ApplicableMax.ShouldBe(100);
    }

    [Fact]
    public void Weight_moves_to_the_other_lines_under_the_same_parent_and_their_points_scale()
    {
        var result = After(("A2b", Siblings));

        ShouldHold(result, "A2a", 20, 40);
        ShouldHold(result, "A2b", 0, 0);
        ShouldHold(result, "A2", 20, 40);
        ShouldHold(result, "A1", 10, 20);
        result.Units[0].ApplicableMax.ShouldBe(100);
    }

    [Fact]
    public void Weight_is_shared_in_proportion_to_maxima_all_the_way_down()
    {
        var result = After(("A1", Siblings));

        ShouldHold(result, "A2", 30, 60);
        ShouldHold(result, "A2a", 7.5m, 15);
        ShouldHold(result, "A2b", 22.5m, 45);
        ShouldHold(result, "A", 30, 60);
    }

    [Fact]
    public void Weight_goes_up_one_level_when_no_sibling_is_left()
    {
        var result = After(("A2a", Siblings), ("A2b", Siblings));

        ShouldHold(result, "A2", 0, 0);
        ShouldHold(result, "A1", 30, 60);
        ShouldHold(result, "B", 20, 40);
    }

    [Fact]
    public void A_whole_field_moves_its_weight_to_the_other_fields()
    {
        var result = After(("A", Siblings));

        ShouldHold(result, "A", 0, 0);
        ShouldHold(result, "B1", 50, 100);
        result.Units[0].ApplicableMax.ShouldBe(100);
    }

    [Fact]
    public void Factors_of_several_levels_multiply()
    {
        var result = After(("A2a", Siblings), ("B", Siblings));

        ShouldHold(result, "A", 50, 100);
        Rounder.Compared(result.MaxOf(0, result.NodeAt("A2b"))).ShouldBe(Rounder.Compared(40m * 100 / 60));
        Rounder.Compared(result.ScoreOf(0, result.NodeAt("A2b"))).ShouldBe(Rounder.Compared(15m * 40 * 100 / (30 * 60)));
    }

    [Fact]
    public void Only_lines_whose_weight_is_told_to_move_lend_it()
    {
        var result = After(("A2a", Rebase), ("A2b", Siblings));

        ShouldHold(result, "A1", 25, 50);
        result.Units[0].ApplicableMax.ShouldBe(90);
    }

    [Fact]
    public void A_decision_on_an_inner_node_covers_its_leaves()
    {
        var result = After(("A2", Rebase));

        ShouldHold(result, "A2a", 0, 0);
        ShouldHold(result, "A2b", 0, 0);
        ShouldHold(result, "A2", 0, 0);
        result.Units[0].ApplicableMax.ShouldBe(60);
    }

    [Fact]
    public void A_node_whose_children_all_drop_out_drops_out()
    {
        var result = After(("A1", Rebase), ("A2a", Rebase), ("A2b", Rebase));

        ShouldHold(result, "A", 0, 0);
        result.Units[0].ApplicableMax.ShouldBe(40);
    }

    [Fact]
    public void The_latest_decision_counts_whether_taken_on_the_line_or_above_it()
    {
        After(("A2", Rebase), ("A2a", Award)).Units[0].ApplicableMax.ShouldBe(70);
        After(("A2a", Award), ("A2", Rebase)).Units[0].ApplicableMax.ShouldBe(60);
    }

    [Fact]
    public void A_line_can_be_told_to_apply_after_all()
    {
        var result = Computation.Compute(Half().NotApplicable("u", "A2", Rebase).Decide("u", "A2a", new Ruling.Applies()));

        ShouldHold(result, "A2a", 5, 10);
        ShouldHold(result, "A2b", 0, 0);
        result.Units[0].ApplicableMax.ShouldBe(70);
    }

    [Theory]
    [InlineData(Rebase)]
    [InlineData(Siblings)]
    public void With_no_applicable_maximum_there_is_no_index_and_no_rank_and_a_reason(NotApplicableEffect effect)
    {
        var result = After(("A", effect), ("B", effect)).Units[0];

        result.Standing.ShouldBe(Standing.NoIndex);
        (result.Index, result.Published, result.Lowest, result.Highest).ShouldBe((null, null, null, null));
        (result.Rank, result.Class).ShouldBe((null, null));
        result.NotRankedBecause.ShouldNotBeNull();
    }

    [Fact]
    public void A_deduction_that_does_not_apply_takes_nothing_whatever_the_effect()
    {
        var set = Set(Leaf("A", 100), Leaf("P", -5, part: CriteriaPart.Deduction));
        foreach (var effect in Enum.GetValues<NotApplicableEffect>())
        {
            var result = Computation.Compute(Block(set, ("u", [80m, -3m])).NotApplicable("u", "P", effect));
            (result.Units[0].Points, result.Units[0].ApplicableMax).ShouldBe((80m, 100m), effect.ToString());
        }
    }

    [Fact]
    public void Weight_of_a_bonus_line_never_reaches_the_base()
    {
        var set = Set(Leaf("A", 100), Leaf("T1", 2, part: CriteriaPart.Bonus), Leaf("T2", 3, part: CriteriaPart.Bonus));
        var result = Computation.Compute(Block(set, ("u", [80m, 1m, 3m])).NotApplicable("u", "T2", Siblings));

        ShouldHold(result, "A", 80, 100);
        ShouldHold(result, "T1", 2.5m, 5);
    }

    [Fact]
    public void A_decision_on_one_unit_touches_no_other()
    {
        var input = Block(Two, ("u", [10m, 5m, 15m, 20m]), ("v", [10m, 5m, 15m, 20m])).NotApplicable("u", "A2", Siblings);

        Computation.Compute(input).Of("v").ApplicableMax.ShouldBe(100);
        var result = Computation.Compute(input);
        result.MaxOf(1, result.NodeAt("A2b")).ShouldBe(30);
    }

    [Fact]
    public void A_decision_that_names_nobody_or_no_line_is_refused()
    {
        Should.Throw<ArgumentException>(() => Computation.Compute(Half().NotApplicable("x", "A", Rebase)));
        Should.Throw<ArgumentException>(() => Computation.Compute(Half().NotApplicable("u", "X", Rebase)));
    }
}
