using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>How the points of a block's units moved from one stage to a later one, on the lines that had points at both.</summary>
/// <param name="Units">In official order.</param>
/// <param name="Lines">In printed order; those on which no unit moved are left out.</param>
public sealed record StageComparison(ImmutableArray<UnitStep> Units, ImmutableArray<LineStep> Lines)
{
    /// <summary>Each stage stands for what counted once it was over: the furthest entry handed in up to there.</summary>
    /// <param name="from">A stage of the round.</param>
    /// <param name="to">Likewise.</param>
    public static StageComparison Between(RoundDocument round, BlockDocument block, string from, string to) => Between(block, After(round, block, from), After(round, block, to));

    /// <summary>From a stage to what counts now.</summary>
    /// <param name="now">The block computed with every stage.</param>
    public static StageComparison UpToNow(RoundDocument round, BlockDocument block, string from, BlockResult now) => Between(block, After(round, block, from), now);

    private static StageComparison Between(BlockDocument block, BlockResult before, BlockResult after)
    {
        var leaves = block.Criteria.Leaves().ToList();
        var places = leaves.ConvertAll(leaf => after.Nodes.IndexOf(leaf.Code));
        var steps = block.Units.Select((_, unit) => places.ConvertAll(node => StepOf(before, after, unit, node))).ToList();
        return new(
            [.. block.Units.Zip(steps, (unit, lines) => UnitStep.Of(unit, lines))],
            [.. leaves.Select((leaf, place) => LineStep.Of(leaf, steps.ConvertAll(lines => lines[place]))).Where(line => line.Lowered + line.Raised > 0)]);
    }

    private static BlockResult After(RoundDocument round, BlockDocument block, string stage)
    {
        var stages = round.Stages[..(round.Stages.IndexOf(stage) + 1)];
        return Computation.Compute(RoundSnapshot.ToInput(round with { Stages = stages }, block with { Positions = [.. block.Positions.Where(position => stages.Contains(position.Stage))] }));
    }

    private static PointStep? StepOf(BlockResult before, BlockResult after, int unit, int node) =>
        before.UnknownsOf(unit, node) > 0 || after.UnknownsOf(unit, node) > 0 ? null : new(before.ScoreOf(unit, node), after.ScoreOf(unit, node));
}

/// <summary>Points at the earlier and at the later stage, exact.</summary>
public sealed record PointStep(decimal Before, decimal After)
{
    public decimal Change => After - Before;
}

/// <summary>One unit from stage to stage.</summary>
/// <param name="Lines">How many lines had points at both.</param>
/// <param name="Moved">On how many of them they differ.</param>
/// <param name="Points">Sums over those lines.</param>
public sealed record UnitStep(UnitInput Unit, int Lines, int Moved, PointStep Points)
{
    internal static UnitStep Of(UnitInput unit, IEnumerable<PointStep?> lines)
    {
        var both = lines.OfType<PointStep>().ToList();
        return new(unit, both.Count, both.Count(step => step.Change != 0), new(both.Sum(step => step.Before), both.Sum(step => step.After)));
    }
}

/// <summary>One line from stage to stage, over all units.</summary>
/// <param name="Lowered">Units that lost points on it.</param>
/// <param name="Raised">Units that gained points on it.</param>
/// <param name="Change">Sum over the units, in points.</param>
public sealed record LineStep(CriteriaNode Node, int Lowered, int Raised, decimal Change)
{
    internal static LineStep Of(CriteriaNode node, IEnumerable<PointStep?> units)
    {
        var moved = units.OfType<PointStep>().Select(step => step.Change).ToList();
        return new(node, moved.Count(change => change < 0), moved.Count(change => change > 0), moved.Sum());
    }
}
