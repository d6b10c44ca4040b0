using ChiSo.Application.Json;
using ChiSo.Engine;

namespace ChiSo.Application.Assessment;

/// <summary>What the rule makes of a line before the whole block is computed: the same function the result comes from.</summary>
public static class SheetPoints
{
    /// <returns><c>null</c> when the entry can't be scored yet, as with a rule relative to the best of the block.</returns>
    public static decimal? Of(CriteriaNode node, Position position) => Of(node, EngineJson.Read<Entry>(position.Entry));

    /// <inheritdoc cref="Of(CriteriaNode, Position)"/>
    public static decimal? Of(CriteriaNode node, Entry entry) =>
        node.Scoring is { } leaf ? RuleScorer.Score(leaf, node.Max, entry, default, steps: null, out _) : null;

    /// <summary>The line with the steps from entry to points, for its sentences.</summary>
    public static Explained Explain(CriteriaNode node, Position? position) => Explain(node, position is null ? null : EngineJson.Read<Entry>(position.Entry));

    /// <inheritdoc cref="Explain(CriteriaNode, Position?)"/>
    public static Explained Explain(CriteriaNode node, Entry? entry)
    {
        if (entry is null || node.Scoring is not { } leaf)
            return new(node, null, node.Max.Value, 1, new Reason.NotScored(), []);

        var steps = new List<RuleStep>();
        var points = RuleScorer.Score(leaf, node.Max, entry, default, steps, out var obstacle);
        Reason because = points is null ? new Reason.Unscorable(leaf.Rule, entry, obstacle)
            : entry is Entry.NoTask ? new Reason.NoTask()
            : new Reason.ByRule(leaf.Rule, entry, [.. steps]);
        return new(node, points, node.Max.Value, points is null ? 1 : 0, because, []);
    }
}
