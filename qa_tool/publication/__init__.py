"""What is published: a year's report, its frozen data set, its words, who approved it."""
