# Intervals for shares that R's survey package (4.1) has no method for, from a table that ChiSo's tests made: Wilson's as the roots of the score equation,
# and the one-sided ends where everybody or nobody said yes as the roots of the binomial tail; share, error and degrees of freedom are the package's.
# Usage: Rscript shares.R answers.csv results.txt
suppressPackageStartupMessages(library(survey))
arguments <- commandArgs(trailingOnly = TRUE)
answers <- read.csv(arguments[1])
answers$everybody <- 1
results <- file(arguments[2], "w")
tell <- function(name, value) cat(sprintf("%s,%.17g\n", name, as.numeric(value)), sep = "", file = results)
root <- function(f, from, to) uniroot(f, c(from, to), tol = 1e-15, maxiter = 10000)$root

designs <- list(
  cluster = svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = answers),
  two.stage = svydesign(ids = ~psu + ssu, strata = ~stratum, weights = ~weight, fpc = ~psus.stratum + ssus, data = answers)
)
for (kind in names(designs)) for (g in c("all", sort(unique(answers$group)))) {
  part <- if (g == "all") designs[[kind]] else subset(designs[[kind]], group == g)
  df <- degf(part)
  share <- svymean(~z, part)
  p <- coef(share)[[1]]
  n <- p * (1 - p) / vcov(share)[1, 1]
  for (level in c(0.9, 0.95)) {
    t <- qt((1 + level) / 2, df)
    score <- function(at) (p - at)^2 - t^2 * at * (1 - at) / n
    tell(paste(kind, g, level, "wilson", c("lower", "upper"), sep = "."), c(root(score, 0, p), root(score, p, 1)))
    # Everybody said yes: the smallest share under which so many of the effective respondents do with the chance 1 - level.
    for (effect in c(1, 2.3)) {
      respondents <- sum(weights(part, "sampling") > 0)
      effective <- respondents / effect * (qt(level, respondents - 1) / qt(level, df))^2
      tell(paste(kind, g, level, effect, "everybody", sep = "."), root(function(at) at^effective - (1 - level), 0, 1))
    }
  }
}
close(results)
