using ChiSo.Application.Results;
using ChiSo.Application.Rounds;
using ChiSo.Application.Tests.Samples;
using ChiSo.Engine;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Results;

/// <summary>Any two stages of a round beside each other.</summary>
public sealed class StageComparisonTests
{
    /// <summary>Claimed 8 of 8, appraised 6 of 8, given back at the second appraisal.</summary>
    private static readonly CriterionCode GivenBack = new("BM_BC_TG");

    private static RoundDocument Round => SampleRound.CanTho;

    [Fact]
    public void A_stage_compared_with_itself_moves_nothing()
    {
        foreach (var stage in Round.Stages)
        {
            var same = StageComparison.Between(Round, Round.Blocks[0], stage, stage);
            same.Lines.ShouldBeEmpty(stage);
            same.Units.ShouldAllBe(unit => unit.Moved == 0 && unit.Points.Change == 0);
        }
    }

    [Fact]
    public void Units_and_lines_tell_the_same_moves()
    {
        var moves = StageComparison.Between(Round, Round.Blocks[0], Stages.Self, Stages.Council);
        moves.Units.Sum(unit => unit.Points.Change).ShouldBe(moves.Lines.Sum(line => line.Change), 1e-20m);
        moves.Units.Sum(unit => unit.Moved).ShouldBe(moves.Lines.Sum(line => line.Lowered + line.Raised));
        moves.Units.Sum(unit => unit.Points.Change).ShouldBeLessThan(0, "appraisal took points in the sample");
    }

    [Fact]
    public void What_the_second_appraisal_gave_back_is_lowered_at_the_first_and_even_at_the_end()
    {
        var block = Alone("noivu");
        var first = StageComparison.Between(Round, block, Stages.Self, Stages.FirstReview).Lines.Single(line => line.Node.Code == GivenBack);
        (first.Lowered, first.Raised).ShouldBe((1, 0));
        StageComparison.Between(Round, block, Stages.Self, Stages.SecondReview).Lines.ShouldNotContain(line => line.Node.Code == GivenBack);
        StageComparison.Between(Round, block, Stages.FirstReview, Stages.SecondReview).Lines.Single(line => line.Node.Code == GivenBack).Change.ShouldBe(-first.Change);
    }

    [Fact]
    public void Lines_that_others_supply_are_not_compared_with_a_stage_before_them()
    {
        var block = Alone("noivu");
        var own = block.Criteria.Leaves().Count(leaf => leaf.Scoring is { SuppliedBy: Supplier.Unit });
        StageComparison.Between(Round, block, Stages.Self, Stages.Council).Units[0].Lines.ShouldBeLessThanOrEqualTo(own);
        StageComparison.Between(Round, block, Stages.FirstReview, Stages.Council).Units[0].Lines.ShouldBeGreaterThan(own);
    }

    private static BlockDocument Alone(string unit)
    {
        var block = Round.Blocks[0];
        return block with { Units = [.. block.Units.Where(one => one.Code == unit)], Positions = [.. block.Positions.Where(position => position.Unit == unit)], Decisions = [] };
    }
}
