"""Indicators: a number a month from outside the audits, which may raise a themed round."""
