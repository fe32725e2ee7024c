"""Bringing case lists in: choose, look at what was understood, correct it, bring it in."""

from ui.pages.caselist.page import CaseListPage

__all__ = ["CaseListPage"]
