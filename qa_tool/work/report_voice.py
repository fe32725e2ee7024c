"""The facts of two reports: the supervision slip of one audit, and how far voices were heard."""

from qa_tool.action.model import STATES as ACTION_STATES
from qa_tool.audit.reply import Reply
from qa_tool.errors import QAError
from qa_tool.progress import Progress
from qa_tool.report import supervision as slip_paper
from qa_tool.report import voice as voice_paper
from qa_tool.report.blocks import Report
from qa_tool.report.workbook import Workbook
from qa_tool.store import reply as reply_shelf
from qa_tool.store import voice as shelf
from qa_tool.work import audit_list, council, supervision
from qa_tool.work.audit_list import AuditView
from qa_tool.work.report_kinds import Scope
from qa_tool.work.voice_coverage import coverage
from qa_tool.work.voice_view import VoicesView, voices_of_audit
from qa_tool.work.workspace import Workspace

_ALWAYS = (
    "Which of this surprises you, and what do you see differently?",
    "What is life like for this child today, and what would the child say about our work?",
)


def slip(workspace: Workspace, suffix: str, scope: Scope, progress: Progress) -> Report:  # noqa: ARG001
    """One page about one audit, for the practitioner's supervision."""
    if not scope.audit:
        raise QAError("It is not said which audit.", "Give its id with --audit.")
    found = audit_list.view(workspace, scope.audit)
    audit = found.audit
    given = reply_shelf.feedback(workspace.store, audit.id)
    replies = reply_shelf.replies(workspace.store, audit.id)
    made = slip_paper.Slip(
        found.case.reference, found.template.title, workspace.name(audit.worker),
        workspace.team_name(audit.team), audit.handed_in.date() if audit.handed_in else None,
        given[0].given_on if given else None, supervision.due_of(workspace, audit.id),
        _strengths(found), _discuss(found, voices_of_audit(workspace, audit.id)),
        tuple(
            slip_paper.SlipAction(a.what, workspace.name(a.owner), a.due, ACTION_STATES[a.state])
            for a in found.actions if a.state != "withdrawn"
        ),
        _replied(workspace, replies[-1]) if replies else "",
        workspace.policy.council_name, workspace.clock.today(),
        tuple(one.day for one in shelf.discussed(workspace.store, audit.id)),
        demonstration=workspace.demonstration,
    )  # fmt: skip
    return slip_paper.build(made)


def _replied(workspace: Workspace, reply: Reply) -> str:
    view = "agrees" if reply.agrees else "does not agree"
    answer = f" Answered: {reply.answer}" if reply.answer else ""
    return f"{workspace.name(reply.who)} {view}: {reply.words}{answer}"


def _strengths(found: AuditView) -> tuple[str, ...]:
    said = tuple(
        str(value) for key, value in sorted(found.form.answers.items())
        if key.startswith("strength.") and isinstance(value, str) and value.strip()
    )  # fmt: skip
    good = [
        d.title for d in found.template.graded
        if (g := found.template.scale_of(d).grade(found.audit.final_grades.get(d.key, "")))
        and g.good_or_better
    ]  # fmt: skip
    return (*said, f"Strong work in: {'; '.join(good)}.") if good else said


def _discuss(found: AuditView, voices: VoicesView) -> tuple[str, ...]:
    """The domains with the weakest grades by what they ask, then what somebody said, then for all."""
    ranked = [
        (g.rank, place, d)
        for place, d in enumerate(found.template.graded)
        if (g := found.template.scale_of(d).grade(found.audit.final_grades.get(d.key, "")))
        and g.rank is not None and not g.good_or_better
    ]  # fmt: skip
    weak = [d for _, _, d in sorted(ranked, key=lambda r: (-r[0], r[1]))][:2]
    said = [
        f"{row.title}: {attempt.view[:1].lower()}{attempt.view[1:]}. What do you make of that?"
        for row in voices.rows
        for attempt in row.attempts
        if attempt.shared and attempt.view and row.who in {"child", "family", "carer"}
    ]
    return (*(f"{d.title}: {d.purpose}" for d in weak), *said[:1], *_ALWAYS)


def voice(workspace: Workspace, suffix: str, scope: Scope, progress: Progress) -> Report | Workbook:
    """How far the voices of a round were sought and heard: counts, and no words of theirs."""
    progress.step(0, 1, "Counting voices")
    round_ = council.round_named(workspace, scope.round)
    found = coverage(workspace, round_)
    facts = voice_paper.VoiceFacts(
        found.round or "All rounds", found.audits, found.coverage,
        tuple((t.name, t.audits, t.coverage) for t in found.teams), found.views,
        tuple(found.helps.items()), found.compared, found.kinder, found.harsher,
        tuple((r.reference, r.who, r.standing, r.why) for r in found.reasons),
        workspace.policy.council_name, workspace.clock.today(),
        demonstration=workspace.demonstration,
    )  # fmt: skip
    return voice_paper.workbook(facts) if suffix == ".xlsx" else voice_paper.build(facts)
