using System.Collections.Immutable;

namespace ChiSo.Engine.Tests.Rules;

public sealed class SamplingErrorTests
{
    private static readonly ScoringRule.Survey OfSurvey = new(100, 0, ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>A share of 95 with an error of 2 on a line of 2 points: ± 1.96 × 2 ÷ 100 × 2; the upper end of the share is 98.9.</summary>
    [Fact]
    public void A_share_moves_its_points_by_its_own_error()
    {
        var moves = Moves(OfSurvey, 2, 95, 2);
        moves.Margin.ShouldBe(0.07839856m);
        (moves.Least, moves.Most).ShouldBe((1.82160144m, 1.97839856m));
        Moves(OfSurvey, 2, 99, 2).Most.ShouldBe(2, "no share lies above 100");
        Moves(new ScoringRule.Imported("DTI", 1000), 1, 700, 10).Margin.ShouldBe(0.01959964m);
    }

    [Fact]
    public void At_the_target_of_a_proportional_rule_points_can_only_fall()
    {
        var moves = Moves(new ScoringRule.Proportional(Of("x"), 90, ZeroBelow: null), 3, 91, 1);
        (moves.Least, moves.Most).ShouldBe((3 * (91 - 1.959964m) / 90, 3));
        Moves(new ScoringRule.Complement(Of("x")), 2, 10, 1).Margin.ShouldBe(0.03919928m);
    }

    /// <summary>84 with an error of 2 below a step at 90 and above one at 80: 3 and 2 errors away. pnorm(3, lower = FALSE) is 0.001349898031630, pnorm(-2) is 0.022750131948179.</summary>
    [Fact]
    public void Steps_of_a_ladder_have_the_chances_of_the_normal_distribution()
    {
        var steps = Jumps(Ladder(), 84, 2);
        steps.Select(step => step.Points).ShouldBe([0, 0.5m, 1]);
        steps.Select(step => step.Chance).ShouldBe([0.022750131948179, 1 - 0.022750131948179 - 0.001349898031630, 0.001349898031630], 1e-12);
        steps.Sum(step => step.Chance).ShouldBe(1, 1e-15);
    }

    [Fact]
    public void Steps_with_the_same_points_are_one()
    {
        var steps = Jumps(new([Of("x")], [new([new(0, Comparison.AtLeast, 90)], new(1)), new([new(0, Comparison.AtMost, 10)], new(1))], new(0)), 50, 100);
        steps.Select(step => step.Points).ShouldBe([0, 1]);
        steps[0].Chance.ShouldBe(0.310843483220648, 1e-12); // pnorm(0.4) - pnorm(-0.4)
    }

    [Fact]
    public void Nothing_is_told_without_an_error_of_the_figure_that_gives_the_points()
    {
        var line = Line(Ladder());
        SamplingError.Of(line, new(1), new Entry.Figures([84])).ShouldBeNull();
        SamplingError.Of(line, new(1), new Entry.Figures([84]) { From = new("k", null, 100, 0) }).ShouldBeNull();
        SamplingError.Of(Line(new ScoringRule.Proportional(Of("x / 2"), 90, null)), new(1), Given(84, 2)).ShouldBeNull();
        SamplingError.Of(Line(new ScoringRule.Survey(100, 500, ImmutableSortedDictionary<string, string>.Empty)), new(1), Given(84, 2)).ShouldBeNull("too few forms give no points");
    }

    [Fact]
    public void An_error_of_any_size_breaks_nothing()
    {
        SamplingError.Of(Line(OfSurvey), new(2), Given(95, 5e28m)).ShouldBeNull("its interval is wider than decimals reach");
        Jumps(Ladder(), 70, 1e-28m).Select(step => step.Chance).ShouldBe([1.0, 0, 0], 1e-12);
        Jumps(Ladder(), 84, 5e28m).Select(step => step.Chance).ShouldBe([0.5, 0, 0.5], 1e-12);
    }

    private static ScoringRule.Ladder Ladder() => new([Of("x")], [new([new(0, Comparison.AtLeast, 90)], new(1)), new([new(0, Comparison.AtLeast, 80)], new(0.5m))], new(0));

    private static SamplingError.Moves Moves(ScoringRule rule, decimal max, decimal value, decimal error) => SamplingError.Of(Line(rule), new(max), Given(value, error)).ShouldBeOfType<SamplingError.Moves>();

    private static ImmutableArray<(decimal Points, double Chance)> Jumps(ScoringRule.Ladder rule, decimal value, decimal error) => SamplingError.Of(Line(rule), new(1), Given(value, error)).ShouldBeOfType<SamplingError.Jumps>().Steps;

    private static Leaf Line(ScoringRule rule) => new() { SuppliedBy = Supplier.Unit, Rule = rule, Figures = [new("x", "x")] };

    private static Formula Of(string text) => Formula.Parse(text, ["x", "M"], "test").TryGet(out var formula) ? formula : throw new ArgumentException(text, nameof(text));

    private static Entry.Figures Given(decimal value, decimal error) => new([value]) { From = new("khảo sát", null, 100, error) };
}
