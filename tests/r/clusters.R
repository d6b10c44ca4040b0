# Standard errors of the satisfaction index of a two-stage sample by R's survey package: recorded in ClusterGroupTests.
# Usage: Rscript clusters.R answers.csv        The answers are those the test exports; people of the strata are those of its frame.
suppressPackageStartupMessages(library(survey))
answers <- read.csv(commandArgs(trailingOnly = TRUE)[1], colClasses = c(stratum = "character", cluster = "character"), na.strings = "NA")
answers$h <- paste(answers$unit, answers$stratum)
answers$psu <- paste(answers$h, answers$cluster)
people <- c("noivu a" = 480, "noivu b" = 300, "tuphap " = 400)
answers$weight <- people[answers$h] / as.numeric(table(answers$h)[answers$h])
answers$s1 <- 100 * (answers$q1 >= 4)
answers$s2 <- 100 * (answers$q2 >= 4)
design <- svydesign(ids = ~psu, strata = ~h, weights = ~weight, data = answers)
for (unit in c("noivu", "tuphap")) {
  service <- svycontrast(svymean(~s1 + s2, design[answers$unit == unit, ]), c(0.5, 0.5))
  cat(sprintf("%s %.15g %.15g\n", unit, coef(service), SE(service)))
}
