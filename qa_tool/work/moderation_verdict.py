"""Two readings side by side, the verdict that is being given, and the two verdicts that close it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from qa_tool.audit import grading
from qa_tool.audit.record import Audit
from qa_tool.council.model import Case
from qa_tool.errors import QAError, Refused
from qa_tool.moderation.compare import Difference, compare
from qa_tool.moderation.dispute import Dispute, Remark
from qa_tool.moderation.model import Reading, WellDone
from qa_tool.store import audit as audit_shelf
from qa_tool.store import moderation as shelf
from qa_tool.template.model import Scale, Template
from qa_tool.template.moderated import is_moderated, moderated_part
from qa_tool.work import template as templates
from qa_tool.work.change import Change, changed
from qa_tool.work.council import case as case_of
from qa_tool.work.moderation_desk import audit_of, mine, write_step
from qa_tool.work.moderation_queue import refuse_unanswered
from qa_tool.work.verification import look_again
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both readings side by side, differences first; only after one's own grades are saved.

    `before` is the second reading that a third reader decides about, with its words, and `dispute`
    what the auditor says to it. `unknown` are titles whose grades are of another scale.
    """

    reading: Reading
    audit: Audit
    template: Template
    case: Case
    differences: tuple[Difference, ...]
    reasons: Mapping[str, str]
    own_reasons: Mapping[str, str]
    said: tuple[Remark, ...] = ()
    before: Reading | None = None
    before_reasons: Mapping[str, str] = field(default_factory=dict)
    dispute: Dispute | None = None

    @property
    def unknown(self) -> tuple[str, ...]:
        """The titles of what was graded on two versions of a scale."""
        return tuple(d.title for d in self.differences if d.direction == "scales")


def rows_to_compare(template: Template) -> list[tuple[str, str, Scale]]:
    """The domains and the overall, with title and scale."""
    found = [(d.key, d.title, template.scale_of(d)) for d in template.graded]
    if template.overall.kind == "graded":
        found.append(("overall", "Overall", template.scale_of()))
    return found


def comparison(workspace: Workspace, reading_id: str) -> Comparison:
    """What the two readers graded; refused until one's own grades are saved."""
    reading = mine(workspace, reading_id)
    if reading.state == "waiting":
        raise Refused(
            "The first grades stay out of sight until yours are saved.",
            "Grade every domain and the overall, then save.",
        )
    reading = mine(workspace, reading_id, whole=True)
    audit = audit_of(workspace, reading)
    template = templates.by_fingerprint(workspace, audit.fingerprint)
    dispute = shelf.dispute(workspace.store, reading.dispute) if reading.dispute else None
    before = shelf.reading(workspace.store, dispute.reading) if dispute else None
    rows = compare(
        rows_to_compare(moderated_part(template)), graded(audit.grades, audit.overall),
        graded(reading.grades, reading.overall),
    )  # fmt: skip
    if before is not None:
        rows = _with_the_second(rows, before)
    return Comparison(
        reading, audit, template, case_of(workspace, reading.case), rows,
        _reasons(audit_shelf.answers(workspace.store, audit.id)),
        _reasons(_own_words(workspace, reading_id)),
        shelf.remarks(workspace.store, before.id if before else reading_id),
        before, _reasons(_own_words(workspace, before.id)) if before else {}, dispute,
    )  # fmt: skip


def graded(grades: Mapping[str, str], overall: str) -> dict[str, str]:
    """The domains' grades with the overall among them, where one was given."""
    return dict(grades) | ({"overall": overall} if overall else {})


def _with_the_second(rows: tuple[Difference, ...], before: Reading) -> tuple[Difference, ...]:
    """For a third reader: where first and third agree but the second did not, it stands apart too."""
    second = graded(before.grades, before.overall)
    found = [
        replace(one, singly=True)
        if one.direction == "same" and second.get(one.domain, one.first) != one.first
        else one
        for one in rows
    ]
    return tuple(sorted(found, key=lambda d: d.direction == "same" and not d.singly))


def see_first(workspace: Workspace, reading_id: str) -> Change | None:
    """Keep when the first grades were first looked at; once, and only after one's own are saved."""
    reading = mine(workspace, reading_id, whole=True)
    if reading.state != "saved" or reading.seen is not None or workspace.store.read_only:
        return None
    with workspace.store.together():
        write_step(workspace, replace(reading, seen=workspace.clock.now()))
    return changed("reading", ids=(reading_id,))


def _half(reading_id: str) -> str:
    """The name of the draft that holds a half-given verdict."""
    return f"{reading_id}/verdict"


def keep_verdict(workspace: Workspace, reading_id: str, given: Mapping[str, Any]) -> None:
    """Keep what is chosen and typed so far, on this laptop, until the reading is closed."""
    if mine(workspace, reading_id).state != "saved":
        return
    drafts, name = workspace.store.drafts, _half(reading_id)
    with workspace.store.together():
        drafts.begin(name)
        drafts.fill(name, given, workspace.clock.now())


def finish_half(workspace: Workspace, reading_id: str) -> None:
    """The verdict is given: what was kept of it meanwhile goes."""
    workspace.store.drafts.finish(_half(reading_id))


def half_verdict(workspace: Workspace, reading_id: str) -> Mapping[str, Any]:
    """What was chosen and typed so far; nothing where nothing was."""
    mine(workspace, reading_id)
    return workspace.store.drafts.answers(_half(reading_id))


def _reasons(answers: Mapping[str, Any]) -> dict[str, str]:
    return {
        key.removesuffix(".reason"): str(value)
        for key, value in answers.items()
        if key.endswith(".reason") and value
    }


def _own_words(workspace: Workspace, reading_id: str) -> Mapping[str, Any]:
    """The words that were sealed with a reading's grades: its newest note."""
    notes = workspace.store.ledger.entries(kind="note", object=reading_id)
    bodies = [entry.body for entry in notes if entry.body is not None]
    found: Mapping[str, Any] = bodies[-1]["answers"] if bodies else {}
    return found


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a second reading ends: what counts now, and the two verdicts, which stay apart.

    `reasons` says why for each domain (or the overall) whose final grade is not the first one;
    `reason` speaks for all that has none of its own. A panel gives its `conclusion`.
    """

    grade_right: bool
    well_done: WellDone
    final_overall: str
    final_grades: Mapping[str, str]
    reason: str = ""
    feedback: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    conclusion: str = ""

    def said_of(self, domain: str) -> str:
        """The reason for one change."""
        return self.reasons.get(domain, "").strip() or self.reason.strip()


def close(workspace: Workspace, reading_id: str, verdict: Verdict) -> Change:
    """Close the second reading; the first grades are kept beside the final ones for ever."""
    found = comparison(workspace, reading_id)
    reading, audit, verdict = found.reading, found.audit, whole(found, verdict)
    if reading.dispute:
        raise QAError("This is a third reading.", "Decide the dispute with it.")
    if reading.state != "saved":
        raise QAError("This second reading is closed already.")
    check(found, verdict)
    now = workspace.clock.now()
    closed = replace(
        reading, state="closed", closed=now, grade_right=verdict.grade_right,
        well_done=verdict.well_done, final_overall=verdict.final_overall,
        final_grades=dict(verdict.final_grades), reason=verdict.reason, feedback=verdict.feedback,
        reasons=kept_reasons(verdict), conclusion=verdict.conclusion.strip(),
        seen=reading.seen or now,
    )  # fmt: skip
    refuse_unanswered(workspace, audit.case)
    parents = [audit_shelf.head_entry(workspace.store, audit.id)]
    parents += [e.id for e in workspace.store.ledger.entries(kind="moderation", object=reading_id)][
        -1:
    ]
    with workspace.store.together():
        workspace.write("resolution", reading_id, closed, parents=parents)
        finish_half(workspace, reading_id)
        look_again(workspace, audit.id)
    return changed("reading", "audit", "action", ids=(reading_id, audit.id))


def whole(found: Comparison, verdict: Verdict) -> Verdict:
    """The verdict with the first grade of every domain that the template does not read again."""
    unread = {
        domain.key: found.audit.grades[domain.key]
        for domain in found.template.graded
        if domain.key in found.audit.grades and not is_moderated(found.template, domain.key)
    }
    return replace(verdict, final_grades={**unread, **verdict.final_grades}) if unread else verdict


def kept_reasons(verdict: Verdict) -> dict[str, str]:
    """The reasons that say something."""
    return {domain: text.strip() for domain, text in verdict.reasons.items() if text.strip()}


def check(found: Comparison, verdict: Verdict) -> None:
    """Refuse a verdict that does not hold together, with what to change."""
    _on_the_scale(found.template, verdict)
    _reasoned(found, verdict)
    if verdict.grade_right and verdict.final_overall != found.audit.overall:
        raise QAError(
            "You say that the grade is right, but the final grade is another one.",
            "Change one of the two.",
        )
    if verdict.well_done == "no" and not verdict.feedback.strip():
        raise QAError(
            "The audit is called not well done, but the auditor gets no word why.",
            "Write what the auditor should do differently.",
        )
    if found.reading.mode == "panel" and not verdict.conclusion.strip():
        raise QAError(
            "The panel's conclusion is not written.",
            "Say in two or three sentences what it came to.",
        )
    _departing(found.template, verdict)


def _on_the_scale(template: Template, verdict: Verdict) -> None:
    """Every grade that shall count is one of the scale this audit was graded on."""
    final = graded(verdict.final_grades, verdict.final_overall)
    for key, title, scale in rows_to_compare(template):
        given = final.get(key, "")
        if given and scale.grade(given) is None:
            known = ", ".join(grade.name for grade in scale.grades)
            raise QAError(
                f"{title}: the grade “{given}” is of another version of the scale than this audit's.",
                f"Choose one of: {known}. Nothing is lost; what you typed is kept.",
            )


def _reasoned(found: Comparison, verdict: Verdict) -> None:
    """A reason for each change."""
    first = graded(found.audit.grades, found.audit.overall)
    final = graded(verdict.final_grades, verdict.final_overall)
    silent = [
        title
        for key, title, _ in rows_to_compare(found.template)
        if final.get(key, "") != first.get(key, "") and not verdict.said_of(key)
    ]
    if silent:
        raise QAError(
            f"A grade changes, but no reason is given: {', '.join(silent)}.",
            "Say in a sentence or two what the file shows that leads to the other grade.",
        )


def _departing(template: Template, verdict: Verdict) -> None:
    """A final overall that the final domain grades do not imply needs its reason too."""
    if template.overall.kind != "graded" or verdict.said_of("overall"):
        return
    implied = grading.implied(template, verdict.final_grades)
    if grading.departs(template, implied, verdict.final_overall):
        raise QAError(
            f"The final overall grade does not follow from the domains. {implied.sentence}",
            "Change one of them, or say why in the reason.",
        )
