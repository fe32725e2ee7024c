"""Rounds: what is looked at, until when, and how far it is."""

from ui.pages.rounds.page import RoundsPage

__all__ = ["RoundsPage"]
