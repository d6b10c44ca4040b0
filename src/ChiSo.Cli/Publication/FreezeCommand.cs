using System.CommandLine;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Publication;

/// <summary><c>chiso freeze</c>: fixes the results of a round; public pages read nothing else.</summary>
internal static class FreezeCommand
{
    public static Command Create(SharedOptions shared)
    {
        var round = shared.Argument(Names.Round, Names.RoundInDatabase);
        var command = new GuidedCommand("freeze", shared.Say(new(
            "Chốt kết quả một kỳ đánh giá: từ đó các trang công bố đọc bản chốt.", "Freeze the results of a round: public pages read the frozen copy from then on.")))
        {
            Examples = [new("chiso freeze can-tho-2023", new("Chốt mọi khối, in mã băm của từng bản chốt.", "Freeze every block and print the hash of each."))],
        };
        command.Add(round);
        command.SetAction((parsed, cancel) =>
        {
            var screen = shared.ScreenOf(parsed);
            var code = parsed.GetRequiredValue(round);
            return OpenInstallation.NeedAsync(screen, shared.DatabaseOf(parsed), installation => RunAsync(screen, installation, code, cancel), cancel);
        });
        return command;
    }

    /// <summary>Freezes a round of an open installation and says so.</summary>
    public static async Task<int> RunAsync(Screen screen, Installation installation, string code, CancellationToken cancel)
    {
        var change = Change.OnThisMachine(TimeProvider.System, "chiso freeze");
        var frozen = await screen.WorkAsync(new("Đang tính và chốt kết quả", "Computing and freezing"), () => installation.Freezing.FreezeAsync(code, change, cancel));
        if (!frozen.TryGet(out var done))
            return screen.Problems(frozen.Problems, frozen.Problems is [{ Code: "round.unknown" }] ? ExitCode.NotFound : ExitCode.Problems);
        if (screen.IsJson)
            screen.Document(new { Round = code, done.Already, done.Hashes });
        else
            Show(screen, code, done);
        return (int)ExitCode.Ok;
    }

    private static void Show(Screen screen, string code, Frozen done)
    {
        screen.Line(done.Already
            ? new Words($"Kỳ {code} đã được chốt từ trước.", $"Round {code} was frozen before.")
            : new Words($"Đã chốt kết quả kỳ {code}.", $"Froze the results of round {code}."));
        foreach (var hash in done.Hashes)
            screen.Line(hash);
    }
}
