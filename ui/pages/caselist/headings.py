"""The headings of one sheet, what each was taken for, and a few masked rows beside it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from qa_tool.work import caselist
from qa_tool.work.caselist import Column, SheetRead
from ui.look import px
from ui.widgets import Eliding, Muted, Picker, clear
from ui.widgets.grade_chip import Pill

LEAVE = "-"
_HOW = {
    "same": "the same words",
    "brackets": "the same but for brackets",
    "other_name": "another name for it",
    "order": "the words in another order",
    "near": "nearly the same words",
    "remembered": "as you said earlier",
    "by_hand": "as you say",
    "none": "",
}


class Headings(QWidget):
    """A line for each column, with a box to correct it: `.show_sheet(sheet)`; signal `corrected(column, field)`."""

    corrected = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(14))
        self._grid.setVerticalSpacing(px(6))
        for column, share in ((0, 4), (1, 5), (2, 1), (3, 4)):
            self._grid.setColumnStretch(column, share)
        self._grid.setColumnMinimumWidth(2, px(96))
        self.boxes: dict[int, Picker] = {}
        self._notes: dict[int, Pill] = {}
        self._shown: tuple[str, tuple[str, ...]] = ("", ())

    def show_sheet(self, sheet: SheetRead) -> None:
        """Show these columns; the boxes stay where the headings are the same, and so does the focus."""
        now = (sheet.list_key, tuple(column.heading for column in sheet.columns))
        if now != self._shown:
            self._build(sheet)
            self._shown = now
        for column in sheet.columns:
            if column.at in self.boxes:
                box = self.boxes[column.at]
                box.setCurrentIndex(max(0, box.findData(column.field or LEAVE)))
                word, tone = _sure(column)
                self._notes[column.at].show_state(word, tone)
                self._notes[column.at].setToolTip(_HOW[column.how])

    def _build(self, sheet: SheetRead) -> None:
        """A line for each column that has a heading."""
        clear(self._grid)
        self.boxes, self._notes = {}, {}
        for place, title in enumerate(("Heading in the file", "Taken for", "", "First rows")):
            self._grid.addWidget(Muted(title, wrap=False), 0, place)
        known = caselist.choices(sheet.list_key)
        choices = [(LEAVE, "Leave it out"), *((c.key, _choice(c)) for c in known)]
        for column in sheet.columns:
            if not column.heading:
                continue
            line = self._grid.rowCount()
            box = Picker(f"“{column.heading}” is taken for", choices, column.field or LEAVE)
            box.picked.connect(partial(self._picked, column.at))
            note = Pill("", "plain")
            rows = (row[column.at] for row in sheet.sample if column.at < len(row))
            said = "  ·  ".join(cell for cell in rows if cell)
            self._grid.addWidget(Eliding(column.heading), line, 0)
            self._grid.addWidget(box, line, 1)
            self._grid.addWidget(
                note, line, 2, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            )
            self._grid.addWidget(Eliding(said or "empty", "muted"), line, 3)
            self.boxes[column.at], self._notes[column.at] = box, note

    def _picked(self, at: int, key: str) -> None:
        """The person says what a column is."""
        self.corrected.emit(at, "" if key == LEAVE else key)


def _choice(choice: caselist.FieldChoice) -> str:
    """A field as the box shows it."""
    title = choice.title if len(choice.title) <= 58 else choice.title[:57] + "…"
    return f"{title} (dropped)" if choice.dropped else title


def _sure(column: Column) -> tuple[str, str]:
    """How surely a column was understood, in a word with its tone."""
    if column.how == "by_hand":
        return "You said so", "accent"
    if column.how == "remembered":
        return "As before", "accent"
    if not column.field:
        return "Not used", "plain"
    if column.how == "near":
        return "Look at it", "warning"
    return "Sure", "success"
