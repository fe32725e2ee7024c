"""Many audits as numbers: one frozen data set, and the counts that may be made of it."""
