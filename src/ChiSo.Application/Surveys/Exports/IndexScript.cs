using System.Collections.Immutable;
using System.Globalization;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Engine;
using ChiSo.Engine.Surveys;
using static ChiSo.Application.Surveys.Exports.RText;

namespace ChiSo.Application.Surveys.Exports;

/// <summary>A script of base R that computes every figure of a survey's index again from the exported answers, and stops where one differs.</summary>
public static class IndexScript
{
    /// <param name="file">Name of the CSV file of answers, beside the script.</param>
    /// <param name="figures">As <see cref="CollectedIndex"/> computed them.</param>
    /// <param name="blocks">As <see cref="SurveyResults"/> found them: their means are checked.</param>
    /// <param name="sizes">People of the groups; <c>null</c> for equal weights.</param>
    public static Result<string> Of(LiveSurvey survey, string file, SmallGroups hidden, ImmutableArray<UnitIndex> figures, ImmutableArray<ResultBlock> blocks, GroupSizes? sizes, ExportNotes notes)
    {
        var built = IndexTree.Of(survey);
        if (!built.TryGet(out var tree))
            return built.Problems;
        return $$"""
            # {{survey.Code}}: every figure of the satisfaction index, computed again from {{file}} with base R.
            # Run it where {{file}} lies:  Rscript --vanilla SCRIPT
            # Counting rule {{notes.Counted.By.Rule}}: {{notes.Counted.Said.En}}
            # {{FormulaWords.Of(survey.Form).En}}
            # {{notes.Response.All.En}}
            answers <- read.csv({{Quoted(file)}}, colClasses = "character", na.strings = c("", "NA"), encoding = "UTF-8")
            answers$stratum[is.na(answers$stratum)] <- ""

            # People of each group, where they are known; else answers of a unit weigh alike.
            groups <- read.csv(colClasses = c("character", "character", "numeric"), na.strings = "NA", text = {{Quoted(Groups(hidden, sizes))}})
            groups$stratum[is.na(groups$stratum)] <- ""
            key <- paste(answers$unit, answers$stratum, sep = "/")
            drawn <- table(key)[key]
            people <- groups$people[match(key, paste(groups$unit, groups$stratum, sep = "/"))]
            weight <- ifelse(is.na(people), 1, people / as.numeric(drawn))
            # What was drawn: people one by one, or clusters (with replacement) where answers carry their group.
            cluster <- if (is.null(answers$cluster)) rep(NA, nrow(answers)) else answers$cluster
            psu <- ifelse(is.na(cluster), paste("#", seq_len(nrow(answers))), paste(key, cluster))
            left <- if (all(is.na(cluster))) ifelse(is.na(people), 1, 1 - as.numeric(drawn) / people) else rep(1, nrow(answers))  # finite population
            stratum <- tapply(key, psu, `[`, 1)
            share <- tapply(left, psu, `[`, 1)

            # Scores that were given, and how many answers they are, row by row: their ratio with its influence values.
            ratio <- function(sums, counts) {
              value <- sum(sums) / sum(counts)
              list(value = value, z = (sums - value * counts) / sum(counts), sums = sums, counts = counts)
            }
            # A question: what each answer is worth; no opinion and no answer leave the denominator.
            item <- function(name, answer, worth, inside) {
              score <- worth[match(as.numeric(answers[[name]]), answer)]
              counted <- weight * inside * !is.na(score)
              ratio(counted * ifelse(is.na(score), 0, score), counted)
            }
            below <- function(parts, of) Reduce(`+`, lapply(parts, function(one) one[[of]]))
            mix <- function(weights, parts) {
              w <- weights / sum(weights)
              list(value = sum(w * sapply(parts, function(one) one$value)), z = Reduce(`+`, Map(function(a, one) a * one$z, w, parts)),
                   sums = below(parts, "sums"), counts = below(parts, "counts"))
            }
            pool <- function(parts) ratio(below(parts, "sums"), below(parts, "counts"))
            # Linearised error of a stratified sample.
            error <- function(z) {
              totals <- tapply(z, psu, sum)
              sqrt(sum(tapply(seq_along(totals), stratum, function(rows) {
                n <- length(rows)
                share[rows[1]] * n / (n - 1) * sum((totals[rows] - mean(totals[rows]))^2)
              })))
            }

            # Sampled units less strata among those who gave a score.
            degrees <- function(counts) {
              rows <- unique(psu[counts > 0])
              length(rows) - length(unique(stratum[rows]))
            }

            figures <- function(inside) {
              found <- list()
              keep <- function(code, one) { found[[code]] <<- one; one }
              {{Expression(tree)}}
              found
            }

            published <- read.csv(colClasses = c("character", "character", "numeric", "numeric", "numeric", "numeric"), text = {{Quoted(Published(figures, blocks))}})
            worst <- 0
            near <- function(found, told) if (!is.na(told)) worst <<- max(worst, abs(found - told))
            units <- list()
            for (unit in unique(published$unit)) {
              found <- units[[unit]] <- figures(answers$unit == unit)
              for (row in which(published$unit == unit)) {
                # Told nowhere: fewer than {{survey.Declaration.MinimumCell}} people are behind it, it would give away one of that kind, or its error is too large to be shown.
                if (published$hidden[row] == 1) { cat(sprintf("%-20s %-20s hidden\n", unit, published$code[row])); next }
                one <- found[[published$code[row]]]
                if (is.na(published$value[row])) { stopifnot(is.nan(one$value)); next }
                near(one$value, published$value[row])
                near(error(one$z), published$error[row])
                near(qt(0.975, degrees(one$counts)) * error(one$z), published$margin[row])
                cat(sprintf("%-20s %-20s %8.4f ± %.4f\n", unit, published$code[row], one$value, error(one$z)))
              }
            }
            # The mean of each block: {{(survey.Form.Formula.Level == LevelPooling.PooledForms ? "all forms of its units together" : "its units alike")}}.
            block <- function(name, code, members, value, error.of, lower, upper) {
              one <- {{(survey.Form.Formula.Level == LevelPooling.PooledForms ? "figures(answers$unit %in% members)[[code]]" : "mix(rep(1, length(members)), lapply(units[members], function(unit) unit[[code]]))")}}
              half <- qt(0.975, degrees(one$counts)) * error(one$z)
              near(one$value, value)
              near(error(one$z), error.of)
              near(max(0, one$value - half), lower)
              near(min(100, one$value + half), upper)
              cat(sprintf("%-20s %-20s %8.4f ± %.4f\n", name, code, one$value, error(one$z)))
            }
            {{string.Join('\n', Means(blocks))}}
            {{ResultChecks.Of(survey, blocks)}}
            cat(sprintf("%d figures, %d means, largest difference %.2e\n", sum(published$hidden == 0), {{Means(blocks).Length.ToString(CultureInfo.InvariantCulture)}}, worst))
            if (worst > 1e-8) stop("a figure differs from what was published")

            """.ReplaceLineEndings("\n");
    }

    private static string Expression(IndexNode node) => node switch
    {
        IndexNode.Group { Pooling: IndexPooling.PooledAnswers } group => $"keep({Quoted(group.Code)}, pool(list({string.Join(", ", group.Parts.Select(Expression))})))",
        IndexNode.Group group => $"keep({Quoted(group.Code)}, mix(c({Joined(group.Parts.Select(part => part.Weight))}), list({string.Join(", ", group.Parts.Select(Expression))})))",
        IndexNode.Question { Item: var item } => $"keep({Quoted(item.Code)}, item({Quoted(item.Code)}, c({Joined(item.Scores().Where(score => !item.NoOpinion.Contains(score.Answer)).Select(score => (double)score.Answer))}), c({Joined(item.Scores().Where(score => !item.NoOpinion.Contains(score.Answer)).Select(score => score.Score))}), inside))",
        _ => throw new System.Diagnostics.UnreachableException($"No index here has {node}."),
    };

    private static ImmutableArray<string> Means(ImmutableArray<ResultBlock> blocks) => [.. blocks.Where(block => block.Mean.Estimate is not null).Select(block =>
        $"block({Quoted(block.Name.Vi)}, {Quoted(block.Mean.Code)}, c({string.Join(", ", block.Shown.Select(unit => Quoted(unit.Unit)))}), {Text(block.Mean.Value)}, {Text(block.Mean.Estimate?.StandardError)}, {Text(block.Mean.Lower)}, {Text(block.Mean.Upper)})")];

    private static string Groups(SmallGroups hidden, GroupSizes? sizes) =>
        "unit,stratum,people\n" + string.Concat(hidden.Shown.Select(group => $"{Cell(group.Unit)},{Cell(group.Stratum)},{(sizes is null ? "NA" : Text(sizes.Of(group, hidden)))}\n"));

    /// <summary>Where there are blocks, of their units alone: nothing else was published, nor judged by its error.</summary>
    private static string Published(ImmutableArray<UnitIndex> figures, ImmutableArray<ResultBlock> blocks)
    {
        var withheld = blocks.SelectMany(block => block.Units).SelectMany(unit => unit.Figures.Where(figure => figure.IsHidden).Select(figure => (unit.Unit, figure.Code))).ToHashSet();
        var standing = blocks.SelectMany(block => block.Units).Select(unit => unit.Unit).ToHashSet(StringComparer.Ordinal);
        return "unit,code,value,error,margin,hidden\n" + string.Concat(figures.Where(figure => blocks.IsEmpty || standing.Contains(figure.Unit)).Select(figure => figure.IsHidden || withheld.Contains((figure.Unit, figure.Code))
            ? $"{Cell(figure.Unit)},{Cell(figure.Code)},NA,NA,NA,1\n"
            : $"{Cell(figure.Unit)},{Cell(figure.Code)},{Text(figure.Value)},{Text(figure.StandardError)},{Text(figure.Margin)},0\n"));
    }

    private static string Joined(IEnumerable<double> numbers) => string.Join(", ", numbers.Select(number => Text(number)));

}
