using System.CommandLine;
using System.Globalization;
using ChiSo.Application.Surveys;
using ChiSo.Cli.Terminal;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;
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
        command.SetAction(parsed => SurveyFiles.Use(shared.ScreenOf(parsed), parsed.GetRequiredValue(design), parsed.GetRequiredValue(answers), Show));
        return command;
    }

    private static int Show(Screen screen, DesignFile file, AnswerTable answers, SurveyDesign design)
    {
        var figures = SurveyEstimation.Estimates(file, answers, design);
        if (screen.IsJson)
        {
            screen.Document(new { design.Rows, design.Strata, design.SampledUnits, DegreesOfFreedom = design.DegreesOfFreedom(), design.Lonely, file.Level, Figures = figures });
            return (int)(figures.All(figure => figure.Problems.IsEmpty) ? ExitCode.Ok : ExitCode.Problems);
        }

        screen.Line(new Words($"{design.Rows} dòng, {design.Strata} tầng, {design.SampledUnits} đơn vị mẫu; tầng chỉ có một đơn vị: {design.Lonely}; độ tin cậy {Text(file.Level)}.", $"{design.Rows} rows, {design.Strata} strata, {design.SampledUnits} sampled units; strata of one unit: {design.Lonely}; confidence {Text(file.Level)}."));
        var table = new Table().Border(TableBorder.Simple).AddColumns([.. new Words[]
        {
            new("Ước lượng", "Estimate"), new("Nhóm", "Group"), new("Giá trị", "Value"), new("Sai số chuẩn", "SE"), new("Từ", "From"), new("Đến", "To"), new("Cách tính", "Method"), new("Bậc tự do", "df"), new("Số phiếu", "n"), new("Thiếu", "Missing"), new("Hệ số thiết kế", "Deff"),
        }.Select(screen.Say)]);
        foreach (var figure in figures)
        {
            table.AddRow([.. new[]
            {
                $"{figure.Kind} {figure.Column}", figure.Group ?? "", Text(figure.Value), Text(figure.StandardError), Text(figure.Lower), Text(figure.Upper), figure.Method, $"{figure.DegreesOfFreedom}", $"{figure.Respondents}", $"{figure.Missing}", Text(figure.DesignEffect),
            }.Select(text => new Text(text))]);
        }

        screen.Show(table);
        return figures.SelectMany(figure => figure.Problems).ToArray() is { Length: > 0 } problems ? screen.Problems([.. problems]) : (int)ExitCode.Ok;
    }

    /// <summary>Six significant digits; a dash for what is undefined.</summary>
    private static string Text(double? value) => value is { } number ? number.ToString("G6", CultureInfo.InvariantCulture) : "–";
}
