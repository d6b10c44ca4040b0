using static ChiSo.Engine.Tests.TestData;

namespace ChiSo.Engine.Tests.Results;

public class SummaryTests
{
    private static BlockSummary SummaryOf(BlockInput input) => Computation.Compute(input).Summary;

    [Fact]
    public void The_mean_is_made_of_exact_indices_and_printed_once()
    {
        var summary = SummaryOf(OfIndices(92.004m, 92.004m, 92.004m));

        (summary.Mean, summary.PublishedMean).ShouldBe((92.004m, 92m));
        SummaryOf(OfIndices(92.004m, 92.008m)).PublishedMean.ShouldBe(92.01m);
    }

    [Theory]
    [InlineData("92.2712", "90.51", "1.76")]
    [InlineData("93.9298", "87.51", "6.42")]
    public void The_change_of_the_mean_subtracts_as_printed(string now, string last, string change) =>
        SummaryOf(OfIndices(D(now)).Published("2022", "a", D(last))).MeanChange.ShouldBe(D(change));

    [Fact]
    public void The_change_of_the_mean_is_exact_where_the_round_declares_it() =>
        SummaryOf(OfIndices(92.2712m).Published("2022", "a", 90.51m).With(method => method with { ChangesOn = Basis.Exact })).MeanChange.ShouldBe(1.7612m);

    [Fact]
    public void Means_by_period_come_oldest_first_with_this_one_last()
    {
        var summary = SummaryOf(OfIndices(90, 80).Published("2021", "a", 70).Published("2022", "a", 75).Published("2022", "b", 85)
            .With(method => method with { CountAbove = 80 }));

        summary.Means.ShouldBe([new("2021", 70, 1, 0), new("2022", 80, 2, 1), new("2023", 85, 2, 1)]);
        summary.MeanRisesInARow.ShouldBe(2);
    }

    [Fact]
    public void Those_who_rose_fell_and_stayed_are_counted_as_printed()
    {
        var summary = SummaryOf(OfIndices(90, 80, 70.004m, 60).Published("2022", "a", 85).Published("2022", "b", 85).Published("2022", "c", 70));

        (summary.Rose, summary.Fell, summary.Unchanged).ShouldBe((1, 1, 1));
    }

    [Theory]
    [InlineData("85 90", "85 79", "85 90", 1)]
    [InlineData("85 90", "85 81", "85 90", 3)]
    [InlineData("85 90", "85 81", "85 80", 2)]
    [InlineData("80 90", "85 81", "85 90", 0)]
    public void Periods_in_which_all_lay_above_the_threshold_are_counted_back(string now, string last, string before, int expected)
    {
        var input = OfIndices([.. now.Split(' ').Select(D)]).With(method => method with { CountAbove = 80 });
        foreach (var (period, row) in new[] { ("2021", before), ("2022", last) })
            input = input.Published(period, "a", D(row.Split(' ')[0])).Published(period, "b", D(row.Split(' ')[1]));

        SummaryOf(input).AllAboveInARow.ShouldBe(expected);
    }

    [Fact]
    public void Without_a_threshold_nothing_is_counted_above_it()
    {
        var summary = SummaryOf(OfIndices(90));

        summary.AllAboveInARow.ShouldBe(0);
        summary.Means[0].Above.ShouldBeNull();
    }

    [Fact]
    public void Units_of_the_past_that_were_not_ranked_count_in_no_mean()
    {
        var summary = SummaryOf(OfIndices(90).Published("2022", "a", 80, rank: 1).Published("2022", "b", 20));

        summary.Means[0].ShouldBe(new("2022", 80, 1, null));
    }

    [Fact]
    public void A_past_without_ranks_counts_every_index() =>
        SummaryOf(OfIndices(90).Published("2022", "a", 80).Published("2022", "b", 20)).Means[0].Mean.ShouldBe(50);

    [Fact]
    public void Ranked_and_unranked_units_are_told_apart()
    {
        var summary = SummaryOf(OfIndices(90, 80, 70).WithUnit("b", unit => unit.Excluded()));

        (summary.Ranked, summary.NotRanked, summary.Mean).ShouldBe((2, 1, 80m));
    }
}
