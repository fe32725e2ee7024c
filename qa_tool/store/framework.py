"""The shelf of QA frameworks and the comments on them."""
