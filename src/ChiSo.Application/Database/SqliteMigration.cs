using ChiSo.Application.Files;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace ChiSo.Application.Database;

/// <summary>Brings an SQLite file to the current form. Killed at any moment it leaves a file the next start goes on from.</summary>
internal static class SqliteMigration
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    /// <returns>The migrations applied, in order; empty where another process has just applied them.</returns>
    public static async Task<List<string>> RunAsync(string file, CancellationToken cancel)
    {
        using var turn = await TurnAsync($"{file}.lock", cancel);
        return File.Exists(file) ? await UpgradeAsync(file, cancel) : await CreateAsync(file, cancel);
    }

    /// <summary>Made beside and moved into place: what a kill leaves is no database yet, never half of one.</summary>
    private static async Task<List<string>> CreateAsync(string file, CancellationToken cancel)
    {
        var part = $"{file}.part";
        foreach (var left in new[] { part, $"{part}-wal", $"{part}-shm" })
            File.Delete(left);
        var applied = await ApplyAsync(part, cancel);
        using (var pooled = new SqliteConnection(SqliteFiles.ConnectionTo(part)))
            SqliteConnection.ClearPool(pooled); // the last connection to close writes everything into the file itself
        File.Move(part, file);
        return applied;
    }

    private static async Task<List<string>> UpgradeAsync(string file, CancellationToken cancel)
    {
        // The mapper's own lock is a row: a killed process leaves it, and every later start would wait for it for ever. Ours is held, so that row is such a one.
        await using (var connection = SqliteFiles.Open(file, SqliteOpenMode.ReadWrite))
        {
            await using var drop = connection.CreateCommand();
            drop.CommandText = "DROP TABLE IF EXISTS \"__EFMigrationsLock\"";
            await drop.ExecuteNonQueryAsync(cancel);
        }

        return await ApplyAsync(file, cancel, keepsCopy: true);
    }

    private static async Task<List<string>> ApplyAsync(string file, CancellationToken cancel, bool keepsCopy = false)
    {
        await using var context = new SqliteChiSoContext(ChiSoOptions.Sqlite(file));
        var pending = (await context.Database.GetPendingMigrationsAsync(cancel)).ToList();
        if (pending.Count == 0)
            return pending;
        var copy = $"{file}.before-{pending[0]}";
        if (keepsCopy)
            KeepCopy(file, copy);
        await context.Database.MigrateAsync(cancel);
        if (keepsCopy)
            Prune(file, copy, [.. context.Database.GetMigrations()]);
        return pending;
    }

    private static void KeepCopy(string file, string copy)
    {
        if (File.Exists(copy))
            return;
        File.Delete($"{copy}.part"); // what an earlier start that was cut off may have left
        using (var from = SqliteFiles.Open(file, SqliteOpenMode.ReadWrite))
        using (var to = SqliteFiles.Open($"{copy}.part", SqliteOpenMode.ReadWriteCreate))
            from.BackupDatabase(to);

        File.Move($"{copy}.part", copy); // a copy cut short never passes for a whole one
    }

    /// <summary>Old copies go, but nothing somebody else laid there, and never the newest.</summary>
    private static void Prune(string file, string newest, HashSet<string> migrations)
    {
        var prefix = $"{Path.GetFileName(file)}.before-";
        var copies = Directory.EnumerateFiles(Path.GetDirectoryName(file)!, $"{prefix}*").Where(copy => migrations.Contains(Path.GetFileName(copy)[prefix.Length..])); // the file's path is whole
        OldCopies.Remove(copies.OrderByDescending(copy => copy == newest).ThenByDescending(copy => copy, StringComparer.Ordinal).Skip(ChiSoDatabase.KeptCopies));
    }

    /// <summary>Waits until no other process holds the lock.</summary>
    private static async Task<HeldFile> TurnAsync(string path, CancellationToken cancel)
    {
        while (true)
        {
            if (HeldFile.TryTake(path) is { } turn)
                return turn;
            await Task.Delay(BetweenTries, cancel);
        }
    }
}
