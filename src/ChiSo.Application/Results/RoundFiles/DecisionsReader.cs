using System.Collections.Immutable;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>Reads the decisions of one block in the order they were taken.</summary>
internal sealed class DecisionsReader(BlockReading block)
{
    private const string NotApplicable = "not_applicable:";

    private readonly Dictionary<string, CriteriaNode> nodes = block.Set.Nodes().ToDictionary(node => node.Code.Value);
    private readonly Dictionary<string, CriteriaNode> parents = block.Set.Nodes().SelectMany(node => node.Children.Select(child => (child, node))).ToDictionary(pair => pair.child.Code.Value, pair => pair.node);

    public ImmutableArray<Decision> Read(IEnumerable<RowReading> rows) => [.. rows.Select(Read).OfType<Decision>()];

    public static string Format(Ruling ruling) => ruling switch
    {
        Ruling.NotApplicable notApplicable => NotApplicable + RuleCodes.Effects.CodeOf(notApplicable.Effect),
        Ruling.Applies => "applies",
        Ruling.Zero => "zero",
        _ => throw new System.Diagnostics.UnreachableException($"No text for {ruling}."),
    };

    private Decision? Read(RowReading row)
    {
        var unit = block.UnitAt(row);
        var node = block.LineAt(row, "node");
        var ruling = RulingAt(row);
        var (ground, decidedBy) = (row.Needed("ground"), row.Needed("decided_by"));
        if (node is not null && ruling is Ruling.NotApplicable { Effect: var effect } && !Allows(nodes[node], effect))
            row.Add("decision.not-allowed", row.Cell("ruling"), new($"Bộ tiêu chí không cho phép quyết định này ở {node}.", $"The criteria set does not allow this decision on {node}."),
                new("Ghi hệ quả mà cột not_applicable của bộ tiêu chí cho phép.", "Write the effect the column not_applicable of the criteria allows."));
        return unit is null || node is null || ruling is null || ground is null || decidedBy is null ? null : new(unit, new(node), ruling, ground, decidedBy);
    }

    private static Ruling? RulingAt(RowReading row)
    {
        var text = row.Needed("ruling");
        switch (text)
        {
            case null:
                return null;
            case "applies":
                return new Ruling.Applies();
            case "zero":
                return new Ruling.Zero();
        }

        if (text.StartsWith(NotApplicable, StringComparison.Ordinal) && RuleCodes.Effects.Find(text[NotApplicable.Length..]) is { } effect)
            return new Ruling.NotApplicable(effect);

        row.Add("value.not-a-choice", row.Cell("ruling"), new($"\"{text}\" không có trong danh sách.", $"\"{text}\" is not in the list."),
            new("Ghi applies, zero hoặc not_applicable:rebase, not_applicable:award, not_applicable:siblings.", "Write applies, zero, or not_applicable:rebase, not_applicable:award, not_applicable:siblings."));
        return null;
    }

    /// <summary>By the line's own policy, by that of a line above, by its rule for units with too few forms, or on every line below.</summary>
    private bool Allows(CriteriaNode node, NotApplicableEffect effect) =>
        PolicyOf(node) is { } policy ? policy.Effect == effect
        : node.IsLeaf ? effect == NotApplicableEffect.Rebase && node.Scoring?.Rule is ScoringRule.Survey { Below: BelowMinimum.NotApplicable }
        : node.Children.All(child => Allows(child, effect));

    private NotApplicablePolicy? PolicyOf(CriteriaNode node) =>
        node.NotApplicable ?? (parents.TryGetValue(node.Code.Value, out var parent) ? PolicyOf(parent) : null);
}
