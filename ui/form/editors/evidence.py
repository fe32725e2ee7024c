"""Evidence: which record, its date, what it shows; one line each, opened to be written."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qa_tool.audit.views import QuestionView
from ui.form.editors.editor import Editor
from ui.form.editors.piece import BLANK, EvidenceFields, EvidenceLine, Row
from ui.widgets import Button, Muted, column, row


class EvidenceEditor(Editor):
    """A list of evidence: add, open, remove; one piece is open at a time, all is kept while it is typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._open = -1
        self._lines: list[EvidenceLine] = []
        self._fields: EvidenceFields | None = None
        self.count = Muted("", wrap=False)
        self.add = Button("Add evidence", self.add_piece, kind="quiet", icon="plus")
        self._list = column(spacing=2)
        self.inside.addLayout(self._list)
        self.foot = row(self.add, self.count, None, spacing=8)
        self.inside.addLayout(self.foot)

    def name_as(self, text: str) -> None:
        """The button says what it adds to."""
        self.add.setAccessibleName(f"Add evidence: {text}")

    def draw(self, view: QuestionView) -> None:
        """Show the list; a piece that is being written stays as it is."""
        value = view.value if isinstance(view.value, list) else []
        rows = [{**BLANK, **piece} for piece in value if isinstance(piece, dict)]
        filled = [piece for piece in self._rows if any(part.strip() for part in piece.values())]
        if rows != filled or self._open >= len(self._rows):
            self._rows, self._open = rows, -1
        self._show()
        self.add.setEnabled(not view.read_only)

    def add_piece(self) -> None:
        """A new piece, open, with the focus in it."""
        self.close_piece()
        self._rows.append(dict(BLANK))
        self._open_piece(len(self._rows) - 1)

    def close_piece(self) -> None:
        """Close what is open; an empty piece goes."""
        if self._open < 0 or self._fields is None:
            return
        self._fields.flush()
        place, self._open = self._open, -1
        if not any(part.strip() for part in self._rows[place].values()):
            self._rows.pop(place)
        self._show()

    def flush(self) -> None:
        """Tell what waits."""
        if self._open >= 0 and self._fields is not None:
            self._fields.flush()

    def forget(self) -> None:
        """An empty list."""
        super().forget()
        self._rows, self._open = [], -1
        self._show()

    def take_focus(self) -> None:
        """To the first piece, else to the button that adds one."""
        (self._lines[0] if self._lines and self._rows else self.add).setFocus(
            Qt.FocusReason.ShortcutFocusReason
        )

    def stops(self) -> list[QWidget]:
        """The pieces in order, with the fields where one is open, then the button that adds one."""
        found: list[QWidget] = []
        for place, line in enumerate(self._lines):
            found.append(line)
            if place == self._open and self._fields is not None:
                found += [
                    self._fields.what, *self._fields.day.findChildren(QWidget), self._fields.shows,
                    self._fields.away, self._fields.ready,
                ]  # fmt: skip
        return [*found, self.add]

    def pieces(self) -> list[Row]:
        """What is in the list."""
        return [dict(piece) for piece in self._rows]

    def _open_piece(self, place: int) -> None:
        """Open one piece in place of its line."""
        if self.view is None or self.view.read_only:
            return
        if self._open >= 0 and self._open != place:
            self.close_piece()
            place = min(place, len(self._rows) - 1)
        self._open = place
        if self._fields is None:
            self._fields = EvidenceFields()
            self._fields.typed.connect(self._typed)
            self._fields.done.connect(self._done)
            self._fields.removed.connect(lambda: self._remove(self._open))
        self._fields.show_piece(self._rows[place])
        self._show()
        self._fields.what.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fields.what.end(False)  # noqa: FBT003 - Qt's own shape

    def _typed(self, piece: Row) -> None:
        if 0 <= self._open < len(self._rows):
            self._rows[self._open] = piece
            self._give()

    def _done(self) -> None:
        place = self._open
        self.close_piece()
        if 0 <= place < len(self._rows):
            self._lines[place].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, place: int) -> None:
        if not 0 <= place < len(self._rows) or (self.view and self.view.read_only):
            return
        self._open = -1
        self._rows.pop(place)
        self._show()
        self._give()
        self.take_focus()

    def _give(self) -> None:
        """Tell the whole list; empty pieces are no evidence."""
        rows = [dict(p) for p in self._rows if any(part.strip() for part in p.values())]
        self.give(rows or None)

    def _show(self) -> None:
        """Lines for what is closed, fields for what is open."""
        while len(self._lines) < len(self._rows):
            line = EvidenceLine(dict(BLANK))
            place = len(self._lines)
            line.clicked.connect(self._opener(place))
            line.removed.connect(self._remover(place))
            self._lines.append(line)
            self._list.addWidget(line)
        for place, line in enumerate(self._lines):
            there = place < len(self._rows)
            line.setVisible(there and place != self._open)
            if there:
                line.show_piece(self._rows[place])
        if self._fields is not None:
            self._list.removeWidget(self._fields)
            if self._open >= 0:
                self._list.insertWidget(self._open, self._fields)
            self._fields.setVisible(self._open >= 0)
        n = len(self._rows)
        self.count.setText("" if n == 0 else "1 item" if n == 1 else f"{n} items")

    def _opener(self, place: int) -> Callable[[], None]:
        return lambda: self._open_piece(place)

    def _remover(self, place: int) -> Callable[[], None]:
        return lambda: self._remove(place)
