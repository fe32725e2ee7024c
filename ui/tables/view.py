"""A list on the screen: open with Enter, copy with Ctrl+C, sort by the header."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.look import px, text_scale, tokens
from ui.tables.columns import Cell, Column
from ui.tables.model import CELL_ROLE, RowTable
from ui.widgets.grade_chip import chip_width, paint_chip, paint_pill

MOST_COPIED = 100_000
CHIP_ROOM = 15  # beside a chip in its cell
COMFORT = 170  # what a column without a width of its own is read well in
MEASURED = 100  # rows
LARGE = 1.5
Index = QModelIndex | QPersistentModelIndex


class CellPainter(QStyledItemDelegate):
    """Draws grades as chips and states as pills; no dotted box in the cell with the focus."""

    def __init__(self, parent: "TableView") -> None:
        super().__init__(parent)
        self._table = parent

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Leave the focus to the row."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        cell = index.data(CELL_ROLE)
        if isinstance(cell, Cell):
            self._paint_cell(painter, option, index, cell)
        else:
            super().paint(painter, option, index)
        if index.column() == 0 and option.state & QStyle.StateFlag.State_Selected:
            bar = QRectF(option.rect)
            bar.setWidth(px(4))
            painter.fillRect(bar, QColor(tokens().accent))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A comfortable row."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + px(16), px(38))

    def _paint_cell(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, cell: Cell
    ) -> None:
        """Draw the ground, then a chip or a pill."""
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        self._table.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, plain, painter, self._table
        )
        if not cell.word:
            return
        kind = self._table.rows.columns[index.column()].kind
        rect, metrics = option.rect, option.fontMetrics
        tall = metrics.height() + px(7)
        room = rect.width() - px(CHIP_ROOM)
        wide = chip_width(cell.word, self._table.font())
        if kind == "pill":
            wide = metrics.horizontalAdvance(cell.word) + px(22)
        box = QRectF(rect.x() + px(9), rect.center().y() - tall / 2 + 1, min(wide, room), tall)
        painter.setFont(self._table.font())
        if kind == "pill":
            paint_pill(painter, box, cell.tone, cell.word)
        else:
            paint_chip(painter, box, cell.tone, cell.word, self._table.font())


class TableView(QTableView):
    """A list: `TableView(name, RowTable(columns), empty="Nothing here yet.")`; signals `opened(row)`, `selected(row)`.

    Enter or a double click opens; Ctrl+C copies the selected rows for a spreadsheet; the header sorts.
    """

    opened = Signal(object)
    selected = Signal(object)

    def __init__(
        self, name: str, rows: RowTable, *, empty: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.rows, self._empty = rows, empty
        self.setAccessibleName(name)
        self.setModel(rows)
        self.setItemDelegate(CellPainter(self))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        head = self.horizontalHeader()
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setHighlightSections(False)
        head.setMinimumSectionSize(px(48))
        self.setSortingEnabled(True)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.selectionModel().currentRowChanged.connect(
            lambda now, _before: self.selected.emit(self.row_at(now.row()))
        )
        rows.modelReset.connect(self._fit)
        self._fit()

    def row_at(self, number: int) -> Any:
        """The row at a place, or None."""
        return self.rows.row(number) if 0 <= number < self.rows.rowCount() else None

    def current_row(self) -> Any:
        """The row with the focus, or None."""
        return self.row_at(self.currentIndex().row())

    def selected_rows(self) -> list[Any]:
        """The selected rows, from the top."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.row_at(place) for place in places]

    def show_empty(self, text: str) -> None:
        """Say this where there are no rows."""
        self._empty = text
        self.viewport().update()

    def copied(self) -> str:
        """The selected rows with their header, as a spreadsheet takes them."""
        chosen = self.selectionModel().selectedRows()
        lines = ["\t".join(column.title for column in self.rows.columns)]
        places = sorted(index.row() for index in chosen) or range(self.rows.rowCount())
        for place in list(places)[:MOST_COPIED]:
            cells = (self.rows.text(place, number) for number in range(len(self.rows.columns)))
            lines.append("\t".join(_one_line(cell) for cell in cells))
        return "\n".join(lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies, everything else as in any table."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex().row())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Other letters, other widths."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "rows"):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out again."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or say that there are none."""
        super().paintEvent(event)
        if self.rows.rowCount() == 0 and self._empty:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(tokens().muted))
            room = self.viewport().rect().adjusted(px(24), px(16), -px(24), -px(16))
            flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(room, flags | int(Qt.TextFlag.TextWordWrap), self._empty)

    def _open(self, number: int) -> None:
        """Tell that a row is opened."""
        row = self.row_at(number)
        if row is not None:
            self.opened.emit(row)

    def _wide(self, column: Column) -> int:
        """The width that a column has for itself, 0 where it shares what is left."""
        if column.kind != "grade":
            return px(column.width)
        return max(px(column.width), chip_width(column.longest, self.font()) + px(CHIP_ROOM))

    def _needed(self, number: int) -> int:
        """The width that the heading and the first rows of a column need."""
        column = self.rows.columns[number]
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        head = QFontMetrics(bold).horizontalAdvance(column.title) + px(26)
        count = self.rows.rowCount()
        said = [self.rows.text(row, number) for row in range(min(MEASURED, count))]
        if column.kind == "grade" and (any(said) or not 0 < count <= MEASURED):
            return self._wide(column)  # a grade is never shortened
        if column.kind == "pill":
            more = [chip_width(word, self.font()) + px(CHIP_ROOM) for word in said if word]
        else:
            metrics = self.fontMetrics()
            more = [metrics.horizontalAdvance(word) + px(26) for word in said if word]
        return max([head, *more])

    def _widths(self, room: int) -> list[int]:
        """The width of each column: its own, and where room is short what its words need."""
        wide = [self._wide(column) for column in self.rows.columns]
        open_ones = [n for n, own in enumerate(wide) if not own]
        if not open_ones:
            return wide
        if room - sum(wide) < px(COMFORT) * len(open_ones):
            wide = [min(own, self._needed(n)) if own else 0 for n, own in enumerate(wide)]
        least = px(110) if text_scale() < LARGE else px(90)
        share = max(least, (room - sum(wide)) // len(open_ones))
        over = sum(wide) + share * len(open_ones) - room
        texts = [
            n for n, column in enumerate(self.rows.columns) if wide[n] and column.kind == "text"
        ]
        for n in sorted(texts, key=lambda n: wide[n], reverse=True):
            taken = max(0, min(over, wide[n] - share))
            wide[n], over = wide[n] - taken, over - taken
        return [own or share for own in wide]

    def _fit(self) -> None:
        """Columns with a width have it while there is room; the others share what is left."""
        head = self.horizontalHeader()
        self.verticalHeader().setDefaultSectionSize(px(38))
        widths = self._widths(max(self.viewport().width(), px(200)))
        for number, wide in enumerate(widths):
            if head.sectionSize(number) != wide:
                head.resizeSection(number, wide)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(all(self._wide(column) for column in self.rows.columns))


def _one_line(text: str) -> str:
    """A cell without the signs that part cells and rows."""
    return text.replace("\t", " ").replace("\r", " ").replace("\n", " ")
