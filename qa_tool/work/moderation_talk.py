"""What is said about a second reading: the discussion, the outcome as its auditor sees it, their answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from qa_tool.audit.record import Audit
from qa_tool.council.model import Case
from qa_tool.errors import QAError, Refused
from qa_tool.moderation.dispute import Dispute, Remark, Stance
from qa_tool.moderation.model import Reading
from qa_tool.store import audit as audit_shelf
from qa_tool.store import moderation as shelf
from qa_tool.template.model import Scale, Template
from qa_tool.work import template as templates
from qa_tool.work.change import Change, changed
from qa_tool.work.council import case as case_of
from qa_tool.work.moderation_desk import audit_of
from qa_tool.work.moderation_verdict import graded, rows_to_compare
from qa_tool.work.shield import guard
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One domain, or the overall: what was graded first, again, by a third reader, and what counts."""

    domain: str
    title: str
    scale: Scale
    first: str
    second: str
    third: str
    final: str
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a second reading ended, for the auditor and whoever settles a dispute about it."""

    reading: Reading
    audit: Audit
    template: Template
    case: Case
    rows: tuple[OutcomeRow, ...]
    said: tuple[Remark, ...]
    dispute: Dispute | None
    third: Reading | None
    my_answer_is_due: bool
    may_settle: bool

    @property
    def changed(self) -> tuple[OutcomeRow, ...]:
        """The rows whose grade is another one now."""
        return tuple(row for row in self.rows if row.final != row.first)


def _one(workspace: Workspace, reading_id: str) -> tuple[Reading, Audit]:
    """The reading and its audit; refuses whoever the blind or their role keeps out."""
    reading = shelf.reading(workspace.store, reading_id)
    if reading is None:
        raise QAError("This second reading is not here.", "Look at Home again.")
    guard(workspace, reading.audit)
    audit = audit_of(workspace, reading)
    me = workspace.person.id
    allowed = me in {audit.auditor, *shelf.readers(workspace.store, audit.id)}
    if not allowed and not workspace.is_a("qa_lead", "cswo"):
        raise Refused(
            "This second reading is not yours to see.",
            "Its auditor, its readers and the QA lead can open it.",
        )
    return reading, audit


def outcome(workspace: Workspace, reading_id: str) -> Outcome:
    """What the second reading came to; before its verdicts are given there is nothing to see."""
    reading, audit = _one(workspace, reading_id)
    if reading.dispute:
        told = shelf.dispute(workspace.store, reading.dispute)
        reading = (shelf.reading(workspace.store, told.reading) if told else None) or reading
    if reading.state != "closed":
        raise Refused(
            "The second reading is not finished yet.", "Its outcome stands here when it is closed."
        )
    disputes = shelf.disputes(workspace.store, audit=audit.id)
    dispute = next((d for d in reversed(disputes) if d.reading == reading.id), None)
    third = shelf.reading(workspace.store, dispute.third) if dispute and dispute.third else None
    if third is not None and third.state != "closed":
        third = None  # what a third reader grades is nobody's to see until the dispute is decided
    template = templates.by_fingerprint(workspace, audit.fingerprint)
    said = shelf.remarks(workspace.store, reading.id)
    me = workspace.person.id
    answered = any(r.stance and r.who == me for r in said)
    return Outcome(
        reading, audit, template, case_of(workspace, audit.case),
        _rows(template, audit, reading, third), said, dispute, third,
        me == audit.auditor and not answered and _can_still_answer(workspace, audit),
        _may_settle(workspace, audit) and dispute is not None and dispute.state == "open",
    )  # fmt: skip


def _rows(
    template: Template, audit: Audit, reading: Reading, third: Reading | None
) -> tuple[OutcomeRow, ...]:
    first, second = graded(audit.grades, audit.overall), graded(reading.grades, reading.overall)
    own = graded(third.grades, third.overall) if third else {}
    final = graded(audit.final_grades, audit.final_overall)
    reasons: Mapping[str, str] = {**reading.reasons, **(third.reasons if third else {})}
    general = (third.reason if third else "") or reading.reason
    rows = []
    for key, title, scale in rows_to_compare(template):
        if not (first.get(key) or second.get(key)):
            continue
        now = final.get(key, "")
        why = reasons.get(key, "") or (general if now != first.get(key, "") else "")
        rows.append(
            OutcomeRow(key, title, scale, first.get(key, ""), second.get(key, ""),
                       own.get(key, ""), now, why)
        )  # fmt: skip
    rows.sort(key=lambda row: row.final == row.first)
    return tuple(rows)


def _can_still_answer(workspace: Workspace, audit: Audit) -> bool:
    return audit.state in {"agreed", "disputed"} and not audit_shelf.superseded(
        workspace.store, audit.id
    )


def _may_settle(workspace: Workspace, audit: Audit) -> bool:
    me = workspace.person.id
    return workspace.is_a("qa_lead") and me not in {
        audit.auditor, audit.worker, *audit.line, *shelf.readers(workspace.store, audit.id),
    }  # fmt: skip


def write_remark(
    workspace: Workspace, reading: Reading, words: str, stance: Stance = "", by: str = ""
) -> Remark:
    """Keep one thing said; called inside a transaction."""
    said = Remark(
        workspace.ids.new_id("rmk"), reading.id, reading.audit, by or workspace.person.id,
        workspace.clock.now(), words.strip(), stance,
    )  # fmt: skip
    newest = [e.id for e in workspace.store.ledger.entries(object=reading.id) if e.kind != "note"]
    workspace.write("dispute", said.id, {"remark": said}, parents=newest[-1:])
    return said


def say(workspace: Workspace, reading_id: str, words: str) -> Change:
    """Add to the discussion: the second reader once their grades are saved, the auditor, the QA lead."""
    reading, _audit = _one(workspace, reading_id)
    if reading.state == "waiting":
        raise Refused(
            "There is nothing to discuss before the second reader's own grades are saved.",
            "Save them first.",
        )
    if not words.strip():
        raise QAError("The remark says nothing yet.", "Write it in a sentence or two.")
    with workspace.store.together():
        write_remark(workspace, reading, words)
    return changed("reading", ids=(reading.id, reading.audit))


def discussion(workspace: Workspace, reading_id: str) -> tuple[Remark, ...]:
    """What was said, in order, for those who take part: never before the second reader's grades are saved."""
    reading, _audit = _one(workspace, reading_id)
    return () if reading.state == "waiting" else shelf.remarks(workspace.store, reading.id)


def accept(workspace: Workspace, reading_id: str, words: str = "") -> Change:
    """The auditor accepts the outcome, with or without a word."""
    reading = to_answer(workspace, reading_id)
    with workspace.store.together():
        write_remark(workspace, reading, words, "accepts")
    return changed("reading", "audit", ids=(reading.id, reading.audit))


def to_answer(workspace: Workspace, reading_id: str) -> Reading:
    """A closed reading whose outcome this auditor has not answered; refuses any other."""
    found = outcome(workspace, reading_id)
    if workspace.person.id != found.audit.auditor:
        raise Refused("Only the audit's auditor answers its outcome.", "Ask the auditor.")
    if not found.my_answer_is_due:
        raise Refused(
            "This outcome is answered, or the audit is signed off already.",
            "Tell the QA lead; the auditor can reopen the audit.",
        )
    return found.reading
