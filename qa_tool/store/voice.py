"""The shelf of voices: attempts to reach somebody, and what they said."""
