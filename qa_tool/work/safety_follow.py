"""What follows a safety stop, and how it ends: somebody else says what is different for the child."""

from qa_tool.audit import safety
from qa_tool.audit.safety import FollowUp
from qa_tool.council.model import Role
from qa_tool.errors import Refused
from qa_tool.work.change import Change
from qa_tool.work.safety import held, keep
from qa_tool.work.workspace import Workspace

MAY_SETTLE: tuple[Role, ...] = ("qa_lead", "cswo")


def follow(workspace: Workspace, stop_id: str, what: FollowUp) -> Change:
    """Record what followed: a strategy discussion, a visit, an action, an outcome, with its day."""
    stop = held(workspace, stop_id)
    if stop.settled is not None:
        raise Refused(
            "This safety stop is settled.",
            "If the worry is there again, raise a new one: it has clocks of its own.",
        )
    kept = FollowUp(what.kind, what.on, what.what.strip(), workspace.person.id, what.action)
    return keep(workspace, safety.followed_by(stop, kept, workspace.clock.today()))


def settle(workspace: Workspace, stop_id: str, difference: str) -> Change:
    """End it: the QA lead or the CSWO, never whoever raised it, says what is different."""
    workspace.need(*MAY_SETTLE)
    stop = held(workspace, stop_id)
    now = workspace.clock.now()
    return keep(workspace, safety.settled(stop, workspace.person.id, now, difference))


def why_not_settle(workspace: Workspace, stop_id: str) -> str:
    """Why this person cannot settle it now, in a sentence; empty where they can."""
    if not workspace.is_a(*MAY_SETTLE):
        return "The QA lead or the Chief Social Work Officer settles it."
    try:
        safety.settled(
            held(workspace, stop_id), workspace.person.id, workspace.clock.now(), "something"
        )
    except Refused as refusal:
        return str(refusal)
    return ""
