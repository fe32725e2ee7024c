"""One piece of evidence: a line to look at, and the fields it is written in."""

from datetime import date

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSizePolicy, QWidget

from ui.form.editors.date import Day
from ui.form.editors.text import PAUSE, Typing
from ui.look import pixmap, px, tokens
from ui.widgets import Button, Muted, column, row

Row = dict[str, str]
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)
BLANK: Row = {"what": "", "date": "", "shows": ""}


def spoken(piece: Row) -> str:
    """One piece of evidence as a sentence."""
    parts = [piece["what"] or "Record without a name", in_words(piece["date"]) or "no date"]
    return ", ".join(parts) + (f": {piece['shows']}" if piece["shows"] else "")


def in_words(day: str) -> str:
    """A date as people write it: 3 Oct 2026."""
    if not day:
        return ""
    found = date.fromisoformat(day)
    return f"{found.day} {found:%b} {found.year}"


class EvidenceLine(QAbstractButton):
    """One piece of evidence to look at; Enter opens it, Delete takes it away."""

    removed = Signal()

    def __init__(self, piece: Row) -> None:
        super().__init__()
        self._piece = piece
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_piece(piece)

    def show_piece(self, piece: Row) -> None:
        """Show this one."""
        self._piece = piece
        self.setAccessibleName(spoken(piece))
        self.setAccessibleDescription("Press Enter to change it, Delete to remove it.")
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Its height follows from its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the longer of its two texts."""
        what, _day, shows = self._places(width)
        bold = QFontMetrics(self._bold())
        one = bold.boundingRect(what, _WRAP, self._what()).height()
        two = self.fontMetrics().boundingRect(shows, _WRAP, self._piece["shows"]).height()
        return max(one, two, self.fontMetrics().height()) + px(12)

    def sizeHint(self) -> QSize:
        """A line."""
        self.ensurePolished()
        return QSize(px(320), self.heightForWidth(max(self.width(), px(320))))

    def minimumSizeHint(self) -> QSize:
        """Room for something."""
        return QSize(px(160), px(30))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete removes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.click()
        elif event.key() == Qt.Key.Key_Delete and self.isEnabled():
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw it: picture, record, date, what it shows."""
        now = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(QColor(now.focus if self.hasFocus() else now.line), 2))
            painter.setBrush(QColor(now.raised))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        what, day, shows = self._places(self.width())
        picture = pixmap("paperclip", "muted", 15)
        painter.drawPixmap(px(6), px(8), picture)
        painter.setPen(QColor(now.text))
        painter.setFont(self._bold())
        painter.drawText(what, _WRAP, self._what())
        painter.setFont(self.font())
        painter.drawText(shows, _WRAP, self._piece["shows"])
        undated = not self._piece["date"]
        painter.setPen(QColor(now.warning if undated else now.muted))
        painter.drawText(day, _WRAP, "No date" if undated else in_words(self._piece["date"]))

    def _places(self, width: int) -> tuple[QRect, QRect, QRect]:
        """Where record, date and words stand."""
        top, tall, left = px(6), 10_000, px(28)
        room = max(width - left - px(8), 120)
        dated = min(px(92), room // 3)
        first = round((room - dated) * 0.36)
        return (
            QRect(left, top, first - px(8), tall),
            QRect(left + first, top, dated, tall),
            QRect(left + first + dated + px(6), top, max(room - first - dated - px(6), 30), tall),
        )

    def _what(self) -> str:
        return self._piece["what"] or "Record?"

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font


class EvidenceFields(QWidget):
    """One piece of evidence being written: record, date, what it shows."""

    typed = Signal(dict)
    done = Signal()
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.what, self.day = QLineEdit(), Day("Date of the record")
        self.shows = Typing("What it shows", least=2, most=8)
        self.what.setAccessibleName("Which record")
        self.what.setPlaceholderText("Which record")
        self.what.setMinimumWidth(px(120))
        self.shows.setPlaceholderText("What it shows")
        self._problem = Muted("")
        self._problem.hide()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PAUSE)
        self._wait.timeout.connect(self._tell)
        self.what.textEdited.connect(lambda _text: self._wait.isActive() or self._wait.start())
        self.what.editingFinished.connect(self.flush)
        self.what.returnPressed.connect(self.day.line.setFocus)
        self.day.changed.connect(lambda _day: self._tell())
        self.day.line.editingFinished.connect(self._check)
        self.shows.changed.connect(lambda _text: self._tell())
        self._sent = dict(BLANK)
        self.ready = Button("Done", self.done.emit, icon="check", tip="Done (Escape)")
        self.away = Button("Remove", self.removed.emit, kind="quiet", icon="trash-2")
        first = row(self.what, self.day, spacing=8)
        first.setStretch(0, 1)
        last = row(self._problem, None, self.away, self.ready, spacing=8)
        self.setLayout(column(first, self.shows, last, spacing=6, margins=(0, 4, 0, 6)))

    def show_piece(self, piece: Row) -> None:
        """Begin with this one."""
        self._sent = dict(piece)
        self.what.setText(piece["what"])
        self.day.show_date(date.fromisoformat(piece["date"]) if piece["date"] else None)
        self.shows.show_text(piece["shows"])

    def piece(self) -> Row:
        """What stands in the fields."""
        day = self.day.value()
        return {
            "what": self.what.text(),
            "date": day.isoformat() if day else "",
            "shows": self.shows.toPlainText(),
        }

    def flush(self) -> None:
        """Tell what waits."""
        self.day.flush()
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape is done."""
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self._wait.stop()
        now = self.piece()
        if now != self._sent:
            self._sent = now
            self.typed.emit(now)

    def _check(self) -> None:
        said = self.day.problem()
        self._problem.setText(said)
        self._problem.setVisible(bool(said))
