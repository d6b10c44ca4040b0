using System.Collections.Immutable;
using System.CommandLine;
using ChiSo.Application.Publication;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Publication;

/// <summary><c>chiso recompute</c>: whether every frozen result is still what its own input gives.</summary>
internal static class RecomputeCommand
{
    public static Command Create(SharedOptions shared)
    {
        var command = new GuidedCommand("recompute", shared.Say(new(
            "Tính lại mọi kết quả đã chốt từ chính số liệu của chúng và so sánh; nên chạy hằng đêm.",
            "Compute every frozen result again from its own input and compare; worth running every night.")))
        {
            Examples = [new("chiso recompute", new("Mã kết thúc 1 nếu có kết quả không khớp.", "Exit code 1 when a result differs."))],
        };
        command.SetAction((parsed, cancel) =>
        {
            var screen = shared.ScreenOf(parsed);
            return OpenInstallation.NeedAsync(screen, shared.DatabaseOf(parsed), async installation => Show(
                screen,
                await screen.WorkAsync(new("Đang tính lại", "Computing again"), () => installation.FrozenChecks.CheckAsync(cancel))), cancel);
        });
        return command;
    }

    private static int Show(Screen screen, ImmutableArray<CheckedBlock> blocks)
    {
        if (screen.IsJson)
            screen.Document(blocks);
        else
            Tell(screen, blocks);
        return (int)(blocks.All(block => block.IsSound) ? ExitCode.Ok : ExitCode.Problems);
    }

    private static void Tell(Screen screen, ImmutableArray<CheckedBlock> blocks)
    {
        foreach (var block in blocks.Where(block => block.Outcome == Recomputed.OtherEngine))
            screen.Line(new Words($"{block.Address.Round} / {block.Address.Block}: chốt bằng phiên bản tính khác, không so được.", $"{block.Address.Round} / {block.Address.Block}: frozen by another engine version, can't be compared."));
        var same = blocks.Count(block => block.Outcome == Recomputed.Same);
        screen.Line(new Words($"{same} trên {blocks.Length} kết quả đã chốt tính lại giống hệt.", $"{same} of {blocks.Length} frozen results are the same when computed again."));
        if (blocks.Any(block => !block.IsSound))
            screen.Problems([.. blocks.Where(block => !block.IsSound).Select(Freezing.Unsound)]);
    }
}
