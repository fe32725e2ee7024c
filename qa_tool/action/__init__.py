"""Actions: due, done, verified by somebody else, and what changed for the child."""
