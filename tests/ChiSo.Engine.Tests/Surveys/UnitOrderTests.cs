using ChiSo.Engine.Surveys;

namespace ChiSo.Engine.Tests.Surveys;

public sealed class UnitOrderTests
{
    private static readonly double[] Values = [.. Spread(90), .. Spread(89.9), .. Spread(60)];
    private static readonly Grouping Units = Grouping.Of(Enumerable.Range(0, 30).Select(row => "abc"[row / 10].ToString()));

    [Fact]
    public void Near_units_are_not_told_apart_and_far_ones_are()
    {
        var order = Of(["c", "a", "b"]);
        order.Units.Select(unit => (unit.Name, unit.Place)).ShouldBe([("a", 1), ("b", 2), ("c", 3)]);
        order.Units.Select(unit => string.Concat(unit.Alike)).ShouldBe(["1", "0", ""]);
        order.Pairs.Length.ShouldBe(3);
        order.Pairs.Select(pair => pair.AdjustedPValue < 0.05).ShouldBe([false, true, true]);
    }

    [Fact]
    public void Units_with_the_same_value_share_a_place_and_are_alike()
    {
        var design = Design();
        var mean = Linearise.Mean(design, "a", Values, Units.Domain(0)).Known();
        var order = UnitOrder.Of(design, [("first", mean), ("again", mean)], 0.05);
        order.Units.Select(unit => unit.Place).ShouldBe([1, 1]);
        order.Pairs.Single().AdjustedPValue.ShouldBeNull();
        order.Units[0].Alike.ShouldBe([1]);
    }

    [Fact]
    public void P_values_are_adjusted_for_all_pairs()
    {
        var pairs = Of(["a", "b", "c"]).Pairs;
        var plain = pairs.Select(pair => pair.Difference.ShouldNotBeNull().PValue).ToArray();
        pairs.Select(pair => pair.AdjustedPValue!.Value).ShouldBe(MultipleComparisons.Holm(plain));
        pairs[0].AdjustedPValue.ShouldBe(plain[0]);
        pairs[2].AdjustedPValue!.Value.ShouldBeGreaterThan(plain[2]);
    }

    private static UnitOrder Of(string[] names)
    {
        var design = Design();
        return UnitOrder.Of(design, [.. names.Select(name => (name, Linearise.Mean(design, name, Values, Units.Domain(Units.Names.IndexOf(name))).Known()))], 0.05);
    }

    private static SurveyDesign Design() => SurveyDesign.Create(30, [new(Units, null, new FinitePopulation.WithReplacement())], [.. Enumerable.Repeat(1.0, 30)]).Known();

    private static IEnumerable<double> Spread(double centre) => Enumerable.Range(0, 10).Select(i => centre + i - 4.5);
}
