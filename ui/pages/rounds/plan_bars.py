"""What was planned and what is done, for each team or auditor, as bars with their numbers."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from qa_tool.report.chase import Count
from ui.look import px
from ui.widgets import Button, Muted, SlimBar, Words, clear, column

FIRST = 12  # lines before "show all": a screenful


class PlanBars(QWidget):
    """Planned and done, line by line in the order of names: `PlanBars()`, `.show_counts(counts, empty)`."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: tuple[Count, ...] = ()
        self._all = False
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(14))
        self._grid.setVerticalSpacing(px(8))
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 4)
        self.none = Muted("")
        self.more = Button("Show all", self._show_all, kind="quiet", icon="chevron-down")
        inside = column(self.none, self._grid, self.more, spacing=8)
        inside.setAlignment(self.more, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(inside)

    def show_counts(self, counts: Sequence[Count], empty: str) -> None:
        """Show these; nothing at all is said in words."""
        self._counts = tuple(counts)
        self.none.setText(empty)
        self.none.setVisible(not counts)
        self._draw()

    def _show_all(self) -> None:
        """Show the rest too."""
        self._all = True
        self._draw()

    def _draw(self) -> None:
        """Lay the lines out anew."""
        clear(self._grid)
        shown = self._counts if self._all else self._counts[:FIRST]
        for place, count in enumerate(shown):
            bar = SlimBar(count.name)
            said = done(count)
            bar.show_share(share(count), said)
            figures = Words(said, "strong")
            figures.setAccessibleName(f"{count.name}: {said}")
            self._grid.addWidget(Words(count.name), place, 0)
            self._grid.addWidget(bar, place, 1)
            self._grid.addWidget(figures, place, 2)
        self.more.setText(f"Show all {len(self._counts)}")
        self.more.setVisible(len(shown) < len(self._counts))


def target(count: Count) -> int:
    """What the bar is full at: what was planned, otherwise what was given."""
    return count.allocated if count.planned is None else count.planned


def share(count: Count) -> float:
    """How much of the target is handed in."""
    return count.handed_in / target(count) if target(count) else 0.0


def done(count: Count) -> str:
    """The numbers in words: `5 of 9 planned · 7 given · 2 being written · 1 overdue`."""
    if count.planned is None:
        parts = [f"{count.handed_in} of {count.allocated} given"]
    else:
        parts = [f"{count.handed_in} of {count.planned} planned", f"{count.allocated} given"]
    writing = count.begun - count.handed_in
    if writing:
        parts.append(f"{writing} being written")
    if count.read:
        parts.append(f"{count.read} read again")
    if count.overdue:
        parts.append(f"{count.overdue} overdue")
    return " · ".join(parts)
