using System.CommandLine;
using ChiSo.Cli.Rounds;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli.Results;

/// <summary><c>chiso compute</c>: a round from files to rankings, without any database.</summary>
internal static class ComputeCommand
{
    public static Command Create(SharedOptions shared)
    {
        var source = shared.Argument(Names.Source, Names.SourceMeaning);
        var folder = shared.Option("--out", new("THƯ-MỤC", "FOLDER"), new(
            "Ghi kết quả vào thư mục này: CSV, JSON và XLSX. Không có thì chỉ in ra.",
            "Write the results to this folder: CSV, JSON and XLSX. Without it they are only printed."));
        var command = new GuidedCommand("compute", shared.Say(new(
            "Tính chỉ số, xếp hạng, xếp loại của một kỳ đánh giá từ tệp.", "Compute indices, ranks and classes of a round from files.")))
        {
            Examples =
            [
                new("chiso compute samples/can-tho-2023", new("In bảng xếp hạng từng khối.", "Print the ranking of each block.")),
                new("chiso compute samples/can-tho-2023 --out out/", new("In bảng xếp hạng và ghi mọi kết quả vào out/.", "Print the rankings and write all results to out/.")),
                new("chiso compute ky-2023.xlsx --json", new("Đọc sổ Excel, in kết quả dạng JSON.", "Read a workbook, print the results as JSON.")),
            ],
        };
        command.Add(source);
        command.Add(folder);
        command.SetAction((parsed, _) => RunAsync(shared.ScreenOf(parsed), parsed.GetRequiredValue(source), parsed.GetValue(folder)));
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, string source, string? folder)
    {
        var read = await RoundSource.ReadAsync(screen, source);
        if (!read.TryGet(out var round))
            return RoundSource.Refuse(screen, read.Problems);
        var computed = await screen.WorkAsync(new("Đang tính", "Computing"), () => Task.FromResult(ComputedRound.Of(round)));
        if (screen.IsJson)
            screen.Document(ResultDocument.Of(computed));
        else
            RankingTable.Show(screen, computed);
        if (folder is not null)
        {
            foreach (var path in await screen.WorkAsync(new("Đang ghi", "Writing"), () => Task.FromResult(ResultFiles.Write(computed, folder))))
                screen.Remark(new($"Đã ghi {path}", $"Wrote {path}"));
        }

        return (int)ExitCode.Ok;
    }
}
