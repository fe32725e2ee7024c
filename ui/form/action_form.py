"""Raising an action from the question that it answers."""

from PySide6.QtWidgets import QWidget

from ui.dialogs import Field, ask_fields
from ui.form.desk import Desk, NewAction

_PRIORITIES = (("high", "High"), ("medium", "Medium"), ("low", "Low"))


def ask_action(parent: QWidget, desk: Desk, key: str) -> NewAction | None:
    """What must change, who sees to it, and by when; None where the person thought better of it."""
    days = {day.isoformat(): (words, day) for words, day in desk.due_choices()}
    fields = (
        Field(
            "what", "What must change for this child?", "long", needed=True,
            help="One thing that somebody else can see is done.",
        ),
        Field("owner", "Who sees to it?", "choice",
              choices=(("", "Somebody else (write below)"), *desk.owners())),
        Field("owner_words", "Or a team or partner agency"),
        Field("due", "By when?", "choice", choices=[(k, words) for k, (words, _) in days.items()]),
        Field("priority", "Priority", "choice", "medium", choices=_PRIORITIES),
    )  # fmt: skip
    given = ask_fields(
        parent, "Raise an action", fields, "Raise the action", text=desk.form.view(key).text,
        check=lambda v: "" if v["owner"] or v["owner_words"] else "Say who sees to it.",
    )  # fmt: skip
    if given is None:
        return None
    due = days.get(given["due"])
    return NewAction(
        key, given["what"], given["owner"], given["owner_words"], given["priority"],
        due[1] if due else None,
    )  # fmt: skip
