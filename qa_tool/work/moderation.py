"""The second reading: a blind queue, one's own grades first, then side by side and two verdicts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from qa_tool.audit import consistency, grading
from qa_tool.audit.form import Form
from qa_tool.audit.record import Audit
from qa_tool.audit.views import Gap
from qa_tool.council.line import why_not_independent
from qa_tool.council.model import Case
from qa_tool.errors import QAError, Refused
from qa_tool.moderation.choose import ticket
from qa_tool.moderation.compare import Difference, compare
from qa_tool.moderation.model import Mode, Reading, WellDone
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import moderation as shelf
from qa_tool.store.drafts import Step
from qa_tool.template.model import Scale, Template
from qa_tool.work import template as templates
from qa_tool.work.audit import NotReady
from qa_tool.work.audit_entry import is_overruled, split_words
from qa_tool.work.change import Change, changed
from qa_tool.work.council import case as case_of
from qa_tool.work.moderation_queue import eligible, not_independent, refuse_unanswered
from qa_tool.work.verification import look_again
from qa_tool.work.workspace import Workspace


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


def queue(workspace: Workspace) -> tuple[QueueRow, ...]:
    """What waits for this moderator (for the QA lead: for everybody), in one mixed order."""
    everybody = workspace.is_a("qa_lead") and not workspace.is_a("moderator")
    readings = shelf.all_of(
        workspace.store, moderator="" if everybody else workspace.person.id,
        states=("waiting", "saved"),
    )  # fmt: skip
    cases = council_shelf.cases(workspace.store, [r.case for r in readings])
    titles = templates.titles(workspace)
    today = workspace.clock.today()
    # By due date, then by hash: no order that tells why a case is here.
    mixed = sorted(readings, key=lambda r: (r.due or date.max, ticket("queue", r.id)))
    return tuple(
        QueueRow(
            r.id, cases[r.case].reference, titles.get(r.template, r.template), r.due,
            bool(r.due and r.due < today), r.state, workspace.name(r.moderator),
        )
        for r in mixed
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OpenReading:
    """A second reading on the desk: the same template, empty, and the case; nothing of the first."""

    id: str
    form: Form
    template: Template
    case: Case
    due: date | None
    state: str


def _mine(workspace: Workspace, reading_id: str) -> Reading:
    reading = shelf.reading(workspace.store, reading_id)
    if reading is None:
        raise QAError("This second reading is not here.", "Look at the queue again.")
    if reading.moderator != workspace.person.id:
        raise Refused(
            "This second reading waits for somebody else.", "Ask the QA lead to pass it on."
        )
    return reading


def _audit(workspace: Workspace, reading: Reading) -> Audit:
    audit = audit_shelf.audit(workspace.store, reading.audit)
    if audit is None:
        raise QAError("The audit of this reading is missing.", "Run 'verify'.")
    return audit


def open_blind(workspace: Workspace, reading_id: str) -> OpenReading:
    """The empty form of a second reading, with one's own answers so far and nothing of the first."""
    reading = _mine(workspace, reading_id)
    audit = _audit(workspace, reading)
    case = case_of(workspace, reading.case)
    reason = why_not_independent(workspace.person.id, case, audit.line, reading="moderate")
    if not reason and workspace.person.id in not_independent(workspace, audit, case):
        reason = "You audited this case, or it is about your own or your line's work."
    if reason:
        raise Refused(reason, "Ask the QA lead to pass it on.")
    template = templates.by_fingerprint(workspace, audit.fingerprint)
    if reading.state == "waiting" and not workspace.store.read_only:
        workspace.store.drafts.begin(reading_id)
    answers = workspace.store.drafts.answers(reading_id)
    form = Form(
        template, answers, today=workspace.clock.today(), read_only=reading.state != "waiting"
    )
    return OpenReading(reading_id, form, template, case, reading.due, reading.state)


def keep_answer(
    workspace: Workspace, reading_id: str, key: str, value: object, *, merge: bool = False
) -> Change:
    """Keep one answer of the second reading, in its own transaction; only one's own reading."""
    if reading_id not in workspace.own_drafts:
        _mine(workspace, reading_id)
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
    reading = _mine(workspace, reading_id)
    if reading.state != "waiting":
        raise QAError("Your grades are saved already.", "Go on with the comparison.")
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
    _mine(workspace, reading_id)
    return workspace.store.drafts.undo(reading_id)


def redo(workspace: Workspace, reading_id: str) -> Step | None:
    """Give it again."""
    _mine(workspace, reading_id)
    return workspace.store.drafts.redo(reading_id)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both readings side by side, differences first; only after one's own grades are saved."""

    reading: Reading
    audit: Audit
    template: Template
    case: Case
    differences: tuple[Difference, ...]
    reasons: Mapping[str, str]
    own_reasons: Mapping[str, str]


def rows_to_compare(template: Template) -> list[tuple[str, str, Scale]]:
    """The domains and the overall, with title and scale."""
    found = [(d.key, d.title, template.scale_of(d)) for d in template.graded]
    if template.overall.kind == "graded":
        found.append(("overall", "Overall", template.scale_of()))
    return found


def comparison(workspace: Workspace, reading_id: str) -> Comparison:
    """What the two readers graded; refused until one's own grades are saved."""
    reading = _mine(workspace, reading_id)
    if reading.state == "waiting":
        raise Refused(
            "The first grades stay out of sight until yours are saved.",
            "Grade every domain and the overall, then save.",
        )
    audit = _audit(workspace, reading)
    template = templates.by_fingerprint(workspace, audit.fingerprint)
    first = dict(audit.grades) | ({"overall": audit.overall} if audit.overall else {})
    second = dict(reading.grades) | ({"overall": reading.overall} if reading.overall else {})
    answers = audit_shelf.answers(workspace.store, audit.id)
    return Comparison(
        reading, audit, template, case_of(workspace, reading.case),
        compare(rows_to_compare(template), first, second), _reasons(answers),
        _reasons(_own_words(workspace, reading_id)),
    )  # fmt: skip


def _reasons(answers: Mapping[str, Any]) -> dict[str, str]:
    return {
        key.removesuffix(".reason"): str(value)
        for key, value in answers.items()
        if key.endswith(".reason") and value
    }


def _own_words(workspace: Workspace, reading_id: str) -> Mapping[str, Any]:
    for entry in workspace.store.ledger.entries(kind="note", object=reading_id):
        if entry.body is not None:
            found: Mapping[str, Any] = entry.body["answers"]
            return found
    return {}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a second reading ends: what counts now, and the two verdicts, which stay apart."""

    grade_right: bool
    well_done: WellDone
    final_overall: str
    final_grades: Mapping[str, str]
    reason: str = ""
    feedback: str = ""


def close(workspace: Workspace, reading_id: str, verdict: Verdict) -> Change:
    """Close the second reading; the first grades are kept beside the final ones for ever."""
    found = comparison(workspace, reading_id)
    reading, audit = found.reading, found.audit
    if reading.state != "saved":
        raise QAError("This second reading is closed already.")
    different = verdict.final_overall != audit.overall or dict(verdict.final_grades) != dict(
        audit.grades
    )
    if different and not verdict.reason.strip():
        raise QAError(
            "A grade changes, but no reason is given.",
            "Say in a sentence or two what the file shows that leads to the other grade.",
        )
    if verdict.grade_right and verdict.final_overall != audit.overall:
        raise QAError(
            "You say that the grade is right, but the final grade is another one.",
            "Change one of the two.",
        )
    if verdict.well_done == "no" and not verdict.feedback.strip():
        raise QAError(
            "The audit is called not well done, but the auditor gets no word why.",
            "Write what the auditor should do differently.",
        )
    closed = replace(
        reading, state="closed", closed=workspace.clock.now(), grade_right=verdict.grade_right,
        well_done=verdict.well_done, final_overall=verdict.final_overall,
        final_grades=dict(verdict.final_grades), reason=verdict.reason, feedback=verdict.feedback,
    )  # fmt: skip
    _departing(found.template, verdict)
    refuse_unanswered(workspace, audit.case)
    parents = [audit_shelf.head_entry(workspace.store, audit.id)]
    parents += [e.id for e in workspace.store.ledger.entries(kind="moderation", object=reading_id)][
        -1:
    ]
    with workspace.store.together():
        workspace.write("resolution", reading_id, closed, parents=parents)
        look_again(workspace, audit.id)
    return changed("reading", "audit", "action", ids=(reading_id, audit.id))


def _departing(template: Template, verdict: Verdict) -> None:
    """A final overall that the final domain grades do not imply needs its reason too."""
    if template.overall.kind != "graded" or verdict.reason.strip():
        return
    implied = grading.implied(template, verdict.final_grades)
    if grading.departs(template, implied, verdict.final_overall):
        raise QAError(
            f"The final overall grade does not follow from the domains. {implied.sentence}",
            "Change one of them, or say why in the reason.",
        )


def pass_on(workspace: Workspace, reading_id: str, moderator: str) -> Change:
    """Give a waiting reading to another moderator; never to somebody who may not read it."""
    workspace.need("qa_lead")
    reading = shelf.reading(workspace.store, reading_id)
    if reading is None or reading.state != "waiting":
        raise QAError("This second reading cannot be passed on.", "Look at the queue again.")
    audit = _audit(workspace, reading)
    if moderator not in eligible(workspace, audit, case_of(workspace, reading.case)):
        raise Refused(
            f"{workspace.name(moderator)} may not read this case again: it is their own audit, "
            "case or line, or they are no moderator.",
            "Choose somebody else.",
        )
    parents = [e.id for e in workspace.store.ledger.entries(kind="moderation", object=reading_id)][
        -1:
    ]
    with workspace.store.together():
        workspace.write(
            "moderation", reading_id, replace(reading, moderator=moderator), parents=parents
        )
    return changed("reading", ids=(reading_id,))


def who_may_read(workspace: Workspace, reading_id: str) -> tuple[tuple[str, str], ...]:
    """Ids and names of everybody who may take a waiting reading."""
    reading = shelf.reading(workspace.store, reading_id)
    if reading is None:
        return ()
    audit = _audit(workspace, reading)
    people = eligible(workspace, audit, case_of(workspace, reading.case))
    return tuple((person, workspace.name(person)) for person in people)
