"""Surveys, complaints, compliments and advocacy: counts and messages by quarter."""
