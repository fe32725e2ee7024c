"""The second reading: a blind queue, one's own grades first, then side by side and two verdicts."""

from dataclasses import dataclass, replace
from datetime import date

from qa_tool.errors import QAError, Refused
from qa_tool.moderation.choose import ticket
from qa_tool.moderation.model import Reading
from qa_tool.store import council as council_shelf
from qa_tool.store import moderation as shelf
from qa_tool.work import template as templates
from qa_tool.work.change import Change, changed
from qa_tool.work.moderation_desk import (
    OpenReading,
    declare,
    findings,
    gaps,
    keep_answer,
    may_take,
    open_blind,
    redo,
    save_grades,
    step_aside,
    undo,
    write_step,
)
from qa_tool.work.moderation_verdict import (
    Comparison,
    Verdict,
    close,
    comparison,
    half_verdict,
    keep_verdict,
    rows_to_compare,
    see_first,
)
from qa_tool.work.workspace import Workspace

__all__ = [
    "Comparison",
    "OpenReading",
    "QueueRow",
    "Verdict",
    "close",
    "comparison",
    "declare",
    "findings",
    "gaps",
    "half_verdict",
    "keep_answer",
    "keep_verdict",
    "open_blind",
    "pass_on",
    "queue",
    "redo",
    "rows_to_compare",
    "save_grades",
    "see_first",
    "step_aside",
    "undo",
    "who_may_read",
]


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One case in the queue: what may be known of it before one's own grades are saved."""

    id: str
    reference: str
    title: str
    due: date | None
    late: bool
    state: str
    moderator: str
    opened: bool = False
    readers: str = ""


def queue(workspace: Workspace) -> tuple[QueueRow, ...]:
    """What waits for this moderator (for the QA lead: for everybody), in one mixed order."""
    everybody = workspace.is_a("qa_lead") and not workspace.is_a("moderator")
    readings = shelf.blind_queue(workspace.store, "" if everybody else workspace.person.id)
    cases = council_shelf.cases(workspace.store, [r.case for r in readings])
    titles = templates.titles(workspace)
    today = workspace.clock.today()
    # By due date, then by hash: no order that tells why a case is here.
    mixed = sorted(readings, key=lambda r: (r.due or date.max, ticket("queue", r.id)))
    return tuple(
        QueueRow(
            r.id, cases[r.case].reference, titles.get(r.template, r.template), r.due,
            bool(r.due and r.due < today), r.state, workspace.name(r.moderator), r.opened is not None,
            _readers(workspace, r),
        )
        for r in mixed
    )  # fmt: skip


def _readers(workspace: Workspace, reading: Reading) -> str:
    """With whom it is read, where that is not one moderator alone."""
    if reading.panel:
        return "panel with " + ", ".join(workspace.name(person) for person in reading.panel)
    if reading.outside:
        return f"for {reading.outside}, {reading.organisation}"
    return ""


def waiting_reading(workspace: Workspace, reading_id: str) -> Reading:
    """A reading that nobody has begun to save, for the QA lead; refuses any other."""
    workspace.need("qa_lead")
    reading = shelf.reading(workspace.store, reading_id)
    if reading is None or reading.state != "waiting":
        raise QAError("This second reading cannot be passed on.", "Look at the queue again.")
    return reading


def pass_on(workspace: Workspace, reading_id: str, moderator: str) -> Change:
    """Give a waiting reading to another moderator; never to somebody who may not read it.

    What the one before had typed goes: nobody begins with another's grades.
    """
    reading = waiting_reading(workspace, reading_id)
    if moderator not in may_take(workspace, reading):
        raise Refused(
            f"{workspace.name(moderator)} may not read this case again: it is their own audit, "
            "case or line, they read it before, or they are no moderator.",
            "Choose somebody else.",
        )
    with workspace.store.together():
        write_step(workspace, replace(reading, moderator=moderator, opened=None))
        workspace.store.drafts.finish(reading_id)
    return changed("reading", ids=(reading_id,))


def who_may_read(workspace: Workspace, reading_id: str) -> tuple[tuple[str, str], ...]:
    """Ids and names of everybody who may take a waiting reading."""
    reading = shelf.reading(workspace.store, reading_id)
    if reading is None:
        return ()
    return tuple((p, workspace.name(p)) for p in may_take(workspace, reading))
