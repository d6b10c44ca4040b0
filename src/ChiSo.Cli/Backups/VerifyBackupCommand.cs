using System.CommandLine;
using System.Globalization;
using ChiSo.Application.Backups;
using ChiSo.Application.Vietnamese;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Backups;

/// <summary><c>chiso verify-backup</c>: whether a backup would give everything back.</summary>
internal static class VerifyBackupCommand
{
    public static Command Create(SharedOptions shared)
    {
        var file = shared.Argument(new("TỆP", "FILE"), new("Tệp sao lưu.", "The backup."));
        var command = new GuidedCommand("verify-backup", shared.Say(new(
            "Kiểm tra một bản sao lưu: mã của từng tệp, khôi phục thử vào thư mục tạm, kiểm tra nhật ký, tính lại mọi kết quả đã chốt.",
            "Check a backup: the hash of every file, a trial restore to a scratch folder, the trail, every frozen result computed again.")))
        {
            Examples = [new("chiso verify-backup /mnt/backup/chiso-2026-01-05.zip", new("Mã kết thúc 1 nếu có gì không khớp.", "Exit code 1 when anything does not match."))],
        };
        command.Add(file);
        command.SetAction((parsed, cancel) => RunAsync(shared.ScreenOf(parsed), parsed.GetRequiredValue(file), cancel));
        return command;
    }

    /// <summary>What is said of a file that isn't there.</summary>
    public static Problem NoFile(string path) => new("cli.no-file", path, new("Không có tệp này.", "There is no such file."), new("Kiểm tra đường dẫn.", "Check the path."));

    /// <summary>In words, what was checked.</summary>
    public static void Tell(Screen screen, VerifiedBackup backup)
    {
        var (manifest, same) = (backup.Manifest, backup.Blocks.Count(block => block.Outcome == Application.Publication.Recomputed.Same));
        var at = manifest.At.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        screen.Line(new Words($"Bản sao lưu lúc {at}, ChiSo {manifest.Version}.", $"Backup of {at}, ChiSo {manifest.Version}."));
        screen.Line(new Words($"Mã SHA-256 của {VietnameseNumbers.CountText(manifest.Files.Length)} tệp: khớp.", $"SHA-256 of {VietnameseNumbers.CountEnglish(manifest.Files.Length)} files: match."));
        if (!manifest.HasEvidence)
            screen.Line(new Words("Tệp minh chứng không nằm trong bản này: nó được giữ trước khi nâng cấp, và tệp vẫn ở thư mục cũ.", "Files of evidence are not in it: it was kept before a migration, and the files are where they were."));
        screen.Line(new Words($"Số dòng của {manifest.Rows.Length} bảng: khớp.", $"Rows of {manifest.Rows.Length} tables: match."));
        screen.Line(backup.Trail.Checkpoints == Application.Audit.CheckpointStatus.Verified
            ? new Words($"Nhật ký: {backup.Trail.Chains.Length} chuỗi nguyên vẹn, khớp dấu mốc có chữ ký.", $"Trail: {backup.Trail.Chains.Length} chains whole, as the signed checkpoint says.")
            : new Words($"Nhật ký: {backup.Trail.Chains.Length} chuỗi nguyên vẹn; không có dấu mốc có chữ ký.", $"Trail: {backup.Trail.Chains.Length} chains whole; there is no signed checkpoint."));
        screen.Line(new Words($"Kết quả đã chốt: {same} trên {backup.Blocks.Length} tính lại giống hệt.", $"Frozen results: {same} of {backup.Blocks.Length} the same when computed again."));
        if (same < backup.Blocks.Length)
            screen.Line(new Words("Số còn lại được chốt bằng phiên bản tính khác, không so được.", "The others were frozen by another engine version and can't be compared."));
    }

    private static async Task<int> RunAsync(Screen screen, string path, CancellationToken cancel)
    {
        if (!File.Exists(path))
            return screen.Problem(NoFile(path), ExitCode.NotFound);
        var verified = await screen.WorkAsync(new("Đang kiểm tra", "Checking"), () => BackupVerification.VerifyAsync(path, Path.GetTempPath(), TimeProvider.System, cancel));
        if (!verified.TryGet(out var backup))
            return screen.Problems(verified.Problems);
        if (screen.IsJson)
            screen.Document(backup);
        else
            Tell(screen, backup);
        return (int)ExitCode.Ok;
    }
}
