"""Gathers the cross-team workbook of diagnostic sessions, as far as this person may see them."""

from qa_tool.diagnostic.model import SERVICES
from qa_tool.errors import QAError, Refused
from qa_tool.progress import Progress
from qa_tool.report import diagnostic_across as paper
from qa_tool.report.workbook import Workbook
from qa_tool.work import diagnostic_across, diagnostic_view
from qa_tool.work.report_kinds import Scope
from qa_tool.work.workspace import Workspace


def across(workspace: Workspace, suffix: str, scope: Scope, progress: Progress) -> Workbook:  # noqa: ARG001
    """The workbook over all teams, or those of one area or service."""
    view = diagnostic_across.view(
        workspace, service=_service(scope.service), area=_area(workspace, scope.area)
    )
    if not view.matrix.rows:
        raise Refused(
            "There is no held session that you may see.",
            "Teams stand in this workbook once their sessions are closed; those who were in them, the "
            "Chief Social Work Officer and the partner's own organisation see them.",
        )
    themes = {
        row.session.id: tuple(
            title for _key, title in diagnostic_view.theme_titles(workspace, row.session.themes)
        )
        for row in view.matrix.rows
    }
    return paper.build(
        paper.AcrossFacts(
            view.matrix, view.scale, view.titles, view.short, view.teams, view.areas, themes,
            workspace.policy.council_name, workspace.clock.today(), workspace.demonstration,
        )
    )  # fmt: skip


def _service(name: str) -> str:
    if not name:
        return ""
    found = next((k for k, t in SERVICES.items() if name.casefold() in {k, t.casefold()}), None)
    if found is None:
        raise QAError(f"There is no service “{name}”.", f"Choose one of: {', '.join(SERVICES.values())}.")  # fmt: skip
    return found


def _area(workspace: Workspace, name: str) -> str:
    if not name:
        return ""
    wanted = name.casefold()
    found = next(
        (a.id for a in workspace.areas.values() if wanted in {a.id, a.name.casefold()}), None
    )
    if found is None:
        names = ", ".join(sorted(a.name for a in workspace.areas.values()))
        raise QAError(f"There is no area “{name}”.", f"Choose one of: {names}.")
    return found
