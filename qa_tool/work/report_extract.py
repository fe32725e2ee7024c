"""Extracts from the year's frozen data set: self-evaluation, IRO annual report, committee."""

from qa_tool.progress import Progress
from qa_tool.report import committee as committee_paper
from qa_tool.report import extract as paper
from qa_tool.report.blocks import Report
from qa_tool.report.extract import Extract
from qa_tool.work.report_annual import annual_of
from qa_tool.work.report_kinds import Scope
from qa_tool.work.style import signatory
from qa_tool.work.workspace import Workspace


def _given(
    workspace: Workspace, scope: Scope, progress: Progress, *, public: bool
) -> Extract:  # fmt: skip
    """One edition of the year's figures, with what was approved beside it."""
    made = annual_of(workspace, scope.year, progress)
    view = made.view
    return Extract(
        (made.public if public else made.internal).edition, signatory(workspace.policy),
        workspace.policy.style.marking,
        {key: text.words for key, text in view.texts.items()} if view else {},
        view.priorities.next_year if view else (), view.priorities.last_year if view else (),
        not made.draft, made.fingerprint,
    )  # fmt: skip


def self_evaluation(
    workspace: Workspace,
    suffix: str,  # noqa: ARG001
    scope: Scope,
    progress: Progress,
) -> Report:
    """What we know, how we know it, what we plan; from the internal edition."""
    return paper.self_evaluation(_given(workspace, scope, progress, public=False))


def iro(workspace: Workspace, suffix: str, scope: Scope, progress: Progress) -> Report:  # noqa: ARG001
    """QA notices and their effect for the IRO annual report, which is published."""
    return paper.iro(_given(workspace, scope, progress, public=True))


def committee(workspace: Workspace, suffix: str, scope: Scope, progress: Progress) -> Report:  # noqa: ARG001
    """The report to elected members; their papers are open, so it is the public edition."""
    return committee_paper.build(_given(workspace, scope, progress, public=True))
