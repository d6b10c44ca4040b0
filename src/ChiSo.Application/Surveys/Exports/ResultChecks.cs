using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Questionnaires;
using static ChiSo.Application.Surveys.Exports.RText;

namespace ChiSo.Application.Surveys.Exports;

/// <summary>The part of <see cref="IndexScript"/> that computes again what the page of results shows: every figure of every unit down to its questions with both ends of its interval, and places with the places they can't be told apart from.</summary>
internal static class ResultChecks
{
    /// <param name="blocks">As <see cref="SurveyResults"/> found them.</param>
    public static string Of(LiveSurvey survey, ImmutableArray<ResultBlock> blocks) => $$"""
        # What the page of results shows: every figure of a unit, with both ends of its interval.
        shown <- read.csv(colClasses = c("character", "character", "numeric", "numeric", "numeric", "numeric", "numeric"), text = {{Quoted(Shown(survey, blocks))}})
        # A question is a share of answers: Wilson's interval; where everybody or nobody is satisfied all error lies on one side.
        of.share <- function(p, v, df, people) {
          if (p < 1e-12 || p > 1 - 1e-12) {
            reach <- 1 - {{Text(1 - SurveyResults.Level)}}^(1 / (people * (qt({{Text(SurveyResults.Level)}}, people - 1) / qt({{Text(SurveyResults.Level)}}, df))^2))
            return(if (p < 0.5) c(0, reach) else c(1 - reach, 1))
          }
          n <- p * (1 - p) / v
          t <- qt({{Text((1 + SurveyResults.Level) / 2)}}, df)
          (p + t^2 / (2 * n) + c(-1, 1) * t * sqrt(p * (1 - p) / n + t^2 / (4 * n^2))) / (1 + t^2 / n)
        }
        of.index <- function(value, error, df) pmin(100, pmax(0, value + c(-1, 1) * qt({{Text((1 + SurveyResults.Level) / 2)}}, df) * error))
        for (row in seq_len(nrow(shown))) {
          one <- units[[shown$unit[row]]][[shown$code[row]]]
          near(one$value, shown$value[row])
          near(error(one$z), shown$error[row])
          ends <- if (shown$share[row] == 1) 100 * of.share(one$value / 100, (error(one$z) / 100)^2, degrees(one$counts), sum(one$counts > 0)) else of.index(one$value, error(one$z), degrees(one$counts))
          near(ends[1], shown$lower[row])
          near(ends[2], shown$upper[row])
        }
        # Places, and from which to which a unit can't be told apart: all pairs of a block, with their covariance, adjusted by Holm.
        places <- read.csv(colClasses = c("integer", "character", "character", "integer", "integer", "integer"), text = {{Quoted(Places(blocks))}})
        for (block.at in unique(places$block)) {
          told <- places[places$block == block.at, ]
          found <- lapply(seq_len(nrow(told)), function(row) units[[told$unit[row]]][[told$code[row]]])
          value <- sapply(found, function(one) one$value)
          pairs <- if (nrow(told) < 2) matrix(0L, 2, 0) else combn(nrow(told), 2)
          p <- vapply(seq_len(ncol(pairs)), function(at) {
            a <- found[[pairs[1, at]]]
            b <- found[[pairs[2, at]]]
            of <- error(a$z - b$z)
            df <- degrees(a$counts + b$counts) - 1
            if (of > 0 && df > 0) 2 * pt(-abs((a$value - b$value) / of), df) else 1
          }, 0)
          apart <- matrix(FALSE, nrow(told), nrow(told))
          for (at in which(p.adjust(p, "holm") <= {{Text(1 - SurveyResults.Level)}})) apart[pairs[1, at], pairs[2, at]] <- apart[pairs[2, at], pairs[1, at]] <- TRUE
          for (row in seq_len(nrow(told))) {
            better <- function(slack) 1 + sum(value[-row] - value[row] > slack)  # equal but for rounding: either place
            from <- 1 + sum(apart[row, ] & value > value[row])
            to <- nrow(told) - sum(apart[row, ] & value < value[row])
            if (told$place[row] < better(1e-9) || told$place[row] > better(-1e-9) || told$from[row] != from || told$to[row] != to) stop(sprintf("the place of %s differs from what was published", told$unit[row]))
            cat(sprintf("%-20s %-20s %4d (%d-%d)\n", told$unit[row], told$code[row], told$place[row], from, to))
          }
        }
        cat(sprintf("%d shown with their intervals, %d places\n", nrow(shown), nrow(places)))
        """.ReplaceLineEndings("\n");

    private static string Shown(LiveSurvey survey, ImmutableArray<ResultBlock> blocks) => "unit,code,value,error,lower,upper,share\n" + string.Concat(
        from block in blocks
        from unit in block.Units
        from figure in unit.Figures
        where figure.Estimate is not null
        let isShare = figure.Level == ResultLevel.Question && survey.Form.Formula.Scoring == AnswerScoring.TopShare
        select $"{Cell(unit.Unit)},{Cell(figure.Code)},{Text(figure.Value)},{Text(figure.Estimate?.StandardError)},{Text(figure.Lower)},{Text(figure.Upper)},{(isShare ? 1 : 0)}\n");

    private static string Places(ImmutableArray<ResultBlock> blocks) => "block,unit,code,place,from,to\n" + string.Concat(
        from block in blocks.Index()
        from unit in block.Item.Units
        where unit.Place is not null
        select string.Create(CultureInfo.InvariantCulture, $"{block.Index + 1},{Cell(unit.Unit)},{Cell(unit.By)},{unit.Place?.Place},{unit.Place?.From},{unit.Place?.To}\n"));
}
