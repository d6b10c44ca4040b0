using System.Collections.Immutable;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>A round as tables, and back. See docs/reference/round-files.md.</summary>
public static class RoundTables
{
    /// <summary>The round, or every problem of all its tables with its place.</summary>
    public static Result<RoundDocument> Parse(ImmutableArray<Table> tables)
    {
        var reader = new RoundReader(tables);
        var round = reader.Read();
        return reader.Problems.Count > 0 || round is null ? reader.Problems.ToImmutableArray() : round;
    }

    /// <summary>What was read, with the problems met on the way counted in.</summary>
    public static Result<RoundDocument> Parse(TablesRead read)
    {
        var parsed = Parse(read.Tables);
        return read.Problems.IsEmpty ? parsed : read.Problems.AddRange(parsed.Problems);
    }

    /// <summary>The same tables with their rows made while they are written.</summary>
    public static ImmutableArray<TableRows> Rows(RoundDocument round) =>
    [
        .. RoundColumns.All
            .Select(known => new TableRows(known.Table, known.Columns, RoundWriter.Rows(round, known.Table)))
            .Where(table => RoundColumns.NeededTables.Contains(table.Name) || table.Rows.Any()),
    ];

    /// <summary>Tables that parse to the same round. Optional tables without rows are left out; the same round gives the same tables.</summary>
    public static ImmutableArray<Table> Format(RoundDocument round) =>
    [
        .. RoundColumns.All
            .Select(known => Table.Of(known.Table, known.Columns, RoundWriter.Rows(round, known.Table)))
            .Where(table => !table.Rows.IsEmpty || RoundColumns.NeededTables.Contains(table.Name)),
    ];
}
