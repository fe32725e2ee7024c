"""The voices of one audit, as somebody may see them: where each stands, what was said, who disagrees."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from qa_tool.errors import QAError, Refused
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import moderation as reading_shelf
from qa_tool.store import voice as shelf
from qa_tool.template.library import voices_of
from qa_tool.template.model import Template, Voice, VoiceKind
from qa_tool.voice import rules
from qa_tool.voice.model import (
    HELPS,
    OUTCOMES,
    STANDINGS,
    VIEWS,
    WAYS,
    WHO,
    Answer,
    Attempt,
    Check,
    Standing,
    Words,
)
from qa_tool.work import template as templates
from qa_tool.work.audit_list import STATES
from qa_tool.work.shield import Shielded, hidden, may_read
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One attempt in words; `withheld` where the words are there and not for this person."""

    id: str
    day: date
    how: str
    outcome: str
    done_by: str
    helps: tuple[str, ...]
    why: str
    view: str
    answers: tuple[Answer, ...]
    withheld: bool
    to_write: bool
    used: bool | None
    shared: bool
    quoted: bool
    reached: bool


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """One voice of an audit: where it stands, the check that holds, every attempt."""

    who: VoiceKind
    title: str
    standing: Standing
    standing_words: str
    voice: Voice
    check: Check | None
    check_over: bool
    attempts: tuple[AttemptRow, ...]


@dataclass(frozen=True, slots=True)
class VoicesView:
    """Every voice of one audit; `disagreements` are empty until the audit has a grade to see."""

    allocation: str
    audit: str
    case: str
    reference: str
    title: str
    auditor: str
    team: str
    state: str
    state_words: str
    rows: tuple[VoiceRow, ...]
    disagreements: tuple[rules.Disagreement, ...]
    may_write: bool
    shared_only: bool


def template_of(workspace: Workspace, asked: shelf.Asked) -> Template:
    """The template that an audit was made with, or will be."""
    if asked.fingerprint:
        return templates.by_fingerprint(workspace, asked.fingerprint)
    return templates.current(workspace, asked.template)[0]


def voices(workspace: Workspace, allocation: str) -> VoicesView:
    """The voices of one audit; refuses what is shielded or not this person's to read."""
    asked = shelf.asked_one(workspace.store, allocation)
    if asked is None:
        raise QAError("There is no such audit here.", "Look at the list of voices again.")
    if allocation in shelf.allocations_of(workspace.store, hidden(workspace)):
        raise Shielded
    whole = _reads_all(workspace, asked)
    if not whole and not _reads_some(workspace, asked):
        raise Refused(
            "The voices of this audit are not yours to read.",
            "Its auditor, the team's manager and the QA lead can open them.",
        )
    return _view(workspace, asked, whole=whole)


def voices_of_audit(workspace: Workspace, audit_id: str) -> VoicesView:
    """The voices of a handed-in audit, by its id."""
    audit = audit_shelf.audit(workspace.store, audit_id)
    if audit is None:
        raise QAError("There is no such audit here.", "Look at the list of audits again.")
    return voices(workspace, audit.allocation)


def _reads_all(workspace: Workspace, asked: shelf.Asked) -> bool:
    me = workspace.person.id
    if me == asked.auditor or workspace.is_a("qa_lead", "cswo"):
        return True
    reading = reading_shelf.of_audit(workspace.store, asked.audit) if asked.audit else None
    return reading is not None and reading.moderator == me


def _reads_some(workspace: Workspace, asked: shelf.Asked) -> bool:
    """The practitioner and their managers: what somebody agreed to share with them."""
    audit = audit_shelf.audit(workspace.store, asked.audit) if asked.audit else None
    return audit is not None and may_read(workspace, audit)


def _view(workspace: Workspace, asked: shelf.Asked, *, whole: bool) -> VoicesView:
    store, one = workspace.store, [asked.allocation]
    template = template_of(workspace, asked)
    attempts, words = shelf.attempts(store, one), shelf.words(store, one)
    checks = shelf.checks(store, one)
    case = council_shelf.case(store, asked.case)
    seen = [a for a in attempts if whole or a.shared]
    found = (rules.disagreement(a, asked.overall, template.scale_of()) for a in seen)
    rows = tuple(
        _row(workspace, voice, attempts, checks, words, _own(workspace, asked, whole=whole))
        for voice in voices_of(template)
    )
    return VoicesView(
        asked.allocation, asked.audit, asked.case, case.reference if case else "",
        templates.titles(workspace).get(asked.template, asked.template),
        workspace.name(asked.auditor), workspace.team_name(asked.team), asked.state,
        STATES.get(asked.state, asked.state), rows,
        tuple(d for d in found if d is not None) if template.overall.kind == "graded" else (),
        workspace.person.id == asked.auditor or workspace.is_a("qa_lead"), not whole,
    )  # fmt: skip


def _own(workspace: Workspace, asked: shelf.Asked, *, whole: bool) -> frozenset[VoiceKind]:
    """The voices whose words this person may read without having been given leave for it."""
    if whole:
        return frozenset(WHO)
    audit = audit_shelf.audit(workspace.store, asked.audit)
    mine: set[VoiceKind] = set()
    if audit is not None and workspace.person.id == audit.worker:
        mine.add("worker")
    if audit is not None and audit.line[:1] == (workspace.person.id,):
        mine.add("manager")
    return frozenset(mine)


def _row(
    workspace: Workspace, voice: Voice, attempts: tuple[Attempt, ...], checks: tuple[Check, ...],
    words: Mapping[str, Words], own: frozenset[VoiceKind],
) -> VoiceRow:  # fmt: skip
    mine = [a for a in attempts if a.who == voice.who]
    check = rules.latest(c for c in checks if c.who == voice.who)
    stands = rules.standing(mine, check)
    days = workspace.policy.clocks.contact_check_days
    over = check is not None and (workspace.clock.today() - check.checked_on).days > days
    return VoiceRow(
        voice.who, WHO[voice.who], stands, STANDINGS[stands], voice, check, over,
        tuple(_attempt(a, words.get(a.id), open_=a.who in own or a.shared) for a in mine),
    )  # fmt: skip


def _attempt(attempt: Attempt, words: Words | None, *, open_: bool) -> AttemptRow:
    answers = words.answers if words else ()
    view = VIEWS[attempt.view] if attempt.view else ""
    return AttemptRow(
        attempt.id, attempt.day, WAYS[attempt.way] if attempt.way else "",
        OUTCOMES[attempt.outcome], attempt.done_by, tuple(HELPS[h] for h in attempt.helps),
        (words.why if words else "") if open_ else "", view if open_ else "",
        answers if open_ else (), bool(answers or view) and not open_,
        attempt.outcome == "reached" and attempt.used is None, attempt.used, attempt.shared,
        attempt.quoted, attempt.outcome == "reached",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quotable:
    """Words that somebody agreed may be quoted without a name; they still want approval."""

    audit: str
    allocation: str
    attempt: str
    who: VoiceKind
    answer: Answer


def quotable(workspace: Workspace, audit_id: str) -> tuple[Quotable, ...]:
    """What may be put into the bank of quotations from one audit, question by question."""
    view = voices_of_audit(workspace, audit_id)
    return tuple(
        Quotable(view.audit, view.allocation, attempt.id, row.who, answer)
        for row in view.rows
        for attempt in row.attempts
        if attempt.quoted
        for answer in attempt.answers
    )
