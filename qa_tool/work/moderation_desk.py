"""A second reading on the desk: the declaration, the empty form, one's own grades until they are saved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from qa_tool.audit import consistency
from qa_tool.audit.beginning import first_answers
from qa_tool.audit.form import Form
from qa_tool.audit.record import Audit
from qa_tool.audit.views import Gap
from qa_tool.council.line import why_not_independent
from qa_tool.council.model import Case
from qa_tool.errors import QAError, Refused
from qa_tool.moderation.choose import moderator_for
from qa_tool.moderation.model import Mode, Reading
from qa_tool.store import audit as audit_shelf
from qa_tool.store import moderation as shelf
from qa_tool.store.drafts import Step
from qa_tool.template.model import Template
from qa_tool.template.moderated import moderated_part
from qa_tool.work import template as templates
from qa_tool.work.audit import NotReady
from qa_tool.work.audit_entry import is_overruled, split_words
from qa_tool.work.change import Change, changed
from qa_tool.work.council import case as case_of
from qa_tool.work.moderation_queue import eligible, not_independent
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class OpenReading:
    """A second reading on the desk: the same template, empty, and the case; nothing of the first.

    The template is what a second reader is asked of it, where it says that not all is read again.
    `peer` is the outside peer for whom this person types in, and their organisation.
    """

    id: str
    form: Form
    template: Template
    case: Case
    due: date | None
    state: str
    peer: str = ""


def mine(workspace: Workspace, reading_id: str, *, whole: bool = False) -> Reading:
    """One's own reading; refuses somebody else's. Only verbs that write a step need the whole."""
    ask = shelf.reading if whole else shelf.blind_reading
    reading = ask(workspace.store, reading_id)
    if reading is None:
        raise QAError("This second reading is not here.", "Look at the queue again.")
    if reading.moderator != workspace.person.id:
        raise Refused(
            "This second reading waits for somebody else.", "Ask the QA lead to pass it on."
        )
    return reading


def audit_of(workspace: Workspace, reading: Reading) -> Audit:
    """The audit that is read again."""
    audit = audit_shelf.audit(workspace.store, reading.audit)
    if audit is None:
        raise QAError("The audit of this reading is missing.", "Run 'verify'.")
    return audit


def _head(workspace: Workspace, reading: Reading) -> Audit:
    """Whose audit it is and by which template; no grade is read from the store."""
    audit = shelf.blind_audit(workspace.store, reading.audit)
    if audit is None:
        raise QAError("The audit of this reading is missing.", "Run 'verify'.")
    return audit


def _independent(workspace: Workspace, reading: Reading) -> None:
    """Refuse whoever audited the case, holds it, or stands above either."""
    audit, case = _head(workspace, reading), case_of(workspace, reading.case)
    me = workspace.person.id
    reason = why_not_independent(me, case, audit.line, reading="moderate")
    if not reason and me in not_independent(workspace, audit, case):
        reason = "You audited this case, or it is about your own or your line's work."
    if reason:
        raise Refused(reason, "Ask the QA lead to pass it on.")


def may_take(workspace: Workspace, reading: Reading) -> tuple[str, ...]:
    """Who may take a reading: independent moderators who have not read the audit before.

    A third reader also has no role that lets them see every audit: they may know the outcome.
    """
    others = shelf.readers_of_others(workspace.store, reading.audit, reading.id)
    knows: set[str] = set()
    if reading.dispute:
        roles = {"qa_lead", "cswo"}
        knows = {p.id for p in workspace.people.values() if roles & set(p.roles)}
    people = eligible(workspace, _head(workspace, reading), case_of(workspace, reading.case))
    return tuple(p for p in people if p not in {*others, *reading.aside, *knows})


def write_step(workspace: Workspace, reading: Reading) -> None:
    """Keep a step of a reading; called inside a transaction."""
    parents = [e.id for e in workspace.store.ledger.entries(kind="moderation", object=reading.id)]
    workspace.write("moderation", reading.id, reading, parents=parents[-1:])


def declare(workspace: Workspace, reading_id: str) -> Change:
    """Say that one knows neither the family nor the case: asked once, before the case is opened.

    From then on the history says when the case was opened behind the shield.
    """
    reading = mine(workspace, reading_id, whole=True)
    _independent(workspace, reading)
    if reading.opened is not None or reading.state != "waiting":
        return changed("reading", ids=(reading_id,))
    with workspace.store.together():
        write_step(workspace, replace(reading, opened=workspace.clock.now()))
    return changed("reading", ids=(reading_id,))


def step_aside(workspace: Workspace, reading_id: str, reason: str) -> Change:
    """Say that one does know them: the reading goes to the next moderator who may have it."""
    reading = mine(workspace, reading_id, whole=True)
    if reading.state != "waiting":
        raise QAError("Your grades are saved already.", "Go on with the comparison.")
    if not reason.strip():
        raise QAError("There is no reason.", "Say in one sentence why, without names.")
    aside = (*reading.aside, workspace.person.id)
    left = may_take(workspace, replace(reading, aside=aside))
    who = moderator_for(left, shelf.load(workspace.store), seed="aside", audit=reading.id)
    with workspace.store.together():
        fresh = replace(reading, moderator=who or "", aside=aside, opened=None, reason="")
        workspace.write("note", reading_id, {"answers": {"aside": reason.strip()}})
        write_step(workspace, fresh)
        workspace.store.drafts.finish(reading_id)
    return changed("reading", ids=(reading_id,))


def open_blind(workspace: Workspace, reading_id: str) -> OpenReading:
    """The empty form of a second reading, with one's own answers so far and nothing of the first."""
    reading = mine(workspace, reading_id)
    _independent(workspace, reading)
    if reading.state == "waiting" and reading.opened is None:
        raise Refused(
            "You have not said yet that you know neither this family nor this case.",
            "Open the case on the page Moderation: it asks once.",
        )
    audit = _head(workspace, reading)
    template = templates.by_fingerprint(workspace, audit.fingerprint)
    if reading.state == "waiting" and not workspace.store.read_only:
        workspace.store.drafts.begin(reading_id)
    template = moderated_part(template)
    answers = workspace.store.drafts.answers(reading_id)
    begun = {} if answers else first_answers(template, workspace.clock.today())
    if begun and reading.state == "waiting" and not workspace.store.read_only:
        workspace.store.drafts.fill(reading_id, begun, workspace.clock.now())
        answers = dict(begun)
    form = Form(
        template, answers, today=workspace.clock.today(), read_only=reading.state != "waiting"
    )
    peer = ", ".join(part for part in (reading.outside, reading.organisation) if part)
    return OpenReading(
        reading_id, form, template, case_of(workspace, reading.case), reading.due, reading.state,
        peer,
    )  # fmt: skip


def keep_answer(
    workspace: Workspace, reading_id: str, key: str, value: object, *, merge: bool = False
) -> Change:
    """Keep one answer of the second reading, in its own transaction; only one's own reading."""
    if reading_id not in workspace.own_drafts:
        mine(workspace, reading_id)
        workspace.own_drafts.add(reading_id)
    workspace.store.drafts.keep(reading_id, key, value, workspace.clock.now(), merge=merge)
    return changed("reading", ids=(reading_id,))


def save_grades(
    workspace: Workspace, reading_id: str, mode: Mode, overruled: Mapping[str, str] | None = None
) -> Change:
    """Seal one's own grades; only then the first ones come into sight.

    `mode` says how the file was read: only a blind, full re-read enters agreement. Grades, the
    overall with its reason, and a reason for every consistency finding are asked for, as of anybody
    who grades.
    """
    reading = mine(workspace, reading_id, whole=True)
    if reading.state != "waiting":
        raise QAError("Your grades are saved already.", "Go on with the comparison.")
    _mode_fits(reading, mode)
    opened = open_blind(workspace, reading_id)
    form, template, reasons = opened.form, opened.template, dict(overruled or {})
    found = findings(form)
    missing = [(gap.key, gap.text) for gap in gaps(form)]
    missing += [(f.key, f.sentence) for f in found if not is_overruled(f, reasons)]
    if missing:
        raise NotReady(tuple(missing), "your grades can be saved")
    saved = replace(
        reading, state="saved", saved=workspace.clock.now(), mode=mode,
        overall=form.overall() or "", grades=form.grades(),
        overruled=tuple(sorted({f.code for f in found})),
    )  # fmt: skip
    answers = workspace.store.drafts.answers(reading_id)
    codes, words = split_words(form, answers)
    words |= {f"consistency.{code}": text for code, text in reasons.items() if text.strip()}
    head = audit_shelf.head_entry(workspace.store, reading.audit)
    with workspace.store.together():
        entry = workspace.write("moderation", reading_id, saved, parents=(head,))
        kept = {"answers": words, "codes": codes, "template": template.key}
        workspace.write("note", reading_id, kept, parents=(entry.id,))
        workspace.store.drafts.finish(reading_id)
    return changed("reading", "audit", ids=(reading_id, reading.audit))


def _mode_fits(reading: Reading, mode: Mode) -> None:
    """A panel has names; where there are names, it is no second reader alone with the file."""
    if mode == "panel" and not reading.panel:
        raise QAError(
            "A panel has names, and none are given for this reading.",
            "Ask the QA lead to name the panel on the page Moderation, or say how you read it.",
        )
    if reading.panel and mode != "panel":
        raise QAError(
            "This case was given to a panel, so its grades are a panel's.",
            "Choose Panel; only one reader alone with the file is a blind re-read.",
        )


def findings(form: Form) -> tuple[consistency.Finding, ...]:
    """Where a reader's own grades part; dated evidence stands in the first audit already."""
    return tuple(f for f in consistency.check(form) if f.code in _OF_A_READER)


_OF_A_READER = frozenset(
    {
        "overall_better_than_every_domain",
        "overall_worse_than_every_domain",
        "limiting_domain_ignored",
    }
)


def gaps(form: Form) -> tuple[Gap, ...]:
    """What a second reading cannot do without: every grade, and the overall with its reason."""
    return tuple(
        gap
        for gap in form.gaps()
        if gap.why in {"grade", "overall", "differs"} or gap.key == "overall.reason"
    )


def undo(workspace: Workspace, reading_id: str) -> Step | None:
    """Take the last answer of one's own reading back."""
    mine(workspace, reading_id)
    return workspace.store.drafts.undo(reading_id)


def redo(workspace: Workspace, reading_id: str) -> Step | None:
    """Give it again."""
    mine(workspace, reading_id)
    return workspace.store.drafts.redo(reading_id)
