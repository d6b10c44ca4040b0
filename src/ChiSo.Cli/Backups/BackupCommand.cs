using System.CommandLine;
using System.Security.Cryptography;
using ChiSo.Application.Backups;
using ChiSo.Application.Publication;
using ChiSo.Application.Vietnamese;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Backups;

/// <summary><c>chiso backup</c>: everything an installation holds, in one archive.</summary>
internal static class BackupCommand
{
    public static Command Create(SharedOptions shared)
    {
        var file = shared.Argument(new("TỆP", "FILE"), new("Tệp sao lưu sẽ được tạo; không ghi đè tệp đã có.", "The backup to write; a file that is there is never overwritten."));
        var command = new GuidedCommand("backup", shared.Say(new(
            "Sao lưu toàn bộ (dữ liệu, minh chứng, câu trả lời khảo sát, dấu mốc và khóa nhật ký) vào một tệp, kể cả khi máy chủ đang chạy. Tệp chứa khóa bí mật: giữ như giữ mật khẩu.",
            "Back up everything (data, evidence, survey answers, checkpoints and keys of the trail) into one file, also while the server runs. It holds a private key: guard it like a password.")))
        {
            Examples = [new("chiso backup /mnt/backup/chiso-2026-01-05.zip", new("Sao lưu; nên chạy hằng đêm, rồi kiểm tra bằng chiso verify-backup.", "Back up; worth running every night, followed by chiso verify-backup."))],
        };
        command.Add(file);
        command.SetAction((parsed, cancel) =>
        {
            var (screen, connection, path) = (shared.ScreenOf(parsed), shared.DatabaseOf(parsed), parsed.GetRequiredValue(file));
            return OpenInstallation.NeedAsync(screen, connection, installation => RunAsync(screen, installation, OpenInstallation.Place(connection).Folder, path, cancel), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, Installation installation, string folder, string path, CancellationToken cancel)
    {
        var written = await screen.WorkAsync(new("Đang sao lưu", "Backing up"), () => BackupWriting.WriteAsync(installation, folder, path, TimeProvider.System, cancel));
        if (!written.TryGet(out var manifest))
            return screen.Problems(written.Problems);
        await using var stream = File.OpenRead(path);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel));
        if (screen.IsJson)
        {
            screen.Document(new { File = path, Sha256 = hash, Manifest = manifest });
            return (int)ExitCode.Ok;
        }

        screen.Line(new Words($"Đã sao lưu {VietnameseNumbers.CountText(manifest.Files.Length)} tệp vào {path}", $"Backed up {VietnameseNumbers.CountEnglish(manifest.Files.Length)} files to {path}"));
        screen.Line($"SHA-256: {hash}");
        screen.Remark(new("Tệp này chứa khóa bí mật ký nhật ký và dữ liệu cá nhân: cất ở nơi an toàn, ghi lại mã SHA-256 ở nơi khác, rồi chạy chiso verify-backup.", "This file holds the private key of the trail and personal data: keep it safe, note its SHA-256 elsewhere, then run chiso verify-backup."));
        return (int)ExitCode.Ok;
    }
}
