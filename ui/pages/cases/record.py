"""What is known of one case: its facts, the form to change them, and who may read its file."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from qa_tool.council.model import Case
from qa_tool.errors import QAError
from qa_tool.template.library import entries, lists
from qa_tool.work import council
from qa_tool.work.change import Change
from qa_tool.work.council import CaseRow
from ui.context import Context
from ui.dialogs import Dialog, Field, ask_fields
from ui.widgets import Box, column

_SUBJECTS = (
    ("child", "A child"),
    ("worker", "A worker"),
    ("team", "A team"),
    ("organisation", "An organisation"),
    ("carer", "A carer"),
)


def facts_of(context: Context, row: CaseRow, case: Case) -> list[tuple[str, str]]:
    """What is known of a case; the number only where this person may see it."""
    space, found = context.workspace, lists()
    names = {
        e.key: e.name for name in ("kind_of_case", "age_band", "ethnicity") for e in found[name]
    }
    facts = [
        ("Council's number", case.council_number),
        ("About", dict(_SUBJECTS).get(case.subject, case.subject)),
        ("Kind", names.get(case.kind, case.kind)),
        ("Team", row.team), ("Worker", row.worker),
        ("Age", names.get(case.age_band, case.age_band)),
        ("Ethnicity", names.get(case.ethnicity, case.ethnicity)),
        ("Opened", f"{case.opened.day} {case.opened:%b %Y}" if case.opened else ""),
        ("Closed", f"{case.closed.day} {case.closed:%b %Y}" if case.closed else ""),
        ("Auditor", row.auditor),
        ("Open only to", ", ".join(space.name(one) for one in case.restricted_to)),
    ]  # fmt: skip
    return [(name, value) for name, value in facts if value]


def ask_case(
    parent: QWidget, context: Context, title: str, case: Case, yes: str, text: str
) -> Change | None:
    """Ask for a case's facts and keep them; what is wrong stands in the same window."""
    kept: list[Change] = []

    def check(given: Mapping[str, Any]) -> str:
        try:
            kept.append(council.keep_case(context.workspace, replace(case, **given)))
        except QAError as error:
            return f"{error} {error.cure}".strip()
        return ""

    given = ask_fields(parent, title, _fields(context, case), yes, text=text, check=check)
    return None if given is None else kept[-1]


def _fields(context: Context, case: Case) -> list[Field]:
    """The form of a case."""
    space = context.workspace
    today = space.clock.today()
    teams = sorted(((t.id, t.name) for t in space.teams.values()), key=lambda pair: pair[1])
    people = sorted(((p.id, p.name) for p in space.people.values()), key=lambda pair: pair[1])
    number = [Field("council_number", "Council's number", value=case.council_number,
                    help="Kept encrypted; shown to the people allocated to the case and the QA lead.")]  # fmt: skip

    def choices(name: str) -> list[tuple[str, str]]:
        return [("", "Not known"), *((e.key, e.name) for e in entries(name, today))]

    return [
        *(number if space.policy.keep_council_number else []),
        Field("subject", "Who or what is audited", "choice", case.subject, _SUBJECTS),
        Field("kind", "Kind of case", "choice", case.kind, choices("kind_of_case")),
        Field("team", "Team", "choice", case.team, [("", "Not known"), *teams]),
        Field("worker", "Worker", "choice", case.worker, [("", "Not known"), *people]),
        Field("age_band", "Age", "choice", case.age_band, choices("age_band")),
        Field("ethnicity", "Ethnicity", "choice", case.ethnicity, choices("ethnicity")),
        Field("opened", "Opened", "date", case.opened),
        Field("closed", "Closed", "date", case.closed),
    ]


def ask_readers(parent: QWidget, context: Context, case: Case) -> tuple[str, ...] | None:
    """The only people who may audit or read this file; nobody ticked is no restriction."""
    space = context.workspace
    dialog = Dialog(
        parent, f"Who may read case {case.reference}?",
        "A restricted file goes only to the people ticked here. Nobody ticked: no restriction.",
        yes="Keep",
    )  # fmt: skip
    people = [
        p for p in space.people.values() if {"auditor", "moderator", "qa_lead"} & set(p.roles)
    ]
    ticks = {}
    lines = column(spacing=2)
    for person in sorted(people, key=lambda p: p.name):
        tick = QCheckBox(person.name)
        tick.setChecked(person.id in case.restricted_to)
        ticks[person.id] = tick
        lines.addWidget(tick)
    dialog.add(Box(lines))
    if not dialog.run():
        return None
    return tuple(one for one, tick in ticks.items() if tick.isChecked())
