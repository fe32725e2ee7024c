"""Worst-graded audits that nobody was given to audit again: until when, and the verb."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from qa_tool.work.reaudit import ReAudit
from ui.widgets import Box, Button, Card, row
from ui.widgets.line_button import LineButton

FOLDED = 1
Chosen = Callable[[ReAudit], object]


class ReAudits(Card):
    """The re-audits to allocate: `ReAudits(on_case, on_allocate)`, `.show_rows(rows, titles, today)`."""

    def __init__(self, on_case: Chosen, on_allocate: Chosen) -> None:
        turn = Button(" ", kind="quiet", icon="list")
        super().__init__("Re-audits to allocate", turn)
        turn.clicked.connect(self._turn)
        self.turn = turn
        self._on_case, self._on_allocate = on_case, on_allocate
        self._all = False
        self._given: tuple[Sequence[ReAudit], Mapping[str, str], date] = ((), {}, date.min)
        self.lines: list[LineButton] = []
        self.gives: list[Button] = []

    def show_rows(self, rows: Sequence[ReAudit], titles: Mapping[str, str], today: date) -> None:
        """Show these, the first few where there are many; none hide the card."""
        self._given = (rows, titles, today)
        self.setVisible(bool(rows))
        self.title.setText(f"Re-audits to allocate ({len(rows)})")
        self.setAccessibleName(self.title.text())
        self.empty()
        self.lines, self.gives = [], []
        for one in rows if self._all else rows[:FOLDED]:
            self._line(one, titles.get(one.template, one.template), today)
        self.turn.setVisible(len(rows) > FOLDED)
        self.turn.setText("Show the first" if self._all else f"Show all {len(rows)}")

    def _line(self, one: ReAudit, title: str, today: date) -> None:
        """One case: what is due, and the verb."""
        line = LineButton(
            f"Case {one.reference}: {title}", when(one, today), "rotate-ccw",
            ink="warning" if one.late else "accent", on_click=lambda: self._on_case(one),
        )  # fmt: skip
        give = Button("Allocate…", lambda: self._on_allocate(one), icon="user-check")
        give.setAccessibleName(f"Allocate the re-audit of case {one.reference}")
        self.lines.append(line)
        self.gives.append(give)
        both = row(line, give, spacing=10)
        both.setStretch(0, 1)
        self.add(Box(both))

    def _turn(self) -> None:
        """Show all, or the first few."""
        self._all = not self._all
        self.show_rows(*self._given)


def when(one: ReAudit, today: date) -> str:
    """Until when it is to be audited again, and how late that is."""
    day = f"{one.due.day} {one.due:%b %Y}"
    if not one.late:
        return f"Due {day}"
    days = (today - one.due).days
    return f"Was due {day}  ·  {days} day{'s' if days != 1 else ''} late"
