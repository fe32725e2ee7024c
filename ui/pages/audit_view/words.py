"""Answers, days and grades of a handed-in audit in words."""

from datetime import date, datetime

from PySide6.QtCore import Qt

from qa_tool.audit.views import QuestionView
from qa_tool.audit.words import grid_words, rank_words
from qa_tool.template.model import Grade
from ui.widgets import Words


def said(view: QuestionView) -> str:
    """An answer as people read it."""
    if view.na:
        return "Not applicable"
    words = {choice.key: choice.text for choice in view.choices}
    value = view.value
    if view.kind in {"group", "rank"} and isinstance(value, list):
        order = rank_words([words.get(str(key), str(key)) for key in value])
        return order if view.kind == "rank" else f"{len(value)} added"
    if isinstance(value, dict):
        rows = [(row.key, row.text) for row in view.rows]
        return grid_words(rows, [(one.key, one.text) for one in view.columns], words, value)
    if isinstance(value, list):
        return "; ".join(words.get(str(one), str(one)) for one in value if isinstance(one, str))
    if isinstance(value, str) and view.kind == "date":
        return day_of(value)
    text = words.get(str(value), str(value))
    return f"{text} {view.unit}".strip()


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


def day_of(text: str) -> str:
    """A kept date as people read it."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {day:%b %Y}"


def moment(when: datetime | None) -> str:
    """A moment as people read it, where the person is."""
    if when is None:
        return ""
    here = when.astimezone()
    return f"{here.day} {here:%b %Y}, {here:%H:%M}"
