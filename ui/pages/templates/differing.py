"""What differs between two versions: a list, and the chosen difference in full."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from qa_tool.template.difference import Difference
from ui.look import px
from ui.pages.templates.beside import Beside
from ui.tables import Cell, Column, TablePanel
from ui.widgets import Card, Muted, column

SORTS = {
    "added": ("Added", "success"), "removed": ("Removed", "danger"), "reworded": ("Reworded", "accent"),
    "moved": ("Moved", "plain"), "changed": ("Changed", "warning"), "scale": ("Scale changed", "warning"),
}  # fmt: skip
_ALIKE = "Both versions ask the same in the same words."


class Differing(QWidget):
    """The differences of two versions: `Differing()`, `.show_differences(list)`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = TablePanel(
            "Differences", _columns(), noun=("difference", "differences"), empty=_ALIKE
        )
        self.list.setMinimumHeight(px(200))
        self.list.selected.connect(self._show)
        self.about = Muted("")
        self.beside = Beside()
        card = Card("The words")
        card.add(self.about)
        card.add(self.beside)
        self.card = card
        page = column(self.list, card, spacing=12)
        page.setStretch(0, 1)
        self.setLayout(page)

    def show_differences(self, found: Sequence[Difference]) -> None:
        """Show these; the first is chosen."""
        self.list.show_rows(found)
        self.card.setVisible(bool(found))
        if found:
            self.list.view.selectRow(0)
            self._show(self.list.view.row_at(0))

    def _show(self, found: Difference | None) -> None:
        """The chosen one in full."""
        if found is None:
            return
        self.about.setText(place_of(found))
        before, after = found.before, found.after
        if found.sort == "moved":
            before, after = "", found.what[:1].upper() + found.what[1:]
        self.beside.show_pair(before, after)


def place_of(found: Difference) -> str:
    """Where it stands and what of it: "Question risk.seen: help"."""
    noun = found.noun[:1].upper() + found.noun[1:]
    what = "" if found.sort == "moved" else found.what
    return f"{noun} {found.key}" + (f": {what}" if what else "")


def _columns() -> tuple[Column, ...]:
    return (
        Column("sort", "What", lambda d: Cell(*SORTS[d.sort]), "pill", 128),
        Column("place", "Where", place_of, width=200),
        Column("before", "Older version", lambda d: d.before),
        Column(
            "after", "Newer version",
            lambda d: d.what[:1].upper() + d.what[1:] if d.sort == "moved" else d.after,
        ),
    )  # fmt: skip
