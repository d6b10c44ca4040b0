using System.CommandLine;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Vietnamese;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli.Surveys;

/// <summary><c>chiso survey close</c>: no answer is taken any more.</summary>
internal static class CloseSurveyCommand
{
    public static Command Create(SharedOptions shared)
    {
        var survey = shared.Argument(SurveyNames.Survey, SurveyNames.SurveyMeaning);
        var command = new GuidedCommand("close", shared.Say(new("Đóng một cuộc khảo sát: không nhận phiếu nữa.", "Close a survey: no answer is taken any more.")))
        {
            Examples = [new("chiso survey close hai-long-2026", new("Đóng và cho biết đã nhận bao nhiêu phiếu.", "Closes it and says how many answers came."))],
        };
        command.Add(survey);
        command.SetAction((parsed, cancel) =>
        {
            var screen = shared.ScreenOf(parsed);
            return OpenInstallation.NeedAsync(screen, shared.DatabaseOf(parsed), installation => RunAsync(screen, installation, parsed.GetRequiredValue(survey), cancel), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, Installation installation, string code, CancellationToken cancel)
    {
        var closed = await installation.Surveys.CloseAsync(code, Change.OnThisMachine(TimeProvider.System, "chiso survey close"), cancel);
        if (!closed.TryGet(out var survey))
            return SurveyNames.Refuse(screen, closed.Problems);
        var answers = (await installation.Answers.DaysAsync(code, cancel)).Sum(day => day.Answers);
        var invited = (await installation.Surveys.CountAsync(survey, cancel)).Sum(group => group.Invited);
        if (screen.IsJson)
            screen.Document(new { survey.Code, Answers = answers, Invited = invited });
        screen.Remark(new($"Đã đóng: {VietnameseNumbers.CountText(answers)} phiếu, {VietnameseNumbers.CountText(invited)} người được mời.", $"Closed: {VietnameseNumbers.CountEnglish(answers)} answers, {VietnameseNumbers.CountEnglish(invited)} people invited."));
        return (int)ExitCode.Ok;
    }
}
