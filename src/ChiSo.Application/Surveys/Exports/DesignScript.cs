using System.Collections.Immutable;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;
using static ChiSo.Application.Surveys.Exports.RText;

namespace ChiSo.Application.Surveys.Exports;

/// <summary>A script for R's survey package that computes the figures of a design file again from the exported answers, and stops where one differs.</summary>
public static class DesignScript
{
    /// <param name="file">Name of the CSV file beside the script, as <see cref="DesignExport"/> writes it.</param>
    /// <param name="figures">As <see cref="SurveyEstimation"/> computed them.</param>
    /// <param name="comparisons">As <see cref="SurveyComparing"/> computed them.</param>
    /// <param name="tests">Likewise.</param>
    /// <returns>A problem where the package can't be told the same design.</returns>
    public static Result<string> Of(SampledAnswers sampled, string file, ImmutableArray<SurveyFigure> figures, ImmutableArray<SurveyComparison> comparisons, ImmutableArray<SurveyIndependence> tests)
    {
        var told = RDesign.Of(sampled.File, sampled.Sample);
        if (!told.TryGet(out var design))
            return told.Problems;
        var checks = FigureChecks.Of(sampled, figures, comparisons, tests);
        return $$"""
            # Every figure of the design file, computed again from {{file}} with R's survey package.
            # Run it where {{file}} lies:  Rscript --vanilla SCRIPT. Left out are {{checks.LeftOut}}.
            library(survey)
            options(survey.lonely.psu = {{Quoted(Lonely(sampled.File.LonelyUnits))}})
            x <- read.csv({{Quoted(file)}}, check.names = FALSE, na.strings = c("", "NA"), encoding = "UTF-8", colClasses = c({{string.Join(", ", sampled.File.LabelColumns().Distinct(StringComparer.Ordinal).Except(sampled.File.NumberColumns(), StringComparer.Ordinal).Select(column => $"{Name(column)} = \"character\""))}}))
            x$.row <- seq_len(nrow(x))
            x$.all <- 1
            {{design}}
            published <- read.csv(text = {{Quoted(checks.Published)}})
            worst <- 0
            seen <- 0
            near <- function(found, told) if (!is.na(told)) {
              if (is.na(found)) stop("R finds no number where one was computed")
              worst <<- max(worst, abs(found - told) / max(1, abs(told)))
            }
            check <- function(row, found, interval = confint(found, level = {{Text(sampled.File.Level)}}, df = published$df[row])) {
              seen <<- seen + 1
              near(coef(found), published$value[row])
              near(SE(found), published$error[row])
              if (!is.null(interval)) {
                near(interval[1], published$lower[row])
                near(interval[2], published$upper[row])
              }
              cat(sprintf("%3d %14.6f %12.6f\n", row, coef(found), SE(found)))
            }
            # A share whose interval is made on the scale of its log odds.
            logit <- function(row, found) {
              half <- qt({{Text((1 + sampled.File.Level) / 2)}}, published$df[row]) * SE(found) / (coef(found) * (1 - coef(found)))
              check(row, found, plogis(qlogis(coef(found)) + c(-1, 1) * as.numeric(half)))
            }
            # A quantile and its interval stand in one row; by replicate weights the quantile alone.
            quantile.of <- function(row, found) {
              seen <<- seen + 1
              near(found[1], published$value[row])
              if (length(found) > 1) {
                near(found[2], published$lower[row])
                near(found[3], published$upper[row])
              }
            }
            # The difference of two groups: ratios of totals inside them (of totals: the totals), with their covariance.
            p <- rep(NA, nrow(published))
            differ <- function(row, top, bottom, first, second) {
              known <- !is.na(top) & !is.na(if (is.null(bottom)) top else bottom)
              part <- function(values, inside) ifelse(known & inside, values, 0)
              e <- d
              e$variables$.t1 <- part(top, first)
              e$variables$.t2 <- part(top, second)
              found <- if (is.null(bottom)) svycontrast(svytotal(~.t1 + .t2, e), c(.t1 = 1, .t2 = -1)) else {
                e$variables$.b1 <- part(bottom, first)
                e$variables$.b2 <- part(bottom, second)
                svycontrast(svyratio(~.t1 + .t2, ~.b1 + .b2, e, covmat = TRUE), c(`.t1/.b1` = 1, `.t2/.b2` = -1))
              }
              check(row, found)
              p[row] <<- 2 * pt(-abs(coef(found) / SE(found)), published$df[row])
              near(p[row], published$p[row])
            }
            {{string.Join('\n', checks.Lines)}}
            cat(sprintf("%d figures, largest difference %.2e\n", seen, worst))
            if (worst > 1e-8) stop("a figure differs from what was computed")

            """.ReplaceLineEndings("\n");
    }

    private static string Lonely(LonelyUnits policy) => policy switch
    {
        LonelyUnits.Stop => "fail",
        LonelyUnits.Certainty => "certainty",
        LonelyUnits.Adjust => "adjust",
        _ => "average",
    };
}
