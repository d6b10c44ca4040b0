using static ChiSo.Engine.Tests.TestData;

namespace ChiSo.Engine.Tests.Results;

public class ComparisonTests
{
    private static UnitChange ChangeOf(BlockInput input, string unit = "a") =>
        Computation.Compute(input).Of(unit).Change ?? throw new InvalidOperationException($"{unit} has no change.");

    [Fact]
    public void Changes_subtract_as_printed()
    {
        var change = ChangeOf(OfIndices(92.2743m).Published("2022", "a", 90.51m));

        (change.LastIndex, change.Index).ShouldBe((90.51m, 1.76m));
    }

    [Fact]
    public void Changes_are_exact_where_the_round_declares_it() =>
        ChangeOf(OfIndices(92.2743m).Published("2022", "a", 90.51m).With(method => method with { ChangesOn = Basis.Exact })).Index.ShouldBe(1.7643m);

    /// <summary>By hand: one line of 100, error 1 of a scale of 100, so the index has an error of 1 point and the change one of √2; 1.96 × √2 = 2.77.</summary>
    [Theory]
    [InlineData("82.77", true)]
    [InlineData("82.78", false)]
    [InlineData("77.23", true)]
    [InlineData("77.22", false)]
    public void A_change_within_the_error_of_the_survey_says_neither_rise_nor_fall(string last, bool within)
    {
        var change = ChangeOf(Surveyed(("khảo sát", 80, 1)).Published("2022", "a", D(last)));

        decimal.Round(change.Margin!.Value, 4).ShouldBe(2.7718m); // one line tells its error
        change.LiesWithinMargin().ShouldBe(within);
    }

    [Fact]
    public void Errors_of_one_survey_add_up_and_those_of_two_add_as_squares()
    {
        decimal MarginOf(string first, string second) => ChangeOf(Surveyed((first, 80, 3), (second, 80, 4)).Published("2022", "a", 80)).Margin ?? 0;

        decimal.Round(MarginOf("một", "một") / MarginOf("một", "hai"), 6).ShouldBe(1.4m); // 7 and 5
    }

    [Fact]
    public void Without_errors_there_is_no_margin() => ChangeOf(OfIndices(80).Published("2022", "a", 80)).Margin.ShouldBeNull();

    [Fact]
    public void A_line_that_does_not_apply_adds_no_error()
    {
        var both = Surveyed(("một", 80, 3), ("hai", 80, 4));

        ChangeOf(both.NotApplicable("a", "L1", NotApplicableEffect.Award).Published("2022", "a", 80)).Margin!.Value // the other line tells its error
            .ShouldBe(ChangeOf(Surveyed(("một", 80, 3), ("hai", 80, 0)).Published("2022", "a", 80)).Margin!.Value); // as above
    }

    /// <summary>One unit, equal lines adding up to 100, each fed by a survey with its error in percent.</summary>
    private static BlockInput Surveyed(params (string Source, decimal Value, decimal Error)[] lines) => Block(
        Set([.. lines.Select((_, place) => Leaf($"L{place}", 100m / lines.Length, new ScoringRule.Survey(100, 0, System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty)))]),
        ("a", [.. lines.Select(line => (Entry?)new Entry.Figures([line.Value]) { From = new(line.Source, null, 30, line.Error) })]));

    [Fact]
    public void Ranks_gained_are_positive()
    {
        var input = OfIndices(95, 90).Published("2022", "a", 80, rank: 5).Published("2022", "b", 99, rank: 1);

        (ChangeOf(input).LastRank, ChangeOf(input).Ranks).ShouldBe((5, 4));
        ChangeOf(input, "b").Ranks.ShouldBe(-1);
    }

    [Fact]
    public void A_unit_nothing_was_published_of_has_no_change() =>
        Computation.Compute(OfIndices(95, 90).Published("2022", "b", 80)).Of("a").Change.ShouldBeNull();

    [Fact]
    public void An_unknown_unit_still_shows_last_years_result()
    {
        var input = Block(Set(Leaf("L", 100)), ("a", new decimal?[] { null })).Published("2022", "a", 80, rank: 3);

        (ChangeOf(input).LastIndex, ChangeOf(input).LastRank, ChangeOf(input).Index, ChangeOf(input).Ranks).ShouldBe((80m, 3, null, null));
    }

    [Fact]
    public void An_excluded_unit_shows_its_change_but_no_places_gained()
    {
        var change = ChangeOf(OfIndices(95, 90).Published("2022", "a", 80, rank: 3).WithUnit("a", unit => unit.Excluded()));

        (change.Index, change.Ranks).ShouldBe((15m, null));
    }

    [Theory]
    [InlineData("80 85 90", "95", 3)]
    [InlineData("80 85 90", "90", 0)]
    [InlineData("80 85 90", "89", 0)]
    [InlineData("90 85 90", "95", 2)]
    [InlineData("80 ? 90", "95", 1)]
    [InlineData("90.51", "90.514", 0)]
    public void Rises_in_a_row_are_counted_back_from_this_period(string earlier, string now, int expected)
    {
        var input = OfIndices(D(now));
        var values = earlier.Split(' ');
        for (var year = 0; year < values.Length; year++)
            input = input.Published($"{2023 - values.Length + year}", "a", values[year] == "?" ? null : D(values[year]));

        ChangeOf(input).RisesInARow.ShouldBe(expected);
    }

    [Fact]
    public void A_year_is_compared_with_years_and_a_half_year_with_half_years()
    {
        var input = OfIndices(95).Published("2022", "a", 90).Published("2022-H2", "a", 80).Published("2023", "a", 70);

        ChangeOf(input).LastIndex.ShouldBe(90);
        ChangeOf(input with { Period = "2023-H1" }).LastIndex.ShouldBe(80);
    }

    [Theory]
    [InlineData("set@1", false)]
    [InlineData("set@2", true)]
    [InlineData("other@1", true)]
    [InlineData("", false)]
    public void Another_criteria_set_is_flagged(string last, bool changed) =>
        ChangeOf(OfIndices(95).Published("2022", "a", 90, criteria: last)).CriteriaChanged.ShouldBe(changed);

    [Fact]
    public void A_unit_that_changed_is_flagged()
    {
        var input = OfIndices(95).Published("2022", "a", 90);

        ChangeOf(input).UnitChanged.ShouldBeFalse();
        ChangeOf(input.WithUnit("a", unit => unit with { Changed = true })).UnitChanged.ShouldBeTrue();
    }

    public class Predecessors
    {
        private static BlockInput Merged(bool asked = true) => OfIndices(80)
            .Published("2022", "x", 70.01m, rank: 4).Published("2022", "y", 75.02m, rank: 2)
            .WithUnit("a", unit => unit with { Predecessors = ["x", "y"] })
            .With(method => method with { CompareWithMeanOfPredecessors = asked });

        [Fact]
        public void A_merged_unit_is_compared_with_the_mean_of_its_predecessors_where_asked()
        {
            var change = ChangeOf(Merged());

            (change.LastIndex, change.Index, change.LastRank).ShouldBe((72.52m, 7.48m, null));
            (change.FromPredecessors, change.UnitChanged).ShouldBe((true, true));
        }

        [Fact]
        public void It_has_no_comparison_where_nobody_asked() => Computation.Compute(Merged(asked: false)).Of("a").Change.ShouldBeNull();

        [Fact]
        public void One_predecessor_without_a_result_leaves_no_mean() =>
            Computation.Compute(Merged().WithUnit("a", unit => unit with { Predecessors = ["x", "y", "z"] })).Of("a").Change.ShouldBeNull();

        [Fact]
        public void Its_own_result_comes_first()
        {
            var change = ChangeOf(Merged().Published("2022", "a", 60));

            (change.LastIndex, change.FromPredecessors).ShouldBe((60m, false));
        }

        [Fact]
        public void The_exact_mean_is_kept_where_changes_are_exact() =>
            ChangeOf(Merged().With(method => method with { ChangesOn = Basis.Exact })).Index.ShouldBe(7.485m);
    }

    public class CommonLines
    {
        private static readonly CriteriaSet Now = Set(
            Node("A", Leaf("A1", 20), Leaf("A2", 20)),
            Leaf("B", 40),
            Leaf("New", 20));

        private static BlockInput Input(params PublishedScore[] last) =>
            Block(Now, ("a", [20m, 10m, 30m, 0m])).Published("2022", "a", 50, criteria: "set@0", scores: last);

        private static PublishedScore Was(string code, decimal points, decimal max) => new(new(code), points, max);

        [Fact]
        public void Change_is_told_on_lines_both_sets_have()
        {
            var change = ChangeOf(Input(Was("A1", 5, 10), Was("B", 25, 40), Was("Old", 50, 50)));

            change.Index.ShouldBe(10);
            Rounder.Compared(change.OnCommonCriteria!.Index).ShouldBe(Rounder.Compared((50m * 100 / 60) - 60));
            change.OnCommonCriteria.CoverPercent.ShouldBe(60);
        }

        [Fact]
        public void A_field_counts_as_a_whole_only_where_none_of_its_parts_is_known()
        {
            ChangeOf(Input(Was("A", 20, 40))).OnCommonCriteria.ShouldBe(new(25, 40));
            ChangeOf(Input(Was("A", 20, 40), Was("A1", 10, 20))).OnCommonCriteria.ShouldBe(new(50, 20));
        }

        [Fact]
        public void A_line_with_a_new_code_continues_the_old_one()
        {
            var set = Now with { Roots = [.. Now.Roots.Select(root => root.Code.Value == "B" ? root with { Continues = [new("Cũ")] } : root)] };

            ChangeOf(Input(Was("Cũ", 20, 40)) with { Criteria = set }).OnCommonCriteria.ShouldBe(new(25, 40));
        }

        [Fact]
        public void A_merged_line_is_compared_with_the_sum_of_what_it_was_merged_from()
        {
            var set = Now with { Roots = [.. Now.Roots.Select(root => root.Code.Value == "B" ? root with { Continues = [new("X"), new("Y")] } : root)] };

            ChangeOf(Input(Was("X", 10, 10), Was("Y", 10, 30)) with { Criteria = set }).OnCommonCriteria.ShouldBe(new(25, 40));
            ChangeOf(Input(Was("X", 10, 10)) with { Criteria = set }).OnCommonCriteria.ShouldBeNull(); // Y is not known
            ChangeOf(Input(Was("X", 10, 10), Was("Y", 0, 0)) with { Criteria = set }).OnCommonCriteria.ShouldBeNull(); // Y did not apply
        }

        [Fact]
        public void A_split_line_counts_once_in_the_earlier_sum()
        {
            var set = Now with { Roots = [.. Now.Roots.Select(root => root.Code.Value is "B" or "New" ? root with { Continues = [new("X")] } : root)] };

            // now A1 20 of 20, B 30 of 40, New 0 of 20; then A1 20 of 20, X 10 of 20
            ChangeOf(Input(Was("A1", 20, 20), Was("X", 10, 20)) with { Criteria = set }).OnCommonCriteria!.Index.ShouldBe((50m * 100 / 80) - 75);
        }

        [Fact]
        public void A_line_that_applied_in_one_period_only_is_not_common() =>
            ChangeOf(Input(Was("A1", 5, 10), Was("B", 40, 40)).NotApplicable("a", "B", NotApplicableEffect.Rebase)).OnCommonCriteria!.Index.ShouldBe(50);

        [Fact]
        public void Nothing_is_told_where_no_line_is_known_or_common()
        {
            ChangeOf(Input()).OnCommonCriteria.ShouldBeNull();
            ChangeOf(Input(Was("Old", 1, 2))).OnCommonCriteria.ShouldBeNull();
        }
    }
}
