"""Which round a safety stop belongs to."""

from collections.abc import Set as AbstractSet

from qa_tool.council.model import Round
from qa_tool.store import audit as audit_shelf
from qa_tool.work.safety import StopRow
from qa_tool.work.workspace import Workspace


def in_round(
    workspace: Workspace, stop: StopRow, round_: Round, allocated: AbstractSet[str]
) -> bool:
    """By its audit or draft; without one by its case, where that was given out, or by its day.

    A stop from calibration or a diagnostic session has no audit: it counts in the round of its day.
    """
    if stop.audit:
        draft = audit_shelf.draft(workspace.store, stop.audit)
        audit = draft.audit if draft else audit_shelf.audit(workspace.store, stop.audit)
        if audit is not None:
            return audit.round == round_.id
    day = stop.raised.date()
    begun = round_.starts is None or day >= round_.starts
    ended = round_.ends is not None and day > round_.ends
    return begun and (stop.case in allocated or not ended)
