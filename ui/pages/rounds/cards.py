"""One round in cards: how far it is, who has what, what was planned and done, what waits."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from qa_tool.work import round_progress
from qa_tool.work.council import RoundState
from qa_tool.work.round_table import RoundTable, Waiting, not_handed_in
from qa_tool.work.workspace import Workspace
from ui.look import px
from ui.pages.rounds.glance import Bars, share_columns
from ui.pages.rounds.plan_bars import PlanBars
from ui.tables import Cell, Column, TablePanel
from ui.widgets import Button, Card, FlowRow, Muted, Picker, column
from ui.widgets.sides import Sides

_BY = (("teams", "By team"), ("auditors", "By auditor"))


class RoundCards(QWidget):
    """Everything that is counted of one round: `RoundCards(move)`, `.show_round(space, state, table)`."""

    def __init__(self, move: Callable[[Waiting], object]) -> None:
        super().__init__()
        self._found: RoundTable | None = None
        self.bars = Bars()
        self.far = Card("How far it is")
        self.far.add(self.bars)
        self.far.body.addStretch(1)
        self.shares = TablePanel(
            "By auditor", share_columns(), noun=("auditor", "auditors"),
            empty="Nothing of this round is allocated yet. Share out its sample, or allocate "
            "cases on the page Cases.",
        )  # fmt: skip
        self.shares.setMinimumHeight(px(250))
        self.who = Card("Who has what")
        self.who.add(self.shares)
        self.by = Picker("Planned and done", _BY, "teams")
        self.by.picked.connect(lambda _key: self._show_plan())
        self.plan = PlanBars()
        self.planned = Card("Planned and done", self.by)
        self.planned.add(self.plan)
        self.behind = Muted("")
        self.planned.add(self.behind)
        self.waiting = TablePanel(
            "Not handed in", _columns(), noun=("case", "cases"),
            empty="Nothing waits: all that was given is handed in.",
        )  # fmt: skip
        self.waiting.setMinimumHeight(px(250))
        self.give = Button(
            "Give to somebody else", lambda: self._move(move), icon="user-check"
        )  # fmt: skip
        self.waiting.opened.connect(move)
        self.left = Card("Not handed in")
        self.left.add(self.waiting)
        self.left.add(FlowRow(self.give))
        self.setLayout(
            column(Sides(self.far, self.who, (2, 5)), self.planned, self.left, spacing=12)
        )

    def show_round(self, space: Workspace, state: RoundState, found: RoundTable) -> None:
        """Show these numbers."""
        self._found = found
        self.bars.show_state(state)
        shares = round_progress.by_auditor(space, state.round.id)
        behind = [share for share in shares if share.late]
        self.who.title.setText(
            "Who has what" if not behind
            else f"Who has what: {len(behind)} of {len(shares)} "
                 f"{'has' if len(behind) == 1 else 'have'} late audits"
        )  # fmt: skip
        self.shares.show_rows(shares)
        self.by.setEnabled(bool(found.teams))
        self._show_plan()
        rows = not_handed_in(space, state.round)
        self.left.setVisible(space.is_a("qa_lead"))
        self.waiting.show_rows(rows)
        self.give.setEnabled(bool(rows))
        if rows:
            self.waiting.view.selectRow(0)

    def _show_plan(self) -> None:
        """By team, or by auditor; and who is to be asked."""
        if self._found is None:
            return
        teams = self.by.value() == "teams" and bool(self._found.teams)
        counts = self._found.teams if teams else self._found.auditors
        self.plan.show_counts(counts, "Nothing is planned or given out yet.")
        told = "; ".join(f"{one.name}: {one.why}" for one in self._found.behind)
        self.behind.setText(f"To be asked. {told}." if told else "")
        self.behind.setVisible(bool(told))

    def _move(self, move: Callable[[Waiting], object]) -> None:
        row = self.waiting.view.current_row()
        if row is not None:
            move(row)


def _columns() -> tuple[Column, ...]:
    return (
        Column("case", "Case", lambda w: w.reference, width=110),
        Column("team", "Team", lambda w: w.team),
        Column("auditor", "Auditor", lambda w: w.name),
        Column("due", "Due", lambda w: w.due, "date", 110),
        Column("state", "State", _state, "pill", 130, sort=lambda w: (w.late, w.begun)),
        Column("reason", "Moved because", lambda w: w.reason),
    )


def _state(row: Waiting) -> Cell:
    if row.late:
        return Cell("Overdue", "danger")
    return Cell("Being written", "info") if row.begun else Cell("Not begun", "none")
