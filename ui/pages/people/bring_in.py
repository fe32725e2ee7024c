"""Bringing areas, teams, people and cases in from a CSV file: looked at first, then all of it or nothing."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from qa_tool.council.model import ROLE_NAMES, Area, Case, Person, Team
from qa_tool.errors import QAError
from qa_tool.problems import errors
from qa_tool.work import import_plan, importing
from qa_tool.work.import_plan import Plan, Planned, Record
from qa_tool.work.workspace import Workspace
from ui.context import Context
from ui.dialogs import Dialog, choose_file, save_file, show_problems
from ui.look import px
from ui.widgets import Banner, Muted, PlainTable

CSV = "CSV files (*.csv *.txt);;All files (*)"
_FATES = {"new": "added", "corrected": "corrected", "same": "as it is"}
_ORDER = ("new", "corrected", "same")
MOST_SHOWN = 300


def bring_in(context: Context, parent: QWidget, kind: str, by: str) -> bool:
    """Choose a file, look at what it would do, and keep it; whether something was kept."""
    path = choose_file(parent, f"Bring in {kind} from a CSV file", CSV)
    return path is not None and bring_in_file(context, parent, kind, path, by)


def bring_in_file(context: Context, parent: QWidget, kind: str, path: Path, by: str) -> bool:
    """Look at this file and keep it where the person says yes."""
    plan = import_plan.plan(context.workspace, kind, path)
    if errors(plan.problems):
        show_problems(
            parent, f"“{path.name}” is not brought in yet", plan.problems,
            "Nothing was written. Correct these in the file, save it, and choose it again.",
        )  # fmt: skip
        return False
    if not _sure(context.workspace, parent, plan, path.name):
        return False
    try:
        change = import_plan.keep(context.workspace, plan)
    except QAError as error:
        context.fault(error)
        return False
    context.live.announce(change, by)
    context.say(f"{said(plan)}.", "success")
    return True


def write_headings(context: Context, parent: QWidget, kind: str) -> None:
    """Write a file with the headings alone."""
    path = save_file(parent, f"File with the headings for {kind}", f"{kind}.csv", CSV)
    if path is None:
        return
    try:
        importing.write_template(importing.KINDS[kind], path)
    except QAError as error:
        context.fault(error)
        return
    names = ", ".join(heading.name for heading in importing.KINDS[kind].headings)
    context.say(f"“{path.name}” is written. Its headings are: {names}.", "success")


def said(plan: Plan) -> str:
    """What keeping does, in words: "3 people added, 1 corrected, 2 as they are"."""
    nouns = plan.kind.key if len(plan.planned) != 1 else plan.kind.one
    parts = [f"{plan.count('new')} {nouns} added"]
    if plan.count("corrected"):
        parts.append(f"{plan.count('corrected')} corrected")
    if plan.count("same"):
        parts.append(f"{plan.count('same')} left as it is")
    return ", ".join(parts)


def _sure(space: Workspace, parent: QWidget, plan: Plan, name: str) -> bool:
    """Show what would be written, and ask."""
    dialog = Dialog(
        parent, f"Bring in “{name}”?", f"{said(plan)}. All of it is written, or nothing.",
        yes="Bring in",
    )  # fmt: skip
    for problem in plan.problems:
        dialog.add(Banner(f"{problem.where}: {problem.what} {problem.cure}", "warning"))
    table = PlainTable("What would be brought in")
    ordered = sorted(plan.planned, key=lambda one: (_ORDER.index(one.fate), one.number))
    table.show_table(*_table(space, ordered[:MOST_SHOWN]))
    table.setMinimumSize(px(560), px(240))
    dialog.add(table)
    if len(ordered) > MOST_SHOWN:
        dialog.add(Muted(f"The first {MOST_SHOWN} of {len(ordered):,} are shown."))
    return dialog.run()


def _table(
    space: Workspace, planned: list[Planned]
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Header and rows of the preview."""
    lines = [(*_words(space, one.record), _FATES[one.fate], str(one.number)) for one in planned]
    first = planned[0].record if planned else None
    middle = {Person: ("Roles", "Team"), Team: ("Area",), Case: ("Team", "Kind")}.get(
        type(first), ()
    )
    return (("Name" if not isinstance(first, Case) else "Reference"), *middle, "Is", "Row"), lines


def _words(space: Workspace, record: Record) -> tuple[str, ...]:
    """A record in a few words; never a council's number."""
    if isinstance(record, Person):
        roles = ", ".join(ROLE_NAMES[role] for role in record.roles)
        return record.name, roles, space.team_name(record.team)
    if isinstance(record, Team):
        area = space.areas.get(record.area)
        return record.name, area.name if area else ""
    if isinstance(record, Area):
        return (record.name,)
    return record.reference, space.team_name(record.team), record.kind.replace("_", " ")
