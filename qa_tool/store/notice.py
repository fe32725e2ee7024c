"""The shelf of QA notices."""
