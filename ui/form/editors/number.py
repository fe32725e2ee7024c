"""A number in figures, with its unit and its limits."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from qa_tool.audit.views import QuestionView
from ui.form.editors.editor import Editor
from ui.form.editors.text import PAUSE
from ui.look import px
from ui.widgets import Muted, row


class NumberEditor(Editor):
    """A number in figures; what is no number stays in the field and is marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setMaximumWidth(px(140))
        self.limits = Muted("", wrap=False)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PAUSE)
        self._wait.timeout.connect(self.flush)
        self.field.textEdited.connect(lambda _text: self._wait.start())
        self.field.editingFinished.connect(self.flush)
        self._sent = ""
        self.inside.addLayout(row(self.field, self.limits, None, spacing=8))

    def name_as(self, text: str) -> None:
        """The field carries the question's words."""
        self.field.setAccessibleName(text)

    def draw(self, view: QuestionView) -> None:
        """Show the number."""
        self.field.setReadOnly(view.read_only)
        self.field.setPlaceholderText("Not applicable" if view.na else "")
        self.limits.setText(_limits(view))
        number = view.value if isinstance(view.value, int | float) else None
        words = "" if number is None else f"{number:g}" if abs(number) < 1e6 else str(number)
        if self._wait.isActive():  # what is being typed stays, and is told in a moment
            return
        if not self.field.hasFocus() or _number(self.field.text()) != number:
            self.field.setText(words)
        self._sent = self.field.text().strip()

    def flush(self) -> None:
        """Tell what was typed."""
        self._wait.stop()
        text = self.field.text().strip()
        if text != self._sent:
            self._sent = text
            self.give(text or None)

    def forget(self) -> None:
        """An empty field."""
        super().forget()
        self._wait.stop()
        self.field.clear()
        self._sent = ""

    def take_focus(self) -> None:
        """Into the field."""
        self.field.setFocus()
        self.field.selectAll()


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _limits(view: QuestionView) -> str:
    """The unit, and from where to where."""
    words = [view.unit] if view.unit else []
    if view.least is not None and view.most is not None:
        words.append(f"{view.least:g} to {view.most:g}")
    elif view.least is not None:
        words.append(f"{view.least:g} or more")
    elif view.most is not None:
        words.append(f"{view.most:g} at most")
    return ", ".join(words)
