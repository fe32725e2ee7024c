"""A date, typed or picked."""

import re
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from qa_tool.audit.views import QuestionView
from ui.form.editors.editor import Editor
from ui.form.editors.text import PAUSE
from ui.widgets import DateField, read_date, row

_WHOLE = re.compile(r"\d{1,2}\D\d{1,2}\D\d{4}|\d{8}|\d{4}-\d{2}-\d{2}")


class Day(DateField):
    """A date field that also tells a date that is typed whole before the field is left."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PAUSE)
        self._wait.timeout.connect(self.flush)
        self.line.textEdited.connect(lambda _text: self._wait.start())

    def flush(self) -> None:
        """Tell what is typed, where it is a whole date; the words stay as they are typed."""
        self._wait.stop()
        text = self.line.text().strip()
        found = read_date(text) if _WHOLE.fullmatch(text) else None
        if found is not None and found != self.value():
            self._value = found
            self.changed.emit(found)

    def show_day(self, day: date | None) -> None:
        """Show this day; what somebody is typing stays, where it means the same or is not a date yet."""
        if self._wait.isActive():
            return
        if self.line.hasFocus() and (self.problem() or read_date(self.line.text()) == day):
            self._value = day
        elif day is None and self.problem():
            self._value = None
        else:
            self.show_date(day)


class DateEditor(Editor):
    """A date; what is none stays in the field, and it is said what to type."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day: Day | None = None

    def name_as(self, text: str) -> None:
        """The field carries the question's words."""
        if self.day is None:
            self.day = Day(text)
            self.day.changed.connect(self._told)
            self.day.line.editingFinished.connect(self._check)
            self.inside.addLayout(row(self.day, None))
        self.day.line.setAccessibleName(text)

    def draw(self, view: QuestionView) -> None:
        """Show the day."""
        if self.day is None:
            return
        value = view.value
        self.day.show_day(date.fromisoformat(value) if isinstance(value, str) and value else None)
        self.day.setEnabled(not view.read_only)
        self.day.line.setPlaceholderText("Not applicable" if view.na else "d/m/yyyy")

    def show_view(self, view: QuestionView) -> None:
        """Show the day, and keep saying what is wrong with what is typed."""
        super().show_view(view)
        if not view.problem:
            self._check()

    def flush(self) -> None:
        """Tell what waits."""
        if self.day is not None:
            self.day.flush()

    def forget(self) -> None:
        """An empty field."""
        super().forget()
        if self.day is not None:
            self.day.flush()
            self.day.show_date(None)

    def take_focus(self) -> None:
        """Into the field."""
        if self.day is not None:
            self.day.line.setFocus()
            self.day.line.selectAll()

    def _told(self, day: date | None) -> None:
        """A new day, or none."""
        self.give(day.isoformat() if day else None)

    def _check(self) -> None:
        """Say what is wrong with what is typed."""
        if self.day is not None and (said := self.day.problem()):
            self.show_problem(said)
