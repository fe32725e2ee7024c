"""Feedback to the people whose work was audited, their reply, and what follows when they disagree."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from qa_tool.audit.record import Audit
from qa_tool.audit.reply import Feedback, Reply
from qa_tool.calendar import add_working_days
from qa_tool.errors import QAError, Refused
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import reply as shelf
from qa_tool.work.change import Change, changed
from qa_tool.work.shield import hidden, need_read
from qa_tool.work.workspace import Workspace


def _audit(workspace: Workspace, audit_id: str) -> Audit:
    audit = audit_shelf.audit(workspace.store, audit_id)
    if audit is None or audit_shelf.superseded(workspace.store, audit_id):
        raise QAError("This audit cannot be answered.", "Open the newest version of it.")
    need_read(workspace, audit)
    return audit


def _readable(workspace: Workspace, audit_id: str) -> None:
    audit = audit_shelf.audit(workspace.store, audit_id)
    if audit is None:
        raise QAError("There is no such audit here.", "Look at the list of audits again.")
    need_read(workspace, audit)


def feedback_given(workspace: Workspace, audit_id: str, given_to: str, given_on: date) -> Change:
    """Record that the practitioner or their manager was told, and when."""
    audit = _audit(workspace, audit_id)
    if workspace.person.id != audit.auditor:
        workspace.need("qa_lead", "team_manager")
    if not given_to.strip():
        raise QAError("It is not said who was told.", "Type the name or the post.")
    if given_on > workspace.clock.today():
        raise QAError("The day lies in the future.", "Type when they really heard of it.")
    if audit.handed_in and given_on < audit.handed_in.date():
        raise QAError("That is before the audit was handed in.", "Correct the day.")
    kept = Feedback(
        workspace.ids.new_id("fbk"), audit.id, given_to.strip(), given_on, workspace.person.id
    )
    head = audit_shelf.head_entry(workspace.store, audit.id)
    with workspace.store.together():
        workspace.write("feedback", kept.id, kept, parents=(head,))
    return changed("audit", "reply", ids=(audit.id,))


def reply(workspace: Workspace, audit_id: str, *, agrees: bool, words: str) -> Change:
    """Say something to an audit of one's own work or team; disagreeing makes it disputed."""
    audit = _audit(workspace, audit_id)
    me = workspace.person
    concerned = me.id == audit.worker or me.id in audit.line
    if not concerned and not (workspace.is_a("team_manager") and me.team == audit.team):
        raise Refused(
            "A reply comes from the practitioner or a manager above them.",
            "Ask them to sign in, or note what they said in the feedback.",
        )
    if audit.state in {"signed_off", "closed"} and not agrees:
        raise Refused(
            "This audit is signed off already.", "Tell the QA lead; its auditor can reopen it."
        )
    if not words.strip():
        raise QAError("The reply says nothing yet.", "Write it in a sentence or two.")
    kept = Reply(
        workspace.ids.new_id("rpl"), audit.id, me.id, agrees, words.strip(), workspace.clock.now()
    )
    with workspace.store.together():
        workspace.write("reply", kept.id, kept, parents=_after(workspace, audit.id))
    return changed("audit", "reply", ids=(audit.id,))


def answer(workspace: Workspace, reply_id: str, words: str) -> Change:
    """The QA lead answers a reply that disagrees; the audit can then be signed off."""
    workspace.need("qa_lead", "cswo")
    said = shelf.reply(workspace.store, reply_id)
    if said is None or not said.open:
        raise QAError("This reply waits for no answer.", "Look at the audit again.")
    _audit(workspace, said.audit)
    if not words.strip():
        raise QAError("There is no answer yet.", "Say what was decided, and why.")
    kept = replace(
        said, answer=words.strip(), answered_by=workspace.person.id,
        answered=workspace.clock.now(),
    )  # fmt: skip
    with workspace.store.together():
        workspace.write("reply", said.id, kept, parents=_after(workspace, said.audit))
    return changed("audit", "reply", ids=(said.audit,))


def _after(workspace: Workspace, audit_id: str) -> tuple[str, ...]:
    """What a reply comes after: the audit itself, and the second reading's end."""
    from qa_tool.store import moderation as reading_shelf

    heads = [audit_shelf.head_entry(workspace.store, audit_id)]
    reading = reading_shelf.of_audit(workspace.store, audit_id)
    if reading is not None:
        ended = workspace.store.ledger.entries(kind="resolution", object=reading.id)
        heads += [entry.id for entry in ended][-1:]
    return tuple(heads)


def said(workspace: Workspace, audit_id: str) -> tuple[Reply, ...]:
    """The replies to an audit that this person may read, also to one that was replaced."""
    _readable(workspace, audit_id)
    return shelf.replies(workspace.store, audit_id)


def given(workspace: Workspace, audit_id: str) -> tuple[Feedback, ...]:
    """When feedback on an audit was given, and to whom, also for one that was replaced."""
    _readable(workspace, audit_id)
    return shelf.feedback(workspace.store, audit_id)


def reply_due(workspace: Workspace, audit_id: str) -> date | None:
    """Until when a reply is asked for; nothing before anybody was told, or after a reply."""
    told = given(workspace, audit_id)
    if not told or shelf.replies(workspace.store, audit_id):
        return None
    return add_working_days(told[0].given_on, workspace.policy.clocks.reply_days)


@dataclass(frozen=True, slots=True)
class FeedbackDue:
    """An audit whose people have not been told yet."""

    audit: str
    reference: str
    due: date
    late: bool


def due(workspace: Workspace) -> tuple[FeedbackDue, ...]:
    """One's own audits without feedback (the QA lead: everybody's), the oldest first."""
    everybody = workspace.is_a("qa_lead")
    found = shelf.without_feedback(workspace.store, "" if everybody else workspace.person.id)
    blind, today = hidden(workspace), workspace.clock.today()
    cases = council_shelf.cases(workspace.store, [case for _, case, _ in found])
    days = workspace.policy.clocks.feedback_days
    rows = []
    for audit, case, handed_in in found:
        if audit in blind or case not in cases:
            continue
        by = add_working_days(date.fromisoformat(handed_in[:10]), days)
        rows.append(FeedbackDue(audit, cases[case].reference, by, by < today))
    return tuple(rows)


def everybodys(workspace: Workspace) -> tuple[int, int, str]:
    """For the QA lead: audits without feedback, how many are late, and the oldest one's id."""
    today, days = workspace.clock.today(), workspace.policy.clocks.feedback_days
    day = today
    while add_working_days(day, days) >= today:
        day -= timedelta(days=1)
    cut = (day + timedelta(days=1)).isoformat()
    return shelf.waiting_for_feedback(workspace.store, cut, blind=workspace.is_a("moderator"))


def disputed(workspace: Workspace) -> tuple[Reply, ...]:
    """Replies that disagree and wait for the QA lead."""
    if not workspace.is_a("qa_lead"):
        return ()
    blind = hidden(workspace)
    return tuple(r for r in shelf.replies(workspace.store) if r.open and r.audit not in blind)
