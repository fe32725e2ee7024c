"""Voices: who was asked, who was heard, and who is still to be asked."""

from ui.pages.voices.page import VoicesPage

__all__ = ["VoicesPage"]
