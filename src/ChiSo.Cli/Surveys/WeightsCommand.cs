using System.CommandLine;
using System.Globalization;
using ChiSo.Cli.Terminal;
using ChiSo.Engine.Surveys;

namespace ChiSo.Cli.Surveys;

/// <summary><c>chiso survey weights</c>: the weights of the rows, calibrated where the design file asks for it.</summary>
internal static class WeightsCommand
{
    public static Command Create(SharedOptions shared)
    {
        var (design, answers) = SurveyFiles.Arguments(shared);
        var to = shared.Option("--to", new("TỆP", "FILE"), new("Tệp CSV nhận trọng số; không có thì in ra.", "CSV file for the weights; printed when left out."));
        var command = new GuidedCommand("weights", shared.Say(new("Trọng số của từng dòng, đã hiệu chỉnh theo tệp thiết kế mẫu.", "The weight of each row, calibrated as the design file asks.")))
        {
            Examples = [new("chiso survey weights design.json answers.csv --to weights.csv", new("Ghi trọng số theo thứ tự dòng của tệp.", "Write the weights in the order of the rows."))],
        };
        command.Add(design);
        command.Add(answers);
        command.Add(to);
        command.SetAction(parsed => SurveyFiles.Use(shared.ScreenOf(parsed), parsed.GetRequiredValue(design), parsed.GetRequiredValue(answers), (screen, _, _, made) => Show(screen, made, parsed.GetValue(to))));
        return command;
    }

    private static int Show(Screen screen, SurveyDesign design, string? to)
    {
        var effect = DesignEffect.OfWeights(design.Weights.AsSpan());
        var negative = design.Weights.Count(weight => weight < 0);
        var lines = design.Weights.Select((weight, row) => string.Create(CultureInfo.InvariantCulture, $"{row + 1},{weight:R}")).Prepend("row,weight");
        if (to is not null)
            File.WriteAllText(to, string.Join('\n', lines) + "\n");
        if (screen.IsJson)
            screen.Document(new { design.Rows, Sum = design.Weights.Sum(), Smallest = design.Weights.Min(), Largest = design.Weights.Max(), Negative = negative, DesignEffect = effect, Weights = to is null ? design.Weights : default(System.Collections.Immutable.ImmutableArray<double>?) });
        else if (to is null)
            screen.Raw(string.Join('\n', lines));
        var (vi, en) = (effect.ToString("0.000", CultureInfo.InvariantCulture).Replace('.', ','), effect.ToString("0.000", CultureInfo.InvariantCulture));
        screen.Remark(new($"Hệ số thiết kế do trọng số: {vi}; trọng số âm: {negative}.", $"Design effect of the weights: {en}; negative weights: {negative}."));
        return (int)ExitCode.Ok;
    }
}
