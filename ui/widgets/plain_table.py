"""A small table that is only read: of a chart, of a report."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from qa_tool.chart.scene import Table
from ui.look import px

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class PlainRows(QAbstractTableModel):
    """Rows of words under a header."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header: tuple[str, ...] = ()
        self.rows: tuple[tuple[str, ...], ...] = ()
        self.wordy: frozenset[int] = frozenset({0})

    def show_table(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.header = tuple(header)
        self.rows = tuple(tuple(row) for row in rows)
        words = Table(self.header, self.rows)
        self.wordy = frozenset({0, *filter(words.wordy, range(1, len(self.header)))})
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self.header)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell; figures stand at the right."""
        if not index.isValid() or index.column() >= len(self.rows[index.row()]):
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() not in self.wordy:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The words over a column."""
        if way == Qt.Orientation.Horizontal and section < len(self.header):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.header[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                left = section in self.wordy
                side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
                return side | Qt.AlignmentFlag.AlignVCenter
        return None


class PlainTable(QTableView):
    """A table that is only read: `PlainTable(name)`, `.show_table(header, rows)`; Ctrl+C copies it for a spreadsheet."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._rows = PlainRows(self)
        self.setModel(self._rows)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def show_table(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show this table; the first column takes the room that is left."""
        self._rows.show_table(header, rows)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        if header:
            head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setDefaultSectionSize(px(32))
        self.setMinimumHeight(min(px(300), px(44) + len(rows) * px(32)))

    def copy_all(self) -> None:
        """Put the whole table on the clipboard."""
        lines = ["\t".join(row) for row in (self._rows.header, *self._rows.rows)]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies the table."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_all()
        else:
            super().keyPressEvent(event)
