"""The fields of the designer: each shows a value, and tells a new one while it is typed."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from qa_tool.template.edit import Edit, Tables
from qa_tool.template.locate import Path
from qa_tool.template.model import Scale
from qa_tool.template.themes import Themes
from ui.form.editors.text import Typing
from ui.look import px
from ui.pages.designer.specs import Choices
from ui.widgets import DateField, Muted, Picker, Words, column
from ui.widgets.record_form import Ticks

PAUSE = 500
Make = Callable[[Tables], Edit | None]


class Bench(Protocol):
    """What the fields write on."""

    tables: Tables
    scales: Sequence[Scale]
    themes: Themes

    def write(self, path: Path, value: Any, *, typed: bool = False) -> None:
        """Write a value at a place."""

    def make(self, function: Make, *, typed: bool = False) -> None:
        """Take a step."""


class FieldBox(QWidget):
    """A field: `show_value(value)`, `flush()`; signals `typed(value)` while somebody types, `chosen(value)`."""

    typed = Signal(object)
    chosen = Signal(object)

    def show_value(self, value: Any) -> None:
        """Show this value without telling."""

    def flush(self) -> None:
        """Tell what waits."""

    def typing(self) -> bool:
        """Whether somebody types here and it is not told yet."""
        return False


class OneLine(QLineEdit):
    """One line of words that are told after a pause; Ctrl+Z undoes its own typing, then belongs to the page."""

    told = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._sent = ""
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PAUSE)
        self._wait.timeout.connect(self.flush)
        self.textEdited.connect(lambda _text: self._begin())

    def show_text(self, text: str) -> None:
        """Show these words; the same ones leave the cursor where it is."""
        self._wait.stop()
        self._sent = text
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def flush(self) -> None:
        """Tell what has been typed."""
        self._wait.stop()
        if self.text() != self._sent:
            self._sent = self.text()
            self.told.emit(self._sent)

    def waits(self) -> bool:
        """Whether something typed is not told yet."""
        return self.text() != self._sent

    def _begin(self) -> None:
        """The first key after the last telling starts the wait: who types on is not made to pause."""
        if not self._wait.isActive():
            self._wait.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field sends what waits."""
        super().focusOutEvent(event)
        self.flush()

    def event(self, event: QEvent) -> bool:
        """Where there is no typing of its own to undo, the keys belong to the page."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            back = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            on = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if back or on:
                event.ignore()
                return True
        return super().event(event)


class LineBox(FieldBox):
    """One line of words."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.line = OneLine(name)
        self.line.told.connect(lambda text: self.typed.emit(text.strip()))
        self.setLayout(column(self.line))
        self.setFocusProxy(self.line)

    def show_value(self, value: Any) -> None:
        """Show these words; spaces at the end that are being typed stay."""
        text = "" if value is None else str(value)
        if text != self.line.text().strip() and not self.line.waits():
            self.line.show_text(text)

    def flush(self) -> None:
        """Tell what waits."""
        self.line.flush()

    def typing(self) -> bool:
        """Whether something typed waits."""
        return self.line.waits()


class WordsBox(FieldBox):
    """Words over several lines."""

    def __init__(self, name: str, *, least: int = 2, most: int = 12, count: bool = False) -> None:
        super().__init__()
        self.box = Typing(name, least=least, most=most)
        self.count = Muted("")
        self.count.setVisible(False)
        self._counts = count
        self.box.changed.connect(self._told)
        self.setLayout(column(self.box, self.count, spacing=2))
        self.setFocusProxy(self.box)

    def show_value(self, value: Any) -> None:
        """Show these words."""
        text = "" if value is None else str(value)
        if self.box.waits():  # what somebody types is never written over
            return
        if text != self.box.toPlainText().strip():
            self.box.show_text(text)
        self._say(text)

    def flush(self) -> None:
        """Tell what waits."""
        self.box.flush()

    def typing(self) -> bool:
        """Whether something typed waits."""
        return self.box.waits()

    def _told(self, text: str) -> None:
        self._say(text)
        self.typed.emit(text.strip())

    def _say(self, text: str) -> None:
        """How many words there are, where that matters."""
        words = len(text.split())
        self.count.setVisible(self._counts and bool(words))
        self.count.setText("1 word" if words == 1 else f"{words} words")


class NumberBox(FieldBox):
    """A number; what is none stays in the field and is marked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.line = OneLine(name)
        self.line.setMaximumWidth(px(140))
        self.problem = Words("", "danger")
        self.problem.setVisible(False)
        self.line.told.connect(self._told)
        self.setLayout(column(self.line, self.problem, spacing=4))
        self.setFocusProxy(self.line)

    def show_value(self, value: Any) -> None:
        """Show this number."""
        if self.line.waits():
            return
        if value != _number(self.line.text()) or not self.line.text():
            self.line.show_text("" if value is None else f"{value:g}")
        self._say("")

    def flush(self) -> None:
        """Tell what waits."""
        self.line.flush()

    def typing(self) -> bool:
        """Whether something typed waits."""
        return self.line.waits()

    def _told(self, text: str) -> None:
        number = _number(text)
        wrong = bool(text.strip()) and number is None
        self._say(f"“{text.strip()}” is not a number. Type digits, such as 60." if wrong else "")
        if not wrong:
            self.typed.emit(number)

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))


class FlagBox(FieldBox):
    """Yes or no; `default` is what nothing written means."""

    def __init__(self, name: str, *, default: bool = False) -> None:
        super().__init__()
        self._default = default
        self.box = QCheckBox(name.replace("&", "&&"))
        self.box.setAccessibleName(name)
        self.box.clicked.connect(self._clicked)
        self.setLayout(column(self.box))
        self.setFocusProxy(self.box)

    def show_value(self, value: Any) -> None:
        """Tick it or not."""
        with QSignalBlocker(self.box):
            self.box.setChecked(self._default if value is None else bool(value))

    def _clicked(self, on: bool) -> None:  # noqa: FBT001 - Qt's own shape
        # What means the same as nothing written is not written, so that versions do not differ by it.
        self.chosen.emit(None if on == self._default and not self._default else on)


class PickBox(FieldBox):
    """One of a few."""

    def __init__(self, name: str, choices: Choices, *, tri: bool = False) -> None:
        super().__init__()
        self._tri = tri
        self.picker = Picker(name, choices)
        self.picker.setMinimumContentsLength(24)
        self.picker.picked.connect(self._picked)
        self.setLayout(column(self.picker))
        self.setFocusProxy(self.picker)

    def show_value(self, value: Any) -> None:
        """Choose this one; a word that is none of them is shown as it is written."""
        key = {True: "yes", False: "no", None: ""}[value] if self._tri else str(value or "")
        if key and self.picker.findData(key) < 0:
            self.picker.addItem(key, key)
        with QSignalBlocker(self.picker):
            self.picker.setCurrentIndex(max(0, self.picker.findData(key)))

    def _picked(self, key: str) -> None:
        value: Any = {"yes": True, "no": False, "": None}[key] if self._tri else key or None
        self.chosen.emit(value)


class TicksBox(FieldBox):
    """Any of a few."""

    def __init__(self, name: str, choices: Choices) -> None:
        super().__init__()
        self._keys = [key for key, _word in choices]
        self.ticks = Ticks(name, choices)
        for key in self._keys:
            self.ticks.box(key).clicked.connect(lambda _on: self._clicked())
        self.setLayout(column(self.ticks))

    def show_value(self, value: Any) -> None:
        """Tick these."""
        self.ticks.show_chosen(value if isinstance(value, Sequence) else ())

    def _clicked(self) -> None:
        self.chosen.emit(list(self.ticks.chosen()) or None)


class DayBox(FieldBox):
    """A day."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.day = DateField(name)
        self.day.changed.connect(self.chosen.emit)
        self.setLayout(column(self.day))
        self.setFocusProxy(self.day)

    def show_value(self, value: Any) -> None:
        """Show this day."""
        self.day.show_date(value if isinstance(value, date) else None)


def _number(text: str) -> float | int | None:
    """The number that somebody typed."""
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    if not abs(number) < 1e9:
        return None
    return int(number) if number.is_integer() else number
