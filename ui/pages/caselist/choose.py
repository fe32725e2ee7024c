"""Where a file is chosen or dropped, and the lists that were brought in before."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from qa_tool.work import caselist
from qa_tool.work.caselist import BroughtIn
from ui.look import px
from ui.tables import Column, TablePanel
from ui.widgets import Banner, Box, Button, Card, Muted, Words, column, row

KINDS = "Case lists (*.xlsx *.xlsm *.xls *.ods *.csv *.txt);;All files (*)"
_TEXT = (
    "Ofsted's Annex A workbook, or any list that the case system writes: .xlsx, .xls, .ods or .csv. "
    "You see what was understood before anything is written."
)
_PROMISE = (
    "Names, addresses and dates of birth are dropped while the file is read: they are never written "
    "anywhere. A child becomes a random reference; age becomes a band."
)


class Choose(QWidget):
    """Choose or drop a file, and see earlier lists: signal `chosen(path)`."""

    chosen = Signal(object)

    def __init__(self, ask: Callable[[], object], name: Callable[[str], str]) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.button = Button("Choose a file…", ask, kind="primary", icon="upload")
        card = Card("Bring a case list in")
        card.add(Words(_TEXT))
        card.add(Muted(_PROMISE))
        card.add(Box(row(self.button, Muted("or drop it here", wrap=False), None, spacing=12)))
        self.card = card
        self.trouble = Banner("", "danger")
        self.earlier = TablePanel(
            "Lists brought in", _columns(name), noun=("list", "lists"),
            empty="No list has been brought in yet.",
        )  # fmt: skip
        self.earlier.setMinimumHeight(px(220))
        layout = column(self.trouble, card, self.earlier, spacing=14)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def show_earlier(self, rows: Sequence[BroughtIn]) -> None:
        """Show what was brought in before."""
        self.earlier.show_rows(rows)

    def show_trouble(self, text: str) -> None:
        """Say why a file was not read, or nothing."""
        self.trouble.show_message(text, "danger")

    def forbid(self, reason: str) -> None:
        """Say who may bring lists in."""
        self.button.forbid(reason)
        self.setAcceptDrops(not reason)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file may be dropped."""
        if len([url for url in event.mimeData().urls() if url.isLocalFile()]) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A file was dropped."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if len(files) == 1:
            event.acceptProposedAction()
            self.chosen.emit(Path(files[0]))


def _columns(name: Callable[[str], str]) -> tuple[Column, ...]:
    """What the list of lists shows."""

    def count(key: str) -> Callable[[BroughtIn], int]:
        return lambda one: one.counts.get(key, 0)

    return (
        Column("when", "Brought in", lambda one: datetime.fromisoformat(one.when).astimezone(), "date", 180),
        Column("lists", "Lists", lambda one: "; ".join(caselist.list_name(key) for key in one.lists)),
        Column("children", "Children", count("children"), "number", 90),
        Column("new", "New", count("new"), "number", 76),
        Column("updated", "Updated", count("updated"), "number", 88),
        Column("left", "Left", count("left"), "number", 70, tip="No longer on the list; not closed"),
        Column("rejected", "Not taken", count("rejected"), "number", 92),
        Column("by", "By", lambda one: name(one.by), width=150),
    )  # fmt: skip
