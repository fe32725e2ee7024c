"""Words: a box that grows, counts its words, and keeps them while they are typed."""

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QWidget

from qa_tool.audit.views import QuestionView
from ui.form.editors.editor import Editor
from ui.widgets import Muted, TextBox

PAUSE = 800
LONGEST_WAIT = 900


class Typing(TextBox):
    """A box that undoes its own typing first, and then leaves Ctrl+Z to the form.

    What is typed is told after a pause, and while somebody types on without one, every 0.9 s.
    """

    PAUSE = PAUSE

    def __init__(self, name: str, *, least: int = 3, most: int = 14) -> None:
        super().__init__(name, least=least, most=most)
        self._longest = QTimer(self)
        self._longest.setSingleShot(True)
        self._longest.setInterval(LONGEST_WAIT)
        self._longest.timeout.connect(self.flush)
        self.textChanged.connect(self._begin)
        self.changed.connect(lambda _text: self._longest.stop())

    def show_text(self, text: str) -> None:
        """Show these words; nothing waits any more."""
        self._longest.stop()
        super().show_text(text)

    def waits(self) -> bool:
        """Whether something is typed that has not been told yet."""
        return self.toPlainText() != self._sent

    def event(self, event: QEvent) -> bool:
        """Where there is no typing of its own to undo, the keys belong to the form."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            document = self.document()
            back = event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable()
            on = event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable()
            if back or on:
                event.ignore()
                return True
        return super().event(event)

    def _begin(self) -> None:
        """The first key after the last telling starts the longest wait."""
        if not self._longest.isActive():
            self._longest.start()


class TextEditor(Editor):
    """Words as long as they need to be; `count` says how many, for whoever shows it."""

    LEAST = 3

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = Typing("", least=self.LEAST)
        self.count = Muted("", wrap=False, parent=self)  # hidden until somebody gives it a place
        self.count.hide()
        self.hint = ""
        self.box.changed.connect(lambda text: self.give(text or None))
        self.box.textChanged.connect(self._count)
        self.inside.addWidget(self.box)
        self._count()

    def name_as(self, text: str) -> None:
        """The box carries the question's words."""
        self.box.setAccessibleName(text)

    def draw(self, view: QuestionView) -> None:
        """Show the words; what is being typed stays, and is told in a moment."""
        text = view.value if isinstance(view.value, str) else ""
        if text != self.box.toPlainText() and not self.box.waits():
            self.box.show_text(text)
        self.box.setReadOnly(view.read_only or view.na)
        self.box.setPlaceholderText("Not applicable" if view.na else self.hint)
        self._count()

    def flush(self) -> None:
        """Tell what waits."""
        self.box.flush()

    def forget(self) -> None:
        """An empty box."""
        super().forget()
        self.box.show_text("")

    def take_focus(self) -> None:
        """Into the box, after the last word."""
        self.box.setFocus()
        if not self.box.textCursor().hasSelection():
            self.box.moveCursor(QTextCursor.MoveOperation.End)

    def _count(self) -> None:
        """How many words."""
        n = len(self.box.toPlainText().split())
        self.count.setText("" if n == 0 else "1 word" if n == 1 else f"{n:,} words")
        self.count.setVisible(n > 0 and self.count.parentWidget() is not self)


class CommentEditor(TextEditor):
    """A comment under a question: one line that grows."""

    LEAST = 1
