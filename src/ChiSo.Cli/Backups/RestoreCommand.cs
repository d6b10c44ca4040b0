using System.CommandLine;
using ChiSo.Application.Backups;
using ChiSo.Application.Database;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Backups;

/// <summary><c>chiso restore</c>: an installation from a backup.</summary>
internal static class RestoreCommand
{
    public static Command Create(SharedOptions shared)
    {
        var file = shared.Argument(new("TỆP", "FILE"), new("Tệp sao lưu.", "The backup."));
        var replace = shared.Switch("--replace", new("Thay dữ liệu đang có; dữ liệu cũ được cất vào một thư mục bên cạnh trước.", "Replace data that is there; it is put into a folder beside first."));
        var command = new GuidedCommand("restore", shared.Say(new(
            "Khôi phục từ một bản sao lưu sau khi kiểm tra như chiso verify-backup. Dừng máy chủ trước.",
            "Restore a backup after checking it as chiso verify-backup does. Stop the server first.")))
        {
            Examples =
            [
                new("chiso restore /mnt/backup/chiso-2026-01-05.zip", new("Khôi phục vào ./chiso-data còn trống.", "Restore to an empty ./chiso-data.")),
                new("chiso restore /mnt/backup/chiso-2026-01-05.zip --replace", new("Thay dữ liệu đang có, giữ lại một bản.", "Replace what is there, keeping it beside.")),
            ],
        };
        command.Add(file);
        command.Add(replace);
        command.SetAction((parsed, cancel) =>
        {
            var (server, folder, data) = OpenInstallation.Place(shared.DatabaseOf(parsed));
            return RunAsync(shared.ScreenOf(parsed), parsed.GetRequiredValue(file), (server ?? data, folder), parsed.GetValue(replace), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, string path, (string Data, string Folder) to, bool replace, CancellationToken cancel)
    {
        if (!File.Exists(path))
            return screen.Problem(VerifyBackupCommand.NoFile(path), ExitCode.NotFound);
        var restored = await screen.WorkAsync(new("Đang khôi phục", "Restoring"), () => BackupRestoring.RestoreAsync(path, to.Data, to.Folder, replace, TimeProvider.System, cancel));
        if (!restored.TryGet(out var done))
            return screen.Problems(restored.Problems);
        if (screen.IsJson)
        {
            screen.Document(done);
            return (int)ExitCode.Ok;
        }

        VerifyBackupCommand.Tell(screen, done.Backup);
        var place = ChiSoDatabase.NamesServer(to.Data) ? "PostgreSQL" : to.Data; // a connection string may hold a password
        screen.Line(new Words($"Đã khôi phục vào {place}.", $"Restored to {place}."));
        if (done.Kept is { } kept)
            screen.Line(new Words($"Dữ liệu trước đó nằm trong {kept}.", $"What was there before lies in {kept}."));
        screen.Remark(new("Chạy chiso audit verify, rồi chiso serve. Việc làm sau thời điểm sao lưu không có trong dữ liệu này.", "Run chiso audit verify, then chiso serve. Nothing done after the backup is in this data."));
        return (int)ExitCode.Ok;
    }
}
