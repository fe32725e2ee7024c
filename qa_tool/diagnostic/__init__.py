"""Diagnostic sessions: a team's own view of its practice, beside its partner's."""
