"""An audit from start to hand-in and sign-off: the verbs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from qa_tool.audit import consistency, grading, safety
from qa_tool.audit.beginning import first_answers
from qa_tool.audit.form import Form
from qa_tool.audit.record import Audit
from qa_tool.council.line import why_not_independent
from qa_tool.council.model import Allocation, Case
from qa_tool.errors import QAError, Refused
from qa_tool.store import action as action_shelf
from qa_tool.store import audit as shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import reply as reply_shelf
from qa_tool.store import safety as safety_shelf
from qa_tool.store.drafts import Step
from qa_tool.template.model import Template
from qa_tool.work import moderation_queue
from qa_tool.work import template as templates
from qa_tool.work.audit_entry import DECLARED, enter, is_overruled, split_words
from qa_tool.work.change import Change, changed
from qa_tool.work.shield import brought_in, need_read
from qa_tool.work.workspace import Workspace

DECLARATION = (
    "I do not know this family, and I have not held, supervised, chaired or decided on this case."
)


class NotReady(QAError):
    """The audit cannot be handed in yet; `gaps` are the places to go to."""

    def __init__(
        self, reasons: tuple[tuple[str, str], ...], what: str = "this audit can be handed in"
    ) -> None:
        n = len(reasons)
        super().__init__(
            f"{n} thing{'s are' if n > 1 else ' is'} missing before {what}. "
            f"The first: {reasons[0][1]}",
            "Open the list of what is missing; each line jumps to its place.",
        )
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class OpenAudit:
    """A draft on the desk: the engine, the case and where the person was."""

    audit: Audit
    form: Form
    case: Case
    template: Template
    place: str
    touched: datetime


def start(workspace: Workspace, allocation_id: str, *, declared: bool) -> str:
    """Begin the audit of a case allocated to one; returns the id of the draft.

    `declared` is the person's yes to `DECLARATION`, asked once; without it the case goes back.
    """
    allocation = council_shelf.allocation(workspace.store, allocation_id)
    if allocation is None or allocation.state != "allocated":
        raise QAError("This case is not waiting for an audit.", "Look at the list again.")
    if allocation.auditor != workspace.person.id:
        raise Refused("This case is allocated to somebody else.", "Ask the QA lead to allocate it.")
    going = [d for d in shelf.drafts(workspace.store, workspace.person.id)
             if d.audit.allocation == allocation_id]  # fmt: skip
    if going:
        return going[0].audit.id
    if not declared:
        raise Refused(
            "The declaration of independence is not given.", "Give the case back instead."
        )
    case = council_shelf.case(workspace.store, allocation.case)
    if case is None:
        raise QAError("The case of this allocation is missing.", "Run 'verify'.")
    reason = why_not_independent(workspace.person.id, case, workspace.line(case.worker))
    if reason:
        raise Refused(reason, "Give the case back; the QA lead allocates it again.")
    return begin(workspace, allocation, case, templates.current(workspace, allocation.template))


def begin(
    workspace: Workspace, allocation: Allocation, case: Case, used: tuple[Template, str],
    said: Mapping[str, Any] | None = None,
) -> str:  # fmt: skip
    """A fresh draft for the auditor of an allocation, with what was said on paper; returns its id.

    Who calls it has asked for the declaration, and whether the auditor is independent.
    """
    template, mark = used
    team = workspace.teams.get(case.team)
    now = workspace.clock.now()
    audit = Audit(
        id=workspace.ids.new_id("aud"), allocation=allocation.id, round=allocation.round,
        case=case.id, template=template.key, version=template.version, fingerprint=mark,
        auditor=allocation.auditor, team=case.team, area=team.area if team else "",
        service=team.service if team else "", worker=case.worker, line=workspace.line(case.worker),
        selection=allocation.selection, started=now,
    )  # fmt: skip
    begun = {**first_answers(template, workspace.clock.today()), **(said or {})}
    begun = {key: value for key, value in begun.items() if value is not None}
    _begin(workspace, audit, {**begun, DECLARED: now.isoformat(timespec="seconds")})
    return audit.id


def _begin(workspace: Workspace, audit: Audit, answers: Mapping[str, Any]) -> None:
    with workspace.store.together():
        shelf.begin(workspace.store, audit, workspace.clock.now())
        workspace.store.drafts.begin(audit.id)
        workspace.store.drafts.fill(audit.id, answers, workspace.clock.now())


def _draft(workspace: Workspace, audit_id: str) -> shelf.Draft:
    draft = shelf.draft(workspace.store, audit_id)
    if draft is None:
        raise QAError("There is no such draft on this laptop.", "Look at the list of audits again.")
    if draft.audit.auditor != workspace.person.id and not brought_in(workspace, draft.audit.id):
        raise Refused("This draft belongs to somebody else.", "Only its auditor can open it.")
    return draft


def open_draft(workspace: Workspace, audit_id: str) -> OpenAudit:
    """The draft with everything typed so far, in the engine."""
    draft = _draft(workspace, audit_id)
    template = templates.by_fingerprint(workspace, draft.audit.fingerprint)
    answers = workspace.store.drafts.answers(audit_id)
    case = council_shelf.case(workspace.store, draft.audit.case)
    if case is None:
        raise QAError("The case of this audit is missing.", "Run 'verify'.")
    return OpenAudit(
        draft.audit, _form(workspace, template, answers), case, template, draft.place, draft.touched
    )


def _form(workspace: Workspace, template: Template, answers: Mapping[str, Any]) -> Form:
    asked = {k: value for k, value in answers.items() if not k.startswith("independence.")}
    return Form(template, asked, today=workspace.clock.today())


def keep_answer(
    workspace: Workspace, audit_id: str, key: str, value: object, *, merge: bool = False
) -> Change:
    """Keep one answer (None clears it), in its own transaction, with the step that undoes it.

    Only the auditor's own draft; whose it is is looked up once and remembered.

    `merge` joins it to the step before when that was the same key: one paragraph is one undo.
    """
    _own(workspace, audit_id)
    workspace.store.drafts.keep(audit_id, key, value, workspace.clock.now(), merge=merge)
    return changed("draft", ids=(audit_id,))


def _own(workspace: Workspace, audit_id: str) -> None:
    """Refuse somebody else's draft."""
    if audit_id not in workspace.own_drafts:
        _draft(workspace, audit_id)
        workspace.own_drafts.add(audit_id)


def undo(workspace: Workspace, audit_id: str) -> Step | None:
    """Take the last answer back; the step tells which key goes to which value."""
    _own(workspace, audit_id)
    return workspace.store.drafts.undo(audit_id)


def redo(workspace: Workspace, audit_id: str) -> Step | None:
    """Give the answer again that was taken back."""
    _own(workspace, audit_id)
    return workspace.store.drafts.redo(audit_id)


def can_undo(workspace: Workspace, audit_id: str) -> tuple[bool, bool]:
    """Whether there is something to undo, and something to redo."""
    steps, cursor = workspace.store.drafts.steps(audit_id)
    return cursor > 0, cursor < len(steps)


def keep_place(workspace: Workspace, audit_id: str, key: str) -> None:
    """Remember which question the person was on."""
    _own(workspace, audit_id)
    with workspace.store.together():
        shelf.touch(workspace.store, audit_id, key, workspace.clock.now())


def give_up_draft(workspace: Workspace, audit_id: str, reason: str) -> Change:
    """Give the case back from a draft; what was typed goes, the safety stops stay."""
    draft = _draft(workspace, audit_id)
    allocation = council_shelf.allocation(workspace.store, draft.audit.allocation)
    if not reason.strip():
        raise QAError("There is no reason.", "Say in one sentence why it goes back.")
    moderation_queue.refuse_unanswered(workspace, draft.audit.case)
    with workspace.store.together():
        if allocation is not None:
            workspace.write(
                "allocation", allocation.id, replace(allocation, state="returned", reason=reason)
            )
        shelf.drop_draft(workspace.store, audit_id)
        workspace.store.drafts.finish(audit_id)
    return changed("draft", "allocation", ids=(audit_id,))


@dataclass(frozen=True, slots=True)
class Readiness:
    """What stands between a draft and its hand-in, each with the key to jump to."""

    gaps: tuple[tuple[str, str], ...]
    findings: tuple[consistency.Finding, ...]
    unsettled: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Nothing is missing (findings still want a reason each)."""
        return not self.gaps and not self.unsettled


def readiness(workspace: Workspace, audit_id: str, form: Form) -> Readiness:
    """Gaps, consistency findings and unanswered safety stops of a draft."""
    case, started = _case_and_start(workspace, audit_id)
    stops = [
        stop for stop in safety_shelf.stops(workspace.store, case=case)
        if stop.audit == audit_id or stop.raised >= started
    ]  # fmt: skip
    raised = action_shelf.actions(workspace.store, audit=audit_id)
    immediate = bool(stops) or any(
        a.priority == "high" and a.due and (a.due - workspace.clock.today()).days <= 1
        for a in raised
    )
    form.actions(a.key for a in raised if a.state != "withdrawn")
    open_stops = tuple(stop.id for stop in stops if not safety.answered(stop))
    form.safety_stop(raised=bool(stops))
    gaps = tuple((gap.key, gap.text) for gap in form.gaps())
    return Readiness(gaps, consistency.check(form, immediate=immediate), open_stops)


def _case_and_start(workspace: Workspace, audit_id: str) -> tuple[str, datetime]:
    draft = shelf.draft(workspace.store, audit_id)
    audit = draft.audit if draft is not None else shelf.audit(workspace.store, audit_id)
    if audit is None:
        raise QAError("There is no such audit here.", "Look at the list of audits again.")
    return audit.case, audit.started


def hand_in(
    workspace: Workspace, audit_id: str, overruled: Mapping[str, str] | None = None
) -> Change:
    """Give the audit in: freeze grades, implication and reasons, and choose who reads it again.

    `overruled` holds a reason for every consistency finding that the auditor stands by.
    """
    opened = open_draft(workspace, audit_id)
    form, reasons = opened.form, dict(overruled or {})
    state = readiness(workspace, audit_id, form)
    missing = [*state.gaps]
    missing += [("safety", "The safety stop has no answer yet.") for _ in state.unsettled]
    missing += [(f.key, f.sentence) for f in state.findings if not is_overruled(f, reasons)]
    if missing:
        raise NotReady(tuple(missing))
    audit = _finished(workspace, opened)
    codes, words = split_words(form, workspace.store.drafts.answers(audit_id))
    words |= {f"consistency.{code}": text for code, text in reasons.items() if text.strip()}
    with workspace.store.together():
        reading = enter(
            workspace, audit, opened.case, codes, words, sorted(f.code for f in state.findings)
        )
        shelf.drop_draft(workspace.store, audit_id)
        workspace.store.drafts.finish(audit_id)
    return changed(
        "audit",
        "draft",
        "allocation",
        "reading",
        ids=(audit_id, reading) if reading else (audit_id,),
    )


def _finished(workspace: Workspace, opened: OpenAudit) -> Audit:
    form, template = opened.form, opened.template
    grades = {d.key: form.grade(d.key) or "" for d in template.graded if form.grade(d.key)}
    implied = form.implied()
    overall = form.overall() or ""
    return replace(
        opened.audit,
        state="handed_in", handed_in=workspace.clock.now(), overall=overall, grades=grades,
        implied=implied.grade or "",
        differs=bool(overall) and grading.departs(template, implied, overall),
        mode=str(form.answers.get("about.mode", "")),
        final_overall=overall, final_grades=dict(grades),
    )  # fmt: skip


def reopen(workspace: Workspace, audit_id: str, reason: str) -> str:
    """Take a handed-in audit up again: a new draft, whose parent is the old one; returns its id.

    The old audit stays for ever; where it was signed off, the sign-off no longer counts.
    """
    old = shelf.audit(workspace.store, audit_id)
    if old is None or shelf.superseded(workspace.store, audit_id):
        raise QAError("This audit cannot be reopened.", "Open the newest version of it.")
    need_read(workspace, old)
    if workspace.person.id != old.auditor:
        raise Refused("Only its auditor can reopen an audit.", "Ask the auditor to do it.")
    if old.state == "in_moderation":
        raise Refused(
            "This audit is being read again, so it cannot change now.",
            "Wait for the second reading, then answer it.",
        )
    moderation_queue.refuse_third_reading(workspace, audit_id)
    if not reason.strip():
        raise QAError("There is no reason.", "Say in one sentence why it is opened again.")
    now = workspace.clock.now()
    fresh = replace(
        old, id=workspace.ids.new_id("aud"), started=now, handed_in=None, signed_off=None,
        state="draft", parent=old.id, chosen="", overall="", grades={}, implied="", differs=False,
        final_overall="", final_grades={},
    )  # fmt: skip
    answers = shelf.answers(workspace.store, old.id)
    answers = {k: v for k, v in answers.items() if not k.startswith("consistency.")}
    with workspace.store.together():
        workspace.write(
            "reopen", old.id, {"by": workspace.person.id, "reason": reason, "draft": fresh.id},
            parents=(shelf.head_entry(workspace.store, old.id),),
        )  # fmt: skip
        _begin(workspace, fresh, answers)
    return fresh.id


def sign_off(workspace: Workspace, audit_id: str) -> Change:
    """The QA lead says that this result counts; not for an audit or reading of one's own."""
    workspace.need("qa_lead", "cswo")
    audit = shelf.audit(workspace.store, audit_id)
    if audit is None or shelf.superseded(workspace.store, audit_id):
        raise QAError("This audit cannot be signed off.", "Open the newest version of it.")
    need_read(workspace, audit)
    from qa_tool.audit.life import after
    from qa_tool.store import moderation as reading_shelf

    reading = reading_shelf.of_audit(workspace.store, audit_id)
    case = council_shelf.case(workspace.store, audit.case)
    never = {audit.auditor, audit.worker, *reading_shelf.readers(workspace.store, audit_id)}
    if case is not None:
        never |= moderation_queue.not_independent(workspace, audit, case)
    if workspace.person.id in never:
        raise Refused(
            "You graded this audit, or it is about your own or your line's work, so somebody else "
            "must sign it off.",
            "Ask another QA lead or the Chief Social Work Officer.",
        )
    if reading is not None and reading.state == "closed" and reading.well_done == "no":
        raise Refused(
            "The second reader asks for this audit to be done again.",
            "Its auditor reopens it, answers what the second reader wrote, and hands it in.",
        )
    moderation_queue.refuse_unanswered(workspace, audit.case)
    moderation_queue.refuse_disputed(workspace, audit_id)
    state = after(audit.state, "sign_off")
    if not open_actions(workspace, audit_id):
        state = "closed"
    heads = _heads(workspace, audit_id, reading.id if reading else "")
    with workspace.store.together():
        workspace.write(
            "sign_off", audit_id,
            {"by": workspace.person.id, "at": workspace.clock.now(), "state": state,
             "heads": heads},
            parents=heads,
        )  # fmt: skip
    from qa_tool.work.reaudit_share import after_sign_off

    given = after_sign_off(workspace, audit_id)
    return changed("audit", *given.kinds, ids=(audit_id, *given.ids))


def _heads(workspace: Workspace, audit_id: str, reading: str) -> list[str]:
    """The exact entries that a sign-off names; refuses while a reply that disagrees is open."""
    heads = [shelf.head_entry(workspace.store, audit_id)]
    if reading:
        found = workspace.store.ledger.entries(kind="resolution", object=reading)
        heads += [entry.id for entry in found][-1:]
    heads += moderation_queue.dispute_heads(workspace, audit_id)
    for reply in reply_shelf.replies(workspace.store, audit_id):
        if reply.open:
            raise Refused(
                "A reply disagrees with this audit and has no answer yet.",
                "Answer it on the audit's page, then sign off.",
            )
        said = workspace.store.ledger.entries(kind="reply", object=reply.id)
        heads += [entry.id for entry in said][-1:]
    return heads


def open_actions(workspace: Workspace, audit_id: str) -> int:
    """How many actions of an audit are still to be finished."""
    return sum(1 for a in action_shelf.actions(workspace.store, audit=audit_id) if not a.finished)


def close_when_finished(workspace: Workspace, audit_id: str) -> None:
    """A signed-off audit whose last action is finished is closed; called inside a transaction."""
    audit = shelf.audit(workspace.store, audit_id)
    if audit is None or audit.state != "signed_off" or open_actions(workspace, audit_id):
        return
    head = shelf.head_entry(workspace.store, audit_id)
    workspace.write(
        "sign_off", audit_id,
        {"by": workspace.person.id, "at": workspace.clock.now(), "state": "closed",
         "heads": [head]},
        parents=(head,),
    )  # fmt: skip
