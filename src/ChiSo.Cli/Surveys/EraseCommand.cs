using System.CommandLine;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Vietnamese;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli.Surveys;

/// <summary><c>chiso survey erase</c>: deletes answers whose last day of keeping has passed.</summary>
internal static class EraseCommand
{
    public static Command Create(SharedOptions shared)
    {
        var command = new GuidedCommand("erase", shared.Say(new("Xóa câu trả lời và danh sách mời của các cuộc khảo sát đã hết thời hạn lưu; nên chạy hằng đêm.", "Delete answers and invitations of surveys past their last day of keeping; worth running every night.")))
        {
            Examples = [new("chiso survey erase", new("Xóa những gì đã đến hạn và ghi vào nhật ký.", "Deletes what is due and writes so in the trail."))],
        };
        command.SetAction((parsed, cancel) =>
        {
            var screen = shared.ScreenOf(parsed);
            return OpenInstallation.NeedAsync(screen, shared.DatabaseOf(parsed), installation => RunAsync(screen, installation, cancel), cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, Installation installation, CancellationToken cancel)
    {
        var erased = await installation.Retention.EraseDueAsync(Change.OnThisMachine(TimeProvider.System, "chiso survey erase"), cancel);
        if (screen.IsJson)
            screen.Document(new { Erased = erased });
        foreach (var survey in erased)
            screen.Remark(new($"{survey.Code}: đã xóa {VietnameseNumbers.CountText(survey.Answers)} phiếu và {VietnameseNumbers.CountText(survey.Invited)} lời mời.", $"{survey.Code}: deleted {VietnameseNumbers.CountEnglish(survey.Answers)} answers and {VietnameseNumbers.CountEnglish(survey.Invited)} invitations."));
        if (erased.IsEmpty)
            screen.Remark(new("Chưa có gì đến hạn xóa.", "Nothing is due."));
        return (int)ExitCode.Ok;
    }
}
