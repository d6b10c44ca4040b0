using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>A round edited here rather than in a file goes through the same checks; its problems are placed by setting, or by a row's code and column.</summary>
internal static class PlacedTables
{
    /// <summary>Every problem a file of this content would have.</summary>
    public static Result<RoundDocument> Check(RoundDocument round) => RoundTables.Parse(Of(round));

    public static ImmutableArray<Table> Of(RoundDocument round) => [.. RoundTables.Format(round).Select(Placed)];

    /// <summary>The place of a cell of the criteria: "CD_KH:max_points".</summary>
    public static string At(string code, string column) => $"{code}:{column}";

    /// <summary>The start of the place of a cell of who appraises at the first level: "first_level!districts.3:".</summary>
    /// <param name="row">Among those of the block.</param>
    public static string AtFirstLevel(string block, int row) => string.Create(CultureInfo.InvariantCulture, $"{RoundColumns.FirstLevel}!{block}.{row}:");

    private static Table Placed(Table table) => table with { Rows = [.. table.Rows.Select((row, place) => Placed(table, row, KeyOf(table, row, place)))] };

    /// <summary>What names a row: its code, else what stands beside its block; nothing does where one unit may have several rows.</summary>
    private static string KeyOf(Table table, TableRow row, int place) =>
        table.Name == RoundColumns.FirstLevel ? string.Create(CultureInfo.InvariantCulture, $"{row.Cells[0].Text}.{table.Rows.Take(place).Count(other => other.Cells[0].Text == row.Cells[0].Text)}")
        : table.Columns.IndexOf("code") is >= 0 and var code ? row.Cells[code].Text
        : row.Cells[1].Text;

    private static TableRow Placed(Table table, TableRow row, string key) =>
        new(table.Name == RoundColumns.Settings ? key : $"{table.Name}!{key}", [.. row.Cells.Select((cell, place) => cell with { Where = PlaceOf(table, key, table.Columns[place]) })]);

    private static string PlaceOf(Table table, string key, string column) => table.Name switch
    {
        RoundColumns.Settings => key,
        RoundColumns.Criteria => At(key, column),
        _ => $"{table.Name}!{key}:{column}",
    };
}
