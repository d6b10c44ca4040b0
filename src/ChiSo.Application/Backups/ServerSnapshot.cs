using System.Collections.Immutable;
using System.Data.Common;
using ChiSo.Application.Database;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Engine;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ChiSo.Application.Backups;

/// <summary>One instant of a PostgreSQL database, answers included, as the files an embedded installation has.</summary>
internal static class ServerSnapshot
{
    /// <param name="folder">Where the two files are made.</param>
    /// <returns>What kept it from being taken; empty when it was.</returns>
    public static async Task<ImmutableArray<Problem>> TakeAsync(ChiSoDatabase server, string folder, CancellationToken cancel)
    {
        using var embedded = new ChiSoDatabase(Path.Combine(folder, BackupEntries.Data));
        var form = await FormAsync(server, cancel);
        var made = await MakeAsync(embedded, form, cancel);
        if (!made.IsEmpty)
            return made;
        await server.SnapshotAsync(async context =>
        {
            await using (var model = embedded.Open())
                await CopyAsync(context, embedded.File!, [.. CopiedTable.All(context, model, form)], cancel); // embedded
            using var answers = new AnswerStoreConnections(embedded, folder);
            await (await answers.OpenAsync(cancel)).DisposeAsync();
            var there = await AnswerTablesAsync(context, cancel);
            await CopyAsync(context, answers.File!, [.. CopiedTable.OfAnswers("answers.", "").Where(table => there.Contains(table.Target))], cancel); // embedded
            return true;
        }, cancel);
        using var pooled = new SqliteConnection(SqliteFiles.ConnectionTo(embedded.File!)); // embedded
        SqliteConnection.ClearPool(pooled);
        return [];
    }

    /// <returns><c>null</c> for the form of this version.</returns>
    private static async Task<string?> FormAsync(ChiSoDatabase server, CancellationToken cancel)
    {
        await using var context = server.Open();
        return (await DatabaseForm.FindAsync(context, cancel)).Older;
    }

    /// <summary>The tables of answers a server has: none where nobody was ever asked, fewer than today's in a version before. Nothing is made there.</summary>
    private static async Task<List<string>> AnswerTablesAsync(ChiSoContext server, CancellationToken cancel) =>
        await server.Database.SqlQueryRaw<string>("SELECT tablename::text AS \"Value\" FROM pg_tables WHERE schemaname = 'answers'").ToListAsync(cancel);

    private static async Task<ImmutableArray<Problem>> MakeAsync(ChiSoDatabase embedded, string? form, CancellationToken cancel)
    {
        if (form is null)
            return (await embedded.MigrateAsync(cancel)).Problems;
        await using var context = embedded.Open();
        await DatabaseForm.MakeAsync(context, form, cancel);
        return [];
    }

    private static async Task CopyAsync(ChiSoContext server, string file, IReadOnlyList<CopiedTable> tables, CancellationToken cancel)
    {
        await using var target = SqliteFiles.Open(file, SqliteOpenMode.ReadWrite);
        await ExecuteAsync(target, "PRAGMA foreign_keys=OFF", cancel); // rows of one table may refer to later ones; the server has checked them
        await using var transaction = await target.BeginTransactionAsync(cancel);
        foreach (var table in tables)
            await CopyAsync(server, target, table, cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task CopyAsync(ChiSoContext server, SqliteConnection target, CopiedTable table, CancellationToken cancel)
    {
        await using var insert = target.CreateCommand();
        insert.CommandText = $"INSERT INTO {table.Target} ({table.Names}) VALUES ({string.Join(", ", table.Columns.Select(column => "@" + column.Name))})";
        DbParameter[] parameters = [.. table.Columns.Select(column => column.Parameter(insert))];
        insert.Parameters.AddRange(parameters);
        await foreach (var row in table.RowsAsync(server.Database.GetDbConnection(), server.Database.CurrentTransaction?.GetDbTransaction()).WithCancellation(cancel))
        {
            for (var at = 0; at < row.Length; at++)
                parameters[at].Value = row[at];
            await insert.ExecuteNonQueryAsync(cancel);
        }
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancel);
    }
}
