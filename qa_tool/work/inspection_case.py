"""The drawer's own parts: audits, second readings, feedback and replies, actions with proof, safety stops."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from qa_tool.action.model import STATES as ACTION_STATES
from qa_tool.action.model import Action
from qa_tool.audit.form import Form
from qa_tool.audit.record import Audit
from qa_tool.audit.safety import FOLLOWED
from qa_tool.audit.safety import STATES as STOP_STATES
from qa_tool.audit.said import evidence_line, in_domain
from qa_tool.moderation.model import MODES, WELL_DONE, Reading
from qa_tool.store import action as action_shelf
from qa_tool.store import audit as audit_shelf
from qa_tool.store import moderation as reading_shelf
from qa_tool.store import reply as reply_shelf
from qa_tool.template.model import Template
from qa_tool.work import safety
from qa_tool.work import template as templates
from qa_tool.work.audit_list import STATES
from qa_tool.work.inspection_part import Line, Looked, Part, Tone
from qa_tool.work.workspace import Workspace

FAMILY = "family_view"
_IN_PARTS = frozenset({"rating_grid", "rank", "evidence"})


def audits(workspace: Workspace, looked: Looked) -> Part:
    """Each audit with its overall, then domain by domain: first and final grade, and the reason."""
    lines = [line for audit in looked.audits for line in _audit(workspace, audit)]
    return Part("audits", "Audits", tuple(lines), "No audit of this case can be shown.")


def _audit(workspace: Workspace, audit: Audit) -> Iterator[Line]:
    template = templates.by_fingerprint(workspace, audit.fingerprint)
    answers = audit_shelf.answers(workspace.store, audit.id)
    form = _form(workspace, audit, template, answers)
    who = f"{workspace.name(audit.auditor)}, {workspace.team_name(audit.team)}"
    replaced = audit_shelf.superseded(workspace.store, audit.id)
    yield Line(
        _day(audit.handed_in), f"{template.title}: {_pair(template, '', audit)}",
        f"{who}. {_said(answers, 'overall')}".strip(),
        "Replaced by a later version" if replaced else STATES[audit.state],
        "" if replaced else "info", "audit_view", {"audit": audit.id},
    )  # fmt: skip
    if replaced:
        return
    for domain in template.graded:
        yield Line(
            None, f"{domain.title}: {_pair(template, domain.key, audit)}",
            _why(answers, domain.key), "", "", "audit_view", {"audit": audit.id},
        )  # fmt: skip
        yield from _beside(form, audit, domain.key)
    for key in ("safety", *(d.key for d in template.domains if not d.graded)):
        if key != FAMILY:  # what a family said is told only as they agreed to, on the page Voices
            yield from _beside(form, audit, key)


def _form(workspace: Workspace, audit: Audit, template: Template, answers: dict[str, Any]) -> Form:
    """The audit in the engine, knowing where actions were raised."""
    kept = {k: v for k, v in answers.items() if not k.startswith(("independence.", "consistency."))}
    form = Form(template, kept, today=workspace.clock.today(), read_only=True)
    raised = action_shelf.actions(workspace.store, audit=audit.id)
    form.actions(one.key for one in raised if one.state != "withdrawn")
    return form


def _beside(form: Form, audit: Audit, key: str) -> Iterator[Line]:
    """The answers that have something beside them, and those of several parts: readable here too."""
    domain = next((one for one in form.domains() if one.key == key), None)
    for one in in_domain(form, domain) if domain is not None else ():
        said = [f"{extra.label}: {extra.text}" for extra in one.beside]
        if one.acts:
            said.append("An action is asked for; none was raised.")
        if said or one.kind in _IN_PARTS:
            words = "\n".join(filter(None, (one.answer, *said)))
            yield Line(None, one.question, words, "", "", "audit_view", {"audit": audit.id})


def _why(answers: dict[str, Any], key: str) -> str:
    """The reason for a grade, and the evidence that it rests on."""
    held = answers.get(f"{key}.evidence")
    rows = [one for one in held if isinstance(one, dict)] if isinstance(held, list) else []
    evidence = [f"Evidence: {evidence_line(one)}" for one in rows]
    return "\n".join(filter(None, (_said(answers, key), *evidence)))


def _said(answers: dict[str, Any], key: str) -> str:
    """The reason for a grade, where it was written; otherwise the evidence."""
    for name in (f"{key}.reason", f"{key}.comment", f"{key}.summary"):
        found = answers.get(name)
        if isinstance(found, str) and found.strip():
            return found.strip()
    return ""


def _pair(template: Template, key: str, audit: Audit) -> str:
    """`Good`, or `Good, after the second reading Requires improvement`."""
    if not key and template.overall.kind != "graded":
        return "no overall grade"
    first = audit.grades.get(key, "") if key else audit.overall
    final = audit.final_grades.get(key, "") if key else audit.final_overall
    domain = template.domain(key) if key else None
    before, after = (_grade(template, domain, one) for one in (first, final))
    return before if before == after or not after else f"{before}, after the second reading {after}"


def _grade(template: Template, domain: object, key: str) -> str:
    if not key:
        return "not graded"
    found = template.scale_of(domain).grade(key)  # type: ignore[arg-type]
    return found.name if found is not None else key.replace("_", " ")


def readings(workspace: Workspace, looked: Looked) -> Part:
    """The second readings: who, how, both verdicts, what was settled and why."""
    lines = [
        _reading(workspace, audit, reading)
        for audit in looked.audits
        if (reading := reading_shelf.of_audit(workspace.store, audit.id)) is not None
    ]
    return Part("readings", "Second readings", tuple(lines), "Not read again.")


def _reading(workspace: Workspace, audit: Audit, reading: Reading) -> Line:
    template = templates.by_fingerprint(workspace, audit.fingerprint)
    on = _day(reading.closed or reading.saved or reading.made)
    title = f"{MODES[reading.mode]}, by {workspace.name(reading.moderator)}"
    place = {"audit": audit.id}
    if reading.state == "waiting":
        return Line(
            on, title, f"Due {_words(reading.due)}", "Waits", "warning", "audit_view", place
        )
    own = _grade(template, None, reading.overall)
    if reading.state == "saved":
        return Line(
            on, title, f"Own overall grade: {own}", "Not settled", "warning", "audit_view", place
        )
    right = "the grade was right" if reading.grade_right else "the grade was changed"
    words = f"Own overall grade: {own}; {right}. The audit is well done? {WELL_DONE[reading.well_done]}. {reading.reason}".strip()
    return Line(on, title, words, "Settled", "success", "audit_view", place)


def replies(workspace: Workspace, looked: Looked) -> Part:
    """Who was told of the audit and when, what they said to it, and how that was answered."""
    lines = []
    for audit in looked.audits:
        place = {"audit": audit.id}
        lines += [
            Line(told.given_on, f"Feedback given to {told.given_to}",
                 f"by {workspace.name(told.by)}", "", "", "audit_view", place)
            for told in reply_shelf.feedback(workspace.store, audit.id)
        ]  # fmt: skip
        for reply in reply_shelf.replies(workspace.store, audit.id):
            answered = f" Answered: {reply.answer}" if reply.answer else ""
            lines.append(
                Line(_day(reply.said), f"Reply by {workspace.name(reply.who)}",
                     f"{reply.words}{answered}",
                     "Agrees" if reply.agrees else "Disagrees; open" if reply.open else "Disagreed; answered",
                     "success" if reply.agrees else "warning", "audit_view", place)
            )  # fmt: skip
    return Part("replies", "Feedback and replies", tuple(lines), "No feedback and no reply yet.")


def actions(workspace: Workspace, looked: Looked) -> Part:
    """Each action with owner, due date, proof, who saw it, and the difference for the child."""
    today = workspace.clock.today()
    found = [
        action
        for audit in looked.audits
        for action in action_shelf.actions(workspace.store, audit=audit.id)
    ]
    lines = tuple(
        _action(workspace, one, today)
        for one in sorted(found, key=lambda a: (a.finished, a.due or date.max))
    )
    return Part("actions", "Actions and proof", lines, "No action was raised.")


_TONES: dict[str, Tone] = {"done": "info", "verified": "success"}


def _action(workspace: Workspace, action: Action, today: date) -> Line:
    owner = workspace.name(action.owner) if action.owner else action.owner_words
    said = [f"{owner}, due {_words(action.due)}." if owner else f"Due {_words(action.due)}."]
    if action.proof:
        said.append(f"Proof: {action.proof}")
    if action.difference:
        said.append(f"Different for the child: {action.difference}")
    if action.verified_by:
        said.append(
            f"Seen by {workspace.name(action.verified_by)}, {_words(_day(action.verified))}."
        )
    late = action.overdue(today)
    state = "Overdue" if late else ACTION_STATES[action.state]
    tone: Tone = "danger" if late else _TONES.get(action.state, "")
    return Line(
        _day(action.raised), action.what, " ".join(said), state, tone, "actions",
        {"action": action.id},
    )  # fmt: skip


def stops(workspace: Workspace, looked: Looked) -> Part:
    """The safety stops of the case from every mode, who was told, what followed, what is different."""
    lines = tuple(_stop(row) for row in safety.of_case(workspace, looked.case.id))
    return Part("safety", "Safety stops", lines, "No safety stop was raised.")


_STOP_TONES: dict[str, Tone] = {"overdue": "danger", "settled": "success"}


def _stop(row: safety.StopRow) -> Line:
    said = [row.what]
    said += [f"Told: {told.who}, {_words(told.when.date())}: {told.answer}" for told in row.told]
    said += [f"{FOLLOWED[one.kind]}, {_words(one.on)}: {one.what}" for one in row.followed]
    if row.difference:
        said.append(f"Different for the child: {row.difference}")
    return Line(
        row.raised.date(), row.level_words, " ".join(said), STOP_STATES[row.state],
        _STOP_TONES.get(row.state, "warning"), "safety", {"stop": row.id},
    )  # fmt: skip


def _day(when: datetime | None) -> date | None:
    return when.date() if when is not None else None


def _words(day: date | None) -> str:
    return f"{day.day} {day:%b %Y}" if day is not None else "no date"
