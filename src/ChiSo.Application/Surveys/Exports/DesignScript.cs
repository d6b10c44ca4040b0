using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;

namespace ChiSo.Application.Surveys.Exports;

/// <summary>A script for R's survey package that computes the figures of a design file again from the exported answers, and stops where one differs.</summary>
public static class DesignScript
{
    /// <param name="file">Name of the CSV file beside the script, as <see cref="DesignExport"/> writes it.</param>
    /// <param name="figures">As <see cref="SurveyEstimation"/> computed them.</param>
    /// <returns>A problem where the package can't be told the same design.</returns>
    public static Result<string> Of(DesignFile design, AnswerTable answers, string file, ImmutableArray<SurveyFigure> figures)
    {
        if (design.Calibration is not null || design.Replicates is not null)
            return Unsaid("calibration, replicates");
        ImmutableArray<StageColumns> stages = design.Stages[0] is { Sizes: null, Fractions: null } first ? [first] : design.Stages; // drawn with replacement: the first stage tells all
        var hasSizes = stages[0].Sizes is not null;
        if (stages.Length > 1 && stages.Any(stage => hasSizes ? stage.Sizes is null : stage.Fractions is null))
            return Unsaid("stages");
        var asked = design.Wanted().SelectMany(wanted => Enumerable.Repeat(wanted, wanted.By is null ? 1 : answers.Labels(wanted.By).Names.Length));
        var checks = figures.Zip(asked, (figure, wanted) => (figure, wanted)).Select((one, at) => Check(one.figure, one.wanted, at)).Where(line => line.Length > 0);
        return $$"""
            # Every mean, total, ratio and share of the design file, computed again from {{file}} with R's survey package.
            # Run it where {{file}} lies:  Rscript --vanilla SCRIPT. Quantiles are left out: there are many definitions.
            library(survey)
            options(survey.lonely.psu = {{Quoted(Lonely(design.LonelyUnits))}})
            x <- read.csv({{Quoted(file)}}, check.names = FALSE, na.strings = c("", "NA"), encoding = "UTF-8")
            x$.row <- seq_len(nrow(x))
            x$.all <- 1
            d <- svydesign({{Design(design, stages)}}, data = x)
            published <- read.csv(text = {{Quoted(Published(figures))}})
            worst <- 0
            check <- function(row, found) {
              off <- max(abs(coef(found) - published$value[row]), abs(SE(found) - published$error[row]))
              worst <<- max(worst, off / max(1, abs(published$value[row])))
              cat(sprintf("%3d %14.6f %12.6f\n", row, coef(found), SE(found)))
            }
            {{string.Join('\n', checks)}}
            cat(sprintf("%d figures, largest difference %.2e\n", nrow(published), worst))
            if (worst > 1e-8) stop("a figure differs from what was computed")

            """.ReplaceLineEndings("\n");
    }

    private static string Design(DesignFile design, ImmutableArray<StageColumns> stages)
    {
        var parts = new List<string> { $"ids = ~{string.Join(" + ", stages.Select(stage => Name(stage.Units ?? ".row")))}" };
        if (stages.Any(stage => stage.Strata is not null))
            parts.Add($"strata = ~{string.Join(" + ", stages.Select(stage => Name(stage.Strata ?? ".all")))}");
        if (stages[0] is { Sizes: not null } or { Fractions: not null })
            parts.Add($"fpc = ~{string.Join(" + ", stages.Select(stage => Name(stage.Sizes ?? stage.Fractions!)))}"); // all of one kind, see above
        parts.Add($"weights = ~{Name(DesignExport.WeightOf(design))}");
        parts.Add($"nest = {(stages.Any(stage => stage.Names == UnitNames.WithinStratum) ? "TRUE" : "FALSE")}");
        return string.Join(", ", parts);
    }

    /// <summary>The line that computes a figure; empty for a quantile and for one that is undefined.</summary>
    private static string Check(SurveyFigure figure, WantedEstimate wanted, int at)
    {
        if (figure.Value is null || figure.StandardError is null || figure.Kind == EstimateKind.Quantile)
            return "";
        var within = figure.Group is { } group ? $"subset(d, {Name(wanted.By ?? "")} == {Quoted(group)})" : "d";
        var of = figure.Kind switch
        {
            EstimateKind.Total => $"svytotal(~{Name(figure.Column)}, {within}, na.rm = TRUE)",
            EstimateKind.Ratio => $"svyratio(~{Name(figure.Column)}, ~{Name(wanted.Denominator ?? "")}, {within}, na.rm = TRUE)",
            EstimateKind.Share => $"svymean(~I(ifelse(is.na({Name(figure.Column)}), NA, {Name(figure.Column)} %in% c({string.Join(", ", wanted.Values.Select(value => Text(value)))}) + 0)), {within}, na.rm = TRUE)",
            _ => $"svymean(~{Name(figure.Column)}, {within}, na.rm = TRUE)",
        };
        return $"check({(at + 1).ToString(CultureInfo.InvariantCulture)}, {of})";
    }

    private static Problem Unsaid(string where) => new("survey.script-design", where,
        new("Chưa viết được tệp R cho thiết kế này: script chỉ có cho thiết kế không hiệu chỉnh, không trọng số lặp, mọi giai đoạn khai quy mô theo một cách.", "No R script is made for this design: it has none for calibration or replicate weights, nor where stages tell their populations in different ways."),
        new("Xuất không kèm --script, rồi khai thiết kế trong R theo cột trọng số.", "Export without --script, and declare the design in R with the column of weights."));

    private static string Lonely(LonelyUnits policy) => policy switch
    {
        LonelyUnits.Stop => "fail",
        LonelyUnits.Certainty => "certainty",
        LonelyUnits.Adjust => "adjust",
        _ => "average",
    };

    private static string Published(ImmutableArray<SurveyFigure> figures) => "value,error\n" + string.Concat(figures.Select(figure => $"{Text(figure.Value)},{Text(figure.StandardError)}\n"));

    private static string Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "NA";

    private static string Name(string column) => $"`{column.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("`", "\\`", StringComparison.Ordinal)}`";

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
