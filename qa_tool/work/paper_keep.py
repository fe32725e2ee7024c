"""Keeping what came back on paper: it becomes a draft, which is handed in like every other.

Nothing is written over without a choice. A worry about a child that stands on the sheet is signed as
a safety stop at once, whether or not its audit can be kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from qa_tool.audit.safety import ABOUT
from qa_tool.errors import QAError
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import safety as safety_shelf
from qa_tool.work import audit as audits
from qa_tool.work import safety
from qa_tool.work import template as templates
from qa_tool.work.change import Change, changed
from qa_tool.work.paper_plan import PaperPlan, SheetPlan
from qa_tool.work.shield import BROUGHT_IN_BY
from qa_tool.work.workspace import Workspace

Which = Literal["program", "workbook"]
Choices = Mapping[tuple[str, str], Which]
"""What counts where the two differ, by allocation and the key of the question."""

PAPER = "independence.paper"


@dataclass(frozen=True, slots=True)
class Kept:
    """One sheet that was kept: its draft, how many answers, and the safety stop where one was made."""

    sheet: str
    reference: str
    audit: str
    answers: int
    stop: str = ""


def choose_all(plan: PaperPlan, which: Which) -> dict[tuple[str, str], Which]:
    """The same choice for every answer that differs."""
    return {(s.allocation, d.key): which for s in plan.sheets for d in s.differences}


def keep(
    workspace: Workspace, plan: PaperPlan, choices: Choices | None = None
) -> tuple[Change, tuple[Kept, ...]]:
    """Keep every sheet that can be kept; refused as a whole while an answer that differs has no choice."""
    given = choices or {}
    for sheet in plan.sheets:
        open_ = [d for d in sheet.differences if (sheet.allocation, d.key) not in given]
        if open_ and not sheet.refused:
            raise QAError(
                f"{len(open_)} answers of case {sheet.reference} differ from those in the program, "
                f"the first at “{open_[0].question}”. It is not chosen which ones count.",
                "Choose for each of them; nothing was changed yet.",
            )
    kept = tuple(
        _sheet(workspace, plan, one, given) if one.keeps else _stop_only(workspace, one)
        for one in plan.sheets
        if one.keeps or one.only_stops
    )
    ids = tuple(one.audit for one in kept if one.audit)
    stops = tuple(one.stop for one in kept if one.stop)
    return changed("draft", "allocation", *(("safety",) if stops else ()), ids=ids + stops), kept


def _sheet(workspace: Workspace, plan: PaperPlan, one: SheetPlan, choices: Choices) -> Kept:
    taken = [d.key for d in one.differences if choices[one.allocation, d.key] == "workbook"]
    workbook = {key: one.answers[key] for key in one.fresh}
    workbook |= {key: one.found.get(key) for key in taken}  # None where the cell was emptied
    hand = {BROUGHT_IN_BY: workspace.person.id, PAPER: plan.mark}
    with workspace.store.together():
        audit_id = one.audit or _begin(workspace, one, {**workbook, **hand})
        if one.audit:
            _still_theirs(workspace, one)
            for key, value in workbook.items():
                audits.keep_answer(workspace, audit_id, key, value)
            workspace.store.drafts.fill(audit_id, hand, workspace.clock.now())
        stop = _stop(workspace, audit_id, one)
    return Kept(one.sheet, one.reference, audit_id, len(workbook), stop)


def _stop_only(workspace: Workspace, one: SheetPlan) -> Kept:
    """The worry on a sheet that cannot be kept: it does not wait until the sheet is put right."""
    stop = _stop(workspace, "", one)
    return Kept(one.sheet, one.reference, "", 0, stop)


def _begin(workspace: Workspace, one: SheetPlan, answers: Mapping[str, Any]) -> str:
    allocation = council_shelf.allocation(workspace.store, one.allocation)
    case = council_shelf.case(workspace.store, one.case)
    begun = _drafts(workspace, one)
    if allocation is None or case is None or allocation.state != "allocated" or begun:
        raise _moved(one)
    template = templates.by_fingerprint(workspace, one.fingerprint)
    return audits.begin(workspace, allocation, case, (template, one.fingerprint), answers)


def _still_theirs(workspace: Workspace, one: SheetPlan) -> None:
    """Refuse where the draft changed since the preview: what was chosen was chosen about other words."""
    if one.audit not in _drafts(workspace, one):
        raise _moved(one)
    now = workspace.store.drafts.answers(one.audit)
    if any(now.get(key) != value for key, value in one.before.items()):
        raise _moved(one)


def _drafts(workspace: Workspace, one: SheetPlan) -> Sequence[str]:
    drafts = audit_shelf.drafts(workspace.store, one.auditor)
    return [draft.audit.id for draft in drafts if draft.audit.allocation == one.allocation]


def _moved(one: SheetPlan) -> QAError:
    return QAError(
        f"The audit of case {one.reference} has changed since you looked.",
        "Choose the workbook again, and look at what would be kept now.",
    )


def _stop(workspace: Workspace, audit_id: str, one: SheetPlan) -> str:
    """Sign a safety stop for the worry on a sheet; once while it is open, however often the sheet comes back."""
    worry, case = one.worry, one.case
    if not worry:
        return ""
    what = worry.said or _without_words(workspace, one)
    if worry.told:
        what = f"{what}\n\nAs written on paper, who was told: {worry.told}"
    before = safety_shelf.stops(workspace.store, case=case)
    if any(stop.what == what.strip() and stop.settled is None for stop in before):
        return ""
    level: Literal["danger", "serious"] = "serious" if worry.level == "serious" else "danger"
    about = next((key for key in ABOUT if key == worry.about), next(iter(ABOUT)))
    return safety.raise_stop(workspace, audit_id, case, level, about, what)


def _without_words(workspace: Workspace, one: SheetPlan) -> str:
    allocation = council_shelf.allocation(workspace.store, one.allocation)
    auditor = workspace.name(allocation.auditor) if allocation else "whoever filled it in"
    return f"Marked on paper as a worry, without words, in “{one.title}”: ask {auditor} at once."
