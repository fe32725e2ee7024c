"""Answers, days and grades of a handed-in audit in words."""

from datetime import datetime

from PySide6.QtCore import Qt

from qa_tool.audit.said import day_of
from qa_tool.template.model import Grade
from ui.widgets import Words

__all__ = ["day_of", "moment", "name_of", "pieces_of", "readable"]


def pieces_of(value: object) -> list[dict[str, str]]:
    """The pieces of an evidence list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def readable(text: str) -> Words:
    """Typed words that can be selected."""
    words = Words(text)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return words


def name_of(grade: Grade | None) -> str:
    """A grade's word."""
    return grade.name if grade else "Not graded"


def moment(when: datetime | None) -> str:
    """A moment as people read it, where the person is."""
    if when is None:
        return ""
    here = when.astimezone()
    return f"{here.day} {here:%b %Y}, {here:%H:%M}"
