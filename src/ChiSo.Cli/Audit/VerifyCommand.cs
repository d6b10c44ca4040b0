using System.CommandLine;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;

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
        command.SetAction((parsed, _) => NoStore.RefuseAsync(shared.ScreenOf(parsed)));
        return command;
    }
}
