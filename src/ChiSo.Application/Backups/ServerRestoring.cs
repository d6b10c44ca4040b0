using System.Collections.Immutable;
using ChiSo.Application.Database;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Engine;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace ChiSo.Application.Backups;

/// <summary>Fills an empty PostgreSQL database from the files of a backup, all of it or nothing. What is there already is never touched.</summary>
internal static class ServerRestoring
{
    /// <param name="folder">Holds the verified files; the data is brought to this version's form.</param>
    /// <returns>What kept it from being done; empty when it was.</returns>
    public static async Task<ImmutableArray<Problem>> FillAsync(string connection, PrivateFolder folder, CancellationToken cancel)
    {
        using var server = new ChiSoDatabase(connection);
        using var embedded = new ChiSoDatabase(folder.Of(BackupEntries.Data));
        foreach (var database in (ChiSoDatabase[])[embedded, server])
        {
            var migrated = await database.MigrateAsync(cancel);
            if (!migrated.TryGet(out _))
                return migrated.Problems;
        }

        using var answers = new AnswerStoreConnections(server, folder.Path);
        await using var target = (NpgsqlConnection)await answers.OpenAsync(cancel); // to a server; the tables of answers are made by it
        await using var transaction = await target.BeginTransactionAsync(cancel);
        var tables = await TablesAsync(embedded, server);
        foreach (var table in tables.Concat(CopiedTable.OfAnswers("", "answers.")))
        {
            if (await HasRowsAsync(target, table, cancel))
                return [BackupProblems.ServerNotEmpty(table.Target)];
        }

        await CopyAsync(embedded.File!, target, tables, cancel); // embedded
        if (File.Exists(folder.Of(BackupEntries.Answers)))
        {
            using (var older = new AnswerStoreConnections(embedded, folder.Path))
                await (await older.OpenAsync(cancel)).DisposeAsync(); // a backup made before a table was known gets it empty
            await CopyAsync(folder.Of(BackupEntries.Answers), target, CopiedTable.OfAnswers("", "answers."), cancel);
        }

        await CountOnAsync(target, cancel);
        await transaction.CommitAsync(cancel);
        using var pooled = new SqliteConnection(SqliteFiles.ConnectionTo(embedded.File!)); // embedded
        SqliteConnection.ClearPool(pooled);
        return [];
    }

    private static async Task<ImmutableArray<CopiedTable>> TablesAsync(ChiSoDatabase embedded, ChiSoDatabase server)
    {
        await using var from = embedded.Open();
        await using var to = server.Open();
        return CopiedTable.All(from, to);
    }

    private static async Task<bool> HasRowsAsync(NpgsqlConnection target, CopiedTable table, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"SELECT EXISTS (SELECT 1 FROM {table.Target})", target);
        return (bool)(await command.ExecuteScalarAsync(cancel))!; // one row with one truth
    }

    private static async Task CopyAsync(string file, NpgsqlConnection target, ImmutableArray<CopiedTable> tables, CancellationToken cancel)
    {
        await using var source = SqliteFiles.Open(file, SqliteOpenMode.ReadOnly);
        foreach (var table in tables)
        {
            await using var probe = target.CreateCommand();
            NpgsqlDbType?[] types = [.. table.Columns.Select(column => ((NpgsqlParameter)column.Parameter(probe)).NpgsqlDbType).Select(type => type == NpgsqlDbType.Unknown ? (NpgsqlDbType?)null : type)];
            await using var importer = await target.BeginBinaryImportAsync($"COPY {table.Target} ({table.Names}) FROM STDIN (FORMAT BINARY)", cancel);
            await foreach (var row in table.RowsAsync(source, null).WithCancellation(cancel))
            {
                await importer.StartRowAsync(cancel);
                for (var at = 0; at < row.Length; at++)
                    await WriteAsync(importer, row[at], types[at], cancel);
            }

            await importer.CompleteAsync(cancel);
        }
    }

    private static Task WriteAsync(NpgsqlBinaryImporter importer, object value, NpgsqlDbType? type, CancellationToken cancel) =>
        value is DBNull ? importer.WriteNullAsync(cancel) : type is { } known ? importer.WriteAsync(value, known, cancel) : importer.WriteAsync(value, cancel);

    /// <summary>Numbers the server gives go on after the highest that was copied.</summary>
    private static async Task CountOnAsync(NpgsqlConnection target, CancellationToken cancel)
    {
        var counted = new List<(string Table, string Column)>();
        await using (var find = new NpgsqlCommand("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES'", target))
        await using (var rows = await find.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
                counted.Add((rows.GetString(0), rows.GetString(1)));
        }

        foreach (var (table, column) in counted)
        {
            await using var set = new NpgsqlCommand($"SELECT setval(pg_get_serial_sequence('\"{table}\"', '{column}'), (SELECT coalesce(max(\"{column}\"), 0) + 1 FROM \"{table}\"), false)", target);
            await set.ExecuteNonQueryAsync(cancel);
        }
    }
}
