using static ChiSo.Engine.Tests.TestData;

namespace ChiSo.Engine.Tests.Rules;

/// <summary>Cases at the edges of rules: bounds that count or do not, equality at 12 decimals, negative limits, figures of many digits.</summary>
public sealed class RuleCaseTests
{
    [Theory]
    [InlineData(0, "1")]
    [InlineData(1, "0.5")]
    [InlineData(2, "-0.25")]
    [InlineData(3, null)]
    [InlineData(-1, null)]
    public void Choice_gives_the_points_of_the_answer(int option, string? points) =>
        RuleScorer.Score(Line(new ScoringRule.Choice([new("đủ", new(1)), new("một phần", new(0.5m)), new("sai", new(-0.25m))])), new(1), new Entry.Answer(option), default, null, out _)
            .ShouldBe(points is null ? null : D(points));

    [Theory]
    [InlineData(0, "0.75")]
    [InlineData(1, "-0.5")]
    public void Yes_and_no_give_the_points_declared(int answer, string points) =>
        RuleScorer.Score(Line(new ScoringRule.YesNo(new(0.75m), new(-0.5m))), new(1), new Entry.Answer(answer), default, null, out _).ShouldBe(D(points));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("3", "-0.75")]
    [InlineData("8", "-2")]
    [InlineData("9", "-2")]
    public void A_count_that_only_takes_away_stops_at_its_floor(string n, string points) =>
        Score(new ScoringRule.Count(new(0), new(-0.25m), new(-2), new(0)), -2, D(n)).ShouldBe(D(points));

    [Theory]
    [InlineData(Comparison.AtLeast, "89.9999", false)]
    [InlineData(Comparison.AtLeast, "90", true)]
    [InlineData(Comparison.Above, "90", false)]
    [InlineData(Comparison.Above, "90.0001", true)]
    [InlineData(Comparison.AtMost, "90", true)]
    [InlineData(Comparison.AtMost, "90.0001", false)]
    [InlineData(Comparison.Below, "90", false)]
    [InlineData(Comparison.Below, "89.9999", true)]
    [InlineData(Comparison.Equal, "90", true)]
    [InlineData(Comparison.Equal, "90.0001", false)]
    [InlineData(Comparison.NotEqual, "90", false)]
    [InlineData(Comparison.NotEqual, "89.9999", true)]
    public void Bounds_count_or_not_as_declared(Comparison how, string x, bool holds)
    {
        ScoringRule.Rung rung = new([new(0, how, 90)], new(1));
        Score(new ScoringRule.Ladder([Parse("a", "a")], [rung], default), 1, D(x)).ShouldBe(holds ? 1 : 0);
        Score(new ScoringRule.ImportedLadder("766", [rung], default), 1, D(x)).ShouldBe(holds ? 1 : 0);
    }

    [Theory]
    [InlineData("89.9999999999995", true)]  // halves round away from zero
    [InlineData("89.9999999999994", false)]
    [InlineData("89.99999999999949999", false)]
    public void A_bound_is_reached_at_twelve_decimals(string x, bool reached)
    {
        ScoringRule.Rung rung = new([new(0, Comparison.AtLeast, 90)], new(1));
        Score(new ScoringRule.Ladder([Parse("a", "a")], [rung], default), 1, D(x)).ShouldBe(reached ? 1 : 0);
        Score(new ScoringRule.Ladder([Parse("a/3*3", "a")], [rung], default), 1, D(x)).ShouldBe(reached ? 1 : 0);
        Score(new ScoringRule.Proportional(Parse("a/7*7", "a"), 100, 90), 100, D(x)).ShouldBe(reached ? D(x) : 0);
    }

    [Theory]
    [InlineData("1/3+1/3+1/3", true)]
    [InlineData("2/3+0.333333333333", true)]
    [InlineData("2/3+0.333333333332", false)]
    public void Thirds_reach_one(string formula, bool reached) =>
        Score(new ScoringRule.Ladder([Parse(formula, "a")], [new([new(0, Comparison.AtLeast, 1)], new(1))], default), 1, 0).ShouldBe(reached ? 1 : 0);

    [Theory]
    [InlineData("a*b-c", "99999999999999", "99999999999999", "9999999999999800000000000000", "1")]
    [InlineData("a*b/c", "79228162514264337593543950335", "3", "79228162514264337593543950335", "3")]
    [InlineData("a*b", "0.0000000000000000000000000001", "10000000000000000000000000000", "0", "1")]
    [InlineData("a*(a-1)-a*(a-2)-a+c", "1234567890123456.789", "0", "2", "2")]
    [InlineData("(a*b+1)/(a*b)", "-1", "-0.5", "0", "3")]
    public void Products_of_more_than_28_digits_lose_nothing(string formula, string a, string b, string c, string value) =>
        Parse(formula, "a", "b", "c").Evaluate([D(a), D(b), D(c)]).ShouldBe(D(value));

    private static decimal? Score(ScoringRule rule, decimal max, decimal figure) =>
        RuleScorer.Score(Line(rule), new(max), new Entry.Figures([figure]), default, null, out _);

    private static Leaf Line(ScoringRule rule) => new() { SuppliedBy = Supplier.Unit, Rule = rule, Figures = [new("a", "số liệu")] };

    private static Formula Parse(string text, params string[] variables) =>
        Formula.Parse(text, variables, "test").TryGet(out var formula) ? formula : throw new ArgumentException(text, nameof(text));
}
