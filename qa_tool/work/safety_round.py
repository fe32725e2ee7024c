"""Which round a safety stop belongs to."""

from collections.abc import Set as AbstractSet

from qa_tool.audit.safety import SafetyStop
from qa_tool.council.model import Round
from qa_tool.store import audit as audit_shelf
from qa_tool.work.council import rounds
from qa_tool.work.safety import StopRow
from qa_tool.work.workspace import Workspace


def in_round(
    workspace: Workspace, stop: StopRow | SafetyStop, round_: Round, allocated: AbstractSet[str]
) -> bool:
    """By its audit or draft; without one by its day, or by its case where no round was on that day.

    A stop from calibration or a diagnostic session has no audit: it counts in the round of its day,
    and only there, though its case may have been given out in an earlier round as well.
    """
    if stop.audit:
        draft = audit_shelf.draft(workspace.store, stop.audit)
        audit = draft.audit if draft else audit_shelf.audit(workspace.store, stop.audit)
        if audit is not None:
            return audit.round == round_.id
    day = stop.raised.date()
    on = {
        one.id
        for one in rounds(workspace)
        if (one.starts is None or one.starts <= day) and (one.ends is None or day <= one.ends)
    }
    if on:
        return round_.id in on
    return (round_.starts is None or day >= round_.starts) and stop.case in allocated
