using System.Collections.Immutable;
using System.Data.Common;
using ChiSo.Application.Database;
using Microsoft.EntityFrameworkCore.Metadata;

namespace ChiSo.Application.Backups;

/// <summary>A table that both kinds of database have.</summary>
/// <param name="Source">Where it is read, as SQL names it.</param>
/// <param name="Target">Where it is written.</param>
internal sealed record CopiedTable(string Source, string Target, ImmutableArray<CopiedColumn> Columns)
{
    public string Names => string.Join(", ", Columns.Select(column => $"\"{column.Name}\""));

    /// <summary>Every table of the model, those others refer to first.</summary>
    /// <param name="form">The name of the migration that left both sides as they are; <c>null</c> for the form of this version.</param>
    public static ImmutableArray<CopiedTable> All(ChiSoContext from, ChiSoContext to, string? form = null)
    {
        var written = DatabaseForm.TablesOf(to, form).Tables.ToDictionary(table => table.Name, StringComparer.Ordinal);
        return [.. InOrder([.. DatabaseForm.TablesOf(from, form).Tables.OrderBy(table => table.Name, StringComparer.Ordinal)]).Select(table => new CopiedTable($"\"{table.Name}\"", $"\"{table.Name}\"", ColumnsOf(table, written[table.Name])))];
    }

    /// <summary>The store of answers, which lies apart: a schema of its own on a server, a file of its own otherwise.</summary>
    /// <param name="source">The schema with its point, or nothing.</param>
    /// <param name="target">The same of the writing side.</param>
    public static ImmutableArray<CopiedTable> OfAnswers(string source, string target) =>
    [
        new(source + "spent", target + "spent", [CopiedColumn.Plain<string>("survey"), CopiedColumn.Plain<string>("token")]),
        new(source + "batches", target + "batches", [CopiedColumn.Plain<string>("survey"), CopiedColumn.Plain<string>("unit"), CopiedColumn.Plain<string>("stratum"), CopiedColumn.Plain<int>("number"), CopiedColumn.Plain<string>("content")]),
        new(source + "pictures", target + "pictures", [CopiedColumn.Plain<string>("survey"), CopiedColumn.Plain<string>("name"), CopiedColumn.Plain<byte[]>("content")]),
        new(source + "days", target + "days", [CopiedColumn.Plain<string>("survey"), CopiedColumn.Plain<string>("day"), CopiedColumn.Plain<int>("answers")]),
        new(source + "changes", target + "changes", [CopiedColumn.Plain<string>("survey"), CopiedColumn.Plain<int>("number")]),
        new(source + "review_keys", target + "review_keys", [CopiedColumn.Plain<string>("survey"), CopiedColumn.Plain<string>("key")]),
        new(source + "corrections", target + "corrections", [CopiedColumn.Plain<string>("survey"), CopiedColumn.Plain<string>("id"), CopiedColumn.Plain<string>("content")]),
        new(source + "keyings", target + "keyings", [CopiedColumn.Plain<string>("survey"), CopiedColumn.Plain<string>("form"), CopiedColumn.Plain<int>("number"), CopiedColumn.Plain<string>("content")]),
        new(source + "imported", target + "imported", [CopiedColumn.Plain<string>("survey"), CopiedColumn.Plain<string>("unit"), CopiedColumn.Plain<string>("stratum"), CopiedColumn.Plain<int>("answers")]),
        new(source + "told", target + "told", [CopiedColumn.Plain<string>("survey"), CopiedColumn.Plain<string>("area"), CopiedColumn.Plain<int>("answers"), CopiedColumn.Plain<string>("content")]),
    ];

    /// <summary>The rows one after another, each in the writing side's form; one array serves for all.</summary>
    public async IAsyncEnumerable<object[]> RowsAsync(DbConnection connection, DbTransaction? transaction)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = ($"SELECT {Names} FROM {Source}", transaction);
        await using var reader = await command.ExecuteReaderAsync();
        var row = new object[Columns.Length];
        while (await reader.ReadAsync())
        {
            for (var at = 0; at < row.Length; at++)
                row[at] = reader.IsDBNull(at) ? DBNull.Value : Columns[at].Turn(Columns[at].Read(reader, at));
            yield return row;
        }
    }

    private static ImmutableArray<CopiedColumn> ColumnsOf(ITable from, ITable to) =>
        [.. from.Columns.Select(column => column.PropertyMappings.Count == 0 ? CopiedColumn.OfJson(to.FindColumn(column.Name)!) : CopiedColumn.Of(column, to.FindColumn(column.Name)!))]; // one model

    private static List<ITable> InOrder(List<ITable> tables)
    {
        var ordered = new List<ITable>();
        while (tables.Count > 0)
        {
            var free = tables.Where(table => table.ForeignKeyConstraints.All(key => key.PrincipalTable == table || ordered.Contains(key.PrincipalTable))).ToList();
            if (free.Count == 0)
                throw new InvalidOperationException($"Tables refer to each other in a circle: {string.Join(", ", tables.Select(table => table.Name))}.");
            ordered.AddRange(free);
            tables.RemoveAll(free.Contains);
        }

        return ordered;
    }
}
