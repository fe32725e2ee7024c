"""The shelf of calibration sessions: who graded what privately, kept apart from the audits."""
