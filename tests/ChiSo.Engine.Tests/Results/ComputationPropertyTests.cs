using System.Collections.Immutable;
using CsCheck;

namespace ChiSo.Engine.Tests.Results;

public class ComputationPropertyTests
{
    [Fact]
    public void Explained_figures_equal_the_flat_arrays_for_every_node() => Gens.Blocks.Sample(input =>
    {
        var result = Computation.Compute(input);
        for (var unit = 0; unit < input.Units.Length; unit++)
        {
            var explained = Explanation.Of(input, unit).SelectMany(Flatten).ToList();
            explained.Select(node => node.Node.Code).ShouldBe(result.Nodes);
            for (var node = 0; node < explained.Count; node++)
            {
                (explained[node].Score ?? 0).ShouldBe(result.ScoreOf(unit, node));
                explained[node].Max.ShouldBe(result.MaxOf(unit, node));
                explained[node].Unknown.ShouldBe(result.UnknownsOf(unit, node));
                explained[node].Score.HasValue.ShouldBe(!explained[node].Node.IsLeaf || explained[node].Unknown == 0);
            }
        }
    });

    [Fact]
    public void Every_node_is_the_sum_of_its_parts() => Gens.Blocks.Sample(input =>
    {
        for (var unit = 0; unit < input.Units.Length; unit++)
        {
            foreach (var node in Explanation.Of(input, unit).SelectMany(Flatten).Where(node => !node.Parts.IsEmpty))
            {
                Rounder.Compared(node.Score!.Value).ShouldBe(Rounder.Compared(node.Parts.Sum(part => part.Score ?? 0)));
                Rounder.Compared(node.Max).ShouldBe(Rounder.Compared(node.Parts.Sum(part => part.Max)));
            }
        }
    });

    [Fact]
    public void The_order_of_units_changes_nothing() => Gens.Blocks.Sample(input =>
    {
        var leaves = input.Criteria.Leaves().Count();
        var turned = input with
        {
            Units = [.. input.Units.Reverse()],
            Entries = [.. Enumerable.Range(0, input.Units.Length).Reverse().SelectMany(unit => input.Entries.Skip(unit * leaves).Take(leaves))],
        };

        Computation.Compute(turned).Units.Select(Said).Reverse().ShouldBe(Computation.Compute(input).Units.Select(Said));
    });

    [Fact]
    public void Ranks_ignore_the_scale_of_points() => Gens.Blocks.Sample(input =>
        Computation.Compute(Scaled(input, 4)).Units.Select(unit => (unit.Rank, unit.Class)).ShouldBe(Computation.Compute(input).Units.Select(unit => (unit.Rank, unit.Class))));

    [Fact]
    public void Reporting_more_never_scores_less() => Gen.Select(Gens.Blocks, Gen.Int[0, 1000], Gen.Int[0, 100], Gen.Int[0, 100]).Sample((input, cell, one, other) =>
    {
        var leaves = input.Criteria.Leaves().ToArray();
        var place = cell % input.Entries.Length;
        UnitResult With(int percent) => Computation.Compute(input with { Entries = input.Entries.SetItem(place, Gens.EntryOf(leaves[place % leaves.Length], percent)) }).Units[place / leaves.Length];
        if (input.Units[place / leaves.Length].Excluded is not null)
            return;

        var (less, more) = (With(Math.Min(one, other)), With(Math.Max(one, other)));
        Rounder.Compared(more.Lowest ?? 0).ShouldBeGreaterThanOrEqualTo(Rounder.Compared(less.Lowest ?? 0));
    });

    [Fact]
    public void Whatever_an_unknown_line_turns_out_to_be_the_index_lies_in_the_range() => Gen.Select(Gens.Blocks, Gen.Int[0, 100]).Sample((input, percent) =>
    {
        var leaves = input.Criteria.Leaves().ToArray();
        var result = Computation.Compute(input);
        for (var unit = 0; unit < input.Units.Length; unit++)
        {
            if (result.Units[unit] is not { Standing: Standing.Unknown, Lowest: { } lowest, Highest: { } highest })
                continue;
            var entries = input.Entries.ToBuilder();
            for (var leaf = 0; leaf < leaves.Length; leaf++)
            {
                if (result.UnknownsOf(unit, result.Nodes.IndexOf(leaves[leaf].Code)) == 1)
                    entries[(unit * leaves.Length) + leaf] ??= Gens.EntryOf(leaves[leaf], percent);
            }

            if (Computation.Compute(input with { Entries = entries.ToImmutable() }).Units[unit].Index is { } index)
                Rounder.Compared(index).ShouldBeInRange(Rounder.Compared(lowest), Rounder.Compared(highest));
        }
    });

    [Fact]
    public void A_unit_that_is_not_ranked_changes_nothing_for_the_others() => Gen.Select(Gens.Blocks, Gen.Int[0, 8]).Sample((drawn, chosen) =>
    {
        var place = chosen % drawn.Units.Length;
        var excluded = drawn with { Units = drawn.Units.SetItem(place, drawn.Units[place].Excluded()) };
        var leaves = drawn.Criteria.Leaves().Count();
        var removed = excluded with
        {
            Units = excluded.Units.RemoveAt(place),
            Entries = excluded.Entries.RemoveRange(place * leaves, leaves),
            Decisions = excluded.Decisions.RemoveAll(decision => decision.Unit == excluded.Units[place].Code),
        };
        var (beside, without) = (Computation.Compute(excluded), Computation.Compute(removed));

        beside.Units.RemoveAt(place).Select(Said).ShouldBe(without.Units.Select(Said));
        Said(beside.Summary with { NotRanked = without.Summary.NotRanked }).ShouldBe(Said(without.Summary));
    });

    [Fact]
    public void Weight_that_moves_is_never_lost() => Gen.Select(Gens.Settled, Gen.Int[0, 30]).Sample((input, place) =>
    {
        var nodes = input.Criteria.Nodes().Where(node => node.Part == CriteriaPart.Base).ToArray();
        var node = nodes[place % nodes.Length];
        var whole = input.Criteria.Roots.Where(root => root.Part == CriteriaPart.Base).Sum(root => root.Max.Value);
        var unit = Computation.Compute(input.NotApplicable(input.Units[0].Code, node.Code.Value, NotApplicableEffect.Siblings)).Units[0];

        unit.ApplicableMax.ShouldBe(node.Max.Value == whole ? 0 : whole);
    });

    [Fact]
    public void The_same_input_gives_the_same_digits() => Gens.Blocks.Sample(input =>
    {
        var (one, other) = (Computation.Compute(input), Computation.Compute(input));

        Bits(other).ShouldBe(Bits(one));
        other.Units.Select(Said).ShouldBe(one.Units.Select(Said));
    });

    [Fact]
    public void A_block_of_many_ranges_computes_as_its_units_do_alone()
    {
        var set = TestData.Set(TestData.Node("A", TestData.Leaf("A1", 7), TestData.Leaf("A2", 6)), TestData.Leaf("B", 3));
        var one = TestData.Block(set, ("a", [1m, 2m, 3m]), ("b", [7m, 0m, 1m]), ("c", [4m, 4m, 0.5m]));
        var many = one with
        {
            Units = [.. Enumerable.Range(0, 400).SelectMany(copy => one.Units.Select(unit => unit with { Code = $"{unit.Code}-{copy}" }))],
            Entries = [.. Enumerable.Range(0, 400).SelectMany(_ => one.Entries)],
        };
        var (small, large) = (Computation.Compute(one), Computation.Compute(many));

        large.Units.Length.ShouldBeGreaterThan(1000);
        for (var unit = 0; unit < large.Units.Length; unit++)
            large.Units[unit].Index.ShouldBe(small.Units[unit % one.Units.Length].Index);
    }

    private static IEnumerable<Explained> Flatten(Explained node) => node.Parts.SelectMany(Flatten).Prepend(node);

    private static string Said(UnitResult unit) =>
        $"{unit with { ClassReasons = [], Index = unit.Index is { } index ? Rounder.Compared(index) : null }} {string.Join(", ", unit.ClassReasons)}";

    private static string Said(BlockSummary summary) =>
        $"{summary with { ClassCounts = [], Means = [], Mean = summary.Mean is { } mean ? Rounder.Compared(mean) : null }} {string.Join(", ", summary.ClassCounts)} {summary.Means.Length}";

    private static ImmutableArray<int> Bits(BlockResult result) => [.. result.Scores.Concat(result.Maxima).SelectMany(decimal.GetBits)];

    /// <summary>Every maximum, rule and entry of the block multiplied by <paramref name="by"/>.</summary>
    private static BlockInput Scaled(BlockInput input, decimal by)
    {
        Points Times(Points points) => new(points.Value * by);
        ScoringRule Rule(ScoringRule rule) => rule switch
        {
            ScoringRule.Choice choice => new ScoringRule.Choice([.. choice.Options.Select(option => option with { Points = Times(option.Points) })]),
            ScoringRule.Count count => new ScoringRule.Count(Times(count.Start), Times(count.Each), Times(count.Min), Times(count.Max)),
            _ => rule,
        };
        CriteriaNode Node(CriteriaNode node) => node with
        {
            Max = Times(node.Max),
            Children = [.. node.Children.Select(Node)],
            Scoring = node.Scoring is { } leaf ? leaf with { Rule = Rule(leaf.Rule) } : null,
        };
        return input with
        {
            Criteria = input.Criteria with
            {
                Roots = [.. input.Criteria.Roots.Select(Node)],
                BonusCap = input.Criteria.BonusCap is { } bonus ? Times(bonus) : null,
                DeductionCap = input.Criteria.DeductionCap is { } deduction ? Times(deduction) : null,
            },
            Entries = [.. input.Entries.Select(entry => entry is Entry.Direct direct ? new Entry.Direct(Times(direct.Points)) : entry)],
        };
    }
}
