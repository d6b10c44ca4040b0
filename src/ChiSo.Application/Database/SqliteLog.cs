using Microsoft.Data.Sqlite;

namespace ChiSo.Application.Database;

/// <summary>The write-ahead log of SQLite, moved into the database file from time to time. Left to SQLite, whichever save comes at the wrong moment would do all of it and wait for the disk.</summary>
internal static class SqliteLog
{
    /// <summary>Pages of 4 KB.</summary>
    private const int Long = 1_000;

    /// <summary>Moves what can be moved beside readers and writers.</summary>
    /// <returns>Whether the log was long, and so should be finished while nobody writes: only then does it begin anew.</returns>
    public static async Task<bool> MoveAsync(string file, CancellationToken cancel)
    {
        await using var connection = SqliteFiles.Open(file, SqliteOpenMode.ReadWrite);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous=FULL; PRAGMA wal_checkpoint(PASSIVE)";
        await using var told = await command.ExecuteReaderAsync(cancel);
        return await told.ReadAsync(cancel) && told.GetInt32(1) > Long;
    }
}
