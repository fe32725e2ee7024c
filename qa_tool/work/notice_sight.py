"""Who sees a QA notice, and who may act in its raiser's place; the blind holds here as everywhere."""

from collections.abc import Collection, Sequence

from qa_tool.errors import QAError, Refused
from qa_tool.notice.model import Notice
from qa_tool.store import notice as shelf
from qa_tool.work.shield import hidden
from qa_tool.work.workspace import Workspace


def blind(workspace: Workspace) -> frozenset[str]:
    """Notices that tell of an audit which this person must not see into now."""
    audits = hidden(workspace)
    return shelf.touching(workspace.store, audits) if audits else frozenset()


def out_of_sight(workspace: Workspace, notices: Sequence[Notice]) -> Collection[str]:
    """Which of these are shielded; one's own words are never kept from oneself."""
    if not notices:
        return ()
    me, shut = workspace.person.id, blind(workspace)
    return {n.raised.id for n in notices if n.raised.id in shut and n.raised.raised_by != me}


def may_see(workspace: Workspace, notice: Notice) -> bool:
    """Whether this person's part lets them see it at all (the blind comes on top)."""
    me, raised = workspace.person, notice.raised
    if workspace.is_a("qa_lead", "cswo", "iro_manager"):
        return True
    if me.id in {raised.raised_by, raised.worker, *(step.to for step in notice.steps)}:
        return True
    own_team = bool(me.team) and me.team == raised.team
    return workspace.is_a("team_manager") and (own_team or me.id in workspace.line(raised.worker))


def why_not_for(workspace: Workspace, notice: Notice) -> str:
    """Why this person may not act for the raiser; empty for the raiser and the IRO manager."""
    if workspace.person.id == notice.raised.raised_by or workspace.is_a("iro_manager"):
        return ""
    name = workspace.name(notice.raised.raised_by)
    return f"Only {name}, who raised it, does this; or the IRO manager in their absence."


def acts_for(workspace: Workspace, notice: Notice, absence: str) -> str:
    """The reason of absence that is kept: none for the raiser, needed from the IRO manager."""
    if workspace.person.id == notice.raised.raised_by:
        return ""
    why = why_not_for(workspace, notice)
    if why:
        raise Refused("This notice is not yours to decide on.", why)
    if not absence.strip():
        raise QAError(
            f"{workspace.name(notice.raised.raised_by)} raised it, and it is not said why they cannot "
            "do this themselves.",
            "Write the reason of their absence.",
        )
    return absence.strip()
