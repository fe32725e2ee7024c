"""What waits for somebody: safety first, then what is due, then the round at a glance."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from qa_tool.store import audit as audit_shelf
from qa_tool.template.model import Template
from qa_tool.work import action as actions
from qa_tool.work import (
    audit_list,
    calibration_talk,
    concern,
    crosswalk_waiting,
    diagnostic_after,
    feedback,
    framework,
    moderation,
    moderation_waiting,
    notice_list,
    publication_waiting,
    quotation,
    reaudit,
    requirement,
    retention,
    safety_waiting,
    supervision,
    voice,
)
from qa_tool.work import template as templates
from qa_tool.work.council import RoundState, round_state, rounds
from qa_tool.work.shield import hidden
from qa_tool.work.waiting import Tone, Waiting, days
from qa_tool.work.workspace import Workspace

__all__ = ["Home", "RoundGrades", "Waiting", "overview"]


@dataclass(frozen=True, slots=True)
class RoundGrades:
    """Counted final grades of one template in one round: domain title, grade key to n."""

    template: Template
    rows: tuple[tuple[str, Mapping[str, int]], ...]


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on the first page."""

    name: str
    waiting: tuple[Waiting, ...]
    round: RoundState | None
    grades: RoundGrades | None
    overdue_actions: int
    open_actions: int
    last_touched: audit_list.AuditRow | None


def overview(workspace: Workspace) -> Home:
    """What waits for this person now, and the latest round."""
    today = workspace.clock.today()
    desk = audit_list.mine(workspace)
    # An improvement partner sits with teams; how the audits go is not theirs to see.
    every = rounds(workspace) if set(workspace.person.roles) != {"partner"} else ()
    state = round_state(workspace, every[0]) if every else None
    unfinished = actions.unfinished(workspace)
    waiting = [
        *safety_waiting.waiting(workspace),
        *_desk(desk, today),
        *_readings(workspace),
        *moderation_waiting.waiting(workspace),
        *calibration_talk.waiting(workspace),
        *diagnostic_after.waiting(workspace),
        *_actions(workspace, unfinished.proofs),
        *_feedback(workspace),
        *notice_list.waiting(workspace),
        *concern.waiting(workspace),
        *voice.waiting(workspace),
        *supervision.waiting(workspace),
        *_disputes(workspace),
        *_re_audits(workspace),
        *requirement.waiting(workspace),
        *_sign_offs(workspace),
        *quotation.waiting(workspace),
        *publication_waiting.waiting(workspace),
        *framework.waiting(workspace),
        *crosswalk_waiting.waiting(workspace),
        *retention.waiting(workspace),
    ]
    return Home(
        workspace.person.name, tuple(waiting), state, _grades(workspace, state),
        unfinished.overdue, unfinished.n,
        next((r for r in desk if r.state == "draft"), None),
    )  # fmt: skip


def _desk(desk: tuple[audit_list.AuditRow, ...], today: date) -> list[Waiting]:
    found = []
    for row in desk:
        late = row.due is not None and row.due < today
        verb = "Go on with" if row.state == "draft" else "Start"
        found.append(
            Waiting(
                "warning" if late else "info", f"{verb} the audit of case {row.reference}",
                f"{row.title} · {days(row.due, today)}", "audit_form",
                {"audit": row.id} if row.id else {"allocation": row.allocation},
            )
        )  # fmt: skip
    return sorted(found, key=lambda w: w.tone != "warning")


def _readings(workspace: Workspace) -> list[Waiting]:
    if not workspace.is_a("moderator"):
        return []
    today = workspace.clock.today()
    return [
        Waiting(
            "warning" if row.late else "info", f"Read case {row.reference} again",
            f"{row.title} · {days(row.due, today)}", "moderation", {"reading": row.id},
        )
        for row in moderation.queue(workspace)
    ]  # fmt: skip


_FEW = 3


def _actions(workspace: Workspace, proofs: int) -> list[Waiting]:
    """One's own open actions, and proofs to look at; many proofs are one line."""
    found = [_own(row) for row in actions.rows(workspace, states=("open",), only_mine=True)]
    if proofs > _FEW:
        found.append(
            Waiting(
                "info", f"{proofs} actions are done: somebody must see the proof",
                "Not whoever did them; the oldest first", "actions", {"filter": "to_verify"},
            )
        )  # fmt: skip
    else:
        found += [
            Waiting(
                "info", f"Look at the proof of an action{f', case {row.reference}' if row.reference else ''}",
                row.domain or row.what, "actions", {"action": row.id},
            )
            for row in actions.to_verify(workspace, _FEW if proofs else 0)
        ]  # fmt: skip
    return sorted(found, key=lambda w: w.tone != "warning")


def _own(row: actions.ActionRow) -> Waiting:
    late = f"{row.days_late} days overdue" if row.overdue else f"due {row.due:%d %B %Y}"
    what = f"Action for case {row.reference}" if row.reference else row.what
    return Waiting(
        "warning" if row.overdue else "info", what,
        " · ".join(part for part in (row.domain, late) if part), "actions", {"action": row.id},
    )  # fmt: skip


def _feedback(workspace: Workspace) -> list[Waiting]:
    """Audits whose people have not heard yet: one's own singly, everybody's as one line."""
    if workspace.is_a("qa_lead"):
        n, late, oldest = feedback.everybodys(workspace)
        return [_unheard(n, late, oldest)] if n else []
    rows = feedback.due(workspace)
    if len(rows) > _FEW:
        return [_unheard(len(rows), sum(row.late for row in rows), rows[0].audit)]
    return [
        Waiting(
            "warning" if row.late else "info", f"Give feedback on the audit of case {row.reference}",
            days(row.due, workspace.clock.today()), "audit_view", {"audit": row.audit},
        )
        for row in rows
    ]  # fmt: skip


def _unheard(n: int, late: int, oldest: str) -> Waiting:
    words = f"{n} audit{'s wait' if n > 1 else ' waits'} for feedback to practitioner and manager"
    detail = f"{late} late; this leads to the oldest" if late else "none late"
    return Waiting("warning" if late else "info", words, detail, "audit_view", {"audit": oldest})


def _disputes(workspace: Workspace) -> list[Waiting]:
    return [
        Waiting(
            "warning", "A reply disagrees with an audit", "It waits for your answer", "audit_view",
            {"audit": reply.audit},
        )
        for reply in feedback.disputed(workspace)
    ]  # fmt: skip


def _re_audits(workspace: Workspace) -> list[Waiting]:
    """The re-audits that nobody has been given yet."""
    if not workspace.is_a("qa_lead"):
        return []
    found = reaudit.unallocated(workspace)
    if found is None:
        return []
    words = f"{found.n} re-audit{'s are' if found.n > 1 else ' is'} to be allocated"
    first = f"the first {'was' if found.late else 'is'} due {found.due:%d %B %Y}"
    detail = f"{found.late} late; {first}" if found.late else first
    tone: Tone = "warning" if found.late else "info"
    return [Waiting(tone, words, detail, "cases", {"case": found.case})]


def _sign_offs(workspace: Workspace) -> list[Waiting]:
    if not workspace.is_a("qa_lead"):
        return []
    n = audit_list.count_to_sign_off(workspace)
    if not n:
        return []
    words = f"{n} audit{'s wait' if n > 1 else ' waits'} for your sign-off"
    return [Waiting("info", words, "Read and agreed, or not chosen to be read again", "audits",
                    {"filter": "to_sign_off"})]  # fmt: skip


def _grades(workspace: Workspace, state: RoundState | None) -> RoundGrades | None:
    """The round's signed-off grades of its first graded template; nothing shielded is in them."""
    if state is None or not workspace.is_a("qa_lead", "cswo", "moderator", "team_manager"):
        return None
    counted = {
        key: audit_shelf.tallies(workspace.store, round_=state.round.id, template=key)
        for key in state.round.templates
    }
    best = max(counted, key=lambda k: sum(counted[k].get("overall", {}).values()), default=None)
    if best is None or not counted[best]:
        return None
    template = templates.current(workspace, best)[0]
    rows = [(d.title, counted[best].get(d.key, {})) for d in template.graded]
    rows.append(("Overall", counted[best].get("overall", {})))
    return RoundGrades(template, tuple(rows))


def shielded_here(workspace: Workspace) -> int:
    """How many audits are out of this person's sight now; the help says why."""
    return len(hidden(workspace))
