"""The moderation report of a round: gathered once, written as PDF or workbook."""

from qa_tool.progress import Progress
from qa_tool.report.blocks import Report
from qa_tool.report.moderation import Moderation, build
from qa_tool.report.workbook import Workbook
from qa_tool.work import council
from qa_tool.work.reliability_facts import gather
from qa_tool.work.report_kinds import Scope
from qa_tool.work.workspace import Workspace


def moderation(
    workspace: Workspace, suffix: str, scope: Scope, progress: Progress
) -> Report | Workbook:
    """The report for the QA lead and the CSWO; what whoever asks may not see yet is left out and said."""
    workspace.need("qa_lead", "cswo")
    progress.step(0, 2, "Gathering the second readings")
    facts = gather(workspace, council.round_named(workspace, scope.round))
    names = tuple((one.id, one.name) for one in council.rounds(workspace))
    found = Moderation(facts.data, facts.coverage, names)
    progress.step(1, 2, "Working out the figures")
    if suffix == ".pdf":
        return build(found)
    from qa_tool.report import moderation_sheets

    return moderation_sheets.workbook(found)
