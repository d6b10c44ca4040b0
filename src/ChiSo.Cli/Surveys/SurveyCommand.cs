using System.CommandLine;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli.Surveys;

/// <summary><c>chiso survey</c>: surveys from the questionnaire to the estimates; samples, weights and estimates need no database.</summary>
internal static class SurveyCommand
{
    public static Command Create(SharedOptions shared)
    {
        var command = new GuidedCommand("survey", shared.Say(new("Khảo sát: phiếu hỏi, chọn mẫu, thu phiếu, ước lượng.", "Surveys: questionnaires, samples, collection, estimates.")))
        {
            Examples =
            [
                new("chiso survey size --margin 0.05 --population 1200", new("Cần bao nhiêu phiếu để sai số không quá 5 điểm.", "How many forms a margin of 5 points needs.")),
                new("chiso survey estimate design.json answers.csv", new("Ước lượng theo tệp thiết kế mẫu.", "Estimates by a design file.")),
            ],
        };
        command.Add(QuestionnaireCommand.Create(shared));
        command.Add(SizeCommand.Create(shared));
        command.Add(FrameCommand.Create(shared));
        command.Add(DrawCommand.Create(shared));
        command.Add(CleanCommand.Create(shared));
        command.Add(WeightsCommand.Create(shared));
        command.Add(EstimateCommand.Create(shared));
        command.Add(OpenSurveyCommand.Create(shared));
        command.Add(InviteCommand.Create(shared));
        command.Add(SlipsCommand.Create(shared));
        command.Add(FormsCommand.Create(shared));
        command.Add(EnterCommand.Create(shared));
        command.Add(OutcomesCommand.Create(shared));
        command.Add(CloseSurveyCommand.Create(shared));
        command.Add(RatesCommand.Create(shared));
        command.Add(IndexCommand.Create(shared));
        command.Add(ImportTableCommand.Create(shared));
        command.Add(FeedCommand.Create(shared));
        command.Add(ExportAnswersCommand.Create(shared));
        command.Add(EraseCommand.Create(shared));
        return command;
    }
}
