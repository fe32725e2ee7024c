"""Across teams: a matrix of teams by standards, self against partner, movement, themes counted."""

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from qa_tool.diagnostic import rules
from qa_tool.diagnostic.across import Place, Row
from qa_tool.diagnostic.model import SERVICES
from qa_tool.progress import Progress
from qa_tool.template.model import Grade, Scale
from qa_tool.work import diagnostic_across, report
from qa_tool.work.diagnostic_across import AcrossView
from ui.context import Context
from ui.dialogs import save_file
from ui.look import paint_shape, px, tokens
from ui.widgets import (
    Button,
    Card,
    EmptyState,
    FlowRow,
    Muted,
    Picker,
    PlainTable,
    Words,
    column,
)

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_ARROWS = {"better": "▲", "worse": "▼", "same": "", "": ""}
_PLACE = Qt.ItemDataRole.UserRole


class MatrixRows(QAbstractTableModel):
    """Teams down, standards across; each cell says everything in words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._view: AcrossView | None = None

    def show_view(self, view: AcrossView) -> None:
        """Show this matrix."""
        self.beginResetModel()
        self._view = view
        self.endResetModel()

    def team(self, number: int) -> Row | None:
        """The row of a team."""
        rows = self._view.matrix.rows if self._view else ()
        return rows[number] if 0 <= number < len(rows) else None

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """How many teams."""
        return 0 if parent.isValid() or self._view is None else len(self._view.matrix.rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """The team, and its standards."""
        if parent.isValid() or self._view is None:
            return 0
        return 1 + len(self._view.matrix.standards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The team's name and day; or the words and the place of a cell."""
        row, view = self.team(index.row()), self._view
        if row is None or view is None:
            return None
        if index.column() == 0:
            day = row.session.day
            words = f"{view.teams[row.session.team]}\n{day.day} {day:%b %Y}"
            return words if role in _SAID else None
        place = row.place(view.matrix.standards[index.column() - 1])
        if role == _PLACE:
            return place
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return place_words(view.scale, place)
        return None

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The titles of the standards."""
        if way != Qt.Orientation.Horizontal or role not in _SAID or self._view is None:
            return None
        if section == 0:
            return "Team"
        key = self._view.matrix.standards[section - 1]
        short = role == Qt.ItemDataRole.DisplayRole
        return (self._view.short if short else self._view.titles).get(key, key)

    def scale(self) -> Scale | None:
        """The scale of the grades."""
        return self._view.scale if self._view else None


_SAID = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


def place_words(scale: Scale, place: Place | None) -> str:
    """A cell in words: the team's grade, the partner's, and which way it went."""
    if place is None or not place.agreed:
        return "Not graded"
    name = {grade.key: grade.name for grade in scale.grades}
    parts = [f"Team: {name.get(place.agreed, '')}"]
    if place.partner:
        parts.append(f"partner: {name.get(place.partner, '')}")
    if place.move:
        parts.append(f"{rules.MOVES[place.move].lower()} (before: {name.get(place.before, '')})")
    return ", ".join(parts)


def letters(grade: Grade | None) -> str:
    """The first letters of a grade's words: RI for Requires improvement."""
    return "".join(word[0] for word in grade.name.split()).upper() if grade else ""


class _Cells(QStyledItemDelegate):
    """Draws the team's shape and letters, the movement, and the partner's smaller beneath."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell; the first column is words."""
        if index.column() == 0:
            super().paint(painter, option, index)
            return
        place, model = index.data(_PLACE), index.model()
        scale = model.scale() if isinstance(model, MatrixRows) else None
        rect: QRect = option.rect
        if index.row() == self._table.currentIndex().row():
            painter.fillRect(rect, QColor(tokens().accent_soft))
        if place is None or scale is None or not place.agreed:
            painter.setPen(QColor(tokens().muted))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "–")
            return
        middle = rect.y() + rect.height() / 2
        high = middle - px(9) if place.partner else middle
        said = f"{letters(scale.grade(place.agreed))}  {_ARROWS[place.move]}".strip()
        _mark(painter, scale.grade(place.agreed), rect.x(), high, said, 15)
        if place.partner:
            low = f"partner {letters(scale.grade(place.partner))}"
            _mark(painter, scale.grade(place.partner), rect.x(), middle + px(11), low, 10)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines."""
        return QSize(super().sizeHint(option, index).width(), px(52))


def _mark(painter: QPainter, grade: Grade | None, x: int, y: float, words: str, size: int) -> None:
    """A shape and the words beside it."""
    if grade is None:
        return
    look = tokens().grade(grade.tone)
    paint_shape(painter, look.shape, QPointF(x + px(16), y), px(size), QColor(look.edge))
    font = painter.font()
    font.setPixelSize(px(14 if size > 12 else 12))
    painter.save()
    painter.setFont(font)
    painter.setPen(QColor(tokens().text if size > 12 else tokens().muted))
    painter.drawText(QPointF(x + px(28), y + painter.fontMetrics().ascent() * 0.4), words)
    painter.restore()


class Matrix(QTableView):
    """The matrix: `.show_view(view)`; signal `opened(session)`; Enter opens a team's session."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Teams by standards")
        self.rows = MatrixRows(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Cells(self))
        self.verticalHeader().hide()
        self.setShowGrid(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
        self.activated.connect(self._open)
        self.doubleClicked.connect(self._open)

    def show_view(self, view: AcrossView) -> None:
        """Show this matrix; as high as its rows, up to a screen."""
        self.rows.show_view(view)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setFixedHeight(px(54))
        self._fit()
        self.verticalHeader().setDefaultSectionSize(px(54))
        self.setMinimumHeight(min(px(420), px(94) + px(54) * self.rows.rowCount()))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The standards share the room there is."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As wide as fits, and never so narrow that a cell is cut."""
        n = max(1, self.rows.columnCount() - 1)
        wide = (self.viewport().width() - px(200)) // n
        for place in range(self.rows.columnCount()):
            self.setColumnWidth(place, px(200) if place == 0 else min(px(130), max(px(88), wide)))

    def _open(self, index: QModelIndex) -> None:
        row = self.rows.team(index.row())
        if row is not None:
            self.opened.emit(row.session.id)


class AcrossPart(QWidget):
    """The matrix with its filters: `.show_across()`; signal `chosen(session)`."""

    chosen = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.service = Picker("Service", (("", "All services"), *SERVICES.items()))
        self.area = Picker("Area", (("", "All areas"),))
        self.paper = Button("Write as a workbook", self._write, icon="file-text")
        for picker in (self.service, self.area):
            picker.picked.connect(lambda _key: self.show_across())
        self.matrix = Matrix()
        self.matrix.opened.connect(self.chosen)
        self.key = Muted("Above: the team's own grade. Beneath: the partner's. ▲ better, ▼ worse than last time. "
                         "O Outstanding, G Good, RI Requires improvement, I Inadequate. The order is that of the "
                         "teams' names: nothing here ranks them.")  # fmt: skip
        self.counts, self.themes = PlainTable("By standard"), PlainTable("Themes by team")
        self.by_standard, self.by_theme = Card("By standard"), Card("Themes")
        self.by_standard.add(self.counts)
        self.by_theme.add(self.themes)
        self.nothing = EmptyState(
            "No session has been held to its end yet",
            "Teams stand here side by side once their sessions are closed.", icon="table",
        )  # fmt: skip
        self.said = Words("")
        self.setLayout(
            column(
                FlowRow(self.service, self.area, self.paper), self.said, self.matrix, self.key, self.by_standard,
                self.by_theme, self.nothing, None, spacing=12,
            )
        )  # fmt: skip

    def show_across(self) -> None:
        """Read the matrix again."""
        space = self._context.workspace
        areas = sorted((a.id, a.name) for a in space.areas.values())
        self.area.show_choices([("", "All areas"), *areas], self.area.value())
        view = diagnostic_across.view(space, service=self.service.value(), area=self.area.value())
        on = bool(view.matrix.rows)
        for part in (self.paper, self.matrix, self.key, self.by_standard, self.by_theme, self.said):
            part.setVisible(on)
        self.nothing.setVisible(not on)
        self.matrix.show_view(view)
        self.said.setText(_sentence(view))
        grades = view.scale.ranked
        self.counts.show_table(
            ("Standard", *(letters(g) for g in grades), "Partner lower", "Partner higher", "Better", "Worse"),
            [
                (view.titles.get(c.standard, c.standard), *(str(n) for _k, n in c.grades),
                 _of(c.partner_lower, c.compared), _of(c.partner_higher, c.compared),
                 str(c.better), str(c.worse))
                for c in view.matrix.counts
            ],
        )  # fmt: skip
        self.counts.setMinimumHeight(px(48) + px(32) * len(view.matrix.counts))
        self.themes.show_table(("Theme", "Teams"), [(t, str(n)) for t, n in view.themes])

    def _write(self) -> None:
        """Write what is shown as a workbook, on the worker, over a read-only store of its own."""
        name = f"Diagnostics across teams {self._context.workspace.clock.today()}.xlsx"
        target = save_file(self, "Write the workbook", name, "Workbook (*.xlsx)")
        if target is None:
            return
        whole = target if target.suffix else target.with_suffix(".xlsx")
        workspace = self._context.workspace
        scope = report.Scope(area=self.area.value(), service=self.service.value())

        def work(progress: Progress) -> object:
            reader = workspace.reader()
            try:
                return report.write(reader, "diagnostics", whole, scope, progress)
            finally:
                reader.store.close()

        self._context.tasks.run(
            f"Writing {whole.name}", work,
            lambda _path: self._context.say(f"The workbook is written: {whole.name}", "success"),
        )  # fmt: skip


def _of(k: int, n: int) -> str:
    """`2 of 3`; a dash where there was nothing to compare."""
    return f"{k} of {n}" if n else "–"


def _sentence(view: AcrossView) -> str:
    """How many teams, how often team and partner part."""
    compared = sum(c.compared for c in view.matrix.counts)
    lower = sum(c.partner_lower for c in view.matrix.counts)
    higher = sum(c.partner_higher for c in view.matrix.counts)
    n = len(view.matrix.rows)
    teams = f"{n} team{'s' if n != 1 else ''}"
    return f"{teams}. Of {compared} grades that both gave, the partner's was lower in {lower}, higher in {higher}, the same in {compared - lower - higher}."
