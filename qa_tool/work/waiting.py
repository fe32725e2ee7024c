"""A thing that waits for somebody, as Home lists it; each noun that has such things makes its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Tone = Literal["danger", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for this person; `page` and `place` say where it is done."""

    tone: Tone
    title: str
    detail: str
    page: str
    place: Mapping[str, str]


def days(due: date | None, today: date) -> str:
    """How long until it is due, or how late it is, in words."""
    if due is None:
        return "no due date"
    gap = (due - today).days
    if gap < 0:
        return f"{-gap} day{'s' if gap < -1 else ''} overdue"
    return {0: "due today", 1: "due tomorrow"}.get(gap, f"due in {gap} days")
