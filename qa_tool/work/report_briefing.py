"""The facts of the briefing: a round, a year, or one place of it."""

from qa_tool.errors import QAError, Refused
from qa_tool.progress import Progress
from qa_tool.report import briefing as paper
from qa_tool.report.blocks import Report
from qa_tool.report.learning_level import Place
from qa_tool.work.report_kinds import Scope
from qa_tool.work.report_learning import ROLES, gathered, known, part
from qa_tool.work.workspace import Workspace


def build(workspace: Workspace, suffix: str, scope: Scope, progress: Progress) -> Report:  # noqa: ARG001
    """The briefing of the latest round, or of what is asked for."""
    workspace.need(*ROLES)
    if scope.area and scope.service:
        raise QAError("An area and a service are both named.", "Name one of them.")
    place: Place = "area" if scope.area else "service"
    data, period = gathered(workspace, scope, progress, latest_round=not (scope.area or scope.service))  # fmt: skip
    if scope.area or scope.service:
        name = known(workspace, place, scope.area or scope.service)
        data = part(workspace, data, place, name)
        if len({audit.worker for audit in data.audits}) < data.small_workers:
            raise Refused(
                f"{name} has audits of fewer than {data.small_workers} workers here, so a briefing would be about "
                "one or two people.",
                "Ask for a longer time, or for the whole council.",
            )
        period = f"{name}, {period}"
    return paper.build(data, period)
