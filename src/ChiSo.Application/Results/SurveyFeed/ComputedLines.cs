using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>One block computed, read line by line.</summary>
internal sealed class ComputedLines
{
    private readonly BlockInput input;
    private readonly BlockResult result;
    private readonly Dictionary<string, int> units;
    private readonly Dictionary<CriterionCode, int> leaves;
    private readonly Dictionary<CriterionCode, int> nodes;

    public ComputedLines(RoundDocument round, string block)
    {
        input = RoundSnapshot.ToInput(round, round.Blocks.Single(one => one.Code == block));
        result = Computation.Compute(input);
        units = Places(input.Units.Select(unit => unit.Code));
        leaves = Places(input.Criteria.Leaves().Select(leaf => leaf.Code));
        nodes = Places(result.Nodes);
    }

    /// <summary>The final entry; <c>null</c> for none.</summary>
    public Entry? EntryOf(string unit, CriterionCode line) => input.Entries[(units[unit] * leaves.Count) + leaves[line]];

    /// <summary>Unrounded; <c>null</c> while unknown.</summary>
    public decimal? PointsOf(string unit, CriterionCode line) => result.UnknownsOf(units[unit], nodes[line]) > 0 ? null : result.ScoreOf(units[unit], nodes[line]);

    /// <summary>Whether a decision on the line, or on one above, takes it out instead of reading its entry.</summary>
    public bool IsLeftOut(string unit, CriterionCode line) => input.Decisions
        .LastOrDefault(decision => decision.Unit == unit && input.Criteria.Nodes().Single(node => node.Code == decision.Node).SelfAndBelow().Any(node => node.Code == line)) is { Ruling: Ruling.NotApplicable };

    private static Dictionary<T, int> Places<T>(IEnumerable<T> codes)
        where T : notnull => codes.Select((code, place) => (code, place)).ToDictionary(pair => pair.code, pair => pair.place);
}
