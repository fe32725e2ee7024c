"""The form of one round."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from PySide6.QtWidgets import QLineEdit

from qa_tool.council import check
from qa_tool.council.model import Round
from qa_tool.work import template as templates
from qa_tool.work.workspace import Workspace
from ui.widgets import DateField, Labelled
from ui.widgets.record_form import RecordForm, Ticks

_PLACES = {"dates_swapped": "ends", "planned_negative": "planned"}


def _line(name: str) -> QLineEdit:
    """A one-line field with a name."""
    field = QLineEdit()
    field.setAccessibleName(name)
    return field


def round_form() -> RecordForm:
    """Name, theme, templates, dates, number planned."""
    return RecordForm(
        {
            "name": Labelled("Name", _line("Name"), "Such as Quarter 3, 2026-27.", required=True),
            "theme": Labelled("Theme", _line("Theme"), "What it looks at closely. May be empty."),
            "templates": Labelled("Templates", Ticks("Templates"), required=True),
            "starts": Labelled("Begins", DateField("Begins")),
            "ends": Labelled("Ends", DateField("Ends")),
            "due": Labelled("Audits due", DateField("Audits due"),
                            "The last day for handing in, unless an allocation has its own."),
            "planned": Labelled("Audits planned", _line("Audits planned"), "A whole number."),
        },
        "Save round",
    )  # fmt: skip


def show_round(space: Workspace, form: RecordForm, round_: Round | None) -> None:
    """Fill the form; None is a new round."""
    ticks = cast("Ticks", form.fields["templates"].field)
    in_use = templates.titles(space)
    ticks.show_choices(sorted(in_use.items(), key=lambda pair: pair[1]))
    one = round_ or Round("", "")
    values = {
        "name": one.name, "theme": one.theme, "templates": one.templates, "starts": one.starts,
        "ends": one.ends, "due": one.due, "planned": one.planned or "",
    }  # fmt: skip
    about = "" if round_ else "The round's seed is drawn when it is saved, and kept in the ledger."
    form.show_record(round_.name if round_ else "New round", values, about)


def round_of(before: Round | None, values: Mapping[str, Any]) -> Round:
    """The round that the fields say; the seed stays."""
    typed = values["planned"]
    planned = int(typed) if typed.isascii() and typed.isdigit() else 0
    return replace(
        before or Round("", ""), name=values["name"], theme=values["theme"],
        templates=values["templates"], starts=values["starts"], ends=values["ends"],
        due=values["due"], planned=planned,
    )  # fmt: skip


def problems_of(space: Workspace, round_: Round, values: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong, by field."""
    told: dict[str, str] = {}
    typed = values["planned"]
    if typed and not (typed.isascii() and typed.isdigit() and len(typed) <= 5):
        told["planned"] = "Type a whole number, 0 or more."
    for problem in check.check_round(round_, list(templates.titles(space))):
        place = _PLACES.get(problem.code, "templates" if round_.name else "name")
        if problem.where == "Round":
            place = "name"
        told[place] = f"{told.get(place, '')} {problem.what} {problem.cure}".strip()
    if not round_.templates and not round_.name:
        told["templates"] = "Choose at least one template."
        told["name"] = "It has no name. Type a name, such as “Quarter 2”."
    return told
