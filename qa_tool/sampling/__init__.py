"""Samples that can be proved: which cases, by which rules, from which list, and how sure that makes us."""
