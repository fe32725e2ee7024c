"""Fields: growing text, search, a date, and a label with its field and what is wrong with it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QEvent, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QCalendarWidget,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
    QWidgetAction,
)

from ui.look import pixmap, px
from ui.widgets.button import IconButton
from ui.widgets.label import Muted, Words, reveal, set_look
from ui.widgets.layout import column, row

_GLASS = 16


class TextBox(QPlainTextEdit):
    """Many lines of text that grow with what is typed: `TextBox(name, least=3, most=14)`; Tab leaves it.

    `changed(str)` comes half a second after the last key, and at once when the focus leaves; `.flush()` sends what waits.
    """

    changed = Signal(str)
    PAUSE = 500

    def __init__(
        self, name: str, *, least: int = 3, most: int = 14, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self._least, self._most, self._sent = least, most, ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self.flush)
        self.textChanged.connect(self._typed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        self._grow()

    def show_text(self, text: str) -> None:
        """Show these words without telling; the same words leave the cursor where it is."""
        self._wait.stop()
        self._sent = text
        if text != self.toPlainText():
            with QSignalBlocker(self):
                self.setPlainText(text)
            self._grow()

    def flush(self) -> None:
        """Tell now what has been typed and not been told yet."""
        self._wait.stop()
        text = self.toPlainText()
        if text != self._sent:
            self._sent = text
            self.changed.emit(text)

    def sizeHint(self) -> QSize:
        """As high as its lines, between the least and the most."""
        return QSize(px(320), self._tall())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field sends what waits."""
        super().focusOutEvent(event)
        self.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        """Other letters, another height."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._grow()

    def _typed(self) -> None:
        """Wait for a pause in typing."""
        self._wait.start(self.PAUSE)

    def _tall(self) -> int:
        """The height wanted now."""
        lines = int(self.document().size().height())
        shown = min(max(lines, self._least), self._most)
        inner = self.fontMetrics().lineSpacing() * shown
        return inner + round(self.document().documentMargin() * 2) + px(16)

    def _grow(self) -> None:
        """Take that height."""
        if hasattr(self, "_most") and self.height() != self._tall():
            self.setFixedHeight(self._tall())
            self.updateGeometry()


class SearchField(QLineEdit):
    """A box to filter with: `SearchField(name, hint)`; `searched(str)` 150 ms after the last key; Escape empties it."""

    searched = Signal(str)

    def __init__(self, name: str, hint: str = "Search", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(150)
        self._wait.timeout.connect(lambda: self.searched.emit(self.text().strip()))
        self.textChanged.connect(lambda _text: self._wait.start())
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the box; Enter searches at once."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._wait.stop()
            self.searched.emit(self.text().strip())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Make room for the picture again when the letters change."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The glass before the words, as large as they are: a picture of the style's never grows with them."""
        super().paintEvent(event)
        size = px(_GLASS)
        with QPainter(self) as painter:
            painter.drawPixmap(
                px(11), (self.height() - size) // 2, pixmap("search", "muted", _GLASS)
            )

    def _dress(self) -> None:
        """Room for the glass."""
        self.setTextMargins(px(_GLASS + 7), 0, 0, 0)


def read_date(text: str) -> date | None:
    """The day that somebody typed: 3/10/2026, 3.10.26, 3 10 2026, 03102026 or 2026-10-03; None where it is no day."""
    text = text.strip()
    if len(text) == 8 and text.isascii() and text.isdigit():
        parts = [text[:2], text[2:4], text[4:]]
    else:
        parts = [
            part
            for part in text.replace(".", "/").replace("-", "/").replace(" ", "/").split("/")
            if part
        ]
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    year_first = len(parts[0]) == 4
    first, month, last = (int(part) for part in parts)
    year, day = (first, last) if year_first else (last, first)
    if not year_first and len(parts[2]) == 2:
        year += 2000
    try:
        return date(year, month, day)
    except ValueError:
        return None


class DateField(QWidget):
    """A date, typed or picked: `DateField(name)`, `.show_date(date|None)`, `.value()`; signal `changed(date|None)`.

    What is no date stays in the box, is marked, and `.problem()` says what to type.
    """

    changed = Signal(object)

    def __init__(self, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: date | None = None
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText("d/m/yyyy")
        self.line.editingFinished.connect(self._typed)
        self._pick = IconButton(f"Choose {name} from a calendar", "calendar", self._open)
        self._clear = IconButton(f"Clear {name}", "x", lambda: self._set(None))
        inside = row(self.line, self._pick, self._clear, spacing=4)
        inside.setStretch(0, 1)
        self.setLayout(inside)
        self.setFocusProxy(self.line)
        self.setMaximumWidth(px(260))
        self.show_date(None)

    def value(self) -> date | None:
        """The date, where there is one."""
        return self._value

    def problem(self) -> str:
        """What is wrong with what was typed, in one sentence; nothing where it is a date or empty."""
        text = self.line.text().strip()
        if not text or read_date(text) is not None:
            return ""
        return f"“{text}” is not a date. Type day, month and year, for example 3/10/2026."

    def show_date(self, value: date | None) -> None:
        """Show this date without telling."""
        self._value = value
        self.line.setText("" if value is None else f"{value.day}/{value.month}/{value.year}")
        self._mark()

    def _typed(self) -> None:
        """Take what was typed, if it is a date or nothing."""
        self._mark()
        if not self.problem():
            self._set(read_date(self.line.text()))

    def _set(self, value: date | None) -> None:
        """Show, and tell where it is new."""
        new = value != self._value
        self.show_date(value)
        if new:
            self.changed.emit(value)

    def _mark(self) -> None:
        """Mark the box where it holds no date."""
        said = self.problem()
        set_look(self.line, "wrong", bool(said))
        self.line.setToolTip(said)
        self.line.setAccessibleDescription(said)
        self._clear.setVisible(bool(self.line.text()))

    def _open(self) -> None:
        """Open the calendar under the field."""
        menu = QMenu(self)
        calendar = QCalendarWidget()
        calendar.setAccessibleName("Calendar")
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        if self._value:
            calendar.setSelectedDate(QDate(self._value.year, self._value.month, self._value.day))

        def picked(day: QDate) -> None:
            menu.close()
            self._set(date(day.year(), day.month(), day.day()))

        calendar.activated.connect(picked)
        calendar.clicked.connect(picked)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.line.mapToGlobal(self.line.rect().bottomLeft()))
        calendar.setFocus()


class Labelled(QWidget):
    """A field under its label, with help and what is wrong: `Labelled(label, field, help="", required=False)`, `.show_problem(text)`."""

    def __init__(
        self,
        label: str,
        field: QWidget,
        help: str = "",  # noqa: A002
        *,
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._label = Words(label + (" (needed)" if required else ""), "strong")
        self._label.setBuddy(field)
        self._help, self._problem = Muted(help), Words("", "danger")
        reveal(self._label, on=bool(label))
        reveal(self._help, on=bool(help))
        self._problem.hide()
        if label and not field.accessibleName():
            field.setAccessibleName(label)
        if help and not field.accessibleDescription():
            field.setAccessibleDescription(help)
        self.setLayout(column(self._label, self._help, field, self._problem, spacing=5))

    def show_problem(self, text: str) -> None:
        """Say what is wrong under the field, or nothing."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        if isinstance(self.field, QLineEdit | QPlainTextEdit):
            set_look(self.field, "wrong", bool(text))


class PassphraseField(QWidget):
    """A passphrase: `PassphraseField(name)`, `.value()`, signal `entered`; paste is allowed, and it can be shown."""

    entered = Signal()

    def __init__(self, name: str = "Passphrase", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.line.returnPressed.connect(self.entered)
        self._name = name
        self._eye = IconButton(f"Show {name.lower()}", "eye", self._turn)
        inside = row(self.line, self._eye, spacing=4)
        inside.setStretch(0, 1)
        self.setLayout(inside)
        self.setFocusProxy(self.line)
        self.setAccessibleName(name)

    def value(self) -> str:
        """What was typed."""
        return self.line.text()

    def empty(self) -> None:
        """Forget what was typed."""
        self.line.clear()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)

    def _turn(self) -> None:
        """Show or hide the letters."""
        shown = self.line.echoMode() == QLineEdit.EchoMode.Normal
        self.line.setEchoMode(QLineEdit.EchoMode.Password if shown else QLineEdit.EchoMode.Normal)
        self._eye.show_icon("eye" if shown else "eye-off")
        self._eye.rename(f"{'Show' if shown else 'Hide'} {self._name.lower()}")


def line(name: str, hint: str = "", on_change: Callable[[str], object] | None = None) -> QLineEdit:
    """A one-line field with its accessible name; `on_change` is told when the field is left."""
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    if on_change is not None:
        field.editingFinished.connect(lambda: on_change(field.text()))
    return field
