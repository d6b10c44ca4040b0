using System.CommandLine;
using ChiSo.Application.Backups;
using ChiSo.Application.Publication;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Database;

/// <summary><c>chiso migrate</c>: creates the database or brings it to the form this version needs.</summary>
internal static class MigrateCommand
{
    public static Command Create(SharedOptions shared)
    {
        var command = new GuidedCommand("migrate", shared.Say(new(
            "Tạo cơ sở dữ liệu, hoặc nâng cấp cấu trúc cho phiên bản này; chạy lại bao nhiêu lần cũng được.",
            "Create the database, or bring it to the form this version needs; safe to repeat.")))
        {
            Examples =
            [
                new("chiso migrate", new("Cơ sở dữ liệu SQLite trong ./chiso-data.", "The SQLite database in ./chiso-data.")),
                new("chiso migrate --database \"Host=localhost;Database=chiso;Username=chiso\"", new("Một máy chủ PostgreSQL.", "A PostgreSQL server.")),
            ],
        };
        command.SetAction((parsed, cancel) => RunAsync(shared.ScreenOf(parsed), shared.DatabaseOf(parsed), cancel));
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, string? connection, CancellationToken cancel)
    {
        var (server, folder, file) = OpenInstallation.Place(connection);
        using var installation = new Installation(server ?? file, folder, TimeProvider.System);
        var migrated = await SafeMigration.RunAsync(installation, folder, TimeProvider.System, cancel);
        if (!migrated.TryGet(out var applied))
            return screen.Problems(migrated.Problems, ExitCode.Environment);
        if (screen.IsJson)
            screen.Document(new { Applied = applied });
        else
            screen.Line(applied.Count == 0
                ? new Words("Cơ sở dữ liệu đã ở cấu trúc mới nhất.", "The database is up to date already.")
                : new Words($"Đã nâng cấp cơ sở dữ liệu: {string.Join(", ", applied)}.", $"Brought the database up to date: {string.Join(", ", applied)}."));
        return (int)ExitCode.Ok;
    }
}
