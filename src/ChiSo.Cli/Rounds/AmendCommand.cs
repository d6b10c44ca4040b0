using System.Collections.Immutable;
using System.CommandLine;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Cli.Database;
using ChiSo.Cli.Results;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Rounds;

/// <summary><c>chiso amend</c>: a new version of the criteria of a running round; entries are kept.</summary>
internal static class AmendCommand
{
    public static Command Create(SharedOptions shared)
    {
        var source = shared.Argument(Names.Source, Names.SourceMeaning);
        var ground = shared.Option("--ground", new("CĂN-CỨ", "GROUND"), new("Số, ngày quyết định thay bộ tiêu chí.", "Number and date of the decision that replaces the set."));
        var dryRun = shared.Switch("--dry-run", new("Chỉ cho xem từng dòng sẽ ra sao, không ghi gì.", "Only show what becomes of each line; write nothing."));
        var command = new GuidedCommand("amend", shared.Say(new(
            "Thay bộ tiêu chí của một kỳ đang chạy bằng phiên bản mới; số liệu đã nhập giữ nguyên.",
            "Replace the criteria of a running round by a new version; entries are kept.")))
        {
            Examples =
            [
                new("chiso amend ky-2024/ --dry-run", new("Xem dòng nào giữ nguyên, đổi, mới, bỏ.", "See which lines stay, change, are new or dropped.")),
                new("chiso amend ky-2024/ --ground \"QĐ 12/QĐ-UBND ngày 05/03/2024\"", new("Áp dụng phiên bản mới.", "Put the new version in force.")),
            ],
        };
        command.Add(source);
        command.Add(ground);
        command.Add(dryRun);
        command.SetAction((parsed, cancel) => RunAsync(
            shared.ScreenOf(parsed), shared.DatabaseOf(parsed), new(parsed.GetRequiredValue(source), parsed.GetValue(dryRun), parsed.GetValue(ground) ?? ""), cancel));
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, string? connection, Wanted wanted, CancellationToken cancel)
    {
        var read = await RoundSource.ReadAsync(screen, wanted.Source);
        return read.TryGet(out var round)
            ? await OpenInstallation.NeedAsync(screen, connection, async installation => Show(screen, round.Code, wanted.DryRun, await DoAsync(installation, round, wanted, cancel)), cancel)
            : RoundSource.Refuse(screen, read.Problems);
    }

    private static Task<Result<ImmutableArray<AmendedBlock>>> DoAsync(Installation installation, RoundDocument round, Wanted wanted, CancellationToken cancel) => wanted.DryRun
        ? installation.Amendments.PreviewAsync(round, cancel)
        : installation.Amendments.AmendAsync(round, Change.OnThisMachine(TimeProvider.System, wanted.Ground), cancel);

    private static int Show(Screen screen, string round, bool dryRun, Result<ImmutableArray<AmendedBlock>> done)
    {
        if (!done.TryGet(out var blocks))
            return screen.Problems(done.Problems, done.Problems.Any(problem => problem.Code == "round.unknown") ? ExitCode.NotFound : ExitCode.Problems);
        if (screen.IsJson)
        {
            screen.Document(new { Round = round, Applied = !dryRun, Blocks = blocks.Select(block => new { block.Block, Before = block.Before.Edition, After = block.After.Edition, block.Kept, block.Resting, Lines = MappedLines.Document(block.Mapping) }) });
            return (int)ExitCode.Ok;
        }

        if (blocks.IsEmpty)
            screen.Line(new Words("Bộ tiêu chí không có gì thay đổi.", "The criteria have not changed."));
        foreach (var block in blocks)
        {
            screen.Title($"{block.Block}: {block.Before.Edition} → {block.After.Edition}");
            MappedLines.Show(screen, block.Mapping);
            screen.Line(new Words($"Số liệu giữ nguyên: {block.Kept} dòng; thôi tính vì dòng bị bỏ hoặc tách: {block.Resting} dòng.", $"Entries kept on {block.Kept} lines; resting, their line dropped or split: {block.Resting}."));
        }

        if (!dryRun && !blocks.IsEmpty)
            screen.Remark(new($"Đã áp dụng cho kỳ {round}.", $"In force in round {round}."));
        return (int)ExitCode.Ok;
    }

    private sealed record Wanted(string Source, bool DryRun, string Ground);
}
