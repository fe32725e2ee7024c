"""Concerns taken higher: to whom, what was asked, what was answered, and how long there is no answer."""

from ui.pages.concerns.page import ConcernsPage

__all__ = ["ConcernsPage"]
