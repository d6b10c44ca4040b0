using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Audit;
using ChiSo.Application.Database;
using Microsoft.Data.Sqlite;

namespace ChiSo.Application.Backups;

/// <summary>One instant of an SQLite file, and what a manifest says of it.</summary>
internal static class BackupSnapshot
{
    /// <summary>Writes the file as it is at one instant to a new place; those who write meanwhile go on.</summary>
    public static void Take(string file, string to)
    {
        using var connection = SqliteFiles.Open(file, SqliteOpenMode.ReadWrite);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout=60000";
        command.ExecuteNonQuery();
        command.CommandText = "VACUUM INTO $to";
        command.Parameters.AddWithValue("$to", to);
        command.ExecuteNonQuery();
    }

    /// <summary>Rows of each table, by name.</summary>
    /// <exception cref="SqliteException">The file is no healthy database.</exception>
    public static ImmutableArray<TableCount> Count(string file)
    {
        using var connection = SqliteFiles.Open(file, SqliteOpenMode.ReadOnly);
        var tables = Read(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name", row => row.GetString(0));
        return [.. tables.Select(table => new TableCount(Path.GetFileName(file), table,
            Convert.ToInt64(Read(connection, $"SELECT count(*) FROM \"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", row => row.GetValue(0))[0], CultureInfo.InvariantCulture)))];
    }

    /// <summary>Where the database says its chains stand.</summary>
    public static ImmutableArray<ChainHead> Heads(string file)
    {
        using var connection = SqliteFiles.Open(file, SqliteOpenMode.ReadOnly);
        return Read(connection, "SELECT chain, count, head FROM audit_chains ORDER BY chain", row => new ChainHead(row.GetString(0), row.GetInt64(1), row.GetString(2)));
    }

    private static ImmutableArray<T> Read<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var all = ImmutableArray.CreateBuilder<T>();
        while (rows.Read())
            all.Add(read(rows));
        return all.ToImmutable();
    }
}
