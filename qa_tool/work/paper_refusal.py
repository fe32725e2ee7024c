"""Why nothing of a sheet that came back can be kept, and what to do about it."""

from dataclasses import dataclass

from qa_tool.audit.paper import Mark
from qa_tool.audit.paper_back import Read
from qa_tool.council.line import why_not_independent
from qa_tool.council.model import Allocation, Case
from qa_tool.store.audit import Draft
from qa_tool.template.model import Template
from qa_tool.work.shield import brought_in
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Known:
    """What the program has of the case that a sheet is about."""

    allocation: Allocation | None = None
    case: Case | None = None
    template: Template | None = None
    draft: Draft | None = None


def doubt(known: Known, head: str) -> tuple[str, str] | None:
    """Why it is not certain which child a sheet is about: its head and its hidden mark disagree."""
    if known.case is None or not head or head == known.case.reference:
        return None
    return (
        f"Its head and its hidden mark disagree about the case ({head}, {known.case.reference}).",
        "It is not certain which child it is about: ask who filled it in, and copy the answers into a fresh workbook.",
    )


def refused(workspace: Workspace, mark: Mark, known: Known, read: Read) -> tuple[str, str]:
    """Why nothing of a sheet can be kept, and what to do; two empty texts where it can."""
    if mark.council != workspace.store.council():
        return ("This sheet was written by another council's program.",
                "Send it to the council that it came from.")  # fmt: skip
    allocation, case = known.allocation, known.case
    if allocation is None or case is None:
        return ("The case of this sheet is not known here.",
                "Bring it in on the computer that it was written on.")  # fmt: skip
    if allocation.state == "done":
        return ("The audit of this case has been handed in already.",
                "Its auditor reopens it with a reason, where something is to be changed.")  # fmt: skip
    if allocation.state == "returned":
        return ("This case went back, and is not allocated to this auditor any more.",
                "Ask the QA lead who has it now.")  # fmt: skip
    return (
        _not_mine(workspace, known, allocation, case)
        or _not_fit(workspace, known, mark, read)
        or ("", "")
    )


def _not_mine(
    workspace: Workspace, known: Known, allocation: Allocation, case: Case
) -> tuple[str, str] | None:
    """Somebody else's case, and whether this person may bring it in for them."""
    me = workspace.person.id
    reason = why_not_independent(allocation.auditor, case, workspace.line(case.worker))
    if reason:
        return reason, "Give the case back; the QA lead allocates it again."
    if allocation.auditor == me:
        return None
    if not workspace.is_a("qa_lead"):
        return (
            "This case is allocated to somebody else.",
            "Its auditor or the QA lead brings it in.",
        )
    if case.restricted_to and me not in case.restricted_to:
        return "This file is restricted to named people.", "Its auditor brings the workbook in."
    if known.draft is not None and not brought_in(workspace, known.draft.audit.id):
        return (
            "Its auditor has begun this audit in the program, and what stands there is theirs.",
            "Its auditor brings the workbook in, and chooses where the two differ.",
        )
    return None


def _not_fit(workspace: Workspace, known: Known, mark: Mark, read: Read) -> tuple[str, str] | None:
    """Another version of the template, or no declaration."""
    if known.template is None:
        return (
            f"The template of this sheet (version {mark.version}) is not known here.",
            "Take that version into use on the page Templates, or write a fresh workbook.",
        )
    if known.draft is not None and known.draft.audit.fingerprint != mark.fingerprint:
        begun = known.draft.audit.version
        return (
            f"This sheet has the questions of version {mark.version}; the audit has those of {begun}.",
            "Copy the answers into a fresh workbook for that version.",
        )
    other = _somebody_else(workspace, known, read)
    if other:
        return (
            f"{other} filled the sheet in and gave the declaration; the case is somebody else's.",
            "Allocate the case to who audited it; where only the name is wrong, correct it on the sheet.",
        )
    if read.declared is False:
        return (
            "The auditor cannot declare independence.",
            "Give the case back on the page Audits; somebody else audits it.",
        )
    if read.declared is None and known.draft is None:
        return (
            "The declaration of independence is not given on this sheet.",
            "Its auditor chooses “I declare this” at the top of the sheet, or gives the case back.",
        )
    return None


def _somebody_else(workspace: Workspace, known: Known, read: Read) -> str:
    """The name of another person of this council who filled the sheet in; empty where there is none."""
    said = read.name.casefold()
    auditor = known.allocation.auditor if known.allocation else ""
    if not said or said == workspace.name(auditor).casefold():
        return ""
    return next((p.name for p in workspace.people.values() if p.name.casefold() == said), "")
