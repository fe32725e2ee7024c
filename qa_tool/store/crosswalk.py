"""The shelf of crosswalks between versions of a template, and templates being written."""
