"""Reports about one thing: the feedback of an audit, the note of a safety stop."""

from typing import TYPE_CHECKING

from qa_tool.audit.safety import ABOUT, PLAN
from qa_tool.calendar import add_working_days
from qa_tool.errors import QAError, Refused
from qa_tool.progress import Progress
from qa_tool.report.blocks import Report
from qa_tool.store import council as council_shelf
from qa_tool.work.report_facts import dataset
from qa_tool.work.report_kinds import Scope
from qa_tool.work.workspace import Workspace

if TYPE_CHECKING:
    from qa_tool.report.feedback import Follows, Heard


def feedback(workspace: Workspace, suffix: str, scope: Scope, progress: Progress) -> Report:  # noqa: ARG001
    """One audit, for the worker and their manager."""
    from qa_tool.report import feedback as paper

    if not scope.audit:
        raise QAError("It is not said which audit.", "Give its id with --audit.")
    data = dataset(workspace, None, audit=scope.audit, progress=progress)
    heard = _heard(workspace, scope.audit)
    span = workspace.policy.clocks.reply_days
    reply_by = add_working_days(heard.told[0][1] if heard.told else data.made, span)
    if reply_by < data.made:  # told long ago: whoever is handed the paper now is asked anew
        reply_by = add_working_days(data.made, span)
    follows = _follows(workspace, scope.audit)
    return paper.build(data, scope.audit, reply_by=reply_by, heard=heard, follows=follows)


def _follows(workspace: Workspace, audit: str) -> "dict[str, Follows]":
    """The actions that were raised at each answer, and the themes tagged there."""
    from qa_tool.report.feedback import Follows
    from qa_tool.store import action as action_shelf
    from qa_tool.work import theme_tag

    actions: dict[str, list[str]] = {}
    for one in action_shelf.actions(workspace.store, audit=audit):
        if one.state != "withdrawn":
            due = f" (due {one.due.day} {one.due:%B %Y})" if one.due else ""
            actions.setdefault(one.key, []).append(f"{one.what}{due}")
    themes: dict[str, list[str]] = {}
    for tag in theme_tag.of_audit(workspace, audit):
        themes.setdefault(tag.key, []).append(tag.title)
    return {
        key: Follows(tuple(actions.get(key, ())), tuple(dict.fromkeys(themes.get(key, ()))))
        for key in sorted({*actions, *themes})
    }


def _heard(workspace: Workspace, audit: str) -> "Heard":
    """Who was told when, what they replied, when it was talked about; for those who may read it."""
    from qa_tool.report.feedback import Heard, Replied
    from qa_tool.work import feedback as people
    from qa_tool.work import supervision

    return Heard(
        tuple((one.given_to, one.given_on) for one in people.given(workspace, audit)),
        tuple(
            Replied(
                workspace.name(one.who), one.agrees, one.words, one.said,
                workspace.name(one.answered_by) if one.answered_by else "", one.answer, one.answered,
            )
            for one in people.said(workspace, audit)
        ),
        tuple(one.day for one in supervision.discussed(workspace, audit)),
    )  # fmt: skip


def safety_note(workspace: Workspace, suffix: str, scope: Scope, progress: Progress) -> Report:  # noqa: ARG001
    """One page about a safety stop, for the child's own file."""
    from qa_tool.report import note
    from qa_tool.work import safety

    row = safety.one(workspace, scope.stop)
    case = council_shelf.case(workspace.store, row.case)
    if case is None:
        raise Refused("The case of this safety stop is not known.")
    clocks = {c.step: note.SafetyClock(c.due, c.met, c.late) for c in row.clocks}
    made = note.SafetyNote(
        reference=row.reference, level=row.level, about=next(words for key, words in ABOUT.items() if key == row.about),
        raised_by=row.raised_by, raised=row.raised, what=row.what,
        routes=tuple(
            note.SafetyRoute(
                r.who, r.within, " ".join(x for x in (r.number, r.note) if x),
                clocks.get(r.step) if r.needed else None,
            )
            for r in row.routes
        ),
        plan=clocks.get(PLAN),
        told=tuple(note.SafetyTold(t.who, t.when, t.how, t.answer) for t in row.told),
        council=workspace.policy.council_name, made=workspace.clock.today(),
        demonstration=workspace.demonstration,
    )  # fmt: skip
    return note.build(made)
