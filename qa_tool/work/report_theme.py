"""What reports say of themes: tags, codebook, and the quotations that may be used."""

from dataclasses import replace

from qa_tool.errors import QAError
from qa_tool.figures.dataset import DataSet
from qa_tool.figures.tagged import marks
from qa_tool.progress import Progress
from qa_tool.report import themes as paper
from qa_tool.report.blocks import Report
from qa_tool.report.themes import Tagging
from qa_tool.report.workbook import Workbook
from qa_tool.store import theme as shelf
from qa_tool.work import theme as codes
from qa_tool.work.council import round_named
from qa_tool.work.report_kinds import Scope
from qa_tool.work.theme_facts import tagged
from qa_tool.work.theme_tag import unseen
from qa_tool.work.workspace import Workspace


def tagging(workspace: Workspace, data: DataSet) -> Tagging:
    """The tags of the audits in a data set, and the approved words from them; nothing that is shielded."""
    blind = unseen(workspace)
    seen = {audit.chain or audit.id for audit in data.audits} - blind
    book = codes.codebook(workspace)
    return Tagging(
        marks((one for one in shelf.places(workspace.store) if one[0] in seen), book), book,
        tuple(one for one in shelf.quotations(workspace.store, states=("approved",))
              if one.audit in seen),
    )  # fmt: skip


def themes(
    workspace: Workspace, suffix: str, scope: Scope, progress: Progress
) -> Report | Workbook:
    """The report of themes: of all rounds or one, of the whole codebook or one theme."""
    workspace.need(*codes.KEEPERS)
    progress.step(0, 2, "Gathering the tags")
    round_ = round_named(workspace, scope.round) if scope.round else None
    facts = tagged(workspace, round_)
    found = tagging(workspace, facts.data)
    only = ""
    if scope.theme:
        theme = facts.book.named(scope.theme)
        if theme is None:
            raise QAError(
                f"There is no theme called “{scope.theme}”.",
                "Write its title as it stands on the page Themes.",
            )
        only = theme.id
    made = replace(found, only=only, rounds={name: one.name for name, one in facts.rounds.items()})
    progress.step(1, 2, "Writing")
    if suffix == ".pdf":
        return paper.build(facts.data, made)
    return paper.workbook(facts.data, made)
