using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;

namespace ChiSo.Application.Results;

/// <summary>How the columns and settings of a round's tables are named and typed in JSON.</summary>
internal static class RoundJsonColumns
{
    public const string Rule = "rule";
    public const string Scores = "scores";

    /// <summary>Lists a block holds, in the order they are written; scores of earlier results stand inside their result.</summary>
    public static readonly ImmutableArray<string> Lists =
    [
        RoundColumns.Classes, RoundColumns.Gates, RoundColumns.Quotas, RoundColumns.Units, RoundColumns.Criteria, RoundColumns.FirstLevel,
        RoundColumns.Positions, RoundColumns.Decisions, RoundColumns.History, RoundColumns.Announced,
    ];

    /// <summary>Settings of the round; the mark of decimals is always a point, and blocks stand in their order.</summary>
    public static readonly ImmutableArray<string> OfRound = [.. SettingsTable.OfRound.Where(name => name is not ("decimal_mark" or "blocks"))];

    private static readonly HashSet<string> Numbers =
    [
        "decimals", "criteria_version", "count_above", "bonus_cap", "deduction_cap", "from", "percent", "number", "share_percent", "max_points", "step",
        "mark", "sequence", "count", "standard_error", "index", "rank", "points", "max",
    ];

    private static readonly HashSet<string> Truths = ["illustrative", "casting_vote", "compare_with_mean_of_predecessors", "changed", "handed_in"];

    /// <summary>The member of a column; <c>null</c> where JSON says it in another way.</summary>
    public static string? MemberOf(string table, string column) => (table, column) switch
    {
        (_, "block") or (RoundColumns.Criteria, "level" or "rule_parameters") => null,
        (RoundColumns.Criteria, "rule_kind") => Rule,
        (RoundColumns.Criteria, "figures_vi") => "figures",
        (RoundColumns.Criteria, "worked_example") => "examples",
        _ => column,
    };

    /// <summary>The members an object of a list may have.</summary>
    public static IEnumerable<string> MembersOf(string table)
    {
        var members = RoundColumns.Of(table).Select(column => MemberOf(table, column)).OfType<string>();
        return table == RoundColumns.History ? members.Append(Scores) : members;
    }

    /// <summary>What a member that needs no reading of its own holds.</summary>
    public static JsonKind KindOf(string table, string member) => member switch
    {
        "mark" when table == RoundColumns.Gates => JsonKind.Text,
        "number" when table != RoundColumns.Quotas => JsonKind.Text,
        "stages" or "marks" or "predecessors" or "continues" => JsonKind.List,
        _ when Truths.Contains(member) => JsonKind.YesNo,
        _ when Numbers.Contains(member) => JsonKind.Number,
        _ => JsonKind.Text,
    };

    /// <summary>A simple value as the text of its cell.</summary>
    public static TableCell Cell(JsonPlace value, JsonKind kind) => kind switch
    {
        JsonKind.Number => new(value.Where, value.Number(), IsNumber: true),
        JsonKind.YesNo => new(value.Where, value.YesNo(), IsNumber: false),
        JsonKind.List => new(value.Where, CellParts.Join(value.Items().Select(item => item.FilledText())), IsNumber: false),
        _ => new(value.Where, value.Text(), IsNumber: false),
    };
}

/// <summary>What a simple member holds.</summary>
internal enum JsonKind
{
    Text,
    Number,
    YesNo,
    List,
}
