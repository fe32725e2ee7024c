"""Themes: the codebook, what is tagged with it, and the bank of quotations."""
