using System.Collections.Immutable;
using System.CommandLine;
using ChiSo.Application.Audit;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Vietnamese;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Audit;

/// <summary><c>chiso audit break-glass</c>: sign-ins of the break-glass account nobody has acknowledged, and their end by whoever keeps the server.</summary>
internal static class BreakGlassCommand
{
    private const string Example = "019b0f2c7d1a7c4e9a3d5b6f8e1c2a40";

    public static Command Create(SharedOptions shared)
    {
        var number = shared.Option("--acknowledge", new("SỐ", "NUMBER"), new("Số của lần đăng nhập cần xác nhận, như trong danh sách.", "Number of the sign-in to acknowledge, as listed."));
        var reason = shared.Option("--reason", new("LÝ-DO", "REASON"), new("Ai đã dùng, vì sao, đã làm gì; được ghi vào nhật ký.", "Who used it, why, and what was done; kept in the trail."));
        var command = new GuidedCommand("break-glass", shared.Say(new(
            "Các lần đăng nhập bằng tài khoản khẩn cấp chưa được xác nhận; xác nhận khi không quản trị hệ thống nào xác nhận được.",
            "Sign-ins of the break-glass account nobody has acknowledged; acknowledge one when no administrator may.")))
        {
            Examples =
            [
                new("chiso audit break-glass", new("Những lần chưa xác nhận.", "Those nobody has acknowledged.")),
                new($"chiso audit break-glass --acknowledge {Example} --reason \"Quản trị duy nhất mất điện thoại\"", new("Tắt báo động của một lần.", "End the alarm of one.")),
            ],
        };
        command.Add(number);
        command.Add(reason);
        command.SetAction((parsed, cancel) =>
        {
            var (screen, which, why) = (shared.ScreenOf(parsed), parsed.GetValue(number), parsed.GetValue(reason));
            return OpenInstallation.NeedAsync(screen, shared.DatabaseOf(parsed), installation => which is null && why is null
                ? ListAsync(screen, installation, cancel)
                : AcknowledgeAsync(screen, installation, which ?? "", why ?? "", cancel), cancel);
        });
        return command;
    }

    private static async Task<int> ListAsync(Screen screen, Installation installation, CancellationToken cancel)
    {
        var uses = await installation.BreakGlass.OpenAsync(cancel);
        if (screen.IsJson)
            screen.Document(new { Uses = uses.Select(use => new { use.Number, use.UserName, use.At }) });
        else if (uses.IsEmpty)
            screen.Line(new Words("Không có lần nào chưa xác nhận.", "None waits for an acknowledgement."));
        else
            Show(screen, uses);
        return (int)ExitCode.Ok;
    }

    private static void Show(Screen screen, ImmutableArray<BreakGlassUse> uses)
    {
        foreach (var use in uses)
            screen.Line($"{use.Number}  {VietnamTime.Write(use.At)}  {use.UserName}");
    }

    private static async Task<int> AcknowledgeAsync(Screen screen, Installation installation, string number, string reason, CancellationToken cancel)
    {
        var done = await installation.BreakGlass.AcknowledgeAtServerAsync(number, Change.OnThisMachine(TimeProvider.System, reason), cancel);
        if (!done.TryGet(out var subject))
            return screen.Problems(done.Problems);
        if (screen.IsJson)
            screen.Document(new { Acknowledged = subject });
        else
            screen.Line(new Words($"Đã xác nhận {subject}.", $"Acknowledged {subject}."));
        return (int)ExitCode.Ok;
    }
}
