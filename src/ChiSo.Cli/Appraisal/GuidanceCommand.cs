using System.CommandLine;
using ChiSo.Application.Appraisal;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Spreadsheets;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Appraisal;

/// <summary><c>chiso guidance</c>: the scoring guide beside the lines of a round, written to a file, loaded from one, or copied from another round.</summary>
internal static class GuidanceCommand
{
    public static Command Create(SharedOptions shared)
    {
        var round = shared.Argument(new("KỲ", "ROUND"), new("Mã kỳ đánh giá.", "Code of the round."));
        var target = shared.Option("--to", new("TỆP", "FILE"), new("Ghi hướng dẫn ra tệp CSV, mỗi tiêu chí một dòng.", "Write the guidance to a CSV file, a row for each line."));
        var source = shared.Option("--set", new("TỆP", "FILE"), new("Nạp hướng dẫn từ tệp CSV hoặc Excel: criterion, guide, accepted, refused, contact, phone.", "Load the guidance from a CSV or Excel file: criterion, guide, accepted, refused, contact, phone."));
        var other = shared.Option("--from", new("KỲ-KHÁC", "OTHER"), new("Chép từ kỳ khác cho các tiêu chí tiếp nối và chưa có hướng dẫn.", "Copy from another round to lines that continue its own and have none yet."));
        var command = new GuidedCommand("guidance", shared.Say(new("Hướng dẫn chấm điểm của một kỳ: xem, ghi ra tệp, nạp từ tệp, chép từ kỳ khác.", "The scoring guide of a round: shown, written to a file, loaded from one, copied from another round.")))
        {
            Examples =
            [
                new("chiso guidance can-tho-2024 --to guidance.csv", new("Ghi ra tệp để soạn.", "Write it to a file, to be edited.")),
                new("chiso guidance can-tho-2024 --set guidance.csv", new("Nạp; tiêu chí không có trong tệp giữ nguyên.", "Load it; lines not in the file keep theirs.")),
                new("chiso guidance can-tho-2024 --from can-tho-2023", new("Chép hướng dẫn năm trước; hỏi đáp ở lại kỳ cũ.", "Copy last year's; questions stay where they were asked.")),
            ],
        };
        command.Add(round);
        command.Add(target);
        command.Add(source);
        command.Add(other);
        command.SetAction((parsed, cancel) =>
        {
            var screen = shared.ScreenOf(parsed);
            var (code, to, file, from) = (parsed.GetRequiredValue(round), parsed.GetValue(target), parsed.GetValue(source), parsed.GetValue(other));
            return OpenInstallation.NeedAsync(screen, shared.DatabaseOf(parsed), async installation =>
            {
                if (await installation.GuidanceDesk.ReadAsync(code, cancel) is not { } board)
                    return screen.Problem(new("guidance.no-round", code, new("Không có kỳ đánh giá này trong cơ sở dữ liệu.", "The database has no such round."), new("Nêu mã đã dùng khi nhập.", "Give the code it was imported under.")), ExitCode.NotFound);
                var change = Change.OnThisMachine(TimeProvider.System, "chiso guidance");
                if (from is not null && Tell(screen, await installation.GuidanceDesk.CopyAsync(from, code, change, cancel)) is var copied and not (int)ExitCode.Ok)
                    return copied;
                if (file is not null && await SetAsync(screen, installation, board, file, change, cancel) is var loaded and not (int)ExitCode.Ok)
                    return loaded;
                return await ShowAsync(screen, await installation.GuidanceDesk.ReadAsync(code, cancel) ?? board, to, cancel);
            }, cancel);
        });
        return command;
    }

    private static async Task<int> SetAsync(Screen screen, Installation installation, GuidanceBoard board, string file, Change change, CancellationToken cancel)
    {
        var read = GuidanceFile.Read(file, board);
        if (!read.TryGet(out var rows))
            return screen.Problems(read.Problems, read.Problems.Any(problem => problem.Code == "file.not-found") ? ExitCode.NotFound : ExitCode.Problems);
        return Tell(screen, await installation.GuidanceDesk.SetAsync(board.Board.Round.Code, rows, change, cancel));
    }

    private static int Tell(Screen screen, Result<int> done)
    {
        if (!done.TryGet(out var changed))
            return screen.Problems(done.Problems);
        screen.Remark(new($"Đã ghi hướng dẫn của {changed} tiêu chí.", $"Wrote the guidance of {changed} lines."));
        return (int)ExitCode.Ok;
    }

    private static async Task<int> ShowAsync(Screen screen, GuidanceBoard board, string? file, CancellationToken cancel)
    {
        if (file is not null)
        {
            await using var stream = File.Create(file);
            CsvTables.Write(stream, GuidanceFile.Of(board), CsvWriting.Exchanged);
            screen.Remark(new($"Đã ghi hướng dẫn của kỳ {board.Board.Round.Code} vào {file}", $"Wrote the guidance of round {board.Board.Round.Code} to {file}"));
        }

        var written = board.Texts.Values.Where(row => !row.Text.IsEmpty).OrderBy(row => row.Criterion.Value, StringComparer.Ordinal).ToList();
        if (screen.IsJson)
            screen.Document(new { Round = board.Board.Round.Code, Lines = written.Select(row => new { Criterion = row.Criterion.Value, row.Guide, row.Accepted, row.Refused, row.ContactName, row.ContactPhone }) });
        else if (file is null)
            screen.Line(new Words($"{written.Count} tiêu chí có hướng dẫn.", $"{written.Count} lines have guidance."));
        return (int)ExitCode.Ok;
    }
}
