using static ChiSo.Engine.Tests.TestData;

namespace ChiSo.Engine.Tests.Results;

public class IndexTests
{
    private static readonly CriteriaSet WithExtras = Set(
        Node("A", Leaf("A1", 60), Leaf("A2", 40)),
        Leaf("T", 5, part: CriteriaPart.Bonus),
        Leaf("P", -4, part: CriteriaPart.Deduction));

    [Fact]
    public void Index_is_points_over_applicable_maximum_in_percent() =>
        Computation.Compute(Block(Set(Leaf("A", 60), Leaf("B", 20)), ("u", [45m, 15m]))).Units[0].Index.ShouldBe(75);

    [Theory]
    [InlineData(Rounding.Truncate, "89.45")]
    [InlineData(Rounding.HalfAwayFromZero, "89.46")]
    public void Points_of_a_base_of_70_print_as_the_round_declares(Rounding rounding, string printed)
    {
        var result = Computation.Compute(Block(Set(Leaf("A", 70)), ("u", [62.62m])).With(method => method with { Rounding = rounding }));

        result.Units[0].Published.ShouldBe(D(printed));
    }

    [Fact]
    public void A_round_without_its_survey_part_is_measured_on_the_rest()
    {
        var set = Set(Leaf("A", 70), Leaf("S", 30, supplier: Supplier.Survey));
        var result = Computation.Compute(Block(set, ("u", [62.62m, null])).NotApplicable("u", "S", NotApplicableEffect.Rebase));

        (result.Units[0].ApplicableMax, result.Units[0].Published).ShouldBe((70m, 89.46m));
    }

    [Fact]
    public void Parts_are_never_rounded_before_they_are_added()
    {
        var set = Set(Leaf("A", 50, new ScoringRule.Imported("x", 3)), Leaf("B", 50, new ScoringRule.Imported("x", 3)));
        var third = new Entry.Figures([1]);

        Computation.Compute(Block(set, ("u", [third, third]))).Units[0].Published.ShouldBe(33.33m);
    }

    [Theory]
    [InlineData("80", "3", "-1.5", "81.5")]
    [InlineData("80", "0", "-4", "76")]
    [InlineData("98", "5", "0", "103")]
    public void Bonus_and_deduction_count_outside_the_maximum(string points, string bonus, string deduction, string index)
    {
        var unit = Computation.Compute(Block(WithExtras, ("u", [D(points) - 40, 40m, D(bonus), D(deduction)]))).Units[0];

        unit.ApplicableMax.ShouldBe(100);
        unit.BonusPoints.ShouldBe(D(bonus));
        unit.DeductionPoints.ShouldBe(D(deduction));
        unit.Index.ShouldBe(D(index));
    }

    [Fact]
    public void Caps_limit_what_bonus_and_deduction_lines_do_together()
    {
        var set = WithExtras with { BonusCap = new(2), DeductionCap = new(-1) };
        var unit = Computation.Compute(Block(set, ("u", [40m, 40m, 5m, -4m]))).Units[0];

        (unit.BonusPoints, unit.DeductionPoints, unit.Points).ShouldBe((2m, -1m, 81m));
    }

    [Fact]
    public void An_unknown_line_leaves_points_so_far_and_a_range_but_no_index_class_or_rank()
    {
        var result = Computation.Compute(Block(WithExtras, ("u", [45m, null, 2m, 0m])));
        var unit = result.Units[0];

        unit.Standing.ShouldBe(Standing.Unknown);
        (unit.Points, unit.Lowest, unit.Highest).ShouldBe((47m, 47m, 87m));
        (unit.Index, unit.Published, unit.Rank, unit.Class).ShouldBe((null, null, null, null));
        unit.NotRankedBecause.ShouldNotBeNull();
        result.UnknownsOf(0, result.NodeAt("A2")).ShouldBe(1);
        result.UnknownsOf(0, result.NodeAt("A")).ShouldBe(1);
        result.UnknownsOf(0, result.NodeAt("A1")).ShouldBe(0);
    }

    [Fact]
    public void An_unknown_deduction_may_still_take_all_it_can_and_an_unknown_bonus_may_still_give_all_it_can()
    {
        var unit = Computation.Compute(Block(WithExtras, ("u", [40m, 40m, null, null]))).Units[0];

        (unit.Points, unit.Lowest, unit.Highest).ShouldBe((80m, 76m, 85m));
    }

    [Fact]
    public void The_range_keeps_within_caps()
    {
        var unit = Computation.Compute(Block(WithExtras with { BonusCap = new(3), DeductionCap = new(-2) }, ("u", [40m, 40m, null, null]))).Units[0];

        (unit.Lowest, unit.Highest).ShouldBe((78m, 83m));
    }

    [Fact]
    public void The_range_looks_at_the_applicable_maximum_after_weight_moved()
    {
        var unit = Computation.Compute(Block(Set(Leaf("A", 50), Leaf("B", 25), Leaf("C", 25)), ("u", [25m, null, null])).NotApplicable("u", "C", NotApplicableEffect.Siblings)).Units[0];

        Rounder.Compared(unit.Lowest!.Value).ShouldBe(Rounder.Compared(100m / 3));
        Rounder.Compared(unit.Highest!.Value).ShouldBe(Rounder.Compared(200m / 3));
    }

    [Fact]
    public void A_rule_that_can_take_points_away_lowers_the_range()
    {
        var rule = new ScoringRule.Choice([new("tốt", new(2)), new("sai", new(-1))]);
        var unit = Computation.Compute(Block(Set(Leaf("A", 98), Leaf("B", 2, rule)), ("u", [new Entry.Direct(new(50)), null]))).Units[0];

        (unit.Lowest, unit.Highest).ShouldBe((49m, 52m));
    }

    [Fact]
    public void Nothing_unknown_leaves_no_range()
    {
        var unit = Computation.Compute(Block(WithExtras, ("u", [45m, 30m, 0m, 0m]))).Units[0];

        (unit.Lowest, unit.Index, unit.Highest).ShouldBe((75m, 75m, 75m));
    }

    [Fact]
    public void Zero_is_a_score_and_not_unknown()
    {
        var unit = Computation.Compute(Block(WithExtras, ("u", [45m, 0m, 0m, 0m]))).Units[0];

        (unit.Standing, unit.Index).ShouldBe((Standing.Ranked, 45m));
    }

    [Fact]
    public void A_decision_can_settle_an_unknown_line_as_zero()
    {
        var unit = Computation.Compute(Block(WithExtras, ("u", [45m, null, 0m, 0m])).Decide("u", "A2", new Ruling.Zero())).Units[0];

        (unit.Standing, unit.Index).ShouldBe((Standing.Ranked, 45m));
    }

    [Fact]
    public void An_entry_wins_over_a_decision_to_count_zero() =>
        Computation.Compute(Block(WithExtras, ("u", [45m, 30m, 0m, 0m])).Decide("u", "A", new Ruling.Zero())).Units[0].Index.ShouldBe(75);

    [Fact]
    public void Lifting_a_decision_to_count_zero_leaves_the_line_unknown_again() =>
        Computation.Compute(Block(WithExtras, ("u", [45m, null, 0m, 0m])).Decide("u", "A2", new Ruling.Zero()).Decide("u", "A2", new Ruling.Applies()))
            .Units[0].Standing.ShouldBe(Standing.Unknown);

    [Fact]
    public void An_entry_that_can_not_be_scored_is_unknown_until_decided()
    {
        var set = Set(Leaf("S", 100, new ScoringRule.Survey(100, MinForms: 30, System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty)));
        var few = new Entry.Figures([80]) { From = new("khảo sát", null, Count: 12, null) };
        var input = Block(set, ("u", [few]));

        Computation.Compute(input).Units[0].Standing.ShouldBe(Standing.Unknown);
        Computation.Compute(input.Decide("u", "S", new Ruling.Zero())).Units[0].Index.ShouldBe(0);
    }

    [Fact]
    public void An_announced_total_rules_and_the_sum_of_its_parts_stands_beside_it()
    {
        var set = Set(Leaf("A", 68.5m), Leaf("S", 31.5m, supplier: Supplier.Survey));
        var input = Block(set, ("bộ", [61.86m, 28.10m])) with { Announced = [new("bộ", 89.95m)] };
        var unit = Computation.Compute(input).Units[0];

        (unit.Index, unit.Published, unit.FromParts).ShouldBe((89.95m, 89.95m, 89.96m));
        (unit.Lowest, unit.Highest).ShouldBe((89.95m, 89.95m));
    }

    [Fact]
    public void An_announced_total_counts_even_where_a_part_is_unknown()
    {
        var input = Block(Set(Leaf("A", 100)), ("u", new decimal?[] { null })) with { Announced = [new("u", 84.38m)] };

        (Computation.Compute(input).Units[0].Standing, Computation.Compute(input).Units[0].FromParts).ShouldBe((Standing.Ranked, null));
    }

    [Fact]
    public void Entries_that_do_not_fit_the_tree_are_refused() =>
        Should.Throw<ArgumentException>(() => Computation.Compute(Block(WithExtras, ("u", [1m, 2m]))));
}
