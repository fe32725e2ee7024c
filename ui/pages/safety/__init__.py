"""Safety: the register of safety stops, overdue first, who was told, what followed, how it ended."""

from ui.pages.safety.page import SafetyPage

__all__ = ["SafetyPage"]
