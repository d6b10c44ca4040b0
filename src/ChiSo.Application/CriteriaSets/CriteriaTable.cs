using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.CriteriaSets;

/// <summary>A criteria set as rows of a table, one line a row, parents before their children.</summary>
public static class CriteriaTable
{
    /// <summary>Who decides on "not applicable" where files do not say.</summary>
    internal const string DefaultDecider = "Hội đồng thẩm định";

    /// <summary>Beside the column <c>block</c>.</summary>
    public static readonly ImmutableArray<string> Columns =
    [
        "level", "code", "printed_no", "parent", "part", "name_vi", "name_en", "max_points", "step", "supplied_by", "rule_kind", "figures_vi", "rule_parameters",
        "worked_example", "no_task", "not_applicable", "decided_by", "evidence_vi", "lead_appraiser", "guide", "continues", "evidence_rule",
    ];

    internal static readonly ImmutableArray<string> Needed = ["code", "name_vi", "max_points"];

    /// <summary>One row of cells per line, in the order of <see cref="Columns"/>.</summary>
    public static IEnumerable<ImmutableArray<TableCell>> Rows(CriteriaSet set) => set.Roots.SelectMany(root => Rows(root, ""));

    private static IEnumerable<ImmutableArray<TableCell>> Rows(CriteriaNode node, string parent) =>
        node.Children.SelectMany(child => Rows(child, node.Code.Value)).Prepend(Row(node, parent));

    internal static ImmutableArray<TableCell> Row(CriteriaNode node, string parent) =>
    [
        TableCell.Of(node.Scoring is not null ? "leaf" : parent.Length == 0 ? "field" : "criterion"),
        TableCell.Of(node.Code.Value),
        TableCell.Of(node.Number.Value),
        TableCell.Of(parent),
        TableCell.Of(RuleCodes.Parts.CodeOf(node.Part)),
        TableCell.Of(node.Name.Vi),
        TableCell.Of(node.Name.En),
        TableCell.Of(node.Max.Value),
        TableCell.Of(node.Scoring?.Step?.Value),
        .. Scoring(node.Scoring),
        TableCell.Of(node.NotApplicable is { } policy ? RuleCodes.Effects.CodeOf(policy.Effect) : ""),
        TableCell.Of(node.NotApplicable?.DecidedBy ?? ""),
        TableCell.Of(node.Scoring?.Evidence ?? ""),
        TableCell.Of(node.Scoring?.LeadAppraiser ?? ""),
        TableCell.Of(node.Scoring?.Guide ?? ""),
        TableCell.Of(CellParts.Join(node.Continues.Select(code => code.Value))),
        TableCell.Of(node.Scoring?.EvidenceRule is { } rule ? RuleCodes.EvidenceRules.CodeOf(rule) : ""),
    ];

    private static ImmutableArray<TableCell> Scoring(Leaf? leaf) => leaf is null
        ? [.. Enumerable.Repeat(TableCell.Blank, 6)]
        :
        [
            TableCell.Of(RuleCodes.Suppliers.CodeOf(leaf.SuppliedBy)),
            TableCell.Of(RuleKind.Of(leaf.Rule)),
            TableCell.Of(FigureText.Format(leaf.Figures)),
            TableCell.Of(RuleText.Format(leaf.Rule)),
            TableCell.Of(ExampleText.Format(leaf)),
            TableCell.Of(leaf.NoTaskGivesMax ? "max" : ""),
        ];
}
