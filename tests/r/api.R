# Writes the samples of California schools that come with R's survey package beside the result; nothing of them is kept.
# Usage: Rscript api.R (unused) results.txt
suppressPackageStartupMessages(library(survey))
arguments <- commandArgs(trailingOnly = TRUE)
folder <- dirname(arguments[2])
data(api)
for (name in c("apisrs", "apistrat", "apiclus1", "apiclus2", "apipop")) {
  table <- get(name)
  columns <- intersect(c("stype", "pw", "fpc", "fpc1", "fpc2", "dnum", "snum", "api00", "api99", "enroll", "api.stu", "comp.imp", "sch.wide", "awards", "ell"), names(table))
  write.csv(table[columns], file.path(folder, paste0(name, ".csv")), row.names = FALSE, quote = FALSE)
}
# What was published of raking stopped early; this is iterated to the end.
cluster <- svydesign(ids = ~dnum, weights = ~pw, fpc = ~fpc, data = apiclus1)
raked <- rake(cluster, list(~stype, ~sch.wide), list(data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018)), data.frame(sch.wide = c("No", "Yes"), Freq = c(1072, 5122))), control = list(maxit = 500, epsilon = 1e-12))
mean <- svymean(~api00, raked)
total <- svytotal(~enroll, raked)
# The survey of risk behaviour among pupils: those who answered whether they wear a helmet.
data(yrbs)
write.csv(transform(yrbs, y = ifelse(qn8 == 1, 1, 0)), file.path(folder, "yrbs.csv"), row.names = FALSE, quote = FALSE)
writeLines(sprintf("%s,%.17g", c("raked.mean.value", "raked.mean.se", "raked.total.value", "raked.total.se"), c(coef(mean), SE(mean), coef(total), SE(total))), arguments[2])
