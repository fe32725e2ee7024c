"""What the form of a new notice offers: the child, the ladders that fit, who may be asked, themes."""

from dataclasses import dataclass

from qa_tool.errors import QAError
from qa_tool.notice.ladder import Ladder
from qa_tool.notice.rules import note_needed
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.work import notice_ladder
from qa_tool.work.notice import one
from qa_tool.work.notice_list import people_above
from qa_tool.work.safety import find_case
from qa_tool.work.shield import guard
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Options:
    """What fits one child: the most fitting ladder first, the worker's line first among the people."""

    case: str
    reference: str
    team: str
    ladders: tuple[Ladder, ...]
    people: tuple[tuple[str, str], ...]
    may_refer: bool


def options(workspace: Workspace, reference: str) -> Options:
    """What the form offers for this child; a reference that is not here is refused."""
    case_id, found = find_case(workspace, reference)
    case = council_shelf.case(workspace.store, case_id)
    team = workspace.team_name(case.team) if case is not None and case.team else ""
    return Options(
        case_id, found, team, notice_ladder.for_case(workspace, case),
        people_above(workspace, case.worker if case is not None else ""),
        workspace.is_a("iro", "iro_manager"),
    )  # fmt: skip


def reference_of(workspace: Workspace, *, audit: str = "", case: str = "") -> str:
    """The reference of a case, or of an audit's case; a shielded audit is refused."""
    if audit:
        guard(workspace, audit)
        draft = audit_shelf.draft(workspace.store, audit)
        found = draft.audit if draft is not None else audit_shelf.audit(workspace.store, audit)
        if found is None:
            raise QAError("This audit is not here.", "Look at the list of audits again.")
        case = found.case
    kept = council_shelf.case(workspace.store, case)
    return kept.reference if kept is not None else ""


def stage_note(workspace: Workspace, notice_id: str, stage_key: str) -> str:
    """Why going to this stage now wants a note; empty where it wants none."""
    found = one(workspace, notice_id)
    stage = found.raised.ladder.stage(stage_key)
    return note_needed(found, stage, workspace.clock.today()) if stage is not None else ""
