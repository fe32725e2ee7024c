"""A grid: rows rated on one set of answers, or each cell of rows and columns."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from qa_tool.audit.views import ChoiceView, QuestionView
from ui.form.editors.cell import Cell, Mark, Place
from ui.form.editors.editor import NOT_APPLICABLE, Editor
from ui.look import px
from ui.widgets import Muted, Words

LABEL, MARK, PLACE, NAMED = 150, 62, 84, 150  # px at 100 %: what a column needs at least


class GridEditor(Editor):
    """Rows and cells: arrows move, numbers choose, Space opens or chooses, Delete clears, N is not applicable.

    Tab stops once in each row. Where the headings have no room, each cell carries its own.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(4)
        self.inside.addLayout(self._grid)
        self._heads: list[Muted] = []
        self._labels: list[QWidget] = []
        self._rows: list[list[Cell]] = []
        self._made: tuple[tuple[ChoiceView, ...], ...] = ()
        self._across = -1
        self._here: dict[int, int] = {}

    def draw(self, view: QuestionView) -> None:
        """Show what every cell says."""
        made = (view.rows, view.columns, view.choices)
        if made != self._made:
            self._made = made
            self._make(view)
        rated = _rated(view)
        for row, cells in zip(view.rows, self._rows, strict=True):
            for place, cell in enumerate(cells):
                if isinstance(cell, Mark):
                    cell.setChecked(rated.get(row.key) == cell.choice.key)
                elif isinstance(cell, Place):
                    cell.show_answer(rated.get(f"{row.key}.{view.columns[place].key}", ""))
                cell.setEnabled(not view.read_only)
        self._rove()

    def take_focus(self) -> None:
        """Into the first row that has no answer, else the first."""
        rated = _rated(self.view) if self.view else {}
        open_ones = [
            n
            for n, row in enumerate(self.view.rows if self.view else ())
            if not any(key.partition(".")[0] == row.key for key in rated)
        ]
        if self._rows:
            self._stop(open_ones[0] if open_ones else 0).setFocus(
                Qt.FocusReason.ShortcutFocusReason
            )

    def stops(self) -> list[QWidget]:
        """One in each row."""
        return [self._stop(n) for n in range(len(self._rows))]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Headings above where they have room, otherwise in the cells."""
        super().resizeEvent(event)
        self._lay()

    def cells(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells, row by row."""
        return tuple(tuple(row) for row in self._rows)

    def _make(self, view: QuestionView) -> None:
        """New labels and cells."""
        for old in (*self._heads, *self._labels, *(c for row in self._rows for c in row)):
            old.hide()
            old.setParent(None)
            old.deleteLater()
        tops = view.columns or view.choices
        self._heads = [Muted(top.text) for top in tops]
        self._labels = [Words(row.text) for row in view.rows]
        self._rows, self._across, self._here = [], -1, {}
        for number, row in enumerate(view.rows):
            cells: list[Cell] = (
                [Place(row.text, column.text, view.choices) for column in view.columns]
                if view.columns
                else [Mark(row.text, choice) for choice in view.choices]
            )
            for place, cell in enumerate(cells):
                cell.stepped.connect(lambda r, c, n=number, p=place: self._step(n, p, r, c))
                cell.picked.connect(lambda given, n=number, p=place: self._pick(n, p, given))
                if isinstance(cell, Mark):
                    cell.clicked.connect(lambda _=False, n=number, p=place: self._pick(n, p, p + 1))
            self._rows.append(cells)
        for head in self._heads:
            head.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
        self._lay()

    def _lay(self) -> None:
        """Put everything in its place for the width that there is."""
        if not self._rows:
            return
        many = len(self._heads)
        least = px(PLACE if self.view and self.view.columns else MARK)
        need = px(LABEL) + many * max(least, self._longest_word() + px(6))
        wide = self.width() >= need
        across = 0 if wide else max(1, self.width() // self._named())
        if across == self._across:
            return
        self._across = across
        while self._grid.count():
            self._grid.takeAt(0)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        for place, head in enumerate(self._heads):
            self._grid.addWidget(head, 0, place + 1)  # first: alone it would be a window of its own
            head.setVisible(wide)
            if not wide:
                self._grid.removeWidget(head)
        self._place_rows(wide=wide, across=across)
        self.updateGeometry()

    def _named(self) -> int:
        """The room of a cell that carries its own words: an answer is never cut, a heading is short."""
        if self.view is None or self.view.columns:
            return px(NAMED)
        wide = max(self.fontMetrics().horizontalAdvance(c.text) for c in self.view.choices)
        return max(px(NAMED), wide + px(52))

    def _longest_word(self) -> int:
        """The room that the longest word of the headings takes."""
        words = (word for head in self._heads for word in head.text().split())
        return max(
            (self._heads[0].fontMetrics().horizontalAdvance(word) for word in words), default=0
        )

    def _place_rows(self, *, wide: bool, across: int) -> None:
        line = 1
        for label, cells in zip(self._labels, self._rows, strict=True):
            if wide:
                self._grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignVCenter)
            else:
                self._grid.addWidget(label, line, 0, 1, across)
                line += 1
            label.setContentsMargins(0, 0 if wide else px(8), 0, 0)
            for place, cell in enumerate(cells):
                cell.show_name(not wide)
                where = (line, place + 1) if wide else (line + place // across, place % across)
                self._grid.addWidget(cell, *where)
                cell.show()
            line += 1 if wide else (len(cells) - 1) // across + 1
            label.show()
        if wide:
            self._grid.setColumnStretch(0, 3)
            for place in range(len(self._heads)):
                self._grid.setColumnStretch(place + 1, 2)
        else:
            for place in range(across):
                self._grid.setColumnStretch(place, 1)

    def _stop(self, row: int) -> Cell:
        """Where Tab stops in a row: what is chosen, where the focus was, or the first."""
        cells = self._rows[row]
        chosen = next((n for n, cell in enumerate(cells) if cell.isChecked()), None)
        return cells[self._here.get(row, 0) if chosen is None else chosen]

    def _rove(self) -> None:
        for number, cells in enumerate(self._rows):
            stop = self._stop(number)
            for cell in cells:
                strong = cell is stop
                cell.setFocusPolicy(
                    Qt.FocusPolicy.StrongFocus if strong else Qt.FocusPolicy.ClickFocus
                )

    def _step(self, row: int, place: int, down: int, right: int) -> None:
        """To a neighbour; the ends stop."""
        to_row = min(max(row + down, 0), len(self._rows) - 1)
        to = min(max(place + right, 0), len(self._rows[to_row]) - 1)
        self._here[to_row] = to
        self._rows[to_row][to].setFocus(Qt.FocusReason.TabFocusReason)

    def _pick(self, row: int, place: int, given: int) -> None:
        """An answer by its number; 0 clears, -1 is not applicable."""
        view = self.view
        if view is None or view.read_only:
            return
        key = view.rows[row].key
        if view.columns:
            key = f"{key}.{view.columns[place].key}"
        rated = _rated(view)
        if given < 0:
            wanted = next((c.key for c in view.choices if c.key == NOT_APPLICABLE), None)
        else:
            wanted = next((c.key for c in view.choices if c.position == given), None)
        if given and wanted is None:
            return
        if wanted is None:
            rated.pop(key, None)
        else:
            rated[key] = wanted
        self._here[row] = place
        self.give(rated or None)
        if not view.columns and wanted is not None:
            next(
                c for c in self._rows[row] if isinstance(c, Mark) and c.choice.key == wanted
            ).setFocus(Qt.FocusReason.OtherFocusReason)


def _rated(view: QuestionView) -> dict[str, str]:
    """What the cells say."""
    value = view.value if isinstance(view.value, dict) else {}
    return {key: said for key, said in value.items() if isinstance(said, str)}
