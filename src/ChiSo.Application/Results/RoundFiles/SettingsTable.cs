using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>Settings turned on their side: one row for the round and one for each block, a column a setting, so that they are read like any other row.</summary>
internal static class SettingsTable
{
    public static readonly ImmutableArray<string> OfRound =
        ["code", "name_vi", "name_en", "period", "data_from", "data_to", "cut_off", "illustrative", "note_vi", "note_en", "source", "stages", "casting_vote", "public", "decimal_mark", "blocks"];

    public static readonly ImmutableArray<string> OfBlock =
    [
        "name_vi", "name_en", "criteria_code", "criteria_version", "criteria_name_vi", "criteria_name_en", "decimals", "rounding", "rank_on", "classify_on", "changes_on", "ties", "tie_breaks",
        "count_above", "compare_with_mean_of_predecessors", "bonus_cap", "deduction_cap", "base",
    ];

    /// <summary>The round's settings under the key "", each block's under its code, in the order they stand.</summary>
    public static OrderedDictionary<string, RowReading> Read(Table table, ICollection<Problem> problems)
    {
        var reading = new TableReading(table, DecimalMark.Undeclared, problems);
        var cells = new OrderedDictionary<string, Dictionary<string, TableCell>> { [""] = [] };
        foreach (var row in reading.Rows())
        {
            var (block, setting) = (row.Text("block"), row.Text("setting"));
            var known = block.Length == 0 ? OfRound : OfBlock;
            if (!known.Contains(setting))
                row.Add("settings.unknown", row.Cell("setting"), new($"Không có thiết đặt \"{setting}\".", $"There is no setting \"{setting}\"."),
                    new($"Dùng một trong: {string.Join(", ", known)}.", $"Use one of: {string.Join(", ", known)}."));
            else if (!Of(cells, block).TryAdd(setting, row.Cell("value")))
                row.Add("settings.twice", row.Cell("setting"), new($"Thiết đặt \"{setting}\" có hai lần.", $"The setting \"{setting}\" stands there twice."),
                    new("Giữ lại một.", "Keep one of them."));
        }

        var mark = MarkOf(table, cells[""], problems);
        var turned = new OrderedDictionary<string, RowReading>();
        foreach (var (block, settings) in cells)
        {
            var row = new TableRow(table.Where, [.. settings.Values]);
            turned[block] = new(new(new(table.Name, table.Where, [.. settings.Keys], [row]), mark, problems), row);
        }

        return turned;
    }

    private static DecimalMark MarkOf(Table table, Dictionary<string, TableCell> settings, ICollection<Problem> problems)
    {
        var row = new TableRow(table.Where, [.. settings.Values]);
        return new RowReading(new(new(table.Name, table.Where, [.. settings.Keys], [row]), DecimalMark.Undeclared, problems), row)
            .Choice("decimal_mark", RoundCodes.Marks, DecimalMark.Undeclared);
    }

    private static Dictionary<string, TableCell> Of(OrderedDictionary<string, Dictionary<string, TableCell>> cells, string block)
    {
        if (!cells.TryGetValue(block, out var settings))
            cells[block] = settings = [];
        return settings;
    }
}
