"""Diagnostic sessions: the list, one session, the room, across teams, and what outsiders concluded."""

from ui.pages.diagnostics.page import DiagnosticsPage

__all__ = ["DiagnosticsPage"]
