"""What every editor is: it shows a view, and says once what the person answered."""

from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qa_tool.audit.views import QuestionView
from ui.widgets import Words, column

NOT_APPLICABLE = "not_applicable"


class Editor(QWidget):
    """One answer on screen: `show_view(view)`; signal `answered(key, value)`, None when cleared.

    With the focus on anything but typing: N is not applicable, Delete clears.
    """

    answered = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: QuestionView | None = None
        self.inside: QVBoxLayout = column(spacing=6)
        self._all = column(self.inside, spacing=4)
        self.setLayout(self._all)

    @cached_property
    def problem(self) -> Words:
        """What is wrong, under the field; made with the first trouble."""
        words = Words("", "danger")
        words.hide()
        self._all.addWidget(words)
        return words

    def show_view(self, view: QuestionView) -> None:
        """Show this question's answer; says nothing."""
        first = self.view is None or self.view.key != view.key
        self.view = view
        if first:
            self.setAccessibleName(view.text)
            self.name_as(view.text)
        self.draw(view)
        self.show_problem(view.problem)

    def name_as(self, text: str) -> None:
        """Give the field its accessible name."""

    def draw(self, view: QuestionView) -> None:
        """Show the value, and whether it is only to be looked at."""

    def show_problem(self, text: str) -> None:
        """Say under the field what is wrong, or nothing."""
        if text or "problem" in vars(self):
            self.problem.setText(text)
            self.problem.setVisible(bool(text))

    def flush(self) -> None:
        """Tell now what has been typed and not been told yet."""

    def forget(self) -> None:
        """Let go of the question: another audit comes, and nothing typed may stay."""
        self.view = None
        self.show_problem("")

    def take_focus(self) -> None:
        """Put the focus where one answers."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def stops(self) -> list[QWidget]:
        """Where Tab may stop, in order."""
        return [w for w in self.findChildren(QWidget) if w.focusPolicy() != Qt.FocusPolicy.NoFocus]

    def give(self, value: object) -> None:
        """Tell an answer."""
        if self.view is not None and not self.view.read_only:
            self.answered.emit(self.view.key, value)

    def may_be_na(self) -> bool:
        """Whether 'not applicable' is an answer here."""
        view = self.view
        return view is not None and (
            view.allow_na or any(choice.key == NOT_APPLICABLE for choice in view.choices)
        )

    def not_applicable(self) -> bool:
        """Answer 'not applicable', or take that back; false where it is no answer here."""
        view = self.view
        if view is None or view.read_only or not self.may_be_na():
            return False
        listed = any(choice.key == NOT_APPLICABLE for choice in view.choices)
        mark: object = {"na": True}
        if listed:
            mark = [NOT_APPLICABLE] if view.kind == "some_of" else NOT_APPLICABLE
        self.give(None if view.na else mark)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """N and Delete, where they are not typing; everything else goes on to the page."""
        bare = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if bare and event.key() == Qt.Key.Key_N and self.not_applicable():
            return
        if bare and event.key() == Qt.Key.Key_Delete and self.view and self.view.value is not None:
            self.give(None)
            return
        super().keyPressEvent(event)
