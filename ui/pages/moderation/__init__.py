"""Moderation: the blind queue, two readings side by side, and the outcome that the auditor answers."""

from ui.pages.moderation.compare import ModerationComparePage
from ui.pages.moderation.outcome import ModerationOutcomePage
from ui.pages.moderation.page import ModerationPage

__all__ = ["ModerationComparePage", "ModerationOutcomePage", "ModerationPage"]
