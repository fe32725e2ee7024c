"""One cell of a grid: a mark to choose, or a place that shows what was chosen for it."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy

from qa_tool.audit.views import ChoiceView
from ui.look import paint_shape, px, tokens

_MOVES = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip
TALL = 34


class Cell(QAbstractButton):
    """A cell of a grid: arrows tell `stepped(rows, columns)`, a number `picked(place)`, Delete 0, N -1.

    `show_name(True)` writes its own heading into it, where none stands above.
    """

    stepped = Signal(int, int)
    picked = Signal(int)

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.heading, self._named = heading, False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_name(self, on: bool) -> None:  # noqa: FBT001 - a switch of Qt's manner
        """Whether its heading is written into it."""
        self._named = on
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A line; two where the heading stands in it."""
        return QSize(px(64), px(TALL))

    def minimumSizeHint(self) -> QSize:
        """Never too small to be hit."""
        return QSize(px(34), px(TALL))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, numbers choose, Delete clears, N is not applicable."""
        bare = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        key = Qt.Key(event.key())
        if not bare:
            super().keyPressEvent(event)
        elif key in _MOVES:
            self.stepped.emit(*_MOVES[key])
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.picked.emit(key - Qt.Key.Key_0)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.picked.emit(0)
        elif key == Qt.Key.Key_N:
            self.picked.emit(-1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _frame(self, painter: QPainter, *, filled: bool) -> QRectF:
        """The ground of a cell, ringed where it has the focus."""
        now, focus = tokens(), self.hasFocus()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        edge = now.focus if focus else now.accent if self.underMouse() else now.line
        painter.setPen(QPen(QColor(edge), 2.2 if focus else 1.0))
        painter.setBrush(QColor(now.accent_soft if filled else now.surface))
        painter.drawRoundedRect(box, 6, 6)
        return box

    def _write(self, painter: QPainter, room: QRectF, text: str, colour: str) -> None:
        """Words on one line, cut where they do not fit."""
        painter.setPen(QColor(colour))
        fits = QFontMetrics(painter.font()).elidedText(
            text, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fits)


class Mark(Cell):
    """One possible answer of a row: a ring, with a dot where it is chosen."""

    def __init__(self, row: str, choice: ChoiceView) -> None:
        super().__init__(choice.text)
        self.choice = choice
        self.setCheckable(True)
        self.setAccessibleName(f"{row}: {choice.text}")
        self.setAccessibleDescription(f"Press {choice.position} to choose.")
        self.setToolTip(choice.text)

    def nextCheckState(self) -> None:
        """Choosing is told, and shown when it is kept."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the ring, and the words where no heading stands above."""
        now, chosen, half = tokens(), self.isChecked(), px(8)
        painter = QPainter(self)
        box = self._frame(painter, filled=chosen)
        middle = QPointF(px(19) if self._named else box.center().x(), box.center().y())
        painter.setPen(QPen(QColor(now.accent if chosen else now.edge), 1.4))
        painter.setBrush(QColor(now.accent if chosen else now.surface))
        painter.drawEllipse(middle, half, half)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.on_accent))
            painter.drawEllipse(middle, half * 0.36, half * 0.36)
        if self._named:
            self._write(painter, box.adjusted(px(36), 0, -px(6), 0), self.choice.text, now.text)


class Place(Cell):
    """What one column says of one row: shows the answer in its colour; Space opens the answers."""

    def __init__(self, row: str, column: str, choices: Sequence[ChoiceView]) -> None:
        super().__init__(column)
        self._row, self._choices = row, tuple(choices)
        self._shown: ChoiceView | None = None
        self.clicked.connect(self._open)
        self.show_answer("")

    def show_answer(self, key: str) -> None:
        """Show this answer, or that there is none."""
        self._shown = next((choice for choice in self._choices if choice.key == key), None)
        said = self._shown.text if self._shown else "no answer"
        self.setAccessibleName(f"{self._row}, {self.heading}: {said}")
        ways = ", ".join(f"{c.position} {c.text}" for c in self._choices)
        self.setAccessibleDescription(f"Press {ways}; Delete clears.")
        self.setToolTip(f"{self.heading}: {said}")
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines where the heading stands in it."""
        return QSize(px(84), px(TALL + 18 if self._named else TALL))

    def minimumSizeHint(self) -> QSize:
        """Room for the shape and the beginning of the word."""
        return QSize(px(56), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the shape and word of the answer, under the heading where none stands above."""
        now = tokens()
        painter = QPainter(self)
        box = self._frame(painter, filled=False)
        line = box.adjusted(0, px(18) if self._named else 0, 0, 0)
        if self._named:
            top = QRectF(box.x() + px(8), box.y() + px(2), box.width() - px(14), px(20))
            self._write(painter, top, self.heading, now.muted)
        if self._shown is None:
            self._write(painter, line.adjusted(px(8), 0, -px(4), 0), "–", now.muted)
            return
        look = now.grade(self._shown.tone)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.tint))
        painter.drawRoundedRect(line.adjusted(px(3), px(4), -px(3), -px(4)), 5, 5)
        shape = QPointF(line.x() + px(15), line.center().y())
        paint_shape(painter, look.shape, shape, px(10), QColor(look.edge))
        self._write(painter, line.adjusted(px(25), 0, -px(5), 0), self._shown.text, now.text)

    def _open(self) -> None:
        """The answers in a list."""
        menu = QMenu(self)
        for choice in self._choices:
            act = menu.addAction(f"{choice.text.replace('&', '&&')}\t{choice.position}")
            act.triggered.connect(lambda _on=False, n=choice.position: self.picked.emit(n))
        if self._shown is not None:
            menu.addSeparator()
            menu.addAction("Clear\tDel", lambda: self.picked.emit(0))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
