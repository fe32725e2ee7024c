"""Concerns that the CSWO takes higher: to whom, when, and what was answered."""
