"""The same actions as a board: a column a state, the most urgent first."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from qa_tool.work import action_list
from qa_tool.work.action import ActionRow
from qa_tool.work.action_list import Wanted
from qa_tool.work.workspace import Workspace
from ui.pages.actions.detail import late_words
from ui.pages.actions.form import cut, day_words
from ui.widgets import Card, EqualGrid, Muted, Scroll, column
from ui.widgets.line_button import LineButton

MOST = 25
COLUMNS = (
    ("is_open", "Open", "circle"),
    ("is_done", "Done, proof given", "eye"),
    ("is_verified", "Verified", "circle-check"),
    ("is_withdrawn", "Withdrawn", "x"),
)


class Board(QWidget):
    """Four columns: `Board(on_card)`, `.show_actions(workspace, wanted, text)`; `.cards` are its lines."""

    def __init__(self, on_card: Callable[[ActionRow], object]) -> None:
        super().__init__()
        self._on_card = on_card
        self.cards: list[LineButton] = []
        self.columns = [Card(title) for _key, title, _icon in COLUMNS]
        grid = EqualGrid(least=230, spacing=10)
        for card in self.columns:
            grid.add(card)
        self.setLayout(column(Scroll(column(grid, None))))

    def show_actions(self, workspace: Workspace, wanted: Wanted, text: str = "") -> None:
        """Show the first of each state that fit the filters; how many more there are is said."""
        self.cards = []
        for (view, title, icon), card in zip(COLUMNS, self.columns, strict=True):
            found = action_list.numbers(workspace, replace(wanted, view=view), text=text)
            card.empty()
            card.title.setText(f"{title} ({len(found):,})")
            card.setAccessibleName(card.title.text())
            for row in action_list.lines(workspace, found[:MOST]):
                card.add(self._line(row, icon))
            left = len(found) - MOST
            if left > 0:
                card.add(Muted(f"{left:,} more: filter, or look at the list."))
            if not found:
                card.add(Muted("None."))
            card.body.addStretch(1)

    def _line(self, row: ActionRow, icon: str) -> LineButton:
        when = late_words(row) if row.overdue else f"due {day_words(row.due)}"
        if row.state != "open":
            when = {"done": "proof to be seen" if row.needs_verifying else "no check asked"}.get(
                row.state, ""
            )
        said = " · ".join(word for word in (row.reference, row.owner, when) if word)
        line = LineButton(
            cut(row.what, 90), said, icon, ink="danger" if row.overdue else "accent",
            on_click=lambda: self._on_card(row),
        )  # fmt: skip
        line.setToolTip(row.what)
        self.cards.append(line)
        return line
