"""Voices: who was asked, whether it was safe to ask them, what they said, how good they find the help."""
