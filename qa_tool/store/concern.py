"""The shelf of concerns that were taken higher."""
