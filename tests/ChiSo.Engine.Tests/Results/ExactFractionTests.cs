using CsCheck;

namespace ChiSo.Engine.Tests.Results;

/// <summary>Plain decimals, compared at twelve decimals, find what exact fractions find.</summary>
public class ExactFractionTests
{
    [Fact]
    public void Indices_agree_with_exact_fractions() => Gens.Blocks.Sample(input =>
    {
        var exact = new ExactReference(input);
        var result = Computation.Compute(input);
        for (var unit = 0; unit < input.Units.Length; unit++)
            (result.Units[unit].Index is { } index ? Rounder.Compared(index) : (decimal?)null).ShouldBe(exact.IndexOf(unit)?.Round(12, Rounding.HalfAwayFromZero), input.Units[unit].Code);
    });

    [Fact]
    public void Printed_values_and_ranks_agree_with_exact_fractions() => Gens.Blocks.Sample(drawn =>
    {
        var input = drawn with { Method = drawn.Method with { TieBreaks = [] } };
        var exact = new ExactReference(input);
        var result = Computation.Compute(input);
        var values = input.Units.Select((unit, place) => unit.Excluded is null && exact.IndexOf(place) is { } index ? ValueOn(input.Method.RankOn, input.Method, index) : (decimal?)null).ToList();
        for (var unit = 0; unit < values.Count; unit++)
        {
            if (result.Units[unit].Published is { } published)
                published.ShouldBe(ValueOn(Basis.Published, input.Method, exact.IndexOf(unit)!.Value));
            result.Units[unit].Rank?.Value.ShouldBe(RankOf(values, unit, input.Method.Ties));
        }
    });

    [Fact]
    public void Classes_by_bounds_agree_with_exact_fractions() => Gens.Blocks.Sample(drawn =>
    {
        var input = drawn with { Method = drawn.Method with { Gates = [], Quotas = [] } };
        var exact = new ExactReference(input);
        foreach (var (unit, place) in Computation.Compute(input).Units.Select((unit, place) => (unit, place)).Where(row => row.unit.Standing == Standing.Ranked))
        {
            var value = ValueOn(input.Method.ClassifyOn, input.Method, exact.IndexOf(place)!.Value);
            var band = input.Method.Classes.FirstOrDefault(band => value >= band.From) ?? input.Method.Classes[^1];
            unit.Class.ShouldBe(input.Method.Classes.IndexOf(band));
        }
    });

    private static decimal ValueOn(Basis basis, Method method, Fraction index)
    {
        var compared = index.Round(12, Rounding.HalfAwayFromZero);
        return basis == Basis.Exact ? compared : ((Fraction)compared).Round(method.Decimals, method.Rounding);
    }

    private static int RankOf(List<decimal?> values, int unit, TieRule ties) => ties switch
    {
        TieRule.Competition => 1 + values.Count(value => value > values[unit]),
        TieRule.Dense => 1 + values.Where(value => value > values[unit]).Distinct().Count(),
        _ => values.Count(value => value >= values[unit]),
    };
}
