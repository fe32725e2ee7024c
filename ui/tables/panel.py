"""A list with its filter box and its count."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.tables.columns import Column
from ui.tables.model import Loader, RowTable
from ui.tables.view import TableView
from ui.widgets import Muted, SearchField, column, row


class TablePanel(QWidget):
    """Filter box, count and list: `TablePanel(name, columns, noun=("audit", "audits"), empty="…")`, `.show_rows(rows)` or `.show_loader(loader)`; signals `opened(row)`, `selected(row)`.

    Extra filters go into `.bar` (a row); `.view` and `.rows` are the list and its model.
    """

    opened = Signal(object)
    selected = Signal(object)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        *,
        noun: tuple[str, str] = ("row", "rows"),
        empty: str = "Nothing here yet.",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._noun, self._empty = noun, empty
        self.rows = RowTable(columns, self)
        self.view = TableView(name, self.rows, empty=empty)
        self.search = SearchField(f"Filter {noun[1]}", f"Filter {noun[1]}")
        self.search.searched.connect(self._search)
        self.count = Muted("", wrap=False)
        self.bar = row(self.search, spacing=10)
        self.bar.setStretch(0, 1)
        head = row(spacing=10)
        head.addLayout(self.bar, 1)
        head.addWidget(self.count)
        layout = column(spacing=10)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        self.setLayout(layout)
        self.rows.counted.connect(self._tell)
        self.view.opened.connect(self.opened)
        self.view.selected.connect(self.selected)
        self._tell(0)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows."""
        self.rows.show_rows(rows)

    def show_loader(self, loader: Loader) -> None:
        """Show what this loader knows."""
        self.rows.show_loader(loader)

    def refresh(self) -> None:
        """Read again."""
        self.rows.refresh()

    def _search(self, text: str) -> None:
        """Filter, and say so where nothing is left."""
        self.view.show_empty(
            f"No {self._noun[1]} with “{text}”. Press Escape in the box above to see all."
            if text
            else self._empty
        )
        self.rows.search(text)

    def _tell(self, count: int) -> None:
        """How many there are."""
        self.count.setText(f"{count:,} {self._noun[0] if count == 1 else self._noun[1]}")
