# Estimates by R's survey package for every kind of design, from a table that ChiSo's tests made.
# Usage: Rscript taylor.R answers.csv results.txt        Each line of the result: name, value (17 digits).
suppressPackageStartupMessages(library(survey))
arguments <- commandArgs(trailingOnly = TRUE)
answers <- read.csv(arguments[1])
answers$row <- seq_len(nrow(answers))
results <- file(arguments[2], "w")
tell <- function(name, value) cat(sprintf("%s,%.17g\n", name, as.numeric(value)), sep = "", file = results)

one <- function(kind, what, statistic, df) {
  tell(paste(kind, what, "value", sep = "."), coef(statistic)[1])
  tell(paste(kind, what, "se", sep = "."), sqrt(vcov(statistic)[1, 1]))
  tell(paste(kind, what, "df", sep = "."), df)
}

everything <- function(kind, design) {
  df <- degf(design)
  one(kind, "mean", svymean(~y, design), df)
  one(kind, "total", svytotal(~y, design), df)
  one(kind, "ratio", svyratio(~y, ~x, design), df)
  one(kind, "proportion", svymean(~z, design), df)
  one(kind, "missing", svymean(~item, design, na.rm = TRUE), degf(subset(design, !is.na(item))))
  for (g in sort(unique(answers$group))) {
    part <- subset(design, group == g)
    one(kind, paste0("mean-", g), svymean(~y, part), degf(part))
    one(kind, paste0("total-", g), svytotal(~y, part), degf(part))
    one(kind, paste0("ratio-", g), svyratio(~y, ~x, part), degf(part))
  }
  by <- svyby(~y, ~group, design, svymean, covmat = TRUE)
  one(kind, "difference", svycontrast(by, c(1, -1, 0)), df)
  tell(paste(kind, "deff", "value", sep = "."), deff(svymean(~y, design, deff = TRUE)))
  tell(paste(kind, "deff-replace", "value", sep = "."), deff(svymean(~y, design, deff = "replace")))
}

everything("srs", svydesign(ids = ~1, weights = ~weight, data = answers))
everything("srs-fpc", svydesign(ids = ~1, fpc = ~population, data = answers))
everything("stratified", svydesign(ids = ~1, strata = ~stratum, weights = ~weight, data = answers))
everything("stratified-sizes", svydesign(ids = ~1, strata = ~stratum, fpc = ~people, data = answers))
everything("stratified-fractions", svydesign(ids = ~1, strata = ~stratum, fpc = ~share, weights = ~weight, data = answers))
everything("cluster", svydesign(ids = ~psu, weights = ~weight, data = answers))
everything("cluster-fpc", svydesign(ids = ~psu, weights = ~weight, fpc = ~psus, data = answers))
everything("stratified-cluster", svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = answers))
everything("stratified-cluster-fpc", svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, fpc = ~psus.stratum, data = answers))
everything("two-stage", svydesign(ids = ~psu + ssu, strata = ~stratum, weights = ~weight, fpc = ~psus.stratum + ssus, data = answers))
everything("three-stage", svydesign(ids = ~psu + ssu + row, strata = ~stratum, weights = ~weight, fpc = ~psus.stratum + ssus + persons, data = answers))
everything("two-stage-derived", svydesign(ids = ~psu + row, strata = ~stratum, fpc = ~psus.stratum + people.psu, data = answers))

for (policy in c("certainty", "adjust", "average")) {
  options(survey.lonely.psu = policy)
  everything(paste0("lonely-", policy), svydesign(ids = ~psu, strata = ~region, weights = ~weight, data = answers))
}
close(results)
