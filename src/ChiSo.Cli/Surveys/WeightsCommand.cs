using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using ChiSo.Application.Surveys;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;
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
        command.SetAction((parsed, cancel) => SurveyFiles.UseAsync(shared.ScreenOf(parsed), parsed.GetRequiredValue(design), parsed.GetRequiredValue(answers), (screen, file, _, made) => Show(screen, file, made, parsed.GetValue(to)), cancel));
        return command;
    }

    private static int Show(Screen screen, DesignFile file, WeightedSample sample, string? to)
    {
        var design = sample.Design;
        var found = Columns(sample);
        if (!found.TryGet(out var columns))
            return screen.Problems(found.Problems);

        var effect = DesignEffect.OfWeights(design.Weights.AsSpan());
        var negative = design.Weights.Count(weight => weight < 0);
        if (to is not null)
            File.WriteAllLines(to, Lines(columns));
        if (screen.IsJson)
            screen.Document(new { design.Rows, Sum = design.Weights.Sum(), Smallest = design.Weights.Min(), Largest = design.Weights.Max(), Negative = negative, DesignEffect = effect, DesignEffectAsDrawn = DesignEffect.OfWeights(sample.Drawn.Weights.AsSpan()), Replicates = sample.Replicates is { } made ? new { made.Method, made.Count, made.Scales } : null, Weights = to is null ? design.Weights : default(ImmutableArray<double>?) });
        else if (to is null)
            screen.Raw(string.Join('\n', Lines(columns)));
        var (vi, en) = (effect.ToString("0.000", CultureInfo.InvariantCulture).Replace('.', ','), effect.ToString("0.000", CultureInfo.InvariantCulture));
        if (file.Trimming is not null)
        {
            var before = DesignEffect.OfWeights(sample.Drawn.Weights.AsSpan()).ToString("0.000", CultureInfo.InvariantCulture);
            screen.Remark(new($"Hệ số thiết kế do trọng số lúc chọn mẫu, trước khi cắt: {before.Replace('.', ',')}.", $"Design effect of the weights as drawn, before they were cut: {before}."));
        }

        screen.Remark(new($"Hệ số thiết kế do trọng số: {vi}; trọng số âm: {negative}.", $"Design effect of the weights: {en}; negative weights: {negative}."));
        if (sample.Replicates is { } replicates)
            screen.Remark(new($"Trọng số lặp {replicates.Method}: {replicates.Count}; hệ số của từng độ lệch bình phương xem ở --json.", $"Replicate weights {replicates.Method}: {replicates.Count}; what each squared deviation counts is in --json."));
        return (int)ExitCode.Ok;
    }

    /// <summary>The weights, then those of each replicate, adjusted in the same way.</summary>
    private static Result<ImmutableArray<(string Name, ImmutableArray<double> Weights)>> Columns(WeightedSample sample)
    {
        var columns = ImmutableArray.CreateBuilder<(string Name, ImmutableArray<double> Weights)>();
        columns.Add(("weight", sample.Design.Weights));
        for (var replicate = 0; replicate < (sample.Replicates?.Count ?? 0); replicate++)
        {
            var found = sample.WeightsOf(replicate);
            if (!found.TryGet(out var weights))
                return found.Problems;
            columns.Add((string.Create(CultureInfo.InvariantCulture, $"replicate{replicate + 1}"), weights));
        }

        return columns.DrainToImmutable();
    }

    private static IEnumerable<string> Lines(ImmutableArray<(string Name, ImmutableArray<double> Weights)> columns) =>
        Enumerable.Range(0, columns[0].Weights.Length)
            .Select(row => string.Join(',', columns.Select(column => column.Weights[row].ToString("R", CultureInfo.InvariantCulture)).Prepend((row + 1).ToString(CultureInfo.InvariantCulture))))
            .Prepend(string.Join(',', columns.Select(column => column.Name).Prepend("row")));
}
