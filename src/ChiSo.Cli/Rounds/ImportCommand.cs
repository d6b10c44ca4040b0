using System.CommandLine;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Cli.Database;
using ChiSo.Cli.Publication;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli.Rounds;

/// <summary><c>chiso import</c>: a round from files into the database, whole or not at all.</summary>
internal static class ImportCommand
{
    public static Command Create(SharedOptions shared)
    {
        var source = shared.Argument(Names.Source, Names.SourceMeaning);
        var dryRun = shared.Switch("--dry-run", new("Chỉ cho xem khác biệt so với cơ sở dữ liệu, không ghi gì.", "Only show the differences from the database; write nothing."));
        var freeze = shared.Switch("--freeze", new("Chốt kết quả ngay sau khi nhập, để công bố.", "Freeze the results right after the import, for publication."));
        var command = new GuidedCommand("import", shared.Say(new(
            "Nhập một kỳ đánh giá từ tệp vào cơ sở dữ liệu: chỉ khi mọi thứ đều đúng.", "Import a round from files into the database: only when all is well.")))
        {
            Examples =
            [
                new("chiso import samples/can-tho-2023 --dry-run", new("Xem trước sẽ thay đổi những gì.", "See what would change.")),
                new("chiso import samples/can-tho-2023 --freeze", new("Nhập và chốt kết quả.", "Import and freeze the results.")),
            ],
        };
        command.Add(source);
        command.Add(dryRun);
        command.Add(freeze);
        command.SetAction((parsed, cancel) =>
        {
            var wanted = new Wanted(parsed.GetRequiredValue(source), parsed.GetValue(dryRun), parsed.GetValue(freeze));
            return RunAsync(shared.ScreenOf(parsed), shared.DatabaseOf(parsed), wanted, cancel);
        });
        return command;
    }

    /// <summary>Stores a round that was read without problems, and says what happened.</summary>
    public static async Task<int> StoreAsync(Screen screen, Installation installation, RoundDocument round, CancellationToken cancel)
    {
        var change = Change.OnThisMachine(TimeProvider.System, "chiso import");
        var stored = await screen.WorkAsync(new("Đang ghi vào cơ sở dữ liệu", "Writing to the database"), () => installation.Rounds.ImportAsync(round, change, cancel));
        if (!stored.TryGet(out var done))
            return screen.Problems(stored.Problems);
        screen.Remark(done switch
        {
            Imported.New => new($"Đã nhập kỳ {round.Code}.", $"Imported round {round.Code}."),
            Imported.Replaced => new($"Đã thay nội dung kỳ {round.Code}.", $"Replaced the content of round {round.Code}."),
            _ => new($"Kỳ {round.Code} không có gì thay đổi.", $"Nothing changed in round {round.Code}."),
        });
        return (int)ExitCode.Ok;
    }

    private static async Task<int> RunAsync(Screen screen, string? connection, Wanted wanted, CancellationToken cancel)
    {
        var read = await RoundSource.ReadAsync(screen, wanted.Source);
        if (!read.TryGet(out var round))
            return RoundSource.Refuse(screen, read.Problems);
        return await OpenInstallation.MakeAsync(screen, connection, async installation =>
        {
            if (wanted.DryRun)
                return Differences.Show(screen, round, await installation.Rounds.DifferencesAsync(round, cancel));
            var code = await StoreAsync(screen, installation, round, cancel);
            return code == (int)ExitCode.Ok && wanted.Freeze ? await FreezeCommand.RunAsync(screen, installation, round.Code, cancel) : Report(screen, round, code);
        }, cancel);
    }

    private static int Report(Screen screen, RoundDocument round, int code)
    {
        if (screen.IsJson && code == (int)ExitCode.Ok)
            screen.Document(new { Round = round.Code });
        return code;
    }

    private sealed record Wanted(string Source, bool DryRun, bool Freeze);
}
