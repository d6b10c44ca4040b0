# Calibrated weights, shares, quantiles and tests by R's survey package, from a table that ChiSo's tests made.
# Usage: Rscript calibration.R answers.csv results.txt
suppressPackageStartupMessages(library(survey))
arguments <- commandArgs(trailingOnly = TRUE)
answers <- read.csv(arguments[1])
answers$row <- seq_len(nrow(answers))
results <- file(arguments[2], "w")
tell <- function(name, value) cat(sprintf("%s,%.17g\n", name, as.numeric(value)), sep = "", file = results)

group.factor <- c(A = 1.1, B = 0.95, C = 1.02)
stratum.factor <- c(S1 = 0.9, S2 = 1.15, S3 = 1.05, S4 = 0.98)
groups <- tapply(answers$weight, answers$group, sum) * group.factor
strata <- tapply(answers$weight, answers$stratum, sum) * stratum.factor
strata <- strata * sum(groups) / sum(strata)
x.total <- sum(answers$weight * answers$x) * 1.03
cells <- data.frame(group = names(groups), Freq = as.numeric(groups))
margins <- c(sum(groups), groups[-1], strata[-1])
with.x <- c(sum(groups), groups[-1], x.total)

designs <- list(
  cluster = svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = answers),
  two.stage = svydesign(ids = ~psu + ssu, strata = ~stratum, weights = ~weight, fpc = ~psus.stratum + ssus, data = answers)
)
for (kind in names(designs)) {
  design <- designs[[kind]]
  adjusted <- list(
    poststratified = postStratify(design, ~group, cells),
    raked = calibrate(design, ~group + stratum, margins, calfun = "raking", epsilon = 1e-13, maxit = 200),
    linear = calibrate(design, ~group + x, with.x, calfun = "linear", epsilon = 1e-13),
    logit = calibrate(design, ~group + x, with.x, calfun = "logit", bounds = c(0.6, 1.7), epsilon = 1e-13, maxit = 200),
    truncated = calibrate(design, ~group + x, with.x, calfun = "linear", bounds = c(0.85, 1.12), epsilon = 1e-13, maxit = 200)
  )
  for (method in names(adjusted)) {
    after <- adjusted[[method]]
    place <- paste(kind, method, sep = ".")
    tell(paste0(place, ".w.", answers$row), weights(after))
    for (item in c("y", "z")) {
      mean <- svymean(as.formula(paste0("~", item)), after)
      tell(paste0(place, ".mean-", item, ".value"), coef(mean))
      tell(paste0(place, ".mean-", item, ".se"), SE(mean))
    }
    total <- svytotal(~y, subset(after, group == "B"))
    tell(paste0(place, ".total-B.value"), coef(total))
    tell(paste0(place, ".total-B.se"), SE(total))
  }
  for (method in c("logit", "beta")) tell(paste(kind, "share", method, c("lower", "upper"), sep = "."), attr(svyciprop(~z, design, method = method), "ci"))
  for (p in c(0.1, 0.25, 0.5, 0.75, 0.9)) tell(paste(kind, "quantile", p, c("value", "lower", "upper", "se"), sep = "."), as.numeric(svyquantile(~y, design, p)$y))
  two <- subset(design, group != "C")
  test <- svyttest(y ~ group, two)
  tell(paste(kind, "t", c("t", "df", "p"), sep = "."), c(test$statistic, test$parameter, test$p.value))
  independence <- svychisq(~group + z, design, statistic = "F")
  tell(paste(kind, "independence", c("f", "ndf", "ddf", "p"), sep = "."), c(independence$statistic, independence$parameter, independence$p.value))
}
p <- c(0.04, 0.001, 0.2, 0.03, 0.03, 0.9, 0.011)
tell(paste0("holm.", seq_along(p)), p.adjust(p, "holm"))
tell(paste0("bh.", seq_along(p)), p.adjust(p, "BH"))
close(results)
