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
        var command = new GuidedCommand("estimate", shared.Say(new("Ước lượng với sai số chọn mẫu, theo tệp thiết kế mẫu.", "Estimates with their sampling errors, by a design file.")))
        {
            Examples = [new("chiso survey estimate design.json answers.csv --json", new("Mọi con số của tệp thiết kế, dạng JSON.", "Every figure of the design file, as JSON."))],
        };
        command.Add(design);
        command.Add(answers);
        command.SetAction((parsed, cancel) => SurveyFiles.UseAsync(shared.ScreenOf(parsed), parsed.GetRequiredValue(design), parsed.GetRequiredValue(answers), Show, cancel));
        return command;
    }

    private static int Show(Screen screen, DesignFile file, AnswerTable answers, WeightedSample sample)
    {
        var design = sample.Design;
        var figures = SurveyEstimation.Estimates(file, answers, sample);
        if (screen.IsJson)
        {
            screen.Document(new { design.Rows, design.Strata, design.SampledUnits, DegreesOfFreedom = design.DegreesOfFreedom(), design.Lonely, file.Level, Errors = sample.Method, Replicates = sample.Replicates?.Count, TotalsFrom = file.Calibration?.Source, file.Limits, Figures = figures });
            return (int)(figures.All(figure => figure.Problems.IsEmpty) ? ExitCode.Ok : ExitCode.Problems);
        }

        screen.Line(new Words($"{design.Rows} dòng, {design.Strata} tầng, {design.SampledUnits} đơn vị mẫu; tầng chỉ có một đơn vị: {design.Lonely}; độ tin cậy {Text(file.Level).Replace('.', ',')}.", $"{design.Rows} rows, {design.Strata} strata, {design.SampledUnits} sampled units; strata of one unit: {design.Lonely}; confidence {Text(file.Level)}."));
        if (sample.Replicates is { } replicates)
            screen.Line(new Words($"Sai số chuẩn theo {replicates.Count} trọng số lặp, phương pháp {replicates.Method}.", $"Standard errors by {replicates.Count} replicate weights, method {replicates.Method}."));
        if (file.Calibration is { } calibration)
            screen.Line(calibration.Source is { Length: > 0 } source ? new Words($"Tổng của tổng thể lấy từ: {source}.", $"Totals of the population are from: {source}.") : new Words("Tệp thiết kế không ghi nguồn của các tổng (calibration.source).", "The design file does not say where the totals are from (calibration.source)."));
        var table = new Table().Border(TableBorder.Simple).AddColumns([.. new Words[]
        {
            new("Ước lượng", "Estimate"), new("Nhóm", "Group"), new("Giá trị", "Value"), new("Sai số chuẩn", "SE"), new("Khoảng tin cậy", "Interval"), new("Cách tính", "Method"), new("Bậc tự do", "df"), new("Phiếu", "n"), new("Thiếu", "Missing"), new("Deff", "Deff"),
        }.Select(screen.Say)]);
        table.Columns[0].NoWrap();
        foreach (var figure in figures)
        {
            table.AddRow([.. new[]
            {
                $"{screen.Say(Name(figure.Kind))} {figure.Column}{(figure.IsUnreliable ? " *" : "")}", figure.Group ?? "", Shown(figure.Value), Shown(figure.StandardError), $"{Shown(figure.Lower)} … {Shown(figure.Upper)}", figure.Method, $"{figure.DegreesOfFreedom}", $"{figure.Respondents}", $"{figure.Missing}", Shown(figure.DesignEffect),
            }.Select(text => new Text(text))]);
        }

        string Shown(double? value) => screen.Say(new(Text(value).Replace('.', ','), Text(value)));

        screen.Show(table);
        if (figures.Any(figure => figure.IsUnreliable))
            screen.Remark(new("* Kém tin cậy: quá ít phiếu, hoặc sai số quá lớn so với giá trị (limits trong tệp thiết kế).", "* Unreliable: too few answers, or too large an error for the figure's size (limits of the design file)."));
        foreach (var figure in figures.Where(figure => figure.ErrorsDiffer))
            screen.Remark(new($"{screen.Say(Name(figure.Kind))} {figure.Column} {figure.Group}".TrimEnd() + $": hai cách tính sai số lệch nhau trên 10 % (tuyến tính hóa {Shown(figure.LinearisedError)}, trọng số lặp {Shown(figure.StandardError)}).", $"{screen.Say(Name(figure.Kind))} {figure.Column} {figure.Group}".TrimEnd() + $": the two ways to find the error differ by more than 10 % (linearised {Shown(figure.LinearisedError)}, replicates {Shown(figure.StandardError)})."));
        return figures.SelectMany(figure => figure.Problems).ToArray() is { Length: > 0 } problems ? screen.Problems([.. problems]) : (int)ExitCode.Ok;
    }

    private static Words Name(EstimateKind kind) => kind switch
    {
        EstimateKind.Mean => new("trung bình", "mean"),
        EstimateKind.Total => new("tổng", "total"),
        EstimateKind.Ratio => new("tỷ số", "ratio"),
        EstimateKind.Share => new("tỷ lệ", "share"),
        _ => new("phân vị", "quantile"),
    };

    /// <summary>Six significant digits; a dash for what is undefined.</summary>
    private static string Text(double? value) => value is { } number ? number.ToString("G6", CultureInfo.InvariantCulture) : "–";
}
