using System.Collections.Immutable;
using ChiSo.Application.Results;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Samples;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Results;

/// <summary>The illustrative survey behind the sample: what it gives is what the sample's files hold, and its error travels into the round.</summary>
public sealed class DemoFeedTests
{
    private static readonly ImmutableArray<UnitIndex> Figures = OpenRound.Must(CollectedIndex.Compute(SyntheticSurvey.Survey, SyntheticSurvey.Answers));

    private static readonly FeedPlan Plan = OpenRound.Must(FeedPlan.Make(SampleRound.CanTho, SurveyFigures.Of(SyntheticSurvey.Survey, Figures, SyntheticSurvey.Source), SyntheticSurvey.Mapping, EarlierRounds.None));

    [Fact]
    public void Every_value_and_number_of_forms_is_the_one_in_the_files()
    {
        Plan.Lines.Length.ShouldBe(5 * (16 + 9));
        foreach (var line in Plan.Lines)
        {
            var held = SyntheticSurvey.Held(SampleRound.CanTho.Blocks.Single(block => block.Code == line.Block), line.Unit, line.Criterion.Value);
            var fed = line.After.ShouldNotBeNull();
            (fed.Values[0], fed.From?.Count).ShouldBe((held.Value, held.Forms), $"{line.Unit} {line.Criterion}");
            line.PointsAfter.ShouldBe(line.PointsBefore);
        }
    }

    [Fact]
    public void Feeding_it_moves_no_points_index_rank_or_class()
    {
        Plan.Positions.Length.ShouldBe(Plan.Lines.Length, "the files tell no standard error, the survey does");
        BlockMoves.Between(SampleRound.CanTho, Plan.After).ShouldBeEmpty();
        foreach (var block in SampleRound.CanTho.Blocks)
            Compute(Plan.After, block.Code).Units.Select(unit => unit.Class).ShouldBe(Compute(SampleRound.CanTho, block.Code).Units.Select(unit => unit.Class));
    }

    [Theory]
    [InlineData("services")]
    [InlineData("satisfaction")]
    public void It_ranks_units_as_the_city_announced(string by)
    {
        Best("departments", by).Take(3).ShouldBe(["ldtbxh", "gddt", "noivu"]);
        Best("districts", by)[0].ShouldBe("thoi-lai");
        Best("districts", by)[^1].ShouldBe("o-mon");
    }

    /// <summary>Class counts, ranks, means and changes of the announcement are held on the sample's own values by <see cref="AnnouncementTests"/>; a feed that leaves every unit's points, index, rank and class as they are leaves them true.</summary>
    [Fact]
    public void Every_statement_of_the_announcement_holds_after_the_feed()
    {
        foreach (var block in SampleRound.CanTho.Blocks)
        {
            var (before, after) = (Compute(SampleRound.CanTho, block.Code), Compute(Plan.After, block.Code));
            (after.Summary.Ranked, after.Summary.NotRanked, after.Summary.Mean, after.Summary.PublishedMean).ShouldBe((before.Summary.Ranked, before.Summary.NotRanked, before.Summary.Mean, before.Summary.PublishedMean));
            after.Summary.ClassCounts.ShouldBe(before.Summary.ClassCounts);
            after.Summary.Means.ShouldBe(before.Summary.Means);
            after.Units.Select(unit => (unit.Points, unit.Published, unit.Rank, unit.Class, unit.Change?.Index, unit.Change?.Ranks)).ShouldBe(before.Units.Select(unit => (unit.Points, unit.Published, unit.Rank, unit.Class, unit.Change?.Index, unit.Change?.Ranks)));
        }
    }

    /// <summary>Lines of one source are fully correlated: the margin is 1.959964·√2·Σ error·max÷100, in percent of the applicable maximum.</summary>
    [Fact]
    public void The_error_travels_and_a_change_within_it_is_neither_rise_nor_fall()
    {
        var (before, after) = (Compute(SampleRound.CanTho, "departments"), Compute(Plan.After, "departments"));
        before.Units.ShouldAllBe(unit => unit.Change != null && !unit.Change.LiesWithinMargin());
        foreach (var unit in after.Units)
        {
            var points = Plan.Lines.Where(line => line.Unit == unit.Unit).Sum(line => (double)line.After!.From!.StandardError!.Value * MaxOf(line.Criterion) / 100); // each has one, see above
            ((double)unit.Change.ShouldNotBeNull().Margin.ShouldNotBeNull()).ShouldBe(1.959964 * Math.Sqrt(2) * points * 100 / (double)unit.ApplicableMax, 1e-9);
        }

        after.Units.Count(unit => unit.Change!.LiesWithinMargin()).ShouldBeInRange(1, after.Units.Length - 1); // asserted just above
    }

    private static double MaxOf(CriterionCode line) => (double)SampleRound.CanTho.Blocks[0].Criteria.Leaves().Single(leaf => leaf.Code == line).Max.Value;

    private static BlockResult Compute(RoundDocument round, string block) => Computation.Compute(SampleRound.Input(round, block));

    private static List<string> Best(string block, string by) => [.. SampleRound.CanTho.Blocks.Single(one => one.Code == block).Units
        .OrderByDescending(unit => Figures.Single(figure => figure.Unit == unit.Code && figure.Code == by).Value).Select(unit => unit.Code)];
}
