using System.Collections.Immutable;
using CsCheck;

namespace ChiSo.Engine.Tests.Rules;

/// <summary>Rules on figures against exact fractions: the same at the 12 decimals that comparisons look at, within their bounds, and never less for more.</summary>
public sealed class FigureRulePropertyTests
{
    /// <summary>Figures as offices declare them, and now and then ones of many digits; no quotient of two passes a decimal.</summary>
    private static readonly Gen<decimal> Figure = Gen.Frequency(
        (8, Gen.Int[0, 2000].Select(whole => (decimal)whole)),
        (4, Gen.Select(Gen.Long[0, 10_000_000], Gen.Int[1, 4], (digits, decimals) => Scaled(digits, decimals))),
        (1, Gen.Select(Gen.Long[1, long.MaxValue], Gen.Int[8, 15], (digits, decimals) => Scaled(digits, decimals) / 3)));

    private static readonly Gen<decimal> Max = Gen.Int[1, 400].Select(quarters => quarters / 4m);

    private static readonly Gen<decimal> Scale = Gen.OneOf(Gen.Const(1m), Gen.Const(95.5m), Gen.Const(100m), Gen.Const(101m), Gen.Const(1000m));

    [Fact]
    public void Proportional_is_the_exact_fraction_and_never_less_for_more() =>
        Gen.Select(Figure, Figure, Figure, Max, Scale).Sample((a, more, b, max, target) =>
        {
            var rule = new ScoringRule.Proportional(Parse("100*a/b", "a", "b"), target, target / 2);
            if (b == 0)
                return Score(rule, max, [a, b]) is null;

            var share = (Fraction)a * 100 / b;
            var exact = Same(share, target / 2) || share > target / 2 ? Kept(share / target * max, max) : 0;
            return Is(Score(rule, max, [a, b]), exact, max) && Score(rule, max, [a + more, b]) >= Score(rule, max, [a, b]);
        });

    [Fact]
    public void Ratio_is_the_exact_fraction_and_never_less_for_more() =>
        Gen.Select(Figure, Figure, Figure, Max).Sample((a, more, b, max) =>
        {
            var rule = new ScoringRule.Ratio(Parse("a/b", "a", "b"));
            return b == 0
                ? Score(rule, max, [a, b]) is null
                : Is(Score(rule, max, [a, b]), Kept((Fraction)a / b * max, max), max) && Score(rule, max, [a + more, b]) >= Score(rule, max, [a, b]);
        });

    [Fact]
    public void Complement_is_the_exact_fraction_and_never_more_for_more() =>
        Gen.Select(Figure, Figure, Figure, Max).Sample((a, more, b, max) =>
        {
            var rule = new ScoringRule.Complement(Parse("100*a/b", "a", "b"));
            return b == 0
                ? Score(rule, max, [a, b]) is null
                : Is(Score(rule, max, [a, b]), Kept((1 - ((Fraction)a / b)) * max, max), max) && Score(rule, max, [a + more, b]) <= Score(rule, max, [a, b]);
        });

    [Fact]
    public void Calculated_is_the_exact_fraction_however_many_digits_its_products_have() =>
        Gen.Select(Figure, Figure, Figure, Max).Sample((a, b, c, max) =>
        {
            var rule = new ScoringRule.Calculated(Parse("M * (a*c/(b+1) + c/3) / (a*a + b*c + 1)", "a", "b", "c", "M"));
            var exact = (Fraction)max * (((Fraction)a * c / ((Fraction)b + 1)) + ((Fraction)c / 3)) / (((Fraction)a * a) + ((Fraction)b * c) + 1);
            return Is(Score(rule, max, [a, b, c]), Kept(exact, max), max);
        });

    [Fact]
    public void Mean_over_items_is_the_exact_fraction_for_like_and_unlike_denominators() =>
        Gen.Select(Figure.Array[1, 12], Max, Gen.Bool).Sample((items, max, unlike) =>
        {
            var rule = new ScoringRule.MeanOverItems(Parse(unlike ? "100/(v+7)" : "v/1500", "v", "M"));
            var exact = items.Aggregate((Fraction)0, (sum, v) => sum + (unlike ? 100 / ((Fraction)v + 7) : (Fraction)v / 1500)) / items.Length * max;
            return Is(RuleScorer.Score(Line(rule, 1), new(max), new Entry.Items([.. items]), default, null, out _), Kept(exact, max), max);
        });

    [Fact]
    public void Survey_and_imported_index_are_the_exact_share_of_their_scale() =>
        Gen.Select(Figure, Figure, Max, Scale).Sample((x, more, max, scale) =>
        {
            ScoringRule[] rules = [new ScoringRule.Survey(scale, 0, ImmutableSortedDictionary<string, string>.Empty), new ScoringRule.Imported("DTI", scale)];
            return rules.All(rule => x > scale
                ? Score(rule, max, [x]) is null
                : Is(Score(rule, max, [x]), (Fraction)x / scale * max, max) && !(Score(rule, max, [x + more]) < Score(rule, max, [x])));
        });

    [Fact]
    public void Relative_to_the_best_is_the_exact_fraction_and_never_less_for_more() =>
        Gen.Select(Figure, Figure, Figure, Max, Scale).Sample((x, more, best, max, target) =>
        {
            var rule = new ScoringRule.RelativeToBest(target);
            if (x > target && best < x)
                best = x;
            var exact = x <= target ? (Fraction)x / target / 2 * max
                : x >= best ? max
                : max * (new Fraction(1, 2) + (new Fraction(1, 2) * ((Fraction)x - target) / ((Fraction)best - target)));
            return Is(Score(rule, max, [x], best), exact, max) && Score(rule, max, [x + more], Math.Max(best, x + more)) >= Score(rule, max, [x], Math.Max(best, x + more));
        });

    [Fact]
    public void A_ladder_takes_the_step_the_exact_share_reaches_at_twelve_decimals() =>
        Gen.Select(Figure, Figure, Figure, Gen.Int[1, 99], Gen.Int[1, 99]).Sample((a, more, b, one, other) =>
        {
            if (b == 0)
                return true;

            var (low, high) = (Math.Min(one, other), Math.Max(one, other));
            var rule = new ScoringRule.Ladder([Parse("100*a/b", "a", "b")], [AtLeast(high, 2), AtLeast(low, 1)], new(0.25m));
            var share = (Fraction)a * 100 / b;
            var expected = Reaches(share, high) ? 2 : Reaches(share, low) ? 1 : 0.25m;
            return Score(rule, 2, [a, b]) == expected && Score(rule, 2, [a + more, b]) >= expected;
        });

    [Fact]
    public void A_ladder_on_an_imported_index_gives_only_declared_points_and_never_less_for_more() =>
        Gen.Select(Figure, Figure).Sample((x, more) =>
        {
            var rule = new ScoringRule.ImportedLadder("766", [AtLeast(80, 1), AtLeast(60.5m, 0.5m)], new(-0.25m));
            var expected = x >= 80 ? 1 : x >= 60.5m ? 0.5m : -0.25m;
            return (Score(rule, 1, [x]) == expected || Same(x, 80) || Same(x, 60.5m)) && Score(rule, 1, [x + more]) >= Score(rule, 1, [x]);
        });

    [Fact]
    public void A_count_stays_between_its_floor_and_its_cap_and_follows_its_sign() =>
        Gen.Select(Gen.Int[0, 100_000], Gen.Int[0, 100], Gen.Int[-40, 40]).Sample((n, more, each) =>
        {
            var rule = new ScoringRule.Count(new(1), new(each / 40m), new(-2.5m), new(2));
            var exact = Fraction.Max(-2.5m, Fraction.Min(2, 1 + ((Fraction)(each / 40m) * n)));
            var (few, many) = (Score(rule, 2, [n]), Score(rule, 2, [n + more]));
            return few is { } points && Same(points, exact) && (each < 0 ? many <= few : many >= few);
        });

    private static decimal Scaled(long digits, int decimals) => digits / (decimal)Math.Pow(10, decimals);

    private static bool Is(decimal? points, Fraction exact, decimal max) => points is { } given && given >= 0 && given <= max && Same(given, exact);

    private static bool Same(Fraction left, Fraction right) => left.Round(Computation.ComparedDecimals, Rounding.HalfAwayFromZero) == right.Round(Computation.ComparedDecimals, Rounding.HalfAwayFromZero);

    private static bool Reaches(Fraction share, decimal bound) => share >= bound || Same(share, bound);

    private static Fraction Kept(Fraction points, decimal max) => Fraction.Max(0, Fraction.Min(max, points));

    private static ScoringRule.Rung AtLeast(decimal from, decimal points) => new([new(0, Comparison.AtLeast, from)], new(points));

    private static decimal? Score(ScoringRule rule, decimal max, decimal[] figures, decimal? best = null) =>
        RuleScorer.Score(Line(rule, figures.Length), new(max), new Entry.Figures([.. figures]), new(best, []), null, out _);

    private static Leaf Line(ScoringRule rule, int figures) =>
        new() { SuppliedBy = Supplier.Unit, Rule = rule, Figures = [.. "abc".Take(figures).Select(letter => new Figure(letter.ToString(), "số liệu"))] };

    private static Formula Parse(string text, params string[] variables) =>
        Formula.Parse(text, variables, "test").TryGet(out var formula) ? formula : throw new ArgumentException(text, nameof(text));
}
