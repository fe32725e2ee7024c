"""The encrypted store: one door, one shelf per noun."""
