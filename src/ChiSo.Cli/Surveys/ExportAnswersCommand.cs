using System.CommandLine;
using ChiSo.Application.Publication;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Vietnamese;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli.Surveys;

/// <summary><c>chiso survey export</c>: answers as CSV for estimates, small groups hidden.</summary>
internal static class ExportAnswersCommand
{
    public static Command Create(SharedOptions shared)
    {
        var survey = shared.Argument(SurveyNames.Survey, SurveyNames.SurveyMeaning);
        var to = shared.Option("--to", new("TỆP", "FILE"), new("Tệp CSV nhận câu trả lời.", "CSV file for the answers."));
        var texts = shared.Option("--texts", new("TỆP", "FILE"), new("Tệp CSV nhận riêng các ý kiến viết tay, không kèm gì khác.", "CSV file for the free texts, with nothing beside them."));
        to.Required = true;
        var command = new GuidedCommand("export", shared.Say(new("Xuất câu trả lời thành CSV; nhóm quá nhỏ được gộp hoặc bỏ ra.", "Export the answers as CSV; groups that are too small are merged or left out.")))
        {
            Examples = [new("chiso survey export hai-long-2026 --to answers.csv --texts texts.csv", new("Rồi ước lượng bằng chiso survey estimate.", "Then estimate with chiso survey estimate."))],
        };
        command.Add(survey);
        command.Add(to);
        command.Add(texts);
        command.SetAction((parsed, cancel) =>
        {
            var screen = shared.ScreenOf(parsed);
            var files = (parsed.GetValue(to)!, parsed.GetValue(texts)); // the first is required
            return SurveyNames.UseAsync(screen, shared.DatabaseOf(parsed), parsed.GetRequiredValue(survey), (installation, live) => RunAsync(screen, installation, live, files, cancel), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, Installation installation, LiveSurvey survey, (string Answers, string? Texts) to, CancellationToken cancel)
    {
        var hidden = SmallGroups.Hide(await installation.Answers.ReadAsync(survey.Code, cancel), survey.Declaration.MinimumCell);
        Write(to.Answers, AnswerExport.Table(survey, hidden.Answers));
        if (to.Texts is { } texts)
            Write(texts, AnswerExport.Texts(survey, hidden.Answers));
        if (screen.IsJson)
            screen.Document(new { survey.Code, Answers = hidden.Answers.Length, hidden.Merged, hidden.LeftOut });
        screen.Remark(new($"Đã ghi {VietnameseNumbers.CountText(hidden.Answers.Length)} phiếu vào {to.Answers}.", $"Wrote {VietnameseNumbers.CountEnglish(hidden.Answers.Length)} answers to {to.Answers}."));
        SurveyNames.TellHidden(screen, hidden);
        return (int)ExitCode.Ok;
    }

    private static void Write(string path, TableRows rows)
    {
        using var file = File.Create(path);
        CsvTables.Write(file, rows, CsvWriting.Kept with { ProtectFormulas = true });
    }
}
