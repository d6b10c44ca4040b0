using System.CommandLine;
using ChiSo.Application.Audit;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Surveys.Outcomes;
using ChiSo.Application.Vietnamese;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli.Surveys;

/// <summary><c>chiso survey outcomes</c>: what became of people who were invited and did not answer.</summary>
internal static class OutcomesCommand
{
    public static Command Create(SharedOptions shared)
    {
        var survey = shared.Argument(SurveyNames.Survey, SurveyNames.SurveyMeaning);
        var list = shared.Argument(new("BẢNG", "TABLE"), new("CSV hoặc Excel với cột id, unit, outcome: refusal, non_contact, other, unknown, undelivered, not_eligible.", "CSV or Excel with the columns id, unit, outcome: refusal, non_contact, other, unknown, undelivered, not_eligible."));
        var command = new GuidedCommand("outcomes", shared.Say(new("Ghi kết quả tiếp cận những người được mời, đến khi khảo sát đóng.", "Record what became of people who were invited, until the survey is closed.")))
        {
            Examples = [new("chiso survey outcomes hai-long-2026 outcomes.csv", new("Ghi thư trả lại, người từ chối, người không gặp được.", "Letters that came back, people who refused or were not reached."))],
        };
        command.Add(survey);
        command.Add(list);
        command.SetAction((parsed, cancel) =>
        {
            var screen = shared.ScreenOf(parsed);
            var read = OutcomeFile.ReadInvited(TableFiles.Read(parsed.GetRequiredValue(list)));
            return !read.TryGet(out var people) ? Task.FromResult(SurveyFiles.Refuse(screen, read.Problems)) : OpenInstallation.NeedAsync(screen, shared.DatabaseOf(parsed), async installation =>
            {
                var recorded = await installation.Outcomes.RecordAsync(parsed.GetRequiredValue(survey), people, Change.OnThisMachine(TimeProvider.System, "chiso survey outcomes"), cancel);
                if (!recorded.TryGet(out var count))
                    return SurveyNames.Refuse(screen, recorded.Problems);
                if (screen.IsJson)
                    screen.Document(new { Recorded = count });
                screen.Remark(new($"Đã ghi kết quả của {VietnameseNumbers.CountText(count)} người.", $"Recorded the outcomes of {VietnameseNumbers.CountEnglish(count)} people."));
                return (int)ExitCode.Ok;
            }, cancel);
        });
        return command;
    }
}
