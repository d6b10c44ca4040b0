using System.CommandLine;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli.Rounds;

/// <summary><c>chiso export</c>: a round of the database as files that import reads back without loss.</summary>
internal static class ExportCommand
{
    public static Command Create(SharedOptions shared)
    {
        var round = shared.Argument(Names.Round, Names.RoundInDatabase);
        var target = shared.Option("--to", new("THƯ-MỤC|TỆP", "FOLDER|FILE"), new(
            "Nơi ghi: một thư mục tệp CSV, một sổ Excel nếu tên kết thúc bằng .xlsx, một tệp JSON nếu tên kết thúc bằng .json.",
            "Where to: a folder of CSV files, one workbook when the name ends in .xlsx, one JSON file when it ends in .json."));
        target.Required = true;
        var command = new GuidedCommand("export", shared.Say(new(
            "Xuất một kỳ đánh giá từ cơ sở dữ liệu thành tệp; nhập lại được nguyên vẹn.", "Export a round of the database to files that can be imported again without loss.")))
        {
            Examples =
            [
                new("chiso export can-tho-2023 --to out/can-tho-2023", new("Thành thư mục tệp CSV.", "As a folder of CSV files.")),
                new("chiso export can-tho-2023 --to out/can-tho-2023.xlsx", new("Thành một sổ Excel.", "As one workbook.")),
                new("chiso export can-tho-2023 --to out/can-tho-2023.json", new("Thành một tệp JSON cho chương trình khác.", "As one JSON file for other programs.")),
            ],
        };
        command.Add(round);
        command.Add(target);
        command.SetAction((parsed, cancel) =>
        {
            var (screen, code, path) = (shared.ScreenOf(parsed), parsed.GetRequiredValue(round), parsed.GetRequiredValue(target));
            return OpenInstallation.NeedAsync(screen, shared.DatabaseOf(parsed), installation => RunAsync(screen, installation, code, path!, cancel), cancel); // the option is required
        });
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, Installation installation, string code, string path, CancellationToken cancel)
    {
        if (await installation.Rounds.LoadAsync(code, cancel) is not { } round)
            return screen.Problem(RoundSource.Unknown(code), ExitCode.NotFound);
        var written = await screen.WorkAsync(new("Đang ghi", "Writing"), () => Task.FromResult(RoundPath.Write(round, path)));
        await installation.Reads.RecordAsync(ReadLog.RoundExported, code, Change.OnThisMachine(TimeProvider.System, "chiso export"), cancel);
        if (screen.IsJson)
            screen.Document(new { Round = code, Written = written });
        foreach (var file in written)
            screen.Remark(new($"Đã ghi {file}", $"Wrote {file}"));
        return (int)ExitCode.Ok;
    }
}
