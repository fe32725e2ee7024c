"""What filled-in workbooks would change, place by place, with a choice for each."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qa_tool.diagnostic.sheet_merge import BOTH, KEEP, KINDS, Difference, proposed
from qa_tool.problems import errors
from qa_tool.work.diagnostic_book import Looked
from ui.dialogs import show_problems
from ui.look import px
from ui.tables import Cell, Column, TablePanel
from ui.widgets import Banner, Button, Card, FlowRow, Labelled, Muted, Picker, Words, column
from ui.widgets.sides import ListAndDetail

_TONES = {"fills": "success", "changes": "accent", "empties": "warning", "conflict": "danger"}
_LEFT = "Stays as it is here"


@dataclass(frozen=True, slots=True)
class Line:
    """One difference and what is chosen for it."""

    difference: Difference
    chosen: str

    @property
    def kept(self) -> str:
        """What will stand here afterwards, in a few words."""
        if not self.chosen:
            return _LEFT
        return "Both" if self.chosen == BOTH else f"From {self.chosen}"


class BookPreview(QWidget):
    """The preview: `.show_looked(looked)`; signals `wanted` (take over `.chosen`) and `left`."""

    wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.looked: Looked | None = None
        self.chosen: dict[str, str] = {}
        self.about = Banner("", "info")
        self.faults = Button("What is wrong", self._show_faults, icon="triangle-alert")
        self.panel = TablePanel(
            "Changes in the workbook", _COLUMNS, noun=("change", "changes"),
            empty="Nothing in the workbook differs from what stands here.",
        )  # fmt: skip
        self.panel.selected.connect(self._choose)
        self.choice = Picker("What is kept")
        self.choice.picked.connect(self._picked)
        self.card = Card("This change")
        self.what, self.now, self.offers = Words("", "strong"), Words(""), Words("")
        self.card.add(self.what)
        self.card.add(Labelled("What is kept", self.choice))
        self.card.add(Muted("Here now"))
        self.card.add(self.now)
        self.card.add(Muted("In the workbook"))
        self.card.add(self.offers)
        self.take = Button("Take over", self.wanted.emit, kind="primary", icon="check")
        self.cancel = Button("Leave everything as it is", self.left.emit, kind="quiet")
        self.both = ListAndDetail(self.panel, self.card, share=0.42, first=self.panel.view)
        self.both.setMinimumHeight(px(320))
        self.panel.opened.connect(lambda _row: self._enter())
        self.panel.view.clicked.connect(lambda _place: self.both.enter())
        self.setLayout(
            column(self.about, FlowRow(self.take, self.cancel, self.faults), self.both, spacing=12)
        )

    def show_looked(self, looked: Looked) -> None:
        """Show what was read; a fresh preview proposes what is clear and leaves conflicts alone."""
        self.looked, self.chosen = looked, proposed(looked.differences)
        self.about.show_message(_said(looked), "warning" if looked.conflicts else "info")
        wrong = len(errors(looked.problems))
        self.faults.setText(f"{wrong} not read" if wrong else "What to know")
        self.faults.setVisible(bool(looked.problems))
        self._fill()
        self.both.leave()
        self.both.show_detail(on=bool(looked.differences))
        if looked.differences:  # what waits for a choice comes first
            kinds = [one.kind for one in looked.differences]
            self.panel.view.selectRow(kinds.index("conflict") if "conflict" in kinds else 0)

    def begin(self) -> None:
        """Put the focus where work begins."""
        (self.panel.view if self.looked and self.looked.differences else self.cancel).setFocus()

    def _enter(self) -> None:
        """From the list to the choice of the line that has the mark."""
        self.both.enter()
        self.choice.setFocus()

    def _fill(self) -> None:
        found = self.looked.differences if self.looked is not None else ()
        self.panel.show_rows([Line(one, self.chosen.get(one.place, KEEP)) for one in found])
        n = sum(bool(source) for source in self.chosen.values())
        self.take.setText(f"Take {n} over" if n else "Take over")
        self.take.forbid("" if n else "Choose a change first: nothing is chosen to be taken over.")

    def _choose(self, row: Line | None) -> None:
        """Show one change with both sides in full."""
        if row is None:
            return
        one = row.difference
        self.what.setText(one.what)
        self.now.setText(one.now_words or "Nothing")
        self.offers.setText(
            "\n\n".join(f"{o.words or 'Emptied'}\n({o.source}: {o.where})" for o in one.offers)
        )
        choices = [(KEEP, _LEFT), *((o.source, f"From {o.source}") for o in one.offers)]
        if one.joins:
            choices.append((BOTH, "Keep both"))
        self.choice.show_choices(choices, row.chosen)

    def _picked(self, source: str) -> None:
        """Keep a choice; the line stays chosen."""
        row: Line | None = self.panel.view.current_row()
        if row is None:
            return
        self.chosen[row.difference.place] = source
        self._fill()
        for number in range(self.panel.rows.rowCount()):
            line: Line = self.panel.view.row_at(number)
            if line.difference.place == row.difference.place:
                self.panel.view.selectRow(number)

    def _show_faults(self) -> None:
        if self.looked is not None:
            show_problems(
                self, "Cells of the workbook", self.looked.problems,
                "What is not read stays here as it is. Put it right in the workbook and read it again, or go on without.",
            )  # fmt: skip


def _said(looked: Looked) -> str:
    """How much differs, in one or two sentences."""
    n, apart = len(looked.differences), len(looked.conflicts)
    files = looked.sources[0] if len(looked.sources) == 1 else f"{len(looked.sources)} workbooks"
    if not n:
        return f"{files}: nothing differs from what stands here."
    said = f"{files}: {n} change{'s' if n != 1 else ''}. Nothing is kept until you take it over."
    if apart:
        said += f" {apart} changed in two ways: choose for each."
    return said


def _kind(row: Line) -> Cell:
    return Cell(KINDS[row.difference.kind], _TONES[row.difference.kind])


_COLUMNS = (
    Column("what", "Place", lambda r: r.difference.what, width=250),
    Column("kind", "Change", _kind, "pill", 110),
    Column("now", "Here now", lambda r: r.difference.now_words),
    Column("new", "In the workbook", lambda r: " / ".join(o.words for o in r.difference.offers)),
    Column("kept", "Kept", lambda r: r.kept, width=160),
)
