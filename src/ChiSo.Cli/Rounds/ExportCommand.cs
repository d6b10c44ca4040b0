using System.Collections.Immutable;
using System.CommandLine;
using ChiSo.Application.Publication;
using ChiSo.Application.Results;
using ChiSo.Application.Spreadsheets;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli.Rounds;

/// <summary><c>chiso export</c>: a round of the database as files that import reads back without loss.</summary>
internal static class ExportCommand
{
    public static Command Create(SharedOptions shared)
    {
        var round = shared.Argument(Names.Round, Names.RoundInDatabase);
        var target = shared.Option("--to", new("THƯ-MỤC|TỆP.xlsx", "FOLDER|FILE.xlsx"), new(
            "Nơi ghi: một thư mục tệp CSV, hoặc một sổ Excel nếu tên kết thúc bằng .xlsx.", "Where to: a folder of CSV files, or one workbook when the name ends in .xlsx."));
        target.Required = true;
        var command = new GuidedCommand("export", shared.Say(new(
            "Xuất một kỳ đánh giá từ cơ sở dữ liệu thành tệp; nhập lại được nguyên vẹn.", "Export a round of the database to files that can be imported again without loss.")))
        {
            Examples =
            [
                new("chiso export can-tho-2023 --to out/can-tho-2023", new("Thành thư mục tệp CSV.", "As a folder of CSV files.")),
                new("chiso export can-tho-2023 --to out/can-tho-2023.xlsx", new("Thành một sổ Excel.", "As one workbook.")),
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
        var written = Write(RoundTables.Format(round), path);
        if (screen.IsJson)
            screen.Document(new { Round = code, Written = written });
        foreach (var file in written)
            screen.Remark(new($"Đã ghi {file}", $"Wrote {file}"));
        return (int)ExitCode.Ok;
    }

    /// <summary>Each file is written beside its place and moved there whole.</summary>
    private static List<string> Write(ImmutableArray<Table> tables, string path)
    {
        if (path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
            return [Save(path, stream => XlsxTables.Write(stream, tables))];
        return [.. tables.Select(table => Save(Path.Combine(path, $"{table.Name}.csv"), stream => CsvTables.Write(stream, table, CsvWriting.Kept)))];
    }

    private static string Save(string path, Action<Stream> write)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        var beside = path + ".part";
        using (var stream = File.Create(beside))
            write(stream);
        File.Move(beside, path, overwrite: true);
        return path;
    }
}
