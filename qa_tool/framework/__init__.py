"""The QA framework as one object: what a council has agreed on how it looks at its own practice."""
