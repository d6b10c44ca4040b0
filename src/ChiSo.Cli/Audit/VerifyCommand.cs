using System.Collections.Immutable;
using System.CommandLine;
using ChiSo.Application.Audit;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Audit;

/// <summary><c>chiso audit verify</c>: whether the trail is what the newest checkpoint says.</summary>
internal static class VerifyCommand
{
    public static Command Create(SharedOptions shared)
    {
        var file = shared.OptionalArgument(new("TỆP", "FILE"), new("Tệp đã xuất bằng chiso audit export; để trống thì kiểm tra cơ sở dữ liệu.", "A file written by chiso audit export; without it the database is checked."));
        var key = shared.Option("--key", new("TỆP", "FILE"), new("Khóa công khai audit.pub của nơi đã ký, cùng với một tệp.", "The public key audit.pub of the place that signed; goes with a file."));
        var checkpoints = shared.Option("--checkpoints", new("TỆP", "FILE"), new("Tệp checkpoints.jsonl của nơi đã ký, cùng với một tệp.", "The file checkpoints.jsonl of the place that signed; goes with a file."));
        var command = new GuidedCommand("verify", shared.Say(new(
            "Kiểm tra nhật ký với dấu mốc mới nhất: dòng bị sửa, bị xóa, bị chèn, phần đã và chưa được đóng dấu.",
            "Check the trail against the newest checkpoint: changed, removed and inserted links, covered and uncovered ranges.")))
        {
            Examples =
            [
                new("chiso audit verify --json", new("Báo cáo dạng JSON; mã kết thúc 1 nếu nhật ký không khớp.", "The report as JSON; exit code 1 when the trail does not match.")),
                new("chiso audit verify trail.jsonl --key audit.pub --checkpoints checkpoints.jsonl", new("Kiểm tra một tệp, không cần cơ sở dữ liệu.", "Verify a file, without a database.")),
            ],
        };
        command.Add(file);
        command.Add(key);
        command.Add(checkpoints);
        command.SetAction((parsed, cancel) =>
        {
            var screen = shared.ScreenOf(parsed);
            var given = (File: parsed.GetValue(file), Key: parsed.GetValue(key), Checkpoints: parsed.GetValue(checkpoints));
            if ((given.Key is null) != (given.Checkpoints is null) || (given.Key is not null && given.File is null))
                return Task.FromResult(screen.Problem(NoPair(), ExitCode.Usage));
            return given.File is { } path
                ? Task.FromResult(OfFile(screen, path, given.Key, given.Checkpoints))
                : OpenInstallation.NeedAsync(screen, shared.DatabaseOf(parsed), async installation => Show(screen, await installation.VerifyTrailAsync(cancel)), cancel);
        });
        return command;
    }

    private static int OfFile(Screen screen, string path, string? keyFile, string? checkpoints)
    {
        if (new[] { path, keyFile, checkpoints }.FirstOrDefault(one => one is not null && !File.Exists(one)) is { } missing)
            return screen.Problem(NoFile(missing), ExitCode.NotFound);
        var read = TrailExport.Read(File.ReadLines(path), path);
        if (!read.TryGet(out var trail))
            return screen.Problems(read.Problems);

        var reading = keyFile is null || checkpoints is null ? new CheckpointReading(CheckpointStatus.None, null) : Checkpoints.Read(checkpoints, File.ReadAllText(keyFile).Trim());
        return Show(screen, new TrailReport(reading.Status, TrailVerification.Verify(trail.Lines, reading.Newest, trail.Heads)));
    }

    private static int Show(Screen screen, TrailReport report)
    {
        if (screen.IsJson)
        {
            screen.Document(report);
        }
        else
        {
            screen.Line(StatusWords(report.Checkpoints));
            foreach (var chain in report.Chains)
                Show(screen, chain);
        }

        return (int)(report.IsWhole ? ExitCode.Ok : ExitCode.Problems);
    }

    private static Words StatusWords(CheckpointStatus status) => status switch
    {
        CheckpointStatus.Verified => new("Dấu mốc: có, đúng chữ ký.", "Checkpoints: there, signature verified."),
        CheckpointStatus.Missing => new("Dấu mốc: đã từng ký nhưng nay không còn. Lấy lại tệp checkpoints.jsonl và audit.pub từ bản sao.", "Checkpoints: one was signed and is gone. Get checkpoints.jsonl and audit.pub back from a copy."),
        CheckpointStatus.Foreign => new("Dấu mốc: có dấu do khóa lạ ký. So tệp với bản sao ở máy khác.", "Checkpoints: signed by an unknown key. Compare the file with a copy on another machine."),
        _ => new("Dấu mốc: không có; chưa gì ngoài cơ sở dữ liệu làm chứng cho nhật ký.", "Checkpoints: none; nothing outside the database speaks for the trail."),
    };

    private static Problem NoPair() => new("audit.key-alone", "--key --checkpoints",
        new("Khóa công khai và tệp dấu mốc chỉ có nghĩa khi đi cùng nhau và cùng một tệp nhật ký.", "A public key and a file of checkpoints mean something together only, and with a file of the trail."),
        new("Nêu tệp nhật ký, --key và --checkpoints; hoặc bỏ cả hai.", "Name the file of the trail, --key and --checkpoints; or leave both out."));

    private static Problem NoFile(string path) => new("cli.no-file", path, new("Không có tệp này.", "There is no such file."), new("Kiểm tra đường dẫn.", "Check the path."));

    private static void Show(Screen screen, ChainReport report)
    {
        screen.Title(report.Chain);
        screen.Line(report.IsWhole ? new Words("Nguyên vẹn.", "Whole.") : new Words("Không nguyên vẹn.", "Not whole."));
        Show(screen, new("bị sửa", "changed"), report.Changed);
        Show(screen, new("bị xóa", "removed"), report.Removed);
        Show(screen, new("bị chèn", "inserted"), report.Inserted);
        Show(screen, new("mất ở cuối", "missing at the end"), report.Missing);
        Show(screen, new("đã có mốc ký", "covered by the checkpoint"), report.Covered);
        Show(screen, new("chưa có mốc ký", "not covered yet"), report.Uncovered);
        Show(screen, new("nội dung đã xóa theo quy định", "payload erased by law"), report.Erased);
    }

    private static void Show(Screen screen, Words what, ImmutableArray<SequenceRange> ranges)
    {
        if (!ranges.IsEmpty)
            screen.Line($"  {screen.Say(what)}: {string.Join(", ", ranges.Select(range => range.From == range.To ? $"{range.From}" : $"{range.From}–{range.To}"))}");
    }
}
