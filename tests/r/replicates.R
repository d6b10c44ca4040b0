# Replicate variances by R's survey package. Reads answers.csv and, beside it, the replicate factors that ChiSo made (brr.csv, fay.csv, bootstrap.csv for pairs.csv and answers.csv).
# Usage: Rscript replicates.R answers.csv results.txt
suppressPackageStartupMessages(library(survey))
arguments <- commandArgs(trailingOnly = TRUE)
folder <- dirname(arguments[1])
answers <- read.csv(arguments[1])
pairs <- read.csv(file.path(folder, "pairs.csv"))
results <- file(arguments[2], "w")
tell <- function(name, value) cat(sprintf("%s,%.17g\n", name, as.numeric(value)), sep = "", file = results)

everything <- function(kind, design) {
  for (mse in c(FALSE, TRUE)) {
    design$mse <- mse
    centre <- if (mse) "estimate" else "mean"
    statistics <- list(mean = svymean(~y, design), ratio = svyratio(~y, ~x, design), total = svytotal(~y, design))
    for (name in names(statistics)) {
      tell(paste(kind, centre, name, "value", sep = "."), coef(statistics[[name]]))
      tell(paste(kind, centre, name, "se", sep = "."), sqrt(vcov(statistics[[name]])[1, 1]))
    }
  }
}
factors <- function(name) as.matrix(read.csv(file.path(folder, paste0(name, ".csv")), header = FALSE))

everything("JK1", as.svrepdesign(svydesign(ids = ~psu, weights = ~weight, data = answers), type = "JK1"))
everything("JK1-fpc", as.svrepdesign(svydesign(ids = ~psu, weights = ~weight, fpc = ~psus, data = answers), type = "JK1"))
everything("JKn", as.svrepdesign(svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = answers), type = "JKn"))
everything("JKn-fpc", as.svrepdesign(svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, fpc = ~psus.stratum, data = answers), type = "JKn"))
everything("BRR", svrepdesign(weights = pairs$weight, repweights = factors("brr"), type = "BRR", combined.weights = FALSE, data = pairs))
everything("Fay", svrepdesign(weights = pairs$weight, repweights = factors("fay"), type = "Fay", rho = 0.3, combined.weights = FALSE, data = pairs))
boot <- factors("bootstrap")
everything("bootstrap", svrepdesign(weights = answers$weight, repweights = boot, type = "bootstrap", scale = 1 / (ncol(boot) - 1), rscales = rep(1, ncol(boot)), combined.weights = FALSE, data = answers))

# Post-stratification repeated in every replicate.
groups <- tapply(answers$weight, answers$group, sum) * c(A = 1.1, B = 0.95, C = 1.02)
jkn <- as.svrepdesign(svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = answers), type = "JKn")
everything("JKn-poststratified", postStratify(jkn, ~group, data.frame(group = names(groups), Freq = as.numeric(groups))))
close(results)
