"""QA notices: the ladder, its stages and clocks, and whether practice changed."""
