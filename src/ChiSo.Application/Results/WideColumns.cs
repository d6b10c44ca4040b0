using System.Collections.Immutable;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>The four columns a wide sheet has for each unit.</summary>
internal enum WideColumn
{
    /// <summary>What the unit gave itself ("tự chấm"), at the stage the round names so.</summary>
    Self,

    /// <summary>What the last review gave ("thẩm định"), of the stages the round has for it.</summary>
    Appraised,

    /// <summary>What the survey gives ("điều tra").</summary>
    Survey,

    /// <summary>What counts ("kết luận").</summary>
    Final,
}

/// <summary>Points of single lines as each side gave them, computed by the same rules and decisions as the result.</summary>
internal sealed class WideColumns
{
    private readonly ImmutableArray<CriteriaNode> nodes;
    private readonly BlockResult self;
    private readonly BlockResult appraised;
    private readonly BlockResult final;

    public WideColumns(RoundDocument round, BlockDocument block, BlockResult result, WideStages stages)
    {
        nodes = [.. block.Criteria.Nodes()];
        self = At(round, block, stages.Own);
        appraised = At(round, block, stages.Reviews);
        final = result;
    }

    /// <summary>Whether the line was left out for the unit, so that it has no points and no maximum.</summary>
    public bool IsLeftOut(int unit, int node) => final.MaxOf(unit, node) == 0 && nodes[node].Max.Value != 0;

    /// <summary>Points on a leaf; <c>null</c> where this side said nothing, or the line belongs to another column.</summary>
    public decimal? On(int unit, int node, WideColumn column)
    {
        var fromSurvey = nodes[node].Scoring is { SuppliedBy: Supplier.Survey };
        return column switch
        {
            WideColumn.Self => fromSurvey ? null : Known(self, unit, node),
            WideColumn.Appraised => fromSurvey ? null : Known(appraised, unit, node),
            WideColumn.Survey => fromSurvey ? Known(final, unit, node) : null,
            _ => Known(final, unit, node),
        };
    }

    private static decimal? Known(BlockResult result, int unit, int node) => result.UnknownsOf(unit, node) > 0 ? null : result.ScoreOf(unit, node);

    private static BlockResult At(RoundDocument round, BlockDocument block, ImmutableArray<string> stages)
    {
        var positions = block.Positions.Where(position => stages.Contains(position.Stage, StringComparer.Ordinal));
        var then = block with { Positions = [.. positions], Announced = [] };
        return Computation.Compute(RoundSnapshot.ToInput(round with { Stages = stages }, then));
    }
}
