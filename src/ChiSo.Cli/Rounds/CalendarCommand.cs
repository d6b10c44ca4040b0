using System.CommandLine;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Rounds;
using ChiSo.Application.Spreadsheets;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;
using Spectre.Console;

namespace ChiSo.Cli.Rounds;

/// <summary><c>chiso calendar</c>: when each stage of a round opens and closes, shown, written to a file, or set from one.</summary>
internal static class CalendarCommand
{
    public static Command Create(SharedOptions shared)
    {
        var round = shared.Argument(new("KỲ", "ROUND"), new("Mã kỳ đánh giá.", "Code of the round."));
        var target = shared.Option("--to", new("TỆP", "FILE"), new("Ghi lịch ra tệp CSV.", "Write the dates to a CSV file."));
        var source = shared.Option("--set", new("TỆP", "FILE"), new("Đặt lịch theo tệp CSV hoặc Excel: stage, opens, closes, giờ Việt Nam.", "Set the dates from a CSV or Excel file: stage, opens, closes, in Vietnam's time."));
        var command = new GuidedCommand("calendar", shared.Say(new("Lịch các giai đoạn của một kỳ: xem, ghi ra tệp, đặt từ tệp.", "When the stages of a round open and close: shown, written to a file, set from one.")))
        {
            Examples =
            [
                new("chiso calendar can-tho-2024 --to calendar.csv", new("Ghi lịch ra tệp để giữ cùng bộ tiêu chí.", "Write the dates to a file, to keep beside the criteria.")),
                new("chiso calendar can-tho-2024 --set calendar.csv", new("Đặt lịch; mọi lỗi của tệp được báo cùng lúc.", "Set the dates; all that is wrong in the file is told at once.")),
            ],
        };
        command.Add(round);
        command.Add(target);
        command.Add(source);
        command.SetAction((parsed, cancel) =>
        {
            var screen = shared.ScreenOf(parsed);
            var (code, to, from) = (parsed.GetRequiredValue(round), parsed.GetValue(target), parsed.GetValue(source));
            return OpenInstallation.NeedAsync(screen, shared.DatabaseOf(parsed), async installation =>
            {
                if (await installation.Live.FindAsync(code, cancel) is not { } live)
                    return screen.Problem(Unknown(code), ExitCode.NotFound);
                if (from is not null && await SetAsync(screen, installation, live, from, cancel) is var ended and not (int)ExitCode.Ok)
                    return ended;
                return await ShowAsync(screen, await installation.Live.FindAsync(code, cancel) ?? live, to, cancel);
            }, cancel);
        });
        return command;
    }

    private static async Task<int> SetAsync(Screen screen, Installation installation, LiveRound round, string file, CancellationToken cancel)
    {
        var read = CalendarFile.Read(file, round.Stages);
        if (!read.TryGet(out var dates))
            return screen.Problems(read.Problems, read.Problems.Any(problem => problem.Code == "file.not-found") ? ExitCode.NotFound : ExitCode.Problems);
        var set = await installation.Calendar.SetAsync(round.Code, dates, Change.OnThisMachine(TimeProvider.System, "chiso calendar"), cancel);
        if (!set.TryGet(out var clock))
            return screen.Problems(set.Problems);
        foreach (var advice in CalendarChecks.Advice([.. round.Stages.Where(stage => dates.Any(one => one.Stage == stage))], dates, clock.Days))
            screen.Remark(advice);
        return (int)ExitCode.Ok;
    }

    private static async Task<int> ShowAsync(Screen screen, LiveRound round, string? file, CancellationToken cancel)
    {
        var table = CalendarFile.Of(round);
        if (file is not null)
        {
            await using var stream = File.Create(file);
            CsvTables.Write(stream, table, CsvWriting.Kept);
            screen.Remark(new($"Đã ghi lịch của kỳ {round.Code} vào {file}", $"Wrote the dates of round {round.Code} to {file}"));
        }

        if (screen.IsJson)
            screen.Document(new { Round = round.Code, Stages = round.Clock.Windows.Select(window => new { window.Stage, window.Opens, window.Closes }) });
        else if (file is null)
            Tell(screen, table);
        return (int)ExitCode.Ok;
    }

    private static void Tell(Screen screen, Application.Spreadsheets.Table dates)
    {
        if (dates.Rows.IsEmpty)
            screen.Line(new Words("Kỳ này chưa có lịch.", "The round has no dates yet."));
        var table = new Spectre.Console.Table { Border = TableBorder.Simple };
        foreach (var heading in (Words[])[new("Giai đoạn", "Stage"), new("Mở", "Opens"), new("Đóng", "Closes")])
            table.AddColumn(Markup.Escape(screen.Say(heading)));
        foreach (var row in dates.Rows)
            table.AddRow([.. row.Cells.Select(cell => Markup.Escape(cell.Text))]);
        if (!dates.Rows.IsEmpty)
            screen.Show(table);
    }

    private static Problem Unknown(string code) => new("round.unknown", code,
        new("Không có kỳ đánh giá này trong cơ sở dữ liệu.", "The database has no such round."), new("Nêu mã đã dùng khi nhập.", "Give the code it was imported under."));
}
