"""Audits on paper: a workbook for one case, or for all that one auditor has to do.

The auditor takes out their own, the QA lead anybody's. What was written so far goes along only to
its auditor; it and the council's case number only with a reason, which is recorded as a release.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from qa_tool.audit import paper_front
from qa_tool.audit.beginning import first_answers
from qa_tool.audit.paper import Mark, PaperBook, PaperSheet, written_mark
from qa_tool.audit.paper_lines import lines
from qa_tool.council.line import why_not_independent
from qa_tool.council.model import Allocation, Case
from qa_tool.errors import QAError, Refused
from qa_tool.export import paper_xlsx
from qa_tool.progress import SILENT, Progress
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store.audit import Draft
from qa_tool.template.model import Template
from qa_tool.work import template as templates
from qa_tool.work.audit import DECLARATION
from qa_tool.work.inspection import Release
from qa_tool.work.workspace import Workspace

MOST_CASES = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """What is taken out: these allocations, or all that one auditor (a person's id) has to do.

    `answers` takes along what its auditor wrote so far, `numbers` the council's case numbers.
    """

    allocations: tuple[str, ...] = ()
    auditor: str = ""
    answers: bool = False
    numbers: bool = False
    why: str = ""

    @property
    def carries(self) -> bool:
        """Whether something leaves with it that wants a reason."""
        return self.answers or self.numbers


@dataclass(frozen=True, slots=True)
class Offer:
    """One case that can be filled in on paper; `begun` where there is a draft on this laptop."""

    allocation: str
    reference: str
    title: str
    auditor: str
    auditor_name: str
    due: date | None
    begun: bool


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the file, its cases by their reference, and the record of a release."""

    path: Path
    cases: tuple[str, ...]
    release: str = ""


def offers(workspace: Workspace, auditor: str = "") -> tuple[Offer, ...]:
    """What this person may take out on paper: their own cases, and for the QA lead everybody's."""
    wanted = auditor if workspace.is_a("qa_lead") else workspace.person.id
    given = council_shelf.allocations(workspace.store, auditor=wanted, states=("allocated",))
    cases = council_shelf.cases(workspace.store, [one.case for one in given])
    begun = {draft.audit.allocation for draft in audit_shelf.drafts(workspace.store)}
    titles = templates.titles(workspace)
    found = [
        Offer(one.id, cases[one.case].reference, titles.get(one.template, one.template), one.auditor,
              workspace.name(one.auditor), one.due, one.id in begun)
        for one in given
        if (not auditor or one.auditor == auditor) and one.template in titles
        and not _not_independent(workspace, one, cases[one.case])
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.due or date.max, one.reference)))


def export(
    workspace: Workspace, target: Path, asked: Asked, progress: Progress = SILENT
) -> Written:
    """Write the workbook, and keep a record of what leaves with it: both, or neither."""
    may(workspace, asked)
    with workspace.store.together() if asked.carries else nullcontext():
        release = record(workspace, asked) if asked.carries else ""
        return replace(write(workspace, target, asked, progress), release=release)


def write(workspace: Workspace, target: Path, asked: Asked, progress: Progress = SILENT) -> Written:
    """Write the workbook; call `record` first where answers or numbers leave with it."""
    if target.suffix.lower() != ".xlsx":
        raise QAError("A workbook to fill in ends in .xlsx.", "Choose such a name.")
    chosen = may(workspace, asked)
    progress.step(0, len(chosen), "Writing the workbook")
    written = paper_xlsx.write(_book(workspace, asked, chosen), target)
    return Written(written, tuple(case.reference for _, case in chosen))


def may(workspace: Workspace, asked: Asked) -> list[tuple[Allocation, Case]]:
    """The cases that are asked for; refused where this person may not take one of them out."""
    chosen = _chosen(workspace, asked)
    _may(workspace, asked, chosen)
    return chosen


def record(workspace: Workspace, asked: Asked) -> str:
    """Keep that answers or case numbers left the program, and why; returns the id of the record."""
    chosen = may(workspace, asked)
    drafts = _drafts(workspace) if asked.answers else {}
    kept = Release(
        workspace.ids.new_id("rel"), _what(asked, len(chosen)), asked.why.strip(),
        "A workbook to be filled in",
        tuple(drafts[one.id].audit.id for one, _ in chosen if one.id in drafts),
        workspace.person.id, workspace.clock.now(),
    )  # fmt: skip
    with workspace.store.together():
        workspace.write("release", kept.id, kept)
    return kept.id


def allocation_of(workspace: Workspace, text: str) -> str:
    """The allocation that somebody names: by its id, or by the reference of its case."""
    wanted = text.strip().casefold()
    found = [
        one for one in offers(workspace) if wanted in {one.allocation, one.reference.casefold()}
    ]
    if not found:
        raise QAError(
            f"No case “{text}” waits for an audit that you may take out.",
            "Give the reference of a case on the page Audits, or the id of its allocation.",
        )
    if len(found) > 1:
        listed = ", ".join(f"{one.allocation} ({one.auditor_name})" for one in found)
        raise QAError(f"Case {text} is allocated more than once: {listed}.", "Give one of these.")
    return found[0].allocation


def auditor_of(workspace: Workspace, text: str) -> str:
    """The person that somebody names: by their id or name."""
    wanted = text.strip().casefold()
    found = [p.id for p in workspace.people.values() if wanted in {p.id, p.name.casefold()}]
    if len(found) != 1:
        raise QAError(f"Nobody here is called “{text}”.", "Give the whole name, as on page People.")
    return found[0]


def _chosen(workspace: Workspace, asked: Asked) -> list[tuple[Allocation, Case]]:
    may = {one.allocation for one in offers(workspace, asked.auditor)}
    wanted = asked.allocations or tuple(
        one.allocation for one in offers(workspace, asked.auditor) if asked.auditor or one.auditor == workspace.person.id
    )  # fmt: skip
    if set(wanted) - may:
        raise Refused(
            "One of these cases is not waiting for an audit that you may take out.",
            "An auditor takes out their own cases, the QA lead everybody's. Look at the list again.",
        )
    if not wanted:
        raise QAError("No case is waiting for an audit here.", "Allocate one first.")
    if len(wanted) > MOST_CASES:
        raise QAError(
            f"{len(wanted)} cases are too many for one workbook; {MOST_CASES} is the most.",
            "Take them out by auditor, or a few at a time.",
        )
    found: list[tuple[Allocation, Case]] = []
    for one in wanted:
        allocation = council_shelf.allocation(workspace.store, one)
        case = council_shelf.case(workspace.store, allocation.case) if allocation else None
        if allocation is not None and case is not None:
            found.append((allocation, case))
    return found


def _may(workspace: Workspace, asked: Asked, chosen: Sequence[tuple[Allocation, Case]]) -> None:
    """Refuse what must not leave, and what leaves without a reason."""
    if asked.answers and any(one.auditor != workspace.person.id for one, _ in chosen):
        raise Refused(
            "What an auditor has written so far is theirs to take out.",
            "Take the workbook out without answers.",
        )
    if asked.numbers and not workspace.policy.keep_council_number:
        raise QAError("This council keeps no case numbers here.", "Leave them out.")
    if asked.carries and not asked.why.strip():
        raise QAError(
            "It is not said why this leaves the program.",
            "Say in a few words who needs it, and for what: it is recorded.",
        )


def _not_independent(workspace: Workspace, allocation: Allocation, case: Case) -> str:
    return why_not_independent(allocation.auditor, case, workspace.line(case.worker))


def _what(asked: Asked, cases: int) -> str:
    parts = [
        word
        for word, on in (("answers so far", asked.answers), ("case numbers", asked.numbers))
        if on
    ]
    return f"{cases} case{'s' if cases > 1 else ''} on paper, with {' and '.join(parts)}"


def _drafts(workspace: Workspace) -> dict[str, Draft]:
    return {one.audit.allocation: one for one in audit_shelf.drafts(workspace.store)}


def _book(
    workspace: Workspace, asked: Asked, chosen: Sequence[tuple[Allocation, Case]]
) -> PaperBook:
    drafts = _drafts(workspace)
    names = paper_xlsx.names_of([case.reference for _, case in chosen])
    rounds = {one.id: one.name for one in council_shelf.rounds(workspace.store)}
    fronts, sheets = [], []
    for (allocation, case), name in zip(chosen, names, strict=True):
        draft = drafts.get(allocation.id)
        template, mark = _template(workspace, allocation, draft)
        front = paper_front.Front(
            name, case.reference, template, workspace.name(allocation.auditor), allocation.due,
            rounds.get(allocation.round, ""), case.council_number if asked.numbers else "",
            allocation.id,
        )  # fmt: skip
        fronts.append(front)
        sheets.append(_sheet(workspace, asked, front, Mark(
            workspace.store.council(), allocation.id, mark, template.version, asked.answers
        ), draft))  # fmt: skip
    policy, today = workspace.policy, workspace.clock.today()
    first = PaperSheet(
        paper_front.FIRST_SHEET, written_mark(Mark(workspace.store.council())),
        paper_front.first_sheet(fronts, policy.numbers, policy.council_name, today),
    )  # fmt: skip
    marking = policy.style.marking
    return PaperBook("Case audit on paper", policy.council_name, marking, (first, *sheets))


def _template(
    workspace: Workspace, allocation: Allocation, draft: Draft | None
) -> tuple[Template, str]:
    """The version that the draft was begun with, otherwise the one in use now."""
    if draft is None:
        return templates.current(workspace, allocation.template)
    mark = draft.audit.fingerprint
    return templates.by_fingerprint(workspace, mark), mark


def _sheet(
    workspace: Workspace, asked: Asked, front: paper_front.Front, mark: Mark, draft: Draft | None
) -> PaperSheet:
    today = workspace.clock.today()
    answers: dict[str, Any] = {}
    if draft is None:
        answers = dict(first_answers(front.template, today))
    elif asked.answers:
        answers = workspace.store.drafts.answers(draft.audit.id)
    filled = replace(mark, filled=asked.answers and draft is not None)
    head = paper_front.case_head(front, DECLARATION, workspace.policy.numbers)
    body = lines(front.template, answers, today)
    return PaperSheet(front.sheet, written_mark(filled), (*head, *body))
