using static ChiSo.Engine.Tests.TestData;

namespace ChiSo.Engine.Tests.Results;

/// <summary>Lines scored relative to the best of the block.</summary>
public class PeerTests
{
    private static readonly CriteriaSet OneLine = Set(Leaf("R", 10, new ScoringRule.RelativeToBest(50)));

    private static BlockInput Values(params decimal?[] values) =>
        Block(OneLine, [.. values.Select((value, place) => ($"{(char)('a' + place)}", new[] { value is { } given ? (Entry?)new Entry.Figures([given]) : null }))]);

    private static decimal[] PointsOf(BlockInput input) => [.. Computation.Compute(input).Units.Select(unit => Rounder.Compared(unit.Points))];

    [Fact]
    public void The_best_of_the_block_leads() => PointsOf(Values(25, 50, 70, 90)).ShouldBe([2.5m, 5, 7.5m, 10]);

    [Fact]
    public void A_unit_that_is_not_ranked_leads_nobody() =>
        PointsOf(Values(70, 90, 100).WithUnit("c", unit => unit.Excluded()))[..2].ShouldBe([7.5m, 10]);

    [Fact]
    public void A_unit_the_line_does_not_apply_to_leads_nobody() =>
        PointsOf(Values(70, 90, 100).NotApplicable("c", "R", NotApplicableEffect.Rebase))[..2].ShouldBe([7.5m, 10]);

    [Fact]
    public void An_entry_reaches_every_unit_above_the_target()
    {
        var input = Values(40, 60, 70, null, 50, 90).WithUnit("f", unit => unit.Excluded());

        Dependants.Of(input, 0, new("R")).ShouldBe([0, 1, 2, 5]);
        Dependants.Of(input, 2, new("R")).ShouldBe([1, 2, 5]);
        Dependants.Of(input, 3, new("R")).ShouldBe([1, 2, 3, 5]);
        Dependants.Of(input, 5, new("R")).ShouldBe([5]);
    }

    [Fact]
    public void An_entry_on_an_ordinary_line_reaches_its_own_unit() =>
        Dependants.Of(OfIndices(90, 80), 1, new("L")).ShouldBe([1]);

    [Fact]
    public void An_entry_that_does_not_apply_reaches_its_own_unit() =>
        Dependants.Of(Values(60, 70).NotApplicable("a", "R", NotApplicableEffect.Award), 0, new("R")).ShouldBe([0]);

    [Fact]
    public void Above_the_target_nothing_is_final_until_all_peers_report()
    {
        var result = Computation.Compute(Values(40, 70, null));

        result.Units.Select(unit => unit.Standing).ShouldBe([Standing.Ranked, Standing.Unknown, Standing.Unknown]);
        (Rounder.Compared(result.Units[1].Lowest!.Value), Rounder.Compared(result.Units[1].Highest!.Value)).ShouldBe((50, 100)); // not ranked, so both ends are told
        (result.Units[2].Lowest, result.Units[2].Highest).ShouldBe((0, 100));
        Explanation.Of(Values(40, 70, null), 1)[0].Because.ShouldBeOfType<Reason.Unscorable>().Obstacle.ShouldBe(Obstacle.NoPeer);
    }

    [Fact]
    public void A_peer_that_is_not_ranked_need_not_report() =>
        PointsOf(Values(70, 90, null).WithUnit("c", unit => unit.Excluded()))[..2].ShouldBe([7.5m, 10]);

    [Fact]
    public void A_peer_decided_to_count_zero_need_not_report()
    {
        var input = Values(70, 90, null);

        PointsOf(input with { Decisions = [new("c", new("R"), new Ruling.Zero(), "không nộp", "hội đồng")] }).ShouldBe([7.5m, 10, 0]);
        PointsOf(input.NotApplicable("c", "R", NotApplicableEffect.Rebase)).ShouldBe([7.5m, 10, 0]);
    }

    [Fact]
    public void Only_leaves_have_dependants()
    {
        var input = Block(Set(Node("A", Leaf("A1", 1))), ("u", [1m]));

        Should.Throw<ArgumentException>(() => Dependants.Of(input, 0, new("A")));
        Should.Throw<ArgumentException>(() => Dependants.Of(input, 0, new("X")));
    }

    /// <summary>What the method promises, told by changing one entry at a time and computing the block again.</summary>
    [Fact]
    public void Nobody_else_moves_when_an_entry_changes()
    {
        var input = Values(40, 60, 70, 80, 45, 90).WithUnit("f", unit => unit.Excluded());
        var before = PointsOf(input);
        for (var unit = 0; unit < input.Units.Length; unit++)
        {
            foreach (var value in new decimal[] { 10, 55, 75, 99 })
            {
                var after = PointsOf(input with { Entries = input.Entries.SetItem(unit, new Entry.Figures([value])) });
                var moved = Enumerable.Range(0, after.Length).Where(other => after[other] != before[other]);
                moved.Except(Dependants.Of(input, unit, new("R"))).ShouldBeEmpty($"{unit} to {value}");
            }
        }
    }
}
