"""Raising an action: what must change, who sees to it, by when."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.dialogs.sheet import Field, ask_fields

_PRIORITIES = (("high", "High"), ("medium", "Medium"), ("low", "Low"))


def ask_action(
    parent: QWidget,
    question: str,
    owners: Sequence[tuple[str, str]],
    due_choices: Sequence[tuple[str, date]],
) -> dict[str, Any] | None:
    """The parts of a new action: what, owner, owner_words, priority, due; None where it is none after all."""
    days = {day.isoformat(): day for _words, day in due_choices}
    fields = (
        Field(
            "what", "What must change for this child?", "long", needed=True,
            help="One thing that somebody else can see is done.",
        ),
        Field("owner", "Who sees to it?", "choice",
              choices=(("", "Somebody else (write below)"), *owners)),
        Field("owner_words", "Or a team or partner agency"),
        Field("due", "By when?", "choice",
              choices=[(day.isoformat(), words) for words, day in due_choices]),
        Field("priority", "Priority", "choice", "medium", choices=_PRIORITIES),
    )  # fmt: skip
    given = ask_fields(
        parent, "Raise an action", fields, "Raise the action", text=question,
        check=lambda v: "" if v["owner"] or v["owner_words"] else "Say who sees to it.",
    )  # fmt: skip
    return None if given is None else {**given, "due": days.get(given["due"])}
