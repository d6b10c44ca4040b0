using System.Collections.Immutable;
using CsCheck;
using static ChiSo.Engine.Tests.TestData;

namespace ChiSo.Engine.Tests.Results;

/// <summary>Whose entry moved whose points, and by how much.</summary>
public class MovementTests
{
    private static readonly CriteriaSet Lines = Set(Leaf("R", 10, new ScoringRule.RelativeToBest(50)), Leaf("L", 90));

    [Fact]
    public void Nothing_moves_between_equal_states() => Between(Of(40, 60, 90), Of(40, 60, 90)).ShouldBeEmpty();

    [Fact]
    public void A_better_peer_is_named_with_what_it_moved()
    {
        var moved = Between(Of(40, 70, 90), Of(40, 70, 130));

        var b = moved.Single();
        (b.Unit, b.Line, b.Before, b.After).ShouldBe(("b", new CriterionCode("R"), 7.5m, 6.25m));
        b.Peers.ShouldBe([new("c", 90, 130)]);
    }

    [Fact]
    public void The_one_who_falls_and_the_one_who_takes_over_are_both_named()
    {
        var moved = Between(Of(90, 70, 70), Of(60, 70, 110));

        moved.Single(one => one.Unit == "b").Peers.ShouldBe([new("a", 90, 60), new("c", 70, 110)]);
    }

    [Fact]
    public void A_leader_who_no_longer_counts_is_named()
    {
        var moved = Between(Of(60, 70, 90), Of(60, 70, 90).WithUnit("c", unit => unit.Excluded()));

        moved.Single(one => one.Unit == "b").Peers.ShouldBe([new("c", 90, null)]);
    }

    [Fact]
    public void A_unit_that_moved_itself_has_no_peer_to_name()
    {
        var before = Of(40, 60, 90);
        var moved = Between(before, before with { Entries = before.Entries.SetItem(1, null) });

        moved.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            one => (one.Unit, one.Line, one.Before, one.After).ShouldBe(("a", new CriterionCode("L"), 50m, null)),
            one => one.Peers.ShouldBeEmpty());
    }

    [Fact]
    public void Lines_and_units_of_one_state_only_are_left_out()
    {
        var other = Of(40, 60, 90);
        var renamed = other with { Criteria = Set(Leaf("S", 10, new ScoringRule.RelativeToBest(50)), Leaf("L", 90)), Units = [Unit("x"), .. other.Units[1..]] };

        Between(other, renamed).ShouldBeEmpty();
    }

    /// <summary>Whatever changes: points of a unit whose own row stayed move only on lines relative to the best, and a peer is named for it.</summary>
    [Fact]
    public void Points_a_unit_did_not_move_itself_always_have_a_peer_to_name() =>
        Gen.Select(Gen.Int[0, 120].Array[5], Gen.Int[0, 4], Gen.Int[0, 120]).Sample(drawn =>
        {
            var before = Of([.. drawn.Item1.Select(value => (decimal)value)]);
            var after = before with { Entries = before.Entries.SetItem(drawn.Item2 * 2, new Entry.Figures([drawn.Item3])) };
            foreach (var one in Between(before, after).Where(one => one.Unit != before.Units[drawn.Item2].Code))
                one.Peers.Select(peer => peer.Unit).ShouldBe([before.Units[drawn.Item2].Code]);
            var reached = Dependants.Of(before, drawn.Item2, new("R")).Union(Dependants.Of(after, drawn.Item2, new("R"))).Select(place => before.Units[place].Code);
            Between(before, after).Select(one => one.Unit).ShouldBeSubsetOf(reached);
        });

    private static ImmutableArray<Movement> Between(BlockInput before, BlockInput after) => Movements.Between((before, Computation.Compute(before)), (after, Computation.Compute(after)));

    private static BlockInput Of(params decimal[] values) =>
        Block(Lines, [.. values.Select((value, place) => ($"{(char)('a' + place)}", new[] { (Entry?)new Entry.Figures([value]), new Entry.Direct(new(50)) }))]);
}
