"""The form of one round."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from PySide6.QtWidgets import QLineEdit

from qa_tool.council.independence import RULES
from qa_tool.council.model import Round
from qa_tool.work import round as rounds
from qa_tool.work import template as templates
from qa_tool.work.workspace import Workspace
from ui.widgets import DateField, Labelled
from ui.widgets.record_form import RecordForm, Ticks

_PLACES = {
    "dates_swapped": "ends", "planned_negative": "planned", "planned_teams": "planned",
    "planned_auditors": "planned", "name_taken": "name", "due_days": "due_days",
    "moderation_share": "share", "independence": "independence",
}  # fmt: skip
_DIGITS = 5
_NUMBERS = ("planned", "due_days", "share")


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
            "due_days": Labelled(
                "Working days for an audit", _line("Working days for an audit"),
                "An audit is due so many working days after it is given, at the latest on the day "
                "above. Empty: on the day above.",
            ),
            "planned": Labelled("Audits planned", _line("Audits planned"), "A whole number."),
            "share": Labelled(
                "Share read again, in percent", _line("Share read again, in percent"),
                "Of what need not be read again anyhow. Empty for the council's own share.",
            ),
            "independence": Labelled(
                "Who may audit", Ticks("Who may audit", [(str(k), v) for k, v in RULES.items()]),
                "Nobody ever gets their own case, their own line, or a restricted file that does "
                "not name them.",
            ),
        },
        "Save round",
    )  # fmt: skip


def show_round(space: Workspace, form: RecordForm, round_: Round | None) -> None:
    """Fill the form; None is a new round."""
    ticks = cast("Ticks", form.fields["templates"].field)
    one = round_ or Round("", "")
    titles = templates.titles(space)
    in_use = templates.offered(space) | {key: titles.get(key, key) for key in one.templates}
    ticks.show_choices(sorted(in_use.items(), key=lambda pair: pair[1]))
    values = {
        "name": one.name, "theme": one.theme, "templates": one.templates, "starts": one.starts,
        "ends": one.ends, "due": one.due, "planned": one.planned or "",
        "due_days": one.due_days or "", "independence": one.independence,
        "share": "" if one.moderation_share is None else one.moderation_share,
    }  # fmt: skip
    about = "" if round_ else "The round's seed is drawn when it is saved, and kept in the ledger."
    form.show_record(round_.name if round_ else "New round", values, about)


def round_of(before: Round | None, values: Mapping[str, Any]) -> Round:
    """The round that the fields say; the seed and the numbers of teams and auditors stay."""
    return replace(
        before or Round("", ""), name=values["name"], theme=values["theme"],
        templates=values["templates"], starts=values["starts"], ends=values["ends"],
        due=values["due"], planned=_number(values["planned"]) or 0,
        due_days=_number(values["due_days"]) or 0, independence=values["independence"],
        moderation_share=_number(values["share"]),
    )  # fmt: skip


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= _DIGITS else None


def problems_of(space: Workspace, round_: Round, values: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong, by field."""
    told: dict[str, str] = {}
    for problem in rounds.problems(space, round_):
        place = _PLACES.get(problem.code, "templates" if round_.name else "name")
        if problem.where == "Round":
            place = "name"
        told[place] = f"{told.get(place, '')} {problem.what} {problem.cure}".strip()
    for key in _NUMBERS:
        if values[key] and _number(values[key]) is None:
            told[key] = "Type a whole number, 0 or more."
    if not round_.templates and not round_.name:
        told["templates"] = "Choose at least one template."
        told["name"] = "It has no name. Type a name, such as “Quarter 2”."
    return told
