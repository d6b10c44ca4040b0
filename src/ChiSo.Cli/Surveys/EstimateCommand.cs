using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using ChiSo.Application.Surveys;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;
using Spectre.Console;

namespace ChiSo.Cli.Surveys;

/// <summary><c>chiso survey estimate</c>: the figures a design file asks for, with their errors.</summary>
internal static class EstimateCommand
{
    public static Command Create(SharedOptions shared)
    {
        var (design, answers) = SurveyFiles.Arguments(shared);
        var before = shared.Option("--before", new("TRẢ-LỜI", "ANSWERS"), new("Tệp câu trả lời của kỳ trước, cho các so sánh với kỳ trước (with: before).", "The answers of an earlier survey, for comparisons with it (with: before)."));
        var beforeDesign = shared.Option("--before-design", new("THIẾT-KẾ", "DESIGN"), new("Thiết kế mẫu của kỳ trước; mặc định là thiết kế của kỳ này.", "The design of the earlier survey; by default this one's."));
        var command = new GuidedCommand("estimate", shared.Say(new("Ước lượng với sai số chọn mẫu, theo tệp thiết kế mẫu.", "Estimates with their sampling errors, by a design file.")))
        {
            Examples =
            [
                new("chiso survey estimate design.json answers.csv --json", new("Mọi con số của tệp thiết kế, dạng JSON.", "Every figure of the design file, as JSON.")),
                new("chiso survey estimate design.json answers.csv --before last-year.csv", new("Kèm kiểm định so với năm trước.", "With tests against last year.")),
            ],
        };
        command.Add(design);
        command.Add(answers);
        command.Add(before);
        command.Add(beforeDesign);
        command.SetAction((parsed, cancel) =>
        {
            var screen = shared.ScreenOf(parsed);
            if (parsed.GetValue(before) is null && parsed.GetValue(beforeDesign) is not null)
                return Task.FromResult(screen.Problem(new("survey.option", "--before-design", new("Thiết kế của kỳ trước đi cùng câu trả lời của kỳ đó.", "The design of the earlier survey goes with its answers."), new("Thêm --before TỆP.", "Add --before FILE.")), ExitCode.Usage));
            return parsed.GetValue(before) is { } earlier
                ? SurveyFiles.UseWithEarlierAsync(screen, (parsed.GetRequiredValue(design), parsed.GetRequiredValue(answers)), (parsed.GetValue(beforeDesign) ?? parsed.GetRequiredValue(design), earlier), Show, cancel)
                : RunAsync(screen, parsed.GetRequiredValue(design), parsed.GetRequiredValue(answers), cancel);
        });
        return command;
    }

    /// <summary>Plain means are added up while the file is read; anything else needs it whole.</summary>
    private static Task<int> RunAsync(Screen screen, string design, string answers, CancellationToken cancel) =>
        DesignFile.Read(design).TryGet(out var file) && PlainMeans.TryRead(file, answers) is { } means
            ? Task.FromResult(ShowMeans(screen, file, means))
            : SurveyFiles.UseAsync(screen, design, answers, (shown, read, table, sample) => Show(shown, new(read, table, sample), null), cancel);

    private static int ShowMeans(Screen screen, DesignFile file, PlainMeans means)
    {
        ImmutableArray<Problem> problems = [.. means.Figures.SelectMany(figure => figure.Problems)];
        if (screen.IsJson)
        {
            screen.Document(new
            {
                means.Rows, means.Strata, means.SampledUnits, means.DegreesOfFreedom, Lonely = file.LonelyUnits, file.Level, Errors = "Taylor", Replicates = (int?)null, TotalsFrom = (string?)null, file.Limits, file.Trimming, means.Figures, Comparisons = ImmutableArray<SurveyComparison>.Empty, Independence = ImmutableArray<SurveyIndependence>.Empty,
            });
            return (int)(problems.IsEmpty ? ExitCode.Ok : ExitCode.Problems);
        }

        TellSize(screen, file, (means.Rows, means.Strata, means.SampledUnits));
        ShowFigures(screen, means.Figures);
        return problems.IsEmpty ? (int)ExitCode.Ok : screen.Problems(problems);
    }

    private static int Show(Screen screen, SampledAnswers now, SampledAnswers? before)
    {
        var (file, answers, sample) = now;
        var figures = SurveyEstimation.Estimates(file, answers, sample);
        var (comparisons, tests) = (SurveyComparing.Of(now, before), SurveyComparing.Independence(now));
        ImmutableArray<Problem> problems = [.. figures.SelectMany(figure => figure.Problems), .. comparisons.SelectMany(one => one.Problems), .. tests.SelectMany(test => test.Problems)];
        if (screen.IsJson)
        {
            var design = sample.Design;
            screen.Document(new
            {
                design.Rows, design.Strata, design.SampledUnits, DegreesOfFreedom = design.DegreesOfFreedom(), design.Lonely, file.Level, Errors = sample.Method, Replicates = sample.Replicates?.Count, TotalsFrom = file.Calibration?.Source, file.Limits, file.Trimming, Figures = figures, Comparisons = comparisons, Independence = tests,
            });
            return (int)(problems.IsEmpty ? ExitCode.Ok : ExitCode.Problems);
        }

        TellDesign(screen, file, sample);
        ShowFigures(screen, figures);
        ComparisonTables.Show(screen, comparisons, tests);
        if (before is not null && file.Calibration is { } totals && ReferenceEquals(totals, before.File.Calibration))
            screen.Remark(SameTotals);
        return problems.IsEmpty ? (int)ExitCode.Ok : screen.Problems(problems);
    }

    private static void TellSize(Screen screen, DesignFile file, (int Rows, int Strata, int Units) of) =>
        screen.Line(new Words($"{of.Rows} dòng, {of.Strata} tầng, {of.Units} đơn vị mẫu; tầng chỉ có một đơn vị: {file.LonelyUnits}; độ tin cậy {Text(file.Level).Replace('.', ',')}.", $"{of.Rows} rows, {of.Strata} strata, {of.Units} sampled units; strata of one unit: {file.LonelyUnits}; confidence {Text(file.Level)}."));

    private static void TellDesign(Screen screen, DesignFile file, WeightedSample sample)
    {
        var design = sample.Design;
        TellSize(screen, file, (design.Rows, design.Strata, design.SampledUnits));
        if (sample.Replicates is { } replicates)
            screen.Line(new Words($"Sai số chuẩn theo {replicates.Count} trọng số lặp, phương pháp {replicates.Method}.", $"Standard errors by {replicates.Count} replicate weights, method {replicates.Method}."));
        if (file.Trimming is { } bounds)
            screen.Line(new Words($"Trọng số được cắt từ {Text(bounds.Lowest).Replace('.', ',')} đến {Text(bounds.Highest).Replace('.', ',')} lần trung bình.", $"Weights are cut at {Text(bounds.Lowest)} and {Text(bounds.Highest)} times their mean."));
        if (file.Calibration is { } calibration)
            screen.Line(calibration.Source is { Length: > 0 } source ? new Words($"Tổng của tổng thể lấy từ: {source}.", $"Totals of the population are from: {source}.") : new Words("Tệp thiết kế không ghi nguồn của các tổng (calibration.source).", "The design file does not say where the totals are from (calibration.source)."));
    }

    private static void ShowFigures(Screen screen, ImmutableArray<SurveyFigure> figures)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns([.. new Words[]
        {
            new("Ước lượng", "Estimate"), new("Nhóm", "Group"), new("Giá trị", "Value"), new("Sai số chuẩn", "SE"), new("Khoảng tin cậy", "Interval"), new("Cách tính", "Method"), new("Bậc tự do", "df"), new("Phiếu", "n"), new("Thiếu", "Missing"), new("Deff", "Deff"),
        }.Select(screen.Say)]);
        table.Columns[0].NoWrap();
        foreach (var figure in figures)
        {
            table.AddRow([.. new[]
            {
                $"{screen.Say(Name(figure.Kind))} {figure.Column}{(figure.IsSuppressed ? " **" : figure.IsUnreliable ? " *" : "")}", figure.Group ?? "", Shown(screen, figure.Value), Shown(screen, figure.StandardError), $"{Shown(screen, figure.Lower)} … {Shown(screen, figure.Upper)}", figure.Method, $"{figure.DegreesOfFreedom}", $"{figure.Respondents}", $"{figure.Missing}", Shown(screen, figure.DesignEffect),
            }.Select(text => new Text(text))]);
        }

        screen.Show(table);
        if (figures.Any(figure => figure is { IsUnreliable: true, IsSuppressed: false }))
            screen.Remark(new("* Kém tin cậy: quá ít phiếu, hoặc sai số quá lớn so với giá trị (limits trong tệp thiết kế).", "* Unreliable: too few answers, or too large an error for the figure's size (limits of the design file)."));
        if (figures.Any(figure => figure.IsSuppressed))
            screen.Remark(Withheld);
        foreach (var figure in figures.Where(figure => figure.ErrorsDiffer))
            screen.Remark(new($"{screen.Say(Name(figure.Kind))} {figure.Column} {figure.Group}".TrimEnd() + $": hai cách tính sai số lệch nhau trên 10 % (tuyến tính hóa {Shown(screen, figure.LinearisedError)}, trọng số lặp {Shown(screen, figure.StandardError)}).", $"{screen.Say(Name(figure.Kind))} {figure.Column} {figure.Group}".TrimEnd() + $": the two ways to find the error differ by more than 10 % (linearised {Shown(screen, figure.LinearisedError)}, replicates {Shown(screen, figure.StandardError)})."));
    }

    private static Words SameTotals { get; } = new("Câu trả lời của kỳ trước được hiệu chỉnh theo các tổng của kỳ này; nêu tổng của kỳ trước bằng --before-design.", "Answers of the earlier survey are calibrated to this one's totals; give its own by --before-design.");

    /// <summary>Why a figure or a comparison is not there.</summary>
    internal static Words Withheld { get; } = new("** Không công bố: quá ít phiếu, hoặc sai số quá lớn so với giá trị (limits trong tệp thiết kế).", "** Withheld: too few answers, or too large an error for the figure's size (limits of the design file).");

    internal static Words Name(EstimateKind kind) => kind switch
    {
        EstimateKind.Mean => new("trung bình", "mean"),
        EstimateKind.Total => new("tổng", "total"),
        EstimateKind.Ratio => new("tỷ số", "ratio"),
        EstimateKind.Share => new("tỷ lệ", "share"),
        _ => new("phân vị", "quantile"),
    };

    internal static string Shown(Screen screen, double? value) => screen.Say(new(Text(value).Replace('.', ','), Text(value)));

    /// <summary>Six significant digits; a dash for what is undefined.</summary>
    private static string Text(double? value) => value is { } number ? number.ToString("G6", CultureInfo.InvariantCulture) : "–";
}
