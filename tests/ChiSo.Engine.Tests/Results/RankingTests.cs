using static ChiSo.Engine.Tests.TestData;

namespace ChiSo.Engine.Tests.Results;

public class RankingTests
{
    private static int?[] RanksOf(BlockInput input) => [.. Computation.Compute(input).Units.Select(unit => unit.Rank?.Value)];

    [Theory]
    [InlineData(TieRule.Competition, new[] { 1, 2, 2, 4 })]
    [InlineData(TieRule.Dense, new[] { 1, 2, 2, 3 })]
    [InlineData(TieRule.ModifiedCompetition, new[] { 1, 3, 3, 4 })]
    public void Ties_share_ranks_by_the_declared_rule(TieRule ties, int[] expected) =>
        RanksOf(OfIndices(95, 90, 90, 80).With(method => method with { Ties = ties })).ShouldBe(expected.Cast<int?>());

    [Fact]
    public void The_order_of_units_does_not_matter() => RanksOf(OfIndices(80, 95, 90)).ShouldBe([3, 1, 2]);

    [Fact]
    public void Exact_values_separate_what_prints_alike() => RanksOf(OfIndices(91.6511m, 91.6512m)).ShouldBe([2, 1]);

    [Fact]
    public void On_published_values_what_prints_alike_is_a_tie() =>
        RanksOf(OfIndices(91.6511m, 91.6512m).With(method => method with { RankOn = Basis.Published })).ShouldBe([1, 1]);

    [Fact]
    public void Differences_beyond_twelve_decimals_are_ties()
    {
        var third = 1m / 3;
        var input = Block(Set(Leaf("A", 100, new ScoringRule.Imported("x", 1))), ("a", [new Entry.Figures([third + third + third])]), ("b", [new Entry.Figures([1])]));

        Computation.Compute(input).Units[0].Index.ShouldNotBe(Computation.Compute(input).Units[1].Index);
        RanksOf(input).ShouldBe([1, 1]);
    }

    [Fact]
    public void Keys_separate_equal_indices_in_order()
    {
        var set = Set(Leaf("A", 50), Leaf("B", 30), Leaf("S", 20, supplier: Supplier.Survey));
        var input = Block(set, ("a", [40m, 20m, 10m]), ("b", [40m, 15m, 15m]), ("c", [45m, 15m, 10m]), ("d", [40m, 20m, 10m]))
            .With(method => method with { TieBreaks = [new TieBreak.NodePoints(new("A")), new TieBreak.SupplierPoints([Supplier.Survey])] });

        RanksOf(input).ShouldBe([3, 2, 1, 3]);
    }

    [Fact]
    public void Keys_never_overturn_the_index()
    {
        var input = Block(Set(Leaf("A", 50), Leaf("B", 50)), ("a", [10m, 50m]), ("b", [50m, 9m]))
            .With(method => method with { TieBreaks = [new TieBreak.NodePoints(new("A"))] });

        RanksOf(input).ShouldBe([1, 2]);
    }

    [Fact]
    public void An_excluded_unit_has_an_index_and_a_reason_but_no_rank_or_class()
    {
        var result = Computation.Compute(OfIndices(95, 90, 80).WithUnit("a", unit => unit.Excluded("mới thành lập")));

        (result.Of("a").Standing, result.Of("a").Index, result.Of("a").Rank, result.Of("a").Class).ShouldBe((Standing.Excluded, 95m, null, null));
        result.Of("a").NotRankedBecause.ShouldBe(Words.Same("mới thành lập"));
        result.Units.Select(unit => unit.Rank?.Value).ShouldBe([null, 1, 2]);
    }

    [Fact]
    public void A_block_of_nobody_has_no_mean() => Computation.Compute(OfIndices(Array.Empty<decimal>())).Summary.Mean.ShouldBeNull();
}
