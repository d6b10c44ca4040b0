using System.Collections.Immutable;
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

    private static Table Placed(Table table) => table with { Rows = [.. table.Rows.Select(row => Placed(table, row))] };

    private static TableRow Placed(Table table, TableRow row)
    {
        var key = table.Columns.IndexOf("code") is >= 0 and var code ? row.Cells[code].Text : row.Cells[1].Text;
        return new(table.Name == RoundColumns.Settings ? key : $"{table.Name}!{key}",
            [.. row.Cells.Select((cell, place) => cell with { Where = PlaceOf(table, key, table.Columns[place]) })]);
    }

    private static string PlaceOf(Table table, string key, string column) => table.Name switch
    {
        RoundColumns.Settings => key,
        RoundColumns.Criteria => At(key, column),
        _ => $"{table.Name}!{key}:{column}",
    };
}
