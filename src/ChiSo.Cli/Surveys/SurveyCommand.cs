using System.CommandLine;
using ChiSo.Cli.Terminal;

namespace ChiSo.Cli.Surveys;

/// <summary><c>chiso survey</c>: samples, weights and estimates from files, for a statistician without the web application.</summary>
internal static class SurveyCommand
{
    public static Command Create(SharedOptions shared)
    {
        var command = new GuidedCommand("survey", shared.Say(new("Điều tra: cỡ mẫu, chọn mẫu, trọng số, ước lượng từ tệp.", "Surveys from files: sizes, draws, weights, estimates.")))
        {
            Examples =
            [
                new("chiso survey size --margin 0.05 --population 1200", new("Cần bao nhiêu phiếu để sai số không quá 5 điểm.", "How many forms a margin of 5 points needs.")),
                new("chiso survey estimate design.json answers.csv", new("Ước lượng theo tệp thiết kế mẫu.", "Estimates by a design file.")),
            ],
        };
        command.Add(QuestionnaireCommand.Create(shared));
        command.Add(SizeCommand.Create(shared));
        command.Add(DrawCommand.Create(shared));
        command.Add(WeightsCommand.Create(shared));
        command.Add(EstimateCommand.Create(shared));
        return command;
    }
}
