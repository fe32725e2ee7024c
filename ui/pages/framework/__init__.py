"""The QA framework: its versions, one to read clause by clause, and what is done with it."""

from ui.pages.framework.page import FrameworkPage

__all__ = ["FrameworkPage"]
