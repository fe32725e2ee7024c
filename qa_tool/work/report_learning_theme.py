"""The facts of the learning report about one theme: tags, approved words, and what answers it."""

from collections.abc import Iterable
from dataclasses import replace

from qa_tool.action.model import LEVELS, OFFERS, STATES
from qa_tool.errors import QAError
from qa_tool.progress import Progress
from qa_tool.report import learning_theme as paper
from qa_tool.report.blocks import Report
from qa_tool.report.learning_theme import Answer
from qa_tool.store import action as action_shelf
from qa_tool.work import action_list, report_theme
from qa_tool.work.report_kinds import Scope
from qa_tool.work.report_learning import ROLES, gathered
from qa_tool.work.workspace import Workspace


def build(workspace: Workspace, scope: Scope, progress: Progress) -> Report:
    """The report about one theme, in a round, a year or the last twelve months."""
    workspace.need(*ROLES)
    data, period = gathered(workspace, scope, progress)
    tagging = report_theme.tagging(workspace, data)
    theme = tagging.book.named(scope.theme)
    if theme is None:
        raise QAError(
            f"There is no theme called “{scope.theme}”.",
            "Write its title as it stands on the page Themes.",
        )
    settled = tagging.book.theme(tagging.book.settled(theme.id)) or theme
    answers = tuple(_answers(workspace, {theme.id, settled.id}))
    return paper.build(data, settled, replace(tagging, only=settled.id), answers, period)


def _answers(workspace: Workspace, wanted: set[str]) -> Iterable[Answer]:
    """The actions in sight that name the theme, the earliest due first."""
    reader = action_list.reader(workspace)
    found = action_shelf.visible(
        workspace.store, reader, action_shelf.Wanted(), workspace.clock.today()
    )
    for a in sorted(found, key=lambda a: (str(a.due or ""), a.id)):
        if wanted.isdisjoint(a.themes):
            continue
        held = a.learned
        yield Answer(
            OFFERS[a.offer] if a.kind == "learning" and a.offer else f"Action, {LEVELS[a.level].lower()}",
            STATES[a.state], a.due, held.held if held else None, held.n if held else 0,
            held.measure_on if held else None, bool(held and held.measured.strip()),
        )  # fmt: skip
