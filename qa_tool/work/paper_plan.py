"""A workbook that came back, looked at before anything is kept: what would be kept, and what is wrong.

A worry about a child is shown whatever else is wrong with the sheet it stands on.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from qa_tool.audit import entries, paper_back, paper_worry, safety
from qa_tool.audit.beginning import first_answers
from qa_tool.audit.form import Form
from qa_tool.audit.paper import CASE, Mark, read_key, read_mark
from qa_tool.audit.paper_answers import Row
from qa_tool.audit.paper_back import Read
from qa_tool.audit.paper_cells import Found
from qa_tool.audit.paper_same import Difference, compared
from qa_tool.audit.paper_worry import Worry
from qa_tool.audit.safety import Route, StopDue
from qa_tool.errors import QAError
from qa_tool.export import workbook_back
from qa_tool.export.workbook_back import BackSheet
from qa_tool.policy import Numbers
from qa_tool.problems import Problem
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import template as template_shelf
from qa_tool.work import paper_refusal
from qa_tool.work import template as templates
from qa_tool.work.paper_refusal import Known
from qa_tool.work.workspace import Workspace

KEYS, LABEL, FIRST = 1, 2, 3


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet, and what keeping it would do; `refused` says why nothing of it can be kept.

    `fresh` are answers that the program does not have yet; `differences` are those where it has
    another one, and each wants a choice. `answers` are all together with the draft's where the two
    differ, `found` those of the sheet, `before` those of the draft that they touch. `missing` are the
    sentences of what is open before hand-in. A `foreign` sheet is another council's.
    """

    sheet: str
    reference: str = ""
    title: str = ""
    auditor: str = ""
    allocation: str = ""
    case: str = ""
    audit: str = ""
    fingerprint: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    found: Mapping[str, Any] = field(default_factory=dict)
    before: Mapping[str, Any] = field(default_factory=dict)
    fresh: tuple[str, ...] = ()
    same: int = 0
    differences: tuple[Difference, ...] = ()
    problems: tuple[Problem, ...] = ()
    missing: tuple[str, ...] = ()
    due: tuple[StopDue, ...] = ()
    worry: Worry = field(default_factory=Worry)
    notes: tuple[str, ...] = ()
    refused: str = ""
    cure: str = ""
    foreign: bool = False

    @property
    def worries(self) -> bool:
        """Whether something on this sheet asks for somebody to be told."""
        return bool(self.due or self.worry)

    @property
    def keeps(self) -> bool:
        """Whether there is anything to keep."""
        return not self.refused and bool(self.fresh or self.differences or self.worry)

    @property
    def only_stops(self) -> bool:
        """Whether nothing is kept but the worry that stands on it, as a safety stop."""
        return bool(self.refused and self.worry and self.case)


@dataclass(frozen=True, slots=True)
class PaperPlan:
    """A whole workbook as it would be kept; `mark` is the fingerprint of the file.

    `gone` says which cases were taken out in it, and have no sheet in it any more.
    """

    name: str
    mark: str
    sheets: tuple[SheetPlan, ...]
    notes: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def worrying(self) -> tuple[SheetPlan, ...]:
        """The sheets on which somebody may be unsafe."""
        return tuple(one for one in self.sheets if one.worries)

    @property
    def left_out(self) -> bool:
        """Whether anything that somebody wrote in it is not kept: a whole sheet, or one cell."""
        return any(
            one.refused or any(p.severity == "error" for p in one.problems) for one in self.sheets
        )


def plan(workspace: Workspace, path: Path) -> PaperPlan:
    """Read a filled-in workbook; nothing is changed."""
    book = workbook_back.open_back(path)
    marked = [(sheet, read_mark(sheet.text(1, KEYS))) for sheet in book.sheets]
    ours = [(sheet, mark) for sheet, mark in marked if mark is not None and mark.allocation]
    orphans = [
        _orphan(workspace, sheet) for sheet, mark in marked if mark is None and _spoilt(sheet)
    ]
    if not ours and not any(one.worry for one in orphans):
        raise QAError(
            "No sheet of this workbook is an audit on paper that this program wrote.",
            "Choose the workbook that was taken out for filling in. Where its first column was "
            "deleted, copy the answers into a fresh one.",
        )
    found: dict[str, SheetPlan] = {}
    sheets: list[SheetPlan] = list(orphans)
    for sheet, mark in ours:
        one = _sheet(workspace, sheet, mark)
        if mark.allocation in found:
            words = f"Sheet “{found[mark.allocation].sheet}” is about the same case."
            one = replace(one, refused=words, cure="Bring in one after the other: two files.")
        found.setdefault(mark.allocation, one)
        sheets.append(one)
    held = hashlib.sha256(path.read_bytes()).hexdigest()
    notes = (*book.notes, *_strangers(marked))
    here = {one.reference for one in orphans if one.reference}
    return PaperPlan(path.name, held, tuple(sheets), notes, _gone(workspace, marked, here))


def _gone(
    workspace: Workspace, marked: Sequence[tuple[BackSheet, Mark | None]], here: Collection[str]
) -> tuple[str, ...]:
    """The cases that the first sheet lists, and that have no sheet any more; `here` have one without its mark."""
    fronts = [sheet for sheet, mark in marked if mark is not None and not mark.allocation]
    if not fronts:
        return (
            "The first sheet of this workbook is gone, so it is not known whether a case is missing.",
        )
    there = {mark.allocation for _, mark in marked if mark is not None}
    found: dict[str, str] = {}
    for sheet in fronts:
        for row in sheet.rows():
            key, _ = read_key(sheet.text(row, KEYS))
            allocation = key.removeprefix(CASE)
            if key.startswith(CASE) and allocation not in there:
                found[allocation] = _reference(workspace, allocation) or sheet.text(row, LABEL)
    return tuple(
        f"The case {name} is not in this workbook; nothing of it was changed."
        for name in found.values()
        if name not in here
    )


def _reference(workspace: Workspace, allocation_id: str) -> str:
    allocation = council_shelf.allocation(workspace.store, allocation_id)
    case = council_shelf.case(workspace.store, allocation.case) if allocation else None
    return case.reference if case else ""


def _strangers(marked: list[tuple[BackSheet, Mark | None]]) -> tuple[str, ...]:
    """Sheets that somebody added."""
    return tuple(
        f"Sheet “{sheet.name}” is not one of ours and is not read."
        for sheet, mark in marked
        if mark is None
        and not sheet.hidden
        and not _spoilt(sheet)
        and any(c.value is not None for c in sheet.cells.values())
    )


def routes(workspace: Workspace, one: SheetPlan) -> tuple[Route, ...]:
    """Whom to tell about the worries of a sheet; this council's numbers only where it is its own sheet."""
    level: safety.Level = "danger"
    if one.worry.level == "serious" or (
        not one.worry and all(d.level == "serious" for d in one.due)
    ):
        level = "serious"
    numbers = Numbers() if one.foreign else workspace.policy.numbers
    about: safety.About = next((key for key in safety.ABOUT if key == one.worry.about), "child")
    return safety.routes(level, about, numbers)


def whom(workspace: Workspace, one: SheetPlan) -> tuple[str, ...]:
    """Whom to tell about the worries of a sheet, each with the number and by when; none without a worry."""
    if not one.worries:
        return ()
    without = (
        "the number stands on this workbook's first sheet" if one.foreign else "number not entered"
    )
    return tuple(
        f"{route.who}: {route.number or without} ({route.within[0].lower()}{route.within[1:]})"
        for route in routes(workspace, one)
    )


def _sheet(workspace: Workspace, sheet: BackSheet, mark: Mark) -> SheetPlan:
    known = _known(workspace, mark)
    place = f"Sheet “{sheet.name}”"
    read = paper_back.read(known.template, rows_of(sheet), place, workspace.clock.today())
    worry, faults = paper_worry.worry_of(all_rows(sheet), place)
    doubt = paper_refusal.doubt(known, paper_worry.head_reference(all_rows(sheet)))
    refused, cure = doubt or paper_refusal.refused(workspace, mark, known, read)
    said = SheetPlan(
        sheet.name, problems=(*faults, *read.problems), worry=worry, refused=refused, cure=cure,
        allocation=mark.allocation, fingerprint=mark.fingerprint,
        case=known.case.id if known.case and not doubt else "",
        reference=known.case.reference if known.case and not doubt else "",
        foreign=mark.council != workspace.store.council(),
    )  # fmt: skip
    if known.template is None:
        return said
    draft: Mapping[str, Any] = {}
    if known.draft is not None and not refused:
        draft = workspace.store.drafts.answers(known.draft.audit.id)
    begun = (
        {} if known.draft is not None else first_answers(known.template, workspace.clock.today())
    )
    merged, fresh, same, differences = compared(known.template, draft, read, begun)
    form = Form(known.template, _asked(merged), today=workspace.clock.today())
    said = replace(said, title=known.template.title, due=safety.due(form))
    if refused or known.allocation is None or known.case is None:
        return said
    return replace(
        said, auditor=known.allocation.auditor,
        audit=known.draft.audit.id if known.draft else "", answers=merged, fresh=fresh, same=same,
        found=read.answers, before={key: draft.get(key) for key in (*fresh, *read.answers, *read.emptied)},
        differences=differences, missing=tuple(gap.text for gap in form.gaps()),
        problems=(*said.problems, *_do_not_stand(form, read)),
        notes=_notes(workspace, mark, known, read),
    )  # fmt: skip


def _spoilt(sheet: BackSheet) -> bool:
    """Whether this is a case's sheet whose mark is gone."""
    return paper_worry.is_case_sheet(all_rows(sheet))


def _orphan(workspace: Workspace, sheet: BackSheet) -> SheetPlan:
    """A case's sheet whose mark is gone: nothing of it is kept, but a worry on it is seen."""
    worry, _ = paper_worry.worry_of(all_rows(sheet), f"Sheet “{sheet.name}”")
    head = paper_worry.head_reference(all_rows(sheet))
    case = council_shelf.case_by_reference(workspace.store, head) if head else None
    return SheetPlan(
        sheet.name, worry=worry, case=case.id if case else "",
        reference=case.reference if case else "",
        refused="The hidden first column of this sheet is gone or was changed, so its answers cannot "
        "be told apart.",
        cure="Copy the answers into a fresh workbook for this case.",
    )  # fmt: skip


def _asked(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answers.items() if not key.startswith("independence.")}


def _known(workspace: Workspace, mark: Mark) -> Known:
    if mark.council != workspace.store.council():
        return Known()
    allocation = council_shelf.allocation(workspace.store, mark.allocation)
    case = council_shelf.case(workspace.store, allocation.case) if allocation else None
    known = template_shelf.plain(workspace.store, mark.fingerprint) is not None
    template = templates.by_fingerprint(workspace, mark.fingerprint) if known else None
    drafts = audit_shelf.drafts(workspace.store, allocation.auditor) if allocation else ()
    draft = next((one for one in drafts if one.audit.allocation == mark.allocation), None)
    return Known(allocation, case, template, draft)


def all_rows(sheet: BackSheet) -> list[list[Found]]:
    """Every cell of a sheet that holds something, row by row."""
    rows: dict[int, list[Found]] = {}
    for row, column in sorted(sheet.cells):
        rows.setdefault(row, []).append(_found(sheet, row, column))
    return list(rows.values())


def rows_of(sheet: BackSheet) -> tuple[Row, ...]:
    """The rows that have a key, wherever they stand."""
    found = []
    for number in sheet.rows():
        key, given = read_key(sheet.text(number, KEYS))
        if number > 1 and key:
            what, day, shows = (_found(sheet, number, FIRST + place) for place in range(3))
            found.append(Row(key, (what, day, shows), given))
    return tuple(found)


def _found(sheet: BackSheet, row: int, column: int) -> Found:
    cell = sheet.cell(row, column)
    where, merged = sheet.where(row, column), sheet.merge(row, column)
    return Found(where, cell.value, cell.formula, cell.error, merged)


def _do_not_stand(form: Form, read: Read) -> tuple[Problem, ...]:
    """Answers that can be read and kept, but that the other answers leave no room for."""
    found = []
    for key, where in read.where.items():
        if entries.plain_key(key) == key and not form.asked(key):
            what = "This question is not asked with these answers, so its answer will not count."
            found.append(Problem("warning", where, what, "It is kept all the same.", "not_asked"))
        elif form.asked(key) and form.view(key).problem:
            found.append(Problem("warning", where, form.view(key).problem, "", "does_not_stand"))
    return tuple(found)


def _notes(workspace: Workspace, mark: Mark, known: Known, read: Read) -> tuple[str, ...]:
    """What a person should know before keeping this sheet."""
    found: list[str] = []
    auditor = workspace.name(known.allocation.auditor) if known.allocation else ""
    if read.name and read.name.casefold() != auditor.casefold():
        found.append(f"The sheet says that {read.name} filled it in; the case is with {auditor}.")
    if not read.name:
        found.append("The sheet does not say who filled it in.")
    current = template_shelf.current(workspace.store).get(
        known.template.key if known.template else ""
    )
    if current is not None and current["fingerprint"] != mark.fingerprint:
        found.append(
            f"A newer version of the template is in use; this audit keeps version {mark.version}."
        )
    if not read.answers:
        found.append("No question is answered on this sheet.")
    return tuple(found)
