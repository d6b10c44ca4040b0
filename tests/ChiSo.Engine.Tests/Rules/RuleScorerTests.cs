using System.Collections.Immutable;

namespace ChiSo.Engine.Tests.Rules;

/// <summary>One line a case: the rule kinds of the glossary and of the national guidance.</summary>
public sealed class RuleScorerTests
{
    [Theory]
    [InlineData("100*a/b", "36,40", 100, 80, 2, "1.8")]
    [InlineData("100*a/b", "31,40", 100, 80, 2, "0")]      // under the rate below which nothing is given
    [InlineData("100*a/b", "32,40", 100, 80, 2, "1.6")]    // on it
    [InlineData("100*a/b", "41,40", 100, 80, 2, "2")]      // above the target
    [InlineData("100*a/b", "1,3", 100, null, 2, "0.6666666666666666666666666667")]
    public void Proportional_gives_points_in_proportion_up_to_the_target(string x, string figures, int target, int? zeroBelow, int max, string points) =>
        Score(new ScoringRule.Proportional(Over(x), target, zeroBelow), max, figures).ShouldBe(Number(points));

    [Theory]
    [InlineData("18,20", "0.9")]
    [InlineData("0,20", "0")]
    [InlineData("25,20", "1")]
    public void Ratio_is_kept_between_zero_and_the_maximum(string figures, string points) =>
        Score(new ScoringRule.Ratio(Over("a/b")), 1, figures).ShouldBe(Number(points));

    [Theory]
    [InlineData("1.3,0.7", "1.47")]
    [InlineData("0,0", "1.5")]
    [InlineData("90,20", "0")]
    public void Complement_takes_the_rate_away(string figures, string points) =>
        Score(new ScoringRule.Complement(Over("a+b")), 1.5m, figures).ShouldBe(Number(points));

    [Theory]
    [InlineData("100,100", "2")]
    [InlineData("9950,10000", "1")]
    [InlineData("9000,10000", "1")]
    [InlineData("8999,10000", "0")]
    public void Ladder_gives_the_first_rung_that_holds(string figures, string points) =>
        Score(new ScoringRule.Ladder([Over("100*a/b")], [At(100, 2), At(90, 1)], default), 2, figures).ShouldBe(Number(points));

    [Theory]
    [InlineData("100,30", "2")]
    [InlineData("100,25", "1")]
    [InlineData("89,30", "0")]
    public void Joint_ladder_needs_all_bounds_of_a_rung(string figures, string points)
    {
        var rule = new ScoringRule.Ladder(
            [Over("a"), Over("b")],
            [new([new(0, Comparison.AtLeast, 100), new(1, Comparison.AtLeast, 30)], new(2)), new([new(0, Comparison.AtLeast, 90), new(1, Comparison.AtLeast, 20)], new(1))],
            default);
        Score(rule, 2, figures).ShouldBe(Number(points));
    }

    [Theory]
    [InlineData("-2,-3")]
    [InlineData("2,-3")]
    [InlineData("-5,150")]
    public void Shares_of_figures_below_zero_are_no_shares(string figures)
    {
        foreach (var rule in new ScoringRule[] { new ScoringRule.Proportional(Over("100*a/b"), 100, null), new ScoringRule.Ratio(Over("a/b")), new ScoringRule.Complement(Over("100*a/b")) })
        {
            Fails(rule, 2, new([.. figures.Split(',').Select(Number)]), Obstacle.OutOfRange);
        }
    }

    [Theory]
    [InlineData("-3")]
    [InlineData("0.5")]
    public void A_count_is_a_whole_number_from_0(string n) =>
        Fails(new ScoringRule.Count(new(1), new(-0.25m), new(0), new(1)), 1, new([Number(n)]), Obstacle.OutOfRange);

    [Theory]
    [InlineData(0, "1")]
    [InlineData(1, "0.75")]
    [InlineData(9, "0")]
    public void Count_has_a_floor_and_a_cap(int n, string points) =>
        Score(new ScoringRule.Count(new(1), new(-0.25m), new(0), new(1)), 1, $"{n}").ShouldBe(Number(points));

    [Theory]
    [InlineData("5", "0.25")]
    [InlineData("10", "0.5")]
    [InlineData("12", "0.75")]
    [InlineData("14", "1")]
    public void Relative_to_the_best_gives_half_for_the_target_and_all_for_the_leader(string x, string points) =>
        Score(new ScoringRule.RelativeToBest(10), 1, x, best: 14).ShouldBe(Number(points));

    [Fact]
    public void Relative_to_the_best_waits_for_a_peer_only_above_the_target()
    {
        var rule = new ScoringRule.RelativeToBest(10);
        Score(rule, 1, "10", best: null).ShouldBe(0.5m);
        Fails(rule, 1, new Entry.Figures([11]), Obstacle.NoPeer);
    }

    [Fact]
    public void Survey_share_counts_only_from_enough_forms()
    {
        var rule = new ScoringRule.Survey(100, 30, ImmutableSortedDictionary<string, string>.Empty);
        RuleScorer.Score(Line(rule, "x"), new(2), new Entry.Figures([94]) { From = new("khảo sát", null, 30, null) }, default, null, out _).ShouldBe(1.88m);
        Fails(rule, 2, new Entry.Figures([94]), Obstacle.TooFewForms); // how many there were is not told
        Fails(rule, 2, new Entry.Figures([94]) { From = new("khảo sát", null, 29, null) }, Obstacle.TooFewForms);
        Fails(rule, 2, new Entry.Figures([101]), Obstacle.OutOfRange);
    }

    [Fact]
    public void Imported_index_is_taken_on_its_own_scale() =>
        Score(new ScoringRule.Imported("DTI", 1000), 1, "745").ShouldBe(0.745m);

    /// <summary>Thông tư 01/2018/TT-VPCP, Điều 15 rounds the mean over dossiers to one decimal. Computed points are never rounded here: 2,0 1,5 1,5 gives five thirds, printed 1,7 where the round prints one decimal.</summary>
    [Fact]
    public void Mean_over_dossiers_is_kept_exact_and_rounded_once_in_print()
    {
        var mean = RuleScorer.Score(Line(new ScoringRule.MeanOverItems(Formula("v/2", "v", "M"))), new(2), new Entry.Items([2, 1.5m, 1.5m]), default, null, out _).ShouldNotBeNull();
        Rounder.Compared(mean).ShouldBe(Rounder.Compared(5m / 3));
        Rounder.Publish(mean, 1, Rounding.HalfAwayFromZero).ShouldBe(1.7m);
    }

    [Fact]
    public void Mean_over_items_averages_before_it_multiplies()
    {
        var leaf = Line(new ScoringRule.MeanOverItems(Formula("v/2", "v", "M")));
        RuleScorer.Score(leaf, new(1), new Entry.Items([2, 2, 1, 2]), default, null, out _).ShouldBe(0.875m);
        RuleScorer.Score(leaf, new(1), new Entry.Items([]), default, null, out var obstacle).ShouldBeNull();
        obstacle.ShouldBe(Obstacle.WrongKindOfEntry);
    }

    [Fact]
    public void Items_with_unlike_denominators_are_averaged_however_many_there_are()
    {
        var leaf = Line(new ScoringRule.MeanOverItems(Formula("1/v", "v", "M")));
        var mean = RuleScorer.Score(leaf, new(1), new Entry.Items([.. Enumerable.Range(1, 60).Select(v => (decimal)v)]), default, null, out _);
        decimal.Round(mean.ShouldNotBeNull(), 12).ShouldBe(0.077997840216m);
    }

    [Fact]
    public void Products_too_large_to_keep_open_still_give_a_result_that_fits() =>
        RuleScorer.Score(Line(new ScoringRule.Ratio(Formula("a/b*c/d", "a", "b", "c", "d", "M")), "a", "b", "c", "d"), new(2), new Entry.Figures([2e14m, 2e14m, 2e14m, 2e14m]), default, null, out _)
            .ShouldBe(2);

    [Fact]
    public void Formula_sees_the_figures_and_the_maximum() =>
        RuleScorer.Score(Line(new ScoringRule.Calculated(Formula("M*(a+0.5*c)/b", "a", "b", "c", "M")), "a", "b", "c"), new(2), new Entry.Figures([180, 200, 10]), default, null, out _)
            .ShouldBe(1.85m);

    [Fact]
    public void Zero_denominator_leaves_the_line_unknown() =>
        Fails(new ScoringRule.Ratio(Over("a/b")), 1, new Entry.Figures([0, 0]), Obstacle.ZeroDenominator);

    [Fact]
    public void Figures_too_large_to_compute_do_not_stop_the_block() =>
        Fails(new ScoringRule.Ratio(Over("a/b")), 1000, new Entry.Figures([decimal.MaxValue, 1]), Obstacle.OutOfRange);

    [Fact]
    public void No_task_gives_the_maximum_only_where_the_rule_declares_it()
    {
        var leaf = Line(new ScoringRule.Ratio(Over("a/b")), "a", "b");
        RuleScorer.Score(leaf with { NoTaskGivesMax = true }, new(1.5m), new Entry.NoTask(), default, null, out _).ShouldBe(1.5m);
        RuleScorer.Score(leaf, new(1.5m), new Entry.NoTask(), default, null, out var obstacle).ShouldBeNull();
        obstacle.ShouldBe(Obstacle.WrongKindOfEntry);
    }

    [Theory]
    [InlineData("0.25", true)]
    [InlineData("0.3", false)]
    [InlineData("0.75", false)]
    [InlineData("-0.25", false)]
    public void Rubric_takes_points_on_the_step_up_to_the_maximum(string points, bool taken)
    {
        var score = RuleScorer.Score(Line(new ScoringRule.Rubric(new(0.25m))), new(0.5m), new Entry.Direct(new(Number(points))), default, null, out _);
        score.HasValue.ShouldBe(taken);
    }

    [Fact]
    public void Yes_gives_the_maximum_and_no_gives_nothing_unless_declared()
    {
        var leaf = Line(new ScoringRule.YesNo(null, default));
        RuleScorer.Score(leaf, new(1), new Entry.Answer(0), default, null, out _).ShouldBe(1);
        RuleScorer.Score(leaf, new(1), new Entry.Answer(1), default, null, out _).ShouldBe(0);
        RuleScorer.Score(leaf, new(1), new Entry.Answer(2), default, null, out var obstacle).ShouldBeNull();
        obstacle.ShouldBe(Obstacle.OutOfRange);
    }

    [Fact]
    public void Steps_tell_how_points_came_about()
    {
        var steps = new List<RuleStep>();
        RuleScorer.Score(Line(new ScoringRule.Proportional(Over("100*a/b"), 100, 80), "a", "b"), new(2), new Entry.Figures([36, 40]), default, steps, out _);
        steps.ShouldBe([new RuleStep.Measured("x", Over("100*a/b"), 90), new RuleStep.Gave(1.8m)]);
    }

    private static decimal? Score(ScoringRule rule, decimal max, string figures, decimal? best = null)
    {
        var values = figures.Split(',').Select(Number).ToImmutableArray();
        return RuleScorer.Score(Line(rule, [.. "abcd".Take(values.Length).Select(c => c.ToString())]), new(max), new Entry.Figures(values), new(best, []), null, out _);
    }

    private static void Fails(ScoringRule rule, decimal max, Entry.Figures figures, Obstacle expected)
    {
        RuleScorer.Score(Line(rule, [.. "abcd".Take(figures.Values.Length).Select(c => c.ToString())]), new(max), figures, default, null, out var obstacle).ShouldBeNull();
        obstacle.ShouldBe(expected);
    }

    private static Leaf Line(ScoringRule rule, params string[] figures) =>
        new() { SuppliedBy = Supplier.Unit, Rule = rule, Figures = [.. figures.Select(name => new Figure(name, name))] };

    private static ScoringRule.Rung At(decimal from, decimal points) => new([new(0, Comparison.AtLeast, from)], new(points));

    private static Formula Over(string text) => Formula(text, "a", "b");

    private static Formula Formula(string text, params string[] variables) =>
        Engine.Formula.Parse(text, variables, "test").TryGet(out var formula) ? formula : throw new ArgumentException(text, nameof(text));

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
