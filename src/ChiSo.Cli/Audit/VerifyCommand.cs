using System.Collections.Immutable;
using System.CommandLine;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Audit;

/// <summary><c>chiso audit verify</c>: whether the trail is what the newest checkpoint says.</summary>
internal static class VerifyCommand
{
    public static Command Create(SharedOptions shared)
    {
        var command = new GuidedCommand("verify", shared.Say(new(
            "Kiểm tra nhật ký với dấu mốc mới nhất: dòng bị sửa, bị xóa, bị chèn, phần đã và chưa được đóng dấu.",
            "Check the trail against the newest checkpoint: changed, removed and inserted links, covered and uncovered ranges.")))
        {
            Examples = [new("chiso audit verify --json", new("Báo cáo dạng JSON; mã kết thúc 1 nếu nhật ký không khớp.", "The report as JSON; exit code 1 when the trail does not match."))],
        };
        command.SetAction((parsed, cancel) =>
        {
            var screen = shared.ScreenOf(parsed);
            return OpenInstallation.NeedAsync(screen, shared.DatabaseOf(parsed), installation => RunAsync(screen, installation, cancel), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, Installation installation, CancellationToken cancel)
    {
        var reports = await installation.VerifyTrailAsync(cancel);
        if (screen.IsJson)
            screen.Document(reports);
        foreach (var report in screen.IsJson ? [] : reports)
            Show(screen, report);
        return (int)(reports.All(report => report.IsWhole) ? ExitCode.Ok : ExitCode.Problems);
    }

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
