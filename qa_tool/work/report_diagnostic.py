"""Gathers what the paper of one diagnostic session says, as far as this person may see it."""

from datetime import date

from qa_tool.diagnostic import rules
from qa_tool.diagnostic.model import HOW, SERVICES
from qa_tool.errors import QAError
from qa_tool.progress import Progress
from qa_tool.report import diagnostic as paper
from qa_tool.report.blocks import Report
from qa_tool.report.naming import day
from qa_tool.work import diagnostic_view
from qa_tool.work.diagnostic_view import SessionView, StandardView
from qa_tool.work.report_kinds import Scope
from qa_tool.work.workspace import Workspace


def session(workspace: Workspace, suffix: str, scope: Scope, progress: Progress) -> Report:  # noqa: ARG001
    """The paper of one session."""
    if not scope.session:
        raise QAError("It is not said which session.", "Give its id with --session.")
    return paper.build(facts(workspace, scope.session))


def facts(workspace: Workspace, session_id: str) -> paper.DiagnosticFacts:
    """What this person may see of a session, in words."""
    seen = diagnostic_view.view(workspace, session_id)
    one = seen.session
    return paper.DiagnosticFacts(
        seen.team, seen.area, SERVICES.get(one.service, one.service), one.day, one.partner,
        workspace.policy.council_name, workspace.clock.today(), seen.whole,
        tuple(_standard(seen, s) for s in seen.standards), tuple(title for _k, title in seen.themes),
        tuple((g.name, g.tone) for g in seen.scale.grades),
        came=tuple((c.role, c.n) for c in one.came), lines=one.lines,
        scorecard=tuple((i.name, i.value, i.target, i.source) for i in one.scorecard),
        cases=seen.cases, commitments=_commitments(seen), messages=one.seminar.messages,
        seminar=_seminar(seen), before=seen.before.day if seen.before else None,
        revisit=_revisit(seen), edition=seen.set.edition, demonstration=workspace.demonstration,
        closed=one.state == "closed",
    )  # fmt: skip


def _standard(seen: SessionView, one: StandardView) -> paper.StandardFacts:
    def name(key: str) -> str:
        grade = seen.scale.grade(key)
        return grade.name if grade else ""

    found = one.finding
    return paper.StandardFacts(
        one.standard.title, one.standard.purpose, name(found.agreed),
        one.standard.levels.get(found.agreed, ""), name(found.partner_grade),
        rules.gap_words(one.gap), name(one.before), rules.MOVES[one.move],
        tuple((g.name, n) for g, n in one.spread.counts) if one.spread else (), HOW[found.how],
        found.evidence, found.partner_view, found.good_here, one.standard.prompts,
    )  # fmt: skip


def _commitments(seen: SessionView) -> tuple[tuple[str, str, date, str], ...]:
    return tuple(
        (c.text, c.owner, c.due, f"{day(c.done)}: {c.came_of_it}" if c.done else "")
        for c in seen.commitments
        if not c.dropped
    )


def _seminar(seen: SessionView) -> tuple[tuple[str, str], ...]:
    held = seen.session.seminar
    told = (
        ("When", day(held.day) if held.day else ""),
        ("For whom", held.who),
        ("Came", str(held.came) if held.came else ""),
    )
    return tuple(pair for pair in told if pair[1])


def _revisit(seen: SessionView) -> str:
    planned = seen.session.revisit
    if seen.revisit == "done":
        return "The team was looked at again."
    return f"The team is looked at again from {day(planned)} on." if planned else ""
