"""The rows of a list: plain ones, or ids first and rows when they are shown."""

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ui.tables.columns import Cell, Column, order, words

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
CELL_ROLE = ROW_ROLE + 1
CHUNK = 100
KEPT = 40


class Loader(Protocol):
    """Where the rows of a long list come from; it sorts and filters there, and never reads all rows."""

    def ids(self, sort: str, descending: bool, search: str) -> Sequence[Any]:  # noqa: FBT001
        """The ids of all rows in this order (a column's key, or "" for the usual one) that fit the search."""

    def rows(self, ids: Sequence[Any]) -> Sequence[Any]:
        """The rows of these ids, in the same order."""


class RowTable(QAbstractTableModel):
    """The model under a `TableView`: `RowTable(columns)`, then `show_rows(rows)` or `show_loader(loader)`; `refresh()`."""

    counted = Signal(int)

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.sort_key, self.descending, self.search_text = "", False, ""
        self._loader: Loader | None = None
        self._given: list[Any] = []
        self._shown: Sequence[Any] = []  # rows, or ids where there is a loader
        self._chunks: dict[int, Sequence[Any]] = {}

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows; they are sorted and filtered here."""
        self._loader, self._given = None, list(rows)
        self.refresh()

    def show_loader(self, loader: Loader) -> None:
        """Show what this loader knows."""
        self._loader, self._given = loader, []
        self.refresh()

    def refresh(self) -> None:
        """Read again, in the order and with the search that are on."""
        self.beginResetModel()
        self._chunks.clear()
        if self._loader is not None:
            self._shown = self._loader.ids(self.sort_key, self.descending, self.search_text)
        else:
            self._shown = self._arranged()
        self.endResetModel()
        self.counted.emit(len(self._shown))

    def search(self, text: str) -> None:
        """Show only the rows with these words in any column."""
        if text != self.search_text:
            self.search_text = text
            self.refresh()

    def sort(self, column: int, way: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 is the usual order."""
        key = self.columns[column].key if 0 <= column < len(self.columns) else ""
        descending = way == Qt.SortOrder.DescendingOrder
        if (key, descending) != (self.sort_key, self.descending):
            self.sort_key, self.descending = key, descending
            self.refresh()

    def row(self, number: int) -> Any:
        """The row at a place."""
        if self._loader is None:
            return self._shown[number]
        chunk = number // CHUNK
        if chunk not in self._chunks:
            if len(self._chunks) >= KEPT:
                del self._chunks[next(iter(self._chunks))]
            ids = self._shown[chunk * CHUNK : (chunk + 1) * CHUNK]
            self._chunks[chunk] = self._loader.rows(ids)
        rows = self._chunks[chunk]
        return rows[number % CHUNK] if number % CHUNK < len(rows) else None

    def text(self, number: int, column: int) -> str:
        """The words of a cell."""
        row = self.row(number)
        return "" if row is None else words(self.columns[column].get(row))

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell: its words, its side, its tone, its row."""
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight
                if column.kind == "number"
                else Qt.AlignmentFlag.AlignLeft
            )
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == ROW_ROLE:
            return self.row(index.row())
        if role == CELL_ROLE:
            row = self.row(index.row())
            value = None if row is None else column.get(row)
            return value if isinstance(value, Cell) else None
        return None

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The words over a column."""
        if way != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip or f"Sort by {column.title.lower()}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight
                if column.kind == "number"
                else Qt.AlignmentFlag.AlignLeft
            )
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _arranged(self) -> list[Any]:
        """The given rows that fit the search, in order; blanks stay last either way."""
        wanted = self.search_text.casefold().split()
        rows = self._given
        if wanted:
            rows = [row for row in rows if self._fits(row, wanted)]
        column = next((c for c in self.columns if c.key == self.sort_key), None)
        if column is None:
            return list(rows)
        keyed = [(order(column, row), row) for row in rows]
        full = [pair for pair in keyed if not pair[0][0]]
        full.sort(key=lambda pair: pair[0][1], reverse=self.descending)
        return [row for _key, row in full] + [row for key, row in keyed if key[0]]

    def _fits(self, row: Any, wanted: Sequence[str]) -> bool:
        """Whether all wanted words stand somewhere in the row."""
        said = " ".join(words(column.get(row)) for column in self.columns).casefold()
        return all(word in said for word in wanted)
