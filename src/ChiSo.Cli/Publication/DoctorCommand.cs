using System.Collections.Immutable;
using System.CommandLine;
using ChiSo.Application.Publication;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Publication;

/// <summary><c>chiso doctor</c>: whether everything holds that must.</summary>
internal static class DoctorCommand
{
    public static Command Create(SharedOptions shared)
    {
        var command = new GuidedCommand("doctor", shared.Say(new(
            "Kiểm tra dữ liệu có toàn vẹn không: kết quả đã chốt, nhật ký, tệp minh chứng, phân công, việc chạy nền; không sửa gì.",
            "Check that the data is sound: frozen results, trail, files of evidence, assignments, background work; nothing is changed.")))
        {
            Examples =
            [
                new("chiso doctor", new("Mã kết thúc 1 nếu có vấn đề; mỗi vấn đề kèm cách xử lý.", "Exit code 1 when there is a problem; each with advice.")),
                new("chiso doctor --json", new("Cho chương trình giám sát.", "For a program that watches.")),
            ],
        };
        command.SetAction((parsed, cancel) =>
        {
            var screen = shared.ScreenOf(parsed);
            return OpenInstallation.NeedAsync(screen, shared.DatabaseOf(parsed), async installation => Show(
                screen, await screen.WorkAsync(new("Đang kiểm tra", "Checking"), () => installation.Doctor.LookAsync(cancel))), cancel);
        });
        return command;
    }

    private static int Show(Screen screen, ImmutableArray<CheckedPart> parts)
    {
        if (screen.IsJson)
        {
            screen.Document(parts);
            return (int)(parts.All(part => part.IsSound) ? ExitCode.Ok : ExitCode.Problems);
        }

        foreach (var part in parts)
            screen.Line(part.IsSound ? new Words($"Đạt: {part.Title.Vi}", $"Holds: {part.Title.En}") : new Words($"Không đạt ({part.Problems.Length}): {part.Title.Vi}", $"Fails ({part.Problems.Length}): {part.Title.En}"));
        return parts.All(part => part.IsSound) ? (int)ExitCode.Ok : screen.Problems([.. parts.SelectMany(part => part.Problems)]);
    }
}
