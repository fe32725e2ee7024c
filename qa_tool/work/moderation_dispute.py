"""A dispute: the auditor does not accept the outcome, and a third reader decides or the QA lead settles."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from qa_tool.calendar import add_working_days
from qa_tool.errors import QAError, Refused
from qa_tool.moderation.choose import moderator_for
from qa_tool.moderation.dispute import DISPUTE_STATES, Dispute, Way
from qa_tool.moderation.model import WHY_CHOSEN, Reading
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import moderation as shelf
from qa_tool.work.change import Change, changed
from qa_tool.work.council import case as case_of
from qa_tool.work.moderation_desk import audit_of, may_take
from qa_tool.work.moderation_queue import Placed, put_in_queue, refuse_unanswered
from qa_tool.work.moderation_talk import outcome, to_answer, write_remark
from qa_tool.work.moderation_verdict import (
    Verdict,
    check,
    comparison,
    finish_half,
    kept_reasons,
    whole,
)
from qa_tool.work.shield import hidden
from qa_tool.work.verification import look_again
from qa_tool.work.workspace import Workspace


def disagree(workspace: Workspace, reading_id: str, words: str) -> Change:
    """The auditor does not accept the outcome: the audit is disputed until somebody else decides."""
    reading = to_answer(workspace, reading_id)
    if not words.strip():
        raise QAError(
            "It is not said with what you disagree.",
            "Name the domain, and what in the file shows another grade.",
        )
    now = workspace.clock.now()
    due = add_working_days(now.date(), workspace.policy.clocks.dispute_days)
    dispute = Dispute(
        workspace.ids.new_id("dsp"), reading.audit, reading.id, workspace.person.id, now,
        words.strip(), due=due,
    )  # fmt: skip
    with workspace.store.together():
        write_remark(workspace, reading, words, "disagrees")
        workspace.write("dispute", dispute.id, dispute, parents=_after(workspace, dispute))
    return changed("reading", "audit", "dispute", ids=(dispute.id, reading.id, reading.audit))


def _after(workspace: Workspace, dispute: Dispute) -> tuple[str, ...]:
    """What a step of a dispute comes after: the audit, and how its readings ended."""
    ledger = workspace.store.ledger
    heads = [audit_shelf.head_entry(workspace.store, dispute.audit)]
    heads += [e.id for e in ledger.entries(kind="resolution", object=dispute.reading)][-1:]
    if dispute.third:
        heads += [e.id for e in ledger.entries(kind="moderation", object=dispute.third)][-1:]
    return tuple(heads)


def _open(workspace: Workspace, dispute_id: str) -> Dispute:
    dispute = shelf.dispute(workspace.store, dispute_id)
    if dispute is None or dispute.state == "settled":
        raise QAError("This dispute is settled, or not here.", "Look at the page Moderation again.")
    return dispute


def third_readers(workspace: Workspace, dispute_id: str) -> tuple[tuple[str, str], ...]:
    """Who may be the third reader: independent, neither auditor nor reader, and unaware of the outcome."""
    dispute = _open(workspace, dispute_id)
    return tuple((p, workspace.name(p)) for p in _thirds(workspace, dispute))


def _thirds(workspace: Workspace, dispute: Dispute) -> tuple[str, ...]:
    second = shelf.reading(workspace.store, dispute.reading)
    if second is None:
        return ()
    return may_take(workspace, replace(second, id="", dispute=dispute.id, aside=()))


def to_third_reader(workspace: Workspace, dispute_id: str, reader: str = "") -> Change:
    """The QA lead sends the case to a third reader, who reads it blind like the second."""
    workspace.need("qa_lead")
    dispute = _open(workspace, dispute_id)
    if dispute.state != "open":
        raise QAError("A third reader has this case already.", "Look at the queue.")
    able = _thirds(workspace, dispute)
    who = reader or moderator_for(
        able, shelf.load(workspace.store), seed="third", audit=dispute.audit
    )
    if not who:
        raise Refused(
            "There is no moderator left who is independent and has not read this case.",
            "Settle it yourself, or give somebody the role Moderator on the page People.",
        )
    if who not in able:
        raise Refused(
            f"{workspace.name(who)} may not be the third reader: they audited or read this case, "
            "it is in their line, or they know the outcome.",
            "Choose somebody else.",
        )
    second = shelf.reading(workspace.store, dispute.reading)
    audit = audit_of(workspace, second) if second else None
    if second is None or audit is None:
        raise QAError("The second reading of this dispute is missing.", "Run 'verify'.")
    newest = [e.id for e in workspace.store.ledger.entries(kind="dispute", object=dispute.id)][-1]
    placed = Placed("dispute", WHY_CHOSEN["dispute"], "third", newest, dispute=dispute.id)
    with workspace.store.together():
        third = put_in_queue(workspace, audit, case_of(workspace, audit.case), placed, who)
        fresh = replace(dispute, state="reading", third=third)
        workspace.write("dispute", dispute.id, fresh, parents=_after(workspace, fresh))
    return changed("reading", "audit", "dispute", ids=(dispute.id, third, audit.id))


def decide(workspace: Workspace, reading_id: str, verdict: Verdict) -> Change:
    """The third reader decides, with a reason: these grades count from now on."""
    found = comparison(workspace, reading_id)
    third, dispute = found.reading, found.dispute
    if dispute is None or third.state != "saved" or dispute.state != "reading":
        raise QAError("There is no dispute to decide here.", "Look at the queue again.")
    verdict = whole(found, verdict)
    if not verdict.reason.strip():
        raise QAError(
            "The decision has no reason.",
            "Say what the file shows; the auditor and the second reader both read it.",
        )
    check(found, verdict)
    refuse_unanswered(workspace, third.case)
    now = workspace.clock.now()
    closed = replace(
        third, state="closed", closed=now, seen=third.seen or now, grade_right=verdict.grade_right,
        well_done=verdict.well_done, final_overall=verdict.final_overall,
        final_grades=dict(verdict.final_grades), reason=verdict.reason.strip(),
        feedback=verdict.feedback.strip(), reasons=kept_reasons(verdict),
    )  # fmt: skip
    with workspace.store.together():
        workspace.write("moderation", third.id, closed)
        ended = _Ending("third_reader", verdict.final_overall, verdict.final_grades, verdict.reason)
        _settle(workspace, dispute, ended)
        finish_half(workspace, third.id)
    return changed("reading", "audit", "dispute", "action", ids=(dispute.id, third.id, third.audit))


def settle(workspace: Workspace, dispute_id: str, *, first_stands: bool, reason: str) -> Change:
    """The QA lead settles it without a third reader: the first grades stand, or the outcome does."""
    workspace.need("qa_lead")
    dispute = _open(workspace, dispute_id)
    found = outcome(workspace, dispute.reading)
    if dispute.state != "open":
        raise Refused("A third reader reads this case.", "Wait for the decision.")
    if not found.may_settle:
        raise Refused(
            "You read this case, or it is about your own or your line's work.",
            "Send it to a third reader, or ask another QA lead.",
        )
    if not reason.strip():
        raise QAError("There is no reason.", "Say why; both people read it.")
    grades: Mapping[str, str] = found.audit.grades if first_stands else found.audit.final_grades
    overall = found.audit.overall if first_stands else found.audit.final_overall
    with workspace.store.together():
        _settle(workspace, dispute, _Ending("qa_lead", overall, grades, reason))
    return changed("audit", "reading", "dispute", "action", ids=(dispute.id, dispute.audit))


def withdraw(workspace: Workspace, dispute_id: str, words: str = "") -> Change:
    """The auditor takes the dispute back, while nobody reads the case for it."""
    dispute = _open(workspace, dispute_id)
    if workspace.person.id != dispute.raised_by:
        raise Refused("Only who raised the dispute takes it back.", "Settle it instead.")
    if dispute.state != "open":
        raise Refused("A third reader reads this case already.", "Wait for the decision.")
    audit = audit_shelf.audit(workspace.store, dispute.audit)
    if audit is None:
        raise QAError("The audit of this dispute is missing.", "Run 'verify'.")
    said = words.strip() or "Taken back."
    with workspace.store.together():
        ended = _Ending("withdrawn", audit.final_overall, audit.final_grades, said)
        _settle(workspace, dispute, ended)
    return changed("audit", "reading", "dispute", ids=(dispute.id, dispute.audit))


@dataclass(frozen=True, slots=True)
class _Ending:
    """How a dispute ended, and what counts."""

    way: Way
    overall: str
    grades: Mapping[str, str]
    reason: str


def _settle(workspace: Workspace, dispute: Dispute, ended: _Ending) -> None:
    """Write the end of a dispute; called inside a transaction."""
    kept = replace(
        dispute, state="settled", settled=workspace.clock.now(), settled_by=workspace.person.id,
        way=ended.way, final_overall=ended.overall, final_grades=dict(ended.grades),
        reason=ended.reason.strip(),
    )  # fmt: skip
    workspace.write("dispute", dispute.id, kept, parents=_after(workspace, dispute))
    look_again(workspace, dispute.audit)


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """One dispute in the QA lead's list."""

    id: str
    reading: str
    audit: str
    reference: str
    auditor: str
    moderator: str
    third: str
    raised: date
    due: date | None
    late: bool
    state: str
    state_words: str


def disputes(workspace: Workspace, *, only_open: bool = False) -> tuple[DisputeRow, ...]:
    """The disputes that this person may see, those that wait first; shielded audits are left out."""
    states = ("open", "reading") if only_open else ()
    found = shelf.disputes(workspace.store, states=states)
    blind, me = hidden(workspace), workspace.person.id
    everything = workspace.is_a("qa_lead", "cswo")
    rows = []
    for one in found:
        second = shelf.reading(workspace.store, one.reading)
        third = shelf.reading(workspace.store, one.third) if one.third else None
        part = {one.raised_by, *(r.moderator for r in (second, third) if r is not None)}
        if one.audit in blind or second is None or not (everything or me in part):
            continue
        rows.append(_row(workspace, one, second, third))
    rows.sort(key=lambda r: (r.state == "settled", r.due or date.max, r.id))
    return tuple(rows)


def _row(workspace: Workspace, one: Dispute, second: Reading, third: Reading | None) -> DisputeRow:
    today = workspace.clock.today()
    cases = council_shelf.cases(workspace.store, [second.case])
    due = third.due if third is not None and one.state == "reading" else one.due
    waits = one.state != "settled"
    return DisputeRow(
        one.id, one.reading, one.audit, cases[second.case].reference if cases else "",
        workspace.name(one.raised_by), workspace.name(second.moderator),
        workspace.name(third.moderator) if third is not None else "", one.raised.date(), due,
        waits and due is not None and due < today, one.state, DISPUTE_STATES[one.state],
    )  # fmt: skip
