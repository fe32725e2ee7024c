"""The shelf of surveys, complaints, compliments and advocacy: counts and messages by quarter."""
