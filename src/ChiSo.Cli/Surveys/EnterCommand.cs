using System.Collections.Immutable;
using System.CommandLine;
using ChiSo.Application.Publication;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Vietnamese;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;

namespace ChiSo.Cli.Surveys;

/// <summary><c>chiso survey enter</c>: paper forms keyed twice; what both agree on is stored, the rest is listed.</summary>
internal static class EnterCommand
{
    public static Command Create(SharedOptions shared)
    {
        var survey = shared.Argument(SurveyNames.Survey, SurveyNames.SurveyMeaning);
        var first = shared.Argument(new("LẦN-1", "FIRST"), new("Tệp người thứ nhất nhập: cột form, unit, stratum (nếu có) rồi tên các câu hỏi.", "What the first person keyed: columns form, unit, stratum (if any), then the names of the questions."));
        var second = shared.Argument(new("LẦN-2", "SECOND"), new("Tệp người thứ hai nhập, độc lập với người thứ nhất.", "What a second person keyed, without seeing the first."));
        var differences = shared.Option("--differences", new("TỆP", "FILE"), new("Tệp CSV nhận danh sách chỗ hai người nhập khác nhau; không có thì in ra.", "CSV file for the list of disagreements; printed when left out."));
        var command = new GuidedCommand("enter", shared.Say(new("Nhập phiếu giấy do hai người gõ độc lập; chỗ khác nhau được liệt kê để xem lại phiếu.", "Enter paper forms keyed twice; where the two differ is listed, to be looked up on the form.")))
        {
            Examples = [new("chiso survey enter hai-long-2026 keyed-a.csv keyed-b.csv --differences differences.csv", new("Phiếu khớp được lưu; phiếu lệch thì sửa hai tệp rồi chạy lại.", "Forms that agree are stored; mend the two files for the others and run it again."))],
        };
        command.Add(survey);
        command.Add(first);
        command.Add(second);
        command.Add(differences);
        command.SetAction((parsed, cancel) =>
        {
            var screen = shared.ScreenOf(parsed);
            var files = (parsed.GetRequiredValue(first), parsed.GetRequiredValue(second), parsed.GetValue(differences));
            return SurveyNames.UseAsync(screen, shared.DatabaseOf(parsed), parsed.GetRequiredValue(survey), (installation, live) => RunAsync(screen, installation, live, files, cancel), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, Installation installation, LiveSurvey survey, (string First, string Second, string? To) files, CancellationToken cancel)
    {
        var (one, two) = (DoubleKeying.Read(files.First, survey.Form), DoubleKeying.Read(files.Second, survey.Form));
        if (!one.TryGet(out var first) || !two.TryGet(out var second))
            return SurveyFiles.Refuse(screen, one.Problems.AddRange(two.Problems));
        var keyed = DoubleKeying.Compare(first, second);
        var taken = await installation.Paper.TakeAsync(survey, keyed.Agreed, cancel);
        if (!taken.TryGet(out var stored))
            return screen.Problems(taken.Problems);

        Write(screen, keyed.Disagreements, files.To);
        if (screen.IsJson)
            screen.Document(new { survey.Code, Stored = stored, EnteredBefore = keyed.Agreed.Length - stored, keyed.Disagreements });
        var (before, differ) = (keyed.Agreed.Length - stored, keyed.Disagreements.Length);
        screen.Remark(new($"Đã lưu {VietnameseNumbers.CountText(stored)} phiếu; {VietnameseNumbers.CountText(before)} phiếu đã nhập từ trước; {VietnameseNumbers.CountText(differ)} chỗ hai người nhập khác nhau.",
            $"Stored {VietnameseNumbers.CountEnglish(stored)} forms; {VietnameseNumbers.CountEnglish(before)} were entered before; {VietnameseNumbers.CountEnglish(differ)} disagreements."));
        return (int)(differ == 0 ? ExitCode.Ok : ExitCode.Problems);
    }

    private static void Write(Screen screen, ImmutableArray<Disagreement> disagreements, string? to)
    {
        var rows = new TableRows("differences", ["form", "column", "first", "second"], disagreements.Select(one => (ImmutableArray<TableCell>)
            [TableCell.Of(one.Number), TableCell.Of(one.Column), TableCell.Of(one.First), TableCell.Of(one.Second)]));
        if (to is not null)
        {
            using var file = File.Create(to);
            CsvTables.Write(file, rows, CsvWriting.Download);
        }
        else if (!screen.IsJson)
        {
            foreach (var one in disagreements)
                screen.Line(Words.Same($"{one.Number}  {one.Column}: “{one.First}” ≠ “{one.Second}”"));
        }
    }
}
