"""Raising an action: what must change, who sees to it, by when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from qa_tool.action.model import LEVELS, OFFERS
from qa_tool.action.smart import HINT
from ui.dialogs.sheet import Field, ask_fields

PRIORITIES = (("high", "High"), ("medium", "Medium"), ("low", "Low"))
TEAM = "team:"
_COMPLIANCE = "A matter of compliance only: never counted as a change for the child"
Choices = Sequence[tuple[str, str]]


def ask_action(
    parent: QWidget,
    question: str,
    owners: Sequence[tuple[str, str]],
    due_choices: Sequence[tuple[str, date]],
) -> dict[str, Any] | None:
    """The parts of a new action: what, owner, owner_words, priority, due; None where it is none after all."""
    days = {day.isoformat(): day for _words, day in due_choices}
    fields = (
        Field("what", "What must change for this child?", "long", needed=True, help=HINT),
        Field("owner", "Who sees to it?", "choice",
              choices=(("", "Somebody else (write below)"), *owners)),
        Field("owner_words", "Or a team or partner agency"),
        Field("due", "By when?", "choice",
              choices=[(day.isoformat(), words) for words, day in due_choices]),
        Field("priority", "Priority", "choice", "medium", choices=PRIORITIES),
    )  # fmt: skip
    given = ask_fields(
        parent, "Raise an action", fields, "Raise the action", text=question,
        check=lambda v: "" if v["owner"] or v["owner_words"] else "Say who sees to it.",
    )  # fmt: skip
    return None if given is None else {**given, "due": days.get(given["due"])}


@dataclass(frozen=True, slots=True)
class Lists:
    """What the whole form offers: owners (people, and teams with `TEAM` before the id), dates, the plan."""

    owners: Choices
    dues: Choices
    requirements: Choices = ()
    objectives: Choices = ()
    themes: Choices = ()


def action_fields(lists: Lists, given: Mapping[str, Any], *, service: bool) -> list[Field]:
    """The whole form of a new action; for the service there are learning offers, and no child."""
    fields = [
        Field("what", "What must change", "long", given.get("what", ""), needed=True, help=HINT),
        Field("owner", "Who sees to it", "choice", given.get("owner", ""),
              [("", "Somebody who is not listed"), *lists.owners]),
        Field("owner_words", "Team or agency, where nobody listed owns it", "text",
              given.get("owner_words", ""), help="A partner agency may own an action."),
        Field("due", "By when", "choice", given.get("due", lists.dues[-1][0] if lists.dues else ""),
              [*lists.dues, ("", "Another date, below")]),
        Field("day", "Another date", "date", given.get("day", "")),
        Field("priority", "Priority", "choice", given.get("priority", "medium"), PRIORITIES),
    ]  # fmt: skip
    if service:
        kinds = [("", "An action"), *((key, f"Learning offer: {word.lower()}") for key, word in OFFERS.items())]  # fmt: skip
        fields.append(Field("offer", "What kind", "choice", given.get("offer", ""), kinds))
    else:
        fields.append(Field("level", "For whom", "choice", "child", tuple(LEVELS.items())))
    for key, label, choices in (
        ("requirement", "Answers the requirement", lists.requirements),
        ("objective", "Belongs to the objective", lists.objectives),
        ("theme", "Theme", lists.themes),
    ):
        if choices:
            fields.append(Field(key, label, "choice", given.get(key, ""), [("", "None"), *choices]))
    fields.append(Field("compliance", "Compliance", "check", help=_COMPLIANCE))
    return fields
