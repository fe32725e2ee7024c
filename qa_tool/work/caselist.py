"""Case lists: a file is read, laid beside what is known here, and brought in whole or not at all.

`read` knows nothing of the council and may run on another thread; `plan` says what bringing it in
would do; `bring_in` writes it in one transaction. The file's path is kept nowhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from qa_tool.caselist.annex import book
from qa_tool.caselist.model import Column, ListRead, Match, SheetRead
from qa_tool.caselist.reading import read_list
from qa_tool.caselist.words import keys_of
from qa_tool.council.model import Case, Person, Team
from qa_tool.errors import QAError
from qa_tool.progress import SILENT, Progress
from qa_tool.work.caselist_plan import Plan, Unknown, Wishes, planned
from qa_tool.work.change import Change, changed
from qa_tool.work.workspace import Workspace

KIND = "caselist"
_EVERY = 200


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """One thing that a column of a list may be taken for."""

    key: str
    title: str
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """One list that was brought in earlier: when, by whom, which lists, and what it did."""

    id: str
    when: str
    by: str
    lists: tuple[str, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    fingerprint: str = ""


# --- questions -------------------------------------------------------------------------------------


def lists() -> tuple[tuple[str, str], ...]:
    """The lists that are known: key and name."""
    return tuple((kind.key, kind.name) for kind in book().lists.values())


def list_name(key: str) -> str:
    """What people call a list."""
    return book().lists[key].name if key in book().lists else key


def choices(list_key: str) -> tuple[FieldChoice, ...]:
    """What a column of this list may be taken for."""
    return tuple(
        FieldChoice(one.key, one.title, one.identifies and not one.becomes)
        for one in book().fields_of(list_key)
    )


def corrected(sheet: SheetRead, at: int, field_key: str) -> dict[str, str]:
    """What to remember when the column at this place is taken for a field ("" leaves it out).

    Whatever had the field before is left out, so that two headings never fight for one field.
    """
    keys = _keys(sheet)
    told = {keys[at]: field_key}
    one = book().fields.get(field_key)
    if one is not None and one.becomes:
        told |= {
            key: "" for key, column in zip(keys, sheet.columns, strict=True)
            if column.field == field_key and key != keys[at]
        }  # fmt: skip
    return told


def _keys(sheet: SheetRead) -> tuple[str, ...]:
    return keys_of([column.heading for column in sheet.columns])


def remembered(workspace: Workspace) -> Match:
    """What people said of headings of earlier lists; the newest word counts."""
    told: dict[str, dict[str, str]] = {}
    for entry in workspace.store.ledger.entries(KIND):
        for key, headings in ((entry.body or {}).get("match") or {}).items():
            told.setdefault(str(key), {}).update({str(h): str(f) for h, f in headings.items()})
    return told


def brought_in(workspace: Workspace, most: int = 50) -> tuple[BroughtIn, ...]:
    """The lists that were brought in, the newest first."""
    rows = []
    for entry in workspace.store.ledger.entries(KIND):
        body = entry.body or {}
        counts = {str(k): int(v) for k, v in (body.get("counts") or {}).items()}
        rows.append(
            BroughtIn(
                entry.object, entry.claimed, str(body.get("by", "")),
                tuple(body.get("lists") or ()), counts, str(body.get("fingerprint", "")),
            )
        )  # fmt: skip
    return tuple(reversed(rows))[:most]


def read(
    workspace: Workspace, path: Path, *, list_name: str = "", match: Match | None = None,
    earlier: Match | None = None, progress: Progress = SILENT,
) -> ListRead:  # fmt: skip
    """Read a file; `earlier` is what `remembered` gave, `match` what the person says now."""
    return read_list(
        path, list_name=list_name, match=match, remembered=earlier,
        today=workspace.clock.today(), progress=progress,
    )  # fmt: skip


def plan(workspace: Workspace, found: ListRead, wishes: Wishes | None = None) -> Plan:
    """What bringing this list in would add, bring up to date and leave; nothing is written."""
    return planned(workspace, found, wishes or Wishes())


def look(
    workspace: Workspace, path: Path, wishes: Wishes | None = None, progress: Progress = SILENT
) -> Plan:
    """Read a file and say what it would do, over a reader of its own: for work on another thread."""
    wishes = wishes or Wishes()
    desk = workspace.reader()
    try:
        found = read(
            desk, path, list_name=wishes.list_name, match=wishes.match, earlier=remembered(desk),
            progress=progress,
        )  # fmt: skip
        return plan(desk, found, wishes)
    finally:
        desk.store.close()


def read_workbook() -> None:
    """Read one workbook as the process of its own that a frozen program starts; speaks by the pipe."""
    from qa_tool.caselist import child

    child.main()


# --- verbs -----------------------------------------------------------------------------------------


def bring_in(workspace: Workspace, plan_: Plan, progress: Progress = SILENT) -> Change:
    """Write all that a plan adds and changes: in one transaction, or not at all."""
    workspace.need("qa_lead")
    if not plan_.found.children:
        raise QAError(
            "No child was read from this file, so nothing was brought in.",
            "Look at the rows that were not taken, and at the table of headings.",
        )
    records = [*_records(plan_)]
    object_ = workspace.ids.new_id("list")
    try:
        with workspace.store.together():
            for done, (kind, record) in enumerate(records):
                if done % _EVERY == 0:
                    progress.step(done, len(records), "Bringing the list in")
                workspace.write(kind, record.id, record)
            workspace.write(KIND, object_, _told(workspace, plan_))
            progress.step(len(records), len(records), "The list is in")
    finally:
        workspace.forget()
    return changed("case", "council", KIND, ids=(object_,))


def bring_in_apart(workspace: Workspace, plan_: Plan, progress: Progress = SILENT) -> Change:
    """The same over a connection of its own: for work on another thread. Call `taken_in` afterwards."""
    from qa_tool.store.core import Store

    store = Store.open(workspace.folder, workspace.data_key)
    try:
        desk = replace(workspace, store=store, templates_read={})
        return bring_in(desk, plan_, progress)
    finally:
        store.close()


def taken_in(workspace: Workspace) -> None:
    """What this desk remembers is out of date: another connection has written."""
    workspace.store.forget()
    workspace.forget()


def _records(plan_: Plan) -> Iterator[tuple[str, Case | Person | Team]]:
    for team in plan_.teams:
        yield "team", team
    for person in plan_.people:
        yield "person", person
    for case in (*plan_.new, *plan_.updated, *plan_.left):
        yield "case", case


def _told(workspace: Workspace, plan_: Plan) -> dict[str, Any]:
    """What the ledger keeps of a list: counts, a fingerprint, the match; nothing that names a child."""
    found = plan_.found
    reasons: dict[str, int] = {}
    for reject in found.rejects:
        reasons[reject.reason] = reasons.get(reject.reason, 0) + 1
    match = {
        sheet.list_key: {
            key: column.field
            for key, column in zip(_keys(sheet), sheet.columns, strict=True)
            if column.how in {"by_hand", "remembered"}
        }
        for sheet in found.sheets
    }  # fmt: skip
    return {
        "by": workspace.person.id,
        "lists": found.lists,
        "edition": book().edition,
        "counts": plan_.counts(),
        "rejected": reasons,
        "fingerprint": found.fingerprint,
        "match": {key: told for key, told in match.items() if told},
    }


__all__ = [
    "BroughtIn", "Column", "FieldChoice", "Plan", "SheetRead", "Unknown", "Wishes", "bring_in",
    "bring_in_apart", "brought_in", "choices", "corrected", "list_name", "lists", "look", "plan",
    "read", "read_workbook", "remembered", "taken_in",
]  # fmt: skip
