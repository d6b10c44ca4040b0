using System.Collections.Immutable;
using CsCheck;

namespace ChiSo.Engine.Tests.Rules;

/// <summary>What would have given more, read off each kind of rule and held against the rule itself.</summary>
public sealed class NextStepTests
{
    private static readonly Gen<decimal> Max = Gen.Int[1, 40].Select(quarters => quarters / 4m);

    private static readonly Gen<decimal> Value = Gen.Int[0, 11_000].Select(hundredths => hundredths / 100m);

    public static readonly TheoryData<string, ScoringRule, decimal, decimal, decimal?, bool, decimal> Figures = new()
    {
        { "in proportion", new ScoringRule.Proportional(X, 90, null), 2, 45, 67.5m, false, 1.5m },
        { "less than half a point lost", new ScoringRule.Proportional(X, 100, null), 2, 90, 100, false, 2 },
        { "to where zero ends", new ScoringRule.Proportional(X, 100, 60), 1, 40, 60, false, 0.6m },
        { "nothing lost", new ScoringRule.Proportional(X, 90, null), 2, 95, null, false, 0 },
        { "a ratio", new ScoringRule.Ratio(X), 3, 0.5m, 0.6667m, false, 2 },
        { "a complement", new ScoringRule.Complement(X), 2, 40, 15, true, 1.7m },
        { "a survey", new ScoringRule.Survey(100, 0, ImmutableSortedDictionary<string, string>.Empty), 2, 80, 100, false, 2 },
        { "an index", new ScoringRule.Imported("SIPAS", 100), 4, 50, 62.5m, false, 2.5m },
        { "fewer times", new ScoringRule.Count(new(1), new(-0.25m), new(0), new(1)), 1, 3, 2, true, 0.5m },
        { "more times", new ScoringRule.Count(new(0), new(0.5m), new(0), new(2)), 2, 1, 2, false, 1 },
        { "as many times as start left below the floor", new ScoringRule.Count(new(1), new(-0.25m), new(0), new(1)), 1, 9, 3, true, 0.25m },
        { "below the target", new ScoringRule.RelativeToBest(10), 2, 2, 7, false, 0.7m },
        { "above the target", new ScoringRule.RelativeToBest(10), 1, 12, 14, false, 1 },
    };

    private static Formula X => Parsed("x");

    [Theory]
    [MemberData(nameof(Figures))]
    public void A_figure_says_how_much_more_it_takes(string name, ScoringRule rule, decimal max, decimal x, decimal? needed, bool atMost, decimal points)
    {
        var next = Next(rule, max, new Entry.Figures([x]), best: 14) as NextStep.Figure;
        (next?.Value, next?.AtMost ?? false, next?.Points ?? 0).ShouldBe((needed, atMost, points), name);
    }

    [Fact]
    public void Steps_and_answers_say_the_nearest_better_one()
    {
        var ladder = new ScoringRule.Ladder([X], [Rung(90, 2), Rung(80, 1.5m), Rung(60, 1)], new(0));
        Next(ladder, 2, new Entry.Figures([70])).ShouldBeOfType<NextStep.Reach>().Rung.All[0].Value.ShouldBe(80);
        Next(ladder, 2, new Entry.Figures([95])).ShouldBeNull();
        var choice = new ScoringRule.Choice([new("đủ", new(2)), new("một phần", new(1)), new("không", new(0))]);
        Next(choice, 2, new Entry.Answer(2)).ShouldBe(new NextStep.Answer("một phần", 1));
        Next(new ScoringRule.YesNo(null, new(0)), 1, new Entry.Answer(1)).ShouldBe(new NextStep.Answer(null, 1));
        Next(new ScoringRule.YesNo(null, new(0)), 1, new Entry.Answer(0)).ShouldBeNull();
        Next(new ScoringRule.Rubric(new(0.25m)), 2, new Entry.Direct(new(1))).ShouldBe(new NextStep.Direct(1.25m));
        Next(new ScoringRule.MeanOverItems(Parsed("v")), 2, new Entry.Items([0.5m, 0.5m])).ShouldBe(new NextStep.Figure("mean", 0.75m, AtMost: false, 1.5m));
        Next(new ScoringRule.Calculated(X), 2, new Entry.Figures([1])).ShouldBeNull("a formula can't be read backwards");
    }

    [Fact]
    public void Whoever_reaches_the_figure_gets_the_points() =>
        Gen.Select(Gen.Int[0, 6], Max, Value, Value).Sample((kind, max, x, target) =>
        {
            ScoringRule rule = kind switch
            {
                0 => new ScoringRule.Proportional(X, target + 1, null),
                1 => new ScoringRule.Proportional(X, target + 1, target / 2),
                2 => new ScoringRule.Ratio(X),
                3 => new ScoringRule.Complement(X),
                4 => new ScoringRule.Imported("i", 110),
                5 => new ScoringRule.Count(new(0), new(0.25m), new(0), new(max)),
                _ => new ScoringRule.RelativeToBest(target + 1),
            };
            var best = Math.Max(x, 200);
            var entry = new Entry.Figures([kind == 2 ? x / 110 : decimal.Truncate(x)]);
            if (Next(rule, max, entry, best) is not NextStep.Figure next)
                return true;

            var before = Score(rule, max, entry, best, []);
            var after = Score(rule, max, new Entry.Figures([next.Value]), best, []);
            return after > before && after >= next.Points - 1e-20m && next.Points <= max;
        });

    private static ScoringRule.Rung Rung(decimal from, decimal points) => new([new(0, Comparison.AtLeast, from)], new(points));

    private static NextStep? Next(ScoringRule rule, decimal max, Entry entry, decimal best = 0)
    {
        var steps = new List<RuleStep>();
        Score(rule, max, entry, best, steps).ShouldNotBeNull();
        return NextStep.Of(new(max), new(rule, entry, [.. steps]));
    }

    private static decimal? Score(ScoringRule rule, decimal max, Entry entry, decimal best, List<RuleStep> steps) =>
        RuleScorer.Score(TestData.Leaf("a", max, rule).Scoring!, new(max), entry, new(best, []), steps, out _); // a leaf has its scoring

    private static Formula Parsed(string text)
    {
        Formula.Parse(text, [text], "").TryGet(out var formula).ShouldBeTrue();
        return formula!; // parsed just above
    }
}
