# Writes the samples of California schools that come with R's survey package beside the result; nothing of them is kept.
# Usage: Rscript api.R (unused) results.txt
suppressPackageStartupMessages(library(survey))
arguments <- commandArgs(trailingOnly = TRUE)
folder <- dirname(arguments[2])
data(api)
for (name in c("apisrs", "apistrat", "apiclus1", "apiclus2")) {
  table <- get(name)
  columns <- intersect(c("stype", "pw", "fpc", "fpc1", "fpc2", "dnum", "snum", "api00", "api99", "enroll", "api.stu", "comp.imp", "sch.wide", "awards", "ell"), names(table))
  write.csv(table[columns], file.path(folder, paste0(name, ".csv")), row.names = FALSE, quote = FALSE)
}
writeLines("done,1", arguments[2])
