"""Themes: the codebook, what is tagged where, and words that may be quoted."""
