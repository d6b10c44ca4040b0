using System.Collections.Immutable;
using ChiSo.Application.CriteriaSets;

namespace ChiSo.Application.Results;

/// <summary>The tables of a round and their columns, in the order files are written; described in docs/reference/round-files.md.</summary>
public static class RoundColumns
{
    public const string Settings = "settings";
    public const string Classes = "classes";
    public const string Gates = "gates";
    public const string Quotas = "quotas";
    public const string Units = "units";
    public const string Criteria = "criteria";
    public const string FirstLevel = "first_level";
    public const string Positions = "positions";
    public const string Decisions = "decisions";
    public const string History = "history";
    public const string HistoryScores = "history_scores";
    public const string Announced = "announced";

    /// <summary>Every table with all its columns.</summary>
    public static readonly ImmutableArray<(string Table, ImmutableArray<string> Columns)> All =
    [
        (Settings, ["block", "setting", "value"]),
        (Classes, ["block", "class_vi", "class_en", "from"]),
        (Gates, ["block", "requires", "node", "percent", "mark", "caps_at"]),
        (Quotas, ["block", "class", "number", "share_percent", "tie_over_edge"]),
        (Units, ["block", "unit", "name_vi", "name_en", "excluded_vi", "excluded_en", "marks", "predecessors", "changed"]),
        (Criteria, ["block", .. CriteriaTable.Columns]),
        (FirstLevel, ["block", "unit", "node", "appraiser"]),
        (Positions, ["block", "unit", "criterion", "stage", "mark", "sequence", "handed_in", "entry", "source", "cut_off", "count", "standard_error", "reason", "evidence", "by"]),
        (Decisions, ["block", "unit", "node", "ruling", "ground", "decided_by"]),
        (History, ["block", "period", "unit", "index", "rank", "class", "criteria", "source"]),
        (HistoryScores, ["block", "period", "unit", "criterion", "points", "max"]),
        (Announced, ["block", "unit", "index"]),
    ];

    /// <summary>Tables without which there is no round.</summary>
    public static readonly ImmutableArray<string> NeededTables = [Settings, Classes, Units, Criteria];

    public static ImmutableArray<string> Of(string table) => All.First(known => known.Table == table).Columns;

    /// <summary>Columns that can't be left out of a table that is there.</summary>
    internal static ImmutableArray<string> NeededOf(string table) => table switch
    {
        Settings => ["setting", "value"],
        Classes => ["class_vi", "from"],
        Gates => ["requires", "caps_at"],
        Quotas => ["class"],
        Units => ["unit", "name_vi"],
        Criteria => CriteriaTable.Needed,
        FirstLevel => ["unit", "appraiser"],
        Positions => ["unit", "criterion", "stage", "sequence", "entry"],
        Decisions => ["unit", "node", "ruling", "ground", "decided_by"],
        History => ["period", "unit"],
        HistoryScores => ["period", "unit", "criterion", "points", "max"],
        _ => ["unit", "index"],
    };
}
