using ChiSo.Application.Backups;
using ChiSo.Application.Database;
using ChiSo.Application.Files;
using ChiSo.Application.Publication;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Database;

/// <summary>Opens the installation a command was pointed at, in the form this version needs.</summary>
internal static class OpenInstallation
{
    /// <summary>Where the embedded database, the checkpoints and their key lie unless an option says otherwise.</summary>
    public const string DefaultFolder = "chiso-data";

    /// <summary>Runs a command that may begin with an empty database.</summary>
    public static Task<int> MakeAsync(Screen screen, string? connection, Func<Installation, Task<int>> command, CancellationToken cancel) =>
        RunAsync(screen, connection, command, cancel);

    /// <summary>Runs a command that needs a database that is there.</summary>
    public static Task<int> NeedAsync(Screen screen, string? connection, Func<Installation, Task<int>> command, CancellationToken cancel)
    {
        var (server, folder, file) = Place(connection);
        TakeBackRestore(server, folder);
        return server is null && !File.Exists(file)
            ? Task.FromResult(screen.Problem(Missing(Path.Combine(folder, Path.GetFileName(file))), ExitCode.NotFound))
            : RunAsync(screen, connection, command, cancel);
    }

    /// <summary>A server's connection string, or <c>null</c>; the folder beside the database; the embedded database's file.</summary>
    public static (string? Server, string Folder, string File) Place(string? connection)
    {
        if (connection is not null && ChiSoDatabase.NamesServer(connection))
            return (connection, DefaultFolder, "");
        var file = connection is null ? Path.Combine(DefaultFolder, "chiso.db") : connection.Replace("Data Source=", "", StringComparison.OrdinalIgnoreCase);
        return (null, Path.GetDirectoryName(Path.GetFullPath(file)) ?? DefaultFolder, file);
    }

    private static async Task<int> RunAsync(Screen screen, string? connection, Func<Installation, Task<int>> command, CancellationToken cancel)
    {
        var (server, folder, file) = Place(connection);
        TakeBackRestore(server, folder);
        using var installation = new Installation(server ?? file, folder, TimeProvider.System);
        var migrated = await screen.WorkAsync(new("Đang mở cơ sở dữ liệu", "Opening the database"), () => SafeMigration.RunAsync(installation, folder, TimeProvider.System, cancel));
        return migrated.TryGet(out _) ? await command(installation) : screen.Problems(migrated.Problems, ExitCode.Environment);
    }

    /// <summary>What a restore that was killed had moved goes back first.</summary>
    private static void TakeBackRestore(string? server, string folder)
    {
        if (server is not null || !RestoreExchange.IsUnderWay(folder))
            return;
        using var alone = HeldFile.TryTake(Path.Combine(folder, BackupRestoring.ServeLock));
        if (alone is not null) // else a server runs, which has looked itself, or a restore is at it
            RestoreExchange.TakeBack(folder);
    }

    private static Problem Missing(string file) => new("database.missing", file,
        new("Chưa có cơ sở dữ liệu ở đây.", "There is no database here."),
        new("Chạy chiso import để nhập một kỳ, hoặc nêu cơ sở dữ liệu khác bằng --database.", "Run chiso import to store a round, or name another database with --database."));
}
