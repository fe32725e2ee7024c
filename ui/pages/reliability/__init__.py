"""How far to trust the grades: first against second grade, from blind re-reads that chance chose."""

from ui.pages.reliability.page import ReliabilityPage

__all__ = ["ReliabilityPage"]
