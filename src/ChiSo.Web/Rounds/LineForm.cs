using System.Collections.Immutable;

namespace ChiSo.Web.Rounds;

/// <summary>How a column of a criteria table is asked for in a form.</summary>
public enum LineField
{
    Text,
    Number,
    Area,
    Choice,

    /// <summary>The declared figures, a row each.</summary>
    Figures,

    /// <summary>The parameters of the chosen rule, a field each.</summary>
    Rule,

    /// <summary>Worked examples, a row each.</summary>
    Examples,
}

/// <summary>The fields of a line of a criteria tree in the order of its form, by the columns of a criteria table.</summary>
public static class LineForm
{
    public static ImmutableArray<(string Column, LineField Kind)> OfLine { get; } =
    [
        ("printed_no", LineField.Text), ("name_vi", LineField.Area), ("name_en", LineField.Area), ("max_points", LineField.Number), ("parent", LineField.Choice), ("part", LineField.Choice),
        ("code", LineField.Text), ("continues", LineField.Text), ("not_applicable", LineField.Choice), ("decided_by", LineField.Text),
    ];

    /// <summary>Of a line that is scored.</summary>
    public static ImmutableArray<(string Column, LineField Kind)> OfScoring { get; } =
    [
        ("supplied_by", LineField.Choice), ("figures_vi", LineField.Figures), ("rule_kind", LineField.Choice), ("rule_parameters", LineField.Rule), ("step", LineField.Number), ("no_task", LineField.Choice),
        ("worked_example", LineField.Examples), ("evidence_vi", LineField.Area), ("evidence_rule", LineField.Choice), ("lead_appraiser", LineField.Text), ("guide", LineField.Area),
    ];

    /// <summary>Columns whose form says how to fill them in.</summary>
    public static ImmutableArray<string> WithHint { get; } = ["code", "continues", "name_en", "part", "decided_by", "rule_kind", "step", "evidence_rule"];

    public static IEnumerable<string> Columns => OfLine.Concat(OfScoring).Select(one => one.Column);
}
