"""One audit: form engine, grading, consistency, safety and life."""
