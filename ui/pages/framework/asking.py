"""What the page asks people: a setting's value, a round of the calendar, and the last look before it counts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from qa_tool.framework import settings
from qa_tool.framework.check import wrong_with_round
from qa_tool.framework.clauses import MONTHS, Clause
from qa_tool.framework.model import Content, Framework, Planned
from qa_tool.sampling.model import METHODS
from qa_tool.work.framework_effect import Plan
from qa_tool.work.framework_file import Look
from ui.dialogs import Dialog, Field, ask_fields
from ui.widgets import Banner, Muted, Words


def ask_value(parent: QWidget, clause: Clause, content: Content) -> tuple[int, ...] | None:
    """The new value of a setting, or None."""
    name = clause.id.partition("/")[2]
    found = content.setting(name)
    before = found.values if found else ()
    if settings.is_yes_no(name):
        field = Field("value", clause.title, "check", before == (1,), help="Yes")
    elif settings.is_list(name):
        field = Field("value", clause.title, "text", ", ".join(map(str, before)),
                      help="Whole numbers, the shortest first, with commas between.", needed=True)  # fmt: skip
    else:
        field = Field("value", clause.title, "number", before[0] if before else "", needed=True)
    given = ask_fields(
        parent, clause.heading, [field], "Keep", text=clause.why,
        check=lambda values: "" if _values(values["value"]) else "Write whole numbers, such as 1, 5, 20.",
    )  # fmt: skip
    return _values(given["value"]) if given is not None else None


def _values(given: Any) -> tuple[int, ...]:
    """What was typed as numbers; nothing where it is none."""
    if isinstance(given, bool | int):
        return (int(given),)
    parts = [part.strip() for part in str(given or "").split(",")]
    whole = all(part.isascii() and part.isdigit() and len(part) < 6 for part in parts)
    return tuple(int(part) for part in parts) if whole else ()


def ask_round(parent: QWidget, content: Content, given: Planned | None = None) -> Planned | None:
    """A round of the calendar, new or changed; None where the person did not want to."""
    one = given or Planned("", "", 4, 3)
    fields = [
        Field("name", "What it is called", "text", one.name, needed=True),
        Field("month", "Begins in", "choice", str(one.month),
              [(str(n), name) for n, name in enumerate(MONTHS, 1)]),
        Field("months", "How many months", "number", one.months, needed=True),
        *(Field(f"t:{ref.key}", "" if n else "Templates", "check", ref.key in one.templates,
                help=ref.title)
          for n, ref in enumerate(content.templates)),
        Field("theme", "Theme", "text", one.theme),
        Field("audits", "Audits planned", "number", one.audits),
        Field("method", "How cases are drawn", "choice", one.method,
              [(key, title) for key, (title, _about) in METHODS.items()]),
        Field("due_days", "Due after, working days", "number", one.due_days),
    ]  # fmt: skip
    keys = [ref.key for ref in content.templates]

    def made(values: Mapping[str, Any]) -> Planned:
        return replace(
            one, name=values["name"].strip(), month=int(values["month"]),
            months=int(values["months"] or 0), theme=values["theme"].strip(),
            templates=tuple(key for key in keys if values[f"t:{key}"]),
            audits=int(values["audits"] or 0), method=values["method"],
            due_days=int(values["due_days"] or 0),
        )  # fmt: skip

    def check(values: Mapping[str, Any]) -> str:
        wrong = next(iter(wrong_with_round(made(values), keys)), None)
        return f"{wrong.what} {wrong.cure}" if wrong else ""

    title = f"Round “{one.name}”" if given else "A round of the calendar"
    values = ask_fields(parent, title, fields, "Keep", check=check)
    return made(values) if values is not None else None


def ask_head(
    parent: QWidget, title: str, yes: str, one: Framework | None, name: str
) -> dict[str, Any] | None:
    """Name, version, what is new, and the day it is planned for."""
    fields = [
        Field("name", "Name", "text", one.name if one else name, needed=True),
        Field("version", "Version", "text", one.version if one else "", needed=True),
        Field("note", "What is new", "long", one.note if one else ""),
        Field("planned", "Planned to come into effect on", "date", one.planned if one else None),
    ]
    text = "" if one else ("It begins as what the council works by today: templates in use, settings, "
                           "ladders, codebook, and the calendar of the year.")  # fmt: skip
    return ask_fields(parent, title, fields, yes, text=text)


def ask_effect(parent: QWidget, plan: Plan, today: date) -> bool:
    """Everything that would change, and then a yes."""
    one = plan.framework
    ready = not plan.hinders
    said = (
        f"From today, {today.day} {today:%B %Y}, the council works by it, all at once. Audits that have "
        "begun keep their template." + (f" It replaces {plan.replaces}." if plan.replaces else "")
    )
    dialog = Dialog(
        parent, f"Put {one.title} into effect?" if ready else f"{one.title} cannot come into effect yet",
        said if ready else "", yes="Put into effect" if ready else "",
        no="Cancel" if ready else "Close", wide=620,
    )  # fmt: skip
    for what, cure in plan.hinders:
        dialog.add(Banner(f"{what} {cure}", "warning"))
    if plan.unanswered:
        n = plan.unanswered
        dialog.add(Banner(f"{n} comment{'s' if n > 1 else ''} came later and {'have' if n > 1 else 'has'} "
                          "no answer.", "warning"))  # fmt: skip
    changes = [f"• {change}" for change in plan.changes]
    dialog.add(Words("What changes for the council", "strong"))
    dialog.add(
        Words("\n".join(changes)) if changes else Muted("Nothing: the council works by all of it.")
    )
    if plan.goes:
        dialog.add(
            Words("No longer in use, as the framework before had it and this one has not", "strong")
        )
        dialog.add(Words("\n".join(f"• {title}" for title in plan.goes)))
    if plan.stays:
        dialog.add(Words("Stays in use, though the framework does not name it", "strong"))
        dialog.add(Muted("\n".join(f"• {title}" for title in plan.stays)))
    return dialog.run() and ready


def ask_take(parent: QWidget, look: Look) -> bool:
    """Who signed a file and what differs, before anything is taken in."""
    taken = bool(look.already)
    dialog = Dialog(
        parent, look.framework.title,
        "It is here already, word for word." if taken
        else "It comes in as a draft. Nothing comes into effect by that.",
        yes="" if taken else "Take it in as a draft", no="Close" if taken else "Cancel", wide=620,
    )  # fmt: skip
    dialog.add(Banner(look.signed.words, "success" if look.signed.known else "warning"))
    for problem in look.warnings:
        dialog.add(Banner(f"{problem.what} {problem.cure}", "warning"))
    dialog.add(Words(f"What differs from {look.against}", "strong"))
    lines = [f"• {change}" for change in look.changes]
    dialog.add(Words("\n".join(lines)) if lines else Muted("Nothing."))
    return dialog.run() and not taken
