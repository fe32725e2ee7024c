"""How far a round is for each auditor: what they were given, what is begun, done and late."""

from dataclasses import dataclass
from datetime import date

from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as shelf
from qa_tool.template.model import Template
from qa_tool.work import template as templates
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class AuditorShare:
    """One auditor's part of a round; counts only, never a grade. `minutes` is the work that is left."""

    auditor: str
    name: str
    given: int
    not_started: int
    being_written: int
    handed_in: int
    late: int
    oldest_due: date | None
    minutes: int


def by_auditor(workspace: Workspace, round_id: str) -> tuple[AuditorShare, ...]:
    """The allocations of a round by auditor, by name; everybody for the QA lead and the CSWO, else one's own."""
    everybody = workspace.is_a("qa_lead", "cswo")
    given = [
        a
        for a in shelf.allocations(workspace.store, round_=round_id)
        if a.state != "returned" and (everybody or a.auditor == workspace.person.id)
    ]
    begun = {draft.audit.allocation for draft in audit_shelf.drafts(workspace.store)}
    today = workspace.clock.today()
    used: dict[str, Template | None] = {}
    shares = []
    for auditor in {a.auditor for a in given}:
        mine = [a for a in given if a.auditor == auditor]
        left = [a for a in mine if a.state == "allocated"]
        late = [a.due for a in left if a.due is not None and a.due < today]
        writing = sum(1 for a in left if a.id in begun)
        shares.append(
            AuditorShare(
                auditor, workspace.name(auditor), len(mine), len(left) - writing, writing,
                len(mine) - len(left), len(late), min(late, default=None),
                sum(_minutes(workspace, a.template, used) for a in left),
            )
        )  # fmt: skip
    return tuple(sorted(shares, key=lambda share: share.name))


def _minutes(workspace: Workspace, key: str, used: dict[str, Template | None]) -> int:
    """How long an audit with this template is expected to take."""
    if key not in used:
        known = templates.titles(workspace)
        used[key] = templates.current(workspace, key)[0] if key in known else None
    template = used[key]
    return template.minutes if template else 0
