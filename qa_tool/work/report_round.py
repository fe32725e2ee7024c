"""The moderated summary of a round."""

from dataclasses import replace

from qa_tool.figures.dataset import DataSet
from qa_tool.progress import Progress
from qa_tool.report import indicator as pure
from qa_tool.report.blocks import Report
from qa_tool.report.workbook import Workbook
from qa_tool.work import indicator
from qa_tool.work.council import round_named
from qa_tool.work.report_facts import dataset
from qa_tool.work.report_kinds import Scope
from qa_tool.work.workspace import Workspace


def _data(workspace: Workspace, scope: Scope, progress: Progress) -> DataSet:
    workspace.need("qa_lead", "cswo")
    return dataset(workspace, round_named(workspace, scope.round), progress=progress)


def summary(
    workspace: Workspace, suffix: str, scope: Scope, progress: Progress
) -> Report | Workbook:
    """The moderated summary of a round; only the blocks that were asked for are made."""
    data = _data(workspace, scope, progress)
    if suffix == ".pdf":
        from qa_tool.report import summary as paper

        made = paper.build(data)
        behind = indicator.behind(workspace, round_named(workspace, scope.round).id)
        return replace(made, blocks=(*made.blocks, *pure.blocks(behind)))
    from qa_tool.report import sheets

    return sheets.summary_workbook(data)
