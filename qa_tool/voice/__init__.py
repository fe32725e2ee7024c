"""Voices: children, families, carers and workers; how they were asked, and what they said."""
