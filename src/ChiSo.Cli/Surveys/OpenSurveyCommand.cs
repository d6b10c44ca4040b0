using System.CommandLine;
using System.Globalization;
using ChiSo.Application.Audit;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Cli.Database;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli.Surveys;

/// <summary><c>chiso survey open</c>: a survey from its declaration, ready to take answers from its first day.</summary>
internal static class OpenSurveyCommand
{
    public static Command Create(SharedOptions shared)
    {
        var file = shared.Argument(new("KHAI-BÁO", "DECLARATION"), new("Tệp JSON khai báo cuộc khảo sát; nêu tên phiếu hỏi bên cạnh nó.", "The JSON file that declares the survey and names the questionnaire beside it."));
        var command = new GuidedCommand("open", shared.Say(new("Mở một cuộc khảo sát: từ đó phiếu hỏi và khai báo không đổi nữa.", "Open a survey: from then on its questionnaire and declaration never change.")))
        {
            Examples = [new("chiso survey open data/questionnaires/example-survey.json", new("Mở cuộc khảo sát mẫu kèm theo chương trình.", "Open the example that comes along."))],
        };
        var raters = shared.Option("--raters", new("BẢNG", "TABLE"), new("Bảng ai đánh giá ai: cột group, unit và, nếu có, name, own.", "Who rates whom: columns group, unit and, if any, name and own."));
        command.Add(file);
        command.Add(raters);
        command.SetAction((parsed, cancel) =>
        {
            var screen = shared.ScreenOf(parsed);
            var read = DeclarationFile.Read(parsed.GetRequiredValue(file), parsed.GetValue(raters));
            return read.TryGet(out var survey)
                ? OpenInstallation.MakeAsync(screen, shared.DatabaseOf(parsed), installation => RunAsync(screen, installation, survey, cancel), cancel)
                : Task.FromResult(SurveyFiles.Refuse(screen, read.Problems));
        });
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, Installation installation, DeclaredSurvey declared, CancellationToken cancel)
    {
        var opened = await installation.Surveys.OpenAsync(declared, Change.OnThisMachine(TimeProvider.System, "chiso survey open"), cancel);
        if (!opened.TryGet(out var survey))
            return screen.Problems(opened.Problems);
        if (screen.IsJson)
            screen.Document(new { survey.Code, survey.Hash, survey.Declaration.Opens, survey.Declaration.Closes });
        var (from, to) = (Day(survey.Declaration.Opens), Day(survey.Declaration.Closes));
        screen.Remark(new($"Cuộc khảo sát {survey.Code} nhận phiếu từ {from} đến hết {to}, tại /s/{survey.Code}.", $"Survey {survey.Code} takes answers from {from} to {to}, at /s/{survey.Code}."));
        return (int)ExitCode.Ok;
    }

    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
